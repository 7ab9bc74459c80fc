/* Chapter 6, your exercises, graded by `make check-initialization`.
 * What each function must do is said in src/contract/initialization.h.
 * Put your lines where TODO; stands. */
#include "contract/initialization.h"

void box_muller(double u1, double u2, real z[2])
{
    /* 1. The radius, eq:box-muller (6.4): 1 - u1 is in (0, 1], so the logarithm
     * is finite. */
    /* 2. The angle: u2 turns once around the circle. */
    /* 3. The two coordinates of that point are the two normal numbers. */
    TODO;
}

void init_constant(real value, size_t n, real w[n])
{
    /* 1. Set every weight to value. */
    TODO;
}

void init_normal(struct rng *rng, real stddev, size_t n, real w[n])
{
    /* 1. Each pair of uniform numbers gives two normal ones. */
    /* 2. Scale a normal number by the standard deviation. */
    TODO;
}

void init_xavier(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    /* 1. The variance, eq:xavier (6.9): 1 over the mean of the two widths, that
     * which the signal asks for and that which the gradient asks for. */
    /* 2. Draw all fan_in x fan_out weights. */
    TODO;
}

void init_he(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    /* 1. A rectifier passes half of the mean square, so the variance doubles:
     * eq:he (6.7). */
    /* 2. Draw all fan_in x fan_out weights. */
    TODO;
}

real standard_deviation(size_t n, const real a[n])
{
    /* 1. First the mean. */
    /* 2. Then the mean square of the distances from it. */
    /* 3. Its root is the standard deviation. */
    TODO;
}

real gain(real (*f)(real z))
{
    /* 1. Add up f(z)^2 times the density of z, over small steps of z. */
    /* 2. Times the step and 1 / sqrt(2 pi), this is the mean square. */
    /* 3. The gain makes up for what is lost: eq:gain (6.6). */
    TODO;
}

real one_hidden_gradient(const struct one_hidden *net, const real theta[],
                         real x, real target, real grad[])
{
    /* 1. Forward, eq:one-hidden (6.1): the output is c and what each hidden
     * unit adds. */
    /* 2. The derivative of L for y; c has the same one. */
    /* 3. Backward, eq:one-hidden-back (6.2), each unit by itself: v_j, then
     * b_j, then w_j. */
    /* 4. The loss itself. */
    TODO;
}

/* torch for R, R/nn-init.R, as it was before May 2021. */
void repaired_xavier_uniform(struct rng *rng, size_t fan_in, size_t fan_out,
                             real w[])
{
    TODO; /* take this line out when you have mended the rest */
    const double in = (double)fan_in, out = (double)fan_out;
    const double stddev = sqrt(2.0 / in + out);
    const double a = sqrt(3.0) * stddev;

    for (size_t i = 0; i < fan_in * fan_out; i++)
        w[i] = (2 * rng_uniform(rng) - 1) * a;
}

real predict_he_784_40(void)
{
    /* 1. Only one of the two numbers counts. */
    TODO;
}

real predict_first_preactivation(void)
{
    /* 1. Add up 784 variances: that of a weight times the mean of x^2. */
    TODO;
}

real predict_tenth_layer(void)
{
    /* 1. What share of the mean square is left after each layer? */
    TODO;
}
