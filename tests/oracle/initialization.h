/* Values for tests/06-initialization.c, computed outside this project with
 * 50-digit arithmetic, numpy and plain C, which agree to 2e-13. */

/* A linear congruential generator of 64 bits (Knuth's constants), started at
 * 42, gives the uniform numbers; the first two make the first two normal ones,
 * and so on. */
static const double box_muller_uniform[] = {
    0.5682303266439076,
    0.2254634289477513,
    0.41283831882951183,
    0.6303980498395979,
};
static const double box_muller_normal[] = {
    0.19901748356327484,
    1.2806709312433657,
    -0.7045312293931657,
    -0.7540198062097279,
};

/* The standard deviation of the weights of a layer. */
static const struct {
    size_t fan_in, fan_out;
    double xavier, he;
} init_stddev[] = {
    {784, 40, 0.04926646390821465, 0.050507627227610534},
    {40, 20, 0.18257418583505536, 0.22360679774997896},
    {20, 10, 0.2581988897471611, 0.31622776601683794},
    {784, 100, 0.04756514941544941, 0.050507627227610534},
    {100, 100, 0.1, 0.1414213562373095},
    {1, 1, 1, 1.4142135623730951},
    {3, 5, 0.5, 0.816496580927726},
};

/* 1 / E[f(z)^2] for z standard normal: quadrature with 40 digits (mpmath). */
static const double gain_tanh = 2.5361754332174537542;
static const double gain_sigmoid = 3.4085598416231029829;
static const double gain_softplus = 1.0854865029883434179;
static const double gain_swish = 2.8107611240744710560;
static const double gain_gelu = 2.3517156140733729476;
static const double gain_steep_tanh = 1.2416201820615595933; /* tanh(4 z) */
static const double gain_shifted_tanh =
    .39037410977850151207; /* 3 tanh(z/2) - 1 */
