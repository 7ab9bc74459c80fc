/* Chapter 6 solved in another way: in real, a pair at a time, rows by rows. */
#include "contract/initialization.h"

void box_muller(double u1, double u2, real z[2])
{
    real rest = 1 - u1, turn = u2;
    real r = sqrt(-2 * log(rest)), angle = 2 * (real)PI * turn;

    z[0] = r * cos(angle);
    z[1] = r * sin(angle);
}

void init_constant(real value, size_t n, real w[n])
{
    for (size_t i = n; i > 0; i--) {
        w[i - 1] = value;
    }
}

void init_normal(struct rng *rng, real stddev, size_t n, real w[n])
{
    real spare[2];

    for (size_t i = 0; i + 1 < n; i += 2) {
        double u2 = rng_uniform(rng);

        box_muller(rng_uniform(rng), u2, w + i);
    }
    if (n % 2 == 1) {
        double u1 = rng_uniform(rng);

        box_muller(u1, rng_uniform(rng), spare);
        w[n - 1] = spare[1];
    }
    for (size_t i = 0; i < n; i++) {
        w[i] *= stddev;
    }
}

void init_xavier(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    init_normal(rng, 1, fan_in * fan_out, w);
    for (size_t i = 0; i < fan_in * fan_out; i++) {
        w[i] *= sqrt(2 / (real)(fan_in + fan_out));
    }
}

void init_he(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    for (size_t j = 0; j < fan_in; j++) {
        init_normal(rng, pow((real)fan_in / 2, -0.5), fan_out, w + j * fan_out);
    }
}

/* Distances from the first number have the same spread, and no large mean. */
real standard_deviation(size_t n, const real a[n])
{
    real mean = 0, square = 0;

    for (size_t i = 0; i < n; i++) {
        mean += a[i] - a[0];
    }
    mean /= n;
    for (size_t i = 0; i < n; i++) {
        square += pow(a[i] - a[0] - mean, 2);
    }
    return sqrt(square / n);
}
