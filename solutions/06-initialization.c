/* Chapter 6, initial weights: the reference. See contract/initialization.h. */
#include "contract/initialization.h"

void box_muller(double u1, double u2, real z[2])
{
    /* 1. The radius: 1 - u1 is in (0, 1], so the logarithm is finite. */
    double r = sqrt(-2 * log(1 - u1));
    /* 2. The angle: u2 turns once around the circle. */
    double angle = 2 * PI * u2;
    /* 3. The two coordinates of that point are the two normal numbers. */
    z[0] = r * cos(angle);
    z[1] = r * sin(angle);
}

void init_constant(real value, size_t n, real w[n])
{
    /* 1. Set every weight to value. */
    for (size_t i = 0; i < n; i++)
        w[i] = value;
}

void init_normal(struct rng *rng, real stddev, size_t n, real w[n])
{
    real z[2] = {0, 0};

    for (size_t i = 0; i < n; i++) {
        /* 1. Each pair of uniform numbers gives two normal ones. */
        if (i % 2 == 0) {
            double u1 = rng_uniform(rng);
            double u2 = rng_uniform(rng);
            box_muller(u1, u2, z);
        }
        /* 2. Scale a normal number by the standard deviation. */
        w[i] = stddev * z[i % 2];
    }
}

void init_xavier(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    /* 1. The variance 2 / (fan_in + fan_out) is kept forward and backward. */
    double stddev = sqrt(2.0 / (double)(fan_in + fan_out));
    /* 2. Draw all fan_in x fan_out weights. */
    init_normal(rng, stddev, fan_in * fan_out, w);
}

void init_he(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    /* 1. A rectifier passes half of the signal, so the variance doubles. */
    double stddev = sqrt(2.0 / (double)fan_in);
    /* 2. Draw all fan_in x fan_out weights. */
    init_normal(rng, stddev, fan_in * fan_out, w);
}

real standard_deviation(size_t n, const real a[n])
{
    /* 1. First the mean. */
    double mean = 0;
    for (size_t i = 0; i < n; i++)
        mean += a[i];
    mean /= n;
    /* 2. Then the mean square of the distances from it. */
    double square = 0;
    for (size_t i = 0; i < n; i++)
        square += (a[i] - mean) * (a[i] - mean);
    /* 3. Its root is the standard deviation. */
    return sqrt(square / n);
}
