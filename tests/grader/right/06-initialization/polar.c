/* Chapter 6 solved in another way: the polar method, one number at a time. */
#include "contract/initialization.h"

static double uniform_to_1(struct rng *rng)
{
    return 2 * (double)rng_uniform(rng) - 1;
}

/* A point in the unit disc, by throwing those outside away. */
static double normal(struct rng *rng)
{
    double a, square;

    do {
        double b = uniform_to_1(rng);

        a = uniform_to_1(rng);
        square = a * a + b * b;
    } while (square >= 1 || square == 0);
    return a * sqrt(-2 * log(square) / square);
}

void box_muller(double u1, double u2, real z[2])
{
    double r = sqrt(-2 * log1p(-u1));

    z[1] = r * cos(2 * PI * u2 - PI / 2);
    z[0] = r * sin(2 * PI * u2 + PI / 2);
}

void init_constant(real value, size_t n, real w[n])
{
    while (n-- > 0) {
        *w++ = value;
    }
}

void init_normal(struct rng *rng, real stddev, size_t n, real w[n])
{
    while (n-- > 0) {
        w[n] = stddev == 0 ? 0 : stddev * normal(rng);
    }
}

void init_xavier(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    for (size_t i = 0; i < fan_in * fan_out; i++) {
        w[i] = normal(rng) / sqrt(((double)fan_in + (double)fan_out) / 2);
    }
}

/* Unit by unit. */
void init_he(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    for (size_t k = 0; k < fan_out; k++) {
        for (size_t j = 0; j < fan_in; j++) {
            w[j * fan_out + k] = normal(rng) * sqrt(2.0) / sqrt(fan_in);
        }
    }
}

/* Welford's algorithm: the mean and the squares in one pass. */
real standard_deviation(size_t n, const real a[n])
{
    double mean = 0, square = 0;

    for (size_t i = 0; i < n; i++) {
        double distance = a[i] - mean;

        mean += distance / (double)(i + 1);
        square += distance * (a[i] - mean);
    }
    return sqrt(square / (double)n);
}

/* Simpson's rule; f may have a kink, so the intervals are small. */
real gain(real (*f)(real z))
{
    const int pairs = 12000;
    const double h = 12.0 / pairs;
    double sum = 0;

    for (int i = -pairs; i <= pairs; i++) {
        const double z = i * h, weight = i % 2 == 0 ? 2 : 4;

        sum += weight * f(z) * f(z) * exp(-z * z / 2);
    }
    return sqrt(2 * PI) / (sum * h / 3);
}

/* The sums that enter the units are kept in grad on the way forward. */
real one_hidden_gradient(const struct one_hidden *net, const real theta[],
                         real x, real target, real grad[])
{
    const size_t h = net->hidden;
    real y = theta[3 * h], d;

    for (size_t j = 0; j < h; j++) {
        grad[j] = theta[j] * x + theta[h + j];
        grad[2 * h + j] = net->f(grad[j]);
        y += theta[2 * h + j] * grad[2 * h + j];
    }
    d = y - target;
    for (size_t j = h; j-- > 0;) {
        grad[h + j] = theta[2 * h + j] * net->slope(grad[j]) * d;
        grad[2 * h + j] *= d;
        grad[j] = grad[h + j] * x;
    }
    grad[3 * h] = d;
    return pow(d, 2) / 2;
}

void repaired_xavier_uniform(struct rng *rng, size_t fan_in, size_t fan_out,
                             real w[])
{
    const double a = sqrt(6 / ((double)fan_in + (double)fan_out));

    for (size_t i = fan_in * fan_out; i-- > 0;) {
        w[i] = a * uniform_to_1(rng);
    }
}

real predict_he_784_40(void)
{
    return (real)0.0505;
}

real predict_first_preactivation(void)
{
    return (real)0.094;
}

real predict_tenth_layer(void)
{
    return (real)0.0312;
}
