/* Chapter 6, your exercises, graded by `make check-initialization`.
 * What each function must do is said in src/contract/initialization.h.
 * Put your lines where TODO; stands. */
#include "contract/initialization.h"

void box_muller(double u1, double u2, real z[2])
{
    /* 1. The radius: 1 - u1 is in (0, 1], so the logarithm is finite. */
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
    /* 1. The variance 2 / (fan_in + fan_out) is kept forward and backward. */
    /* 2. Draw all fan_in x fan_out weights. */
    TODO;
}

void init_he(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    /* 1. A rectifier passes half of the signal, so the variance doubles. */
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
