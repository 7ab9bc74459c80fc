/* Known mistakes of chapter 6, written once more in another way; see 01-sgd.c.
 */
#include "contract/initialization.h"

void pair_half_turn(double u1, double u2, real *z)
{
    double r = sqrt(2 * log(1 / (1 - u1)));
    *z++ = cos(u2 * PI) * r;
    *z = sin(u2 * PI) * r;
}

void pair_log_of_u1(double u1, double u2, real *z)
{
    const double r = sqrt(log(1 / (u1 * u1))), angle = u2 * (PI + PI);
    z[1] = sin(angle) * r;
    z[0] = cos(angle) * r;
}

void pair_radius_not_rooted(double u1, double u2, real *z)
{
    double square = -2 * log(1 - u1);
    z[0] = square * cos(2 * PI * u2);
    z[1] = square * sin(2 * PI * u2);
}

void pair_sine_first(double u1, double u2, real *z)
{
    double r = pow(-2 * log1p(-u1), 0.5), a = u2 * PI * 2;
    z[1] = cos(a) * r;
    z[0] = sin(a) * r;
}

void pair_in_float(double u1, double u2, real *z)
{
    float r = sqrt(-2 * log(1 - u1));
    z[0] = cos(2 * PI * u2) * r;
    z[1] = sin(2 * PI * u2) * r;
}

void constant_zero(real value, size_t n, real *w)
{
    while (n-- > 0)
        *w++ = 0;
}

void constant_misses_the_last(real value, size_t n, real *w)
{
    for (real *last = w + n - 1; w < last; w++)
        *w = value;
}

/* Some draw by the polar way, and most use one number of each pair. */

void normal_not_scaled(struct rng *rng, real stddev, size_t n, real *w)
{
    while (n > 0) {
        double a = 2 * rng_uniform(rng) - 1, b = 2 * rng_uniform(rng) - 1;
        double s = a * a + b * b;
        if (s > 0 && s < 1)
            w[--n] = a * sqrt(-2 * log(s) / s);
    }
}

void normal_around_stddev(struct rng *rng, real stddev, size_t n, real *w)
{
    for (size_t i = n; i-- > 0;) {
        real z[2];
        box_muller(rng_uniform(rng), rng_uniform(rng), z);
        w[i] = z[1] + stddev;
    }
}

void normal_variance_as_scale(struct rng *rng, real stddev, size_t n, real *w)
{
    const real variance = stddev * stddev;
    for (size_t i = 0; i < n; i++) {
        double r = sqrt(-2 * log(1 - rng_uniform(rng)));
        w[i] = variance * r * cos(2 * PI * rng_uniform(rng));
    }
}

void normal_uniform(struct rng *rng, real stddev, size_t n, real *w)
{
    for (real *end = w + n; w < end; w++)
        *w = -stddev + 2 * stddev * rng_uniform(rng);
}

void normal_own_seed(struct rng *rng, real stddev, size_t n, real *w)
{
    rng_seed(rng, 1);
    for (size_t i = 0; i < n; i++) {
        real z[2];
        box_muller(rng_uniform(rng), rng_uniform(rng), z);
        w[i] = stddev * z[0];
    }
}

void normal_number_used_twice(struct rng *rng, real stddev, size_t n, real *w)
{
    real z[2];
    for (size_t i = 0; i < n; i += 2) {
        double u1 = rng_uniform(rng), u2 = rng_uniform(rng);
        box_muller(u1, u2, z);
        w[i] = z[1] * stddev;
        if (i + 1 < n)
            w[i + 1] = z[1] * stddev;
    }
}

void xavier_fan_in_only(struct rng *rng, size_t in, size_t out, real *w)
{
    for (size_t j = 0; j < in; j++)
        init_normal(rng, 1 / sqrt(in), out, w + j * out);
}

void xavier_variance(struct rng *rng, size_t in, size_t out, real *w)
{
    for (size_t i = 0; i < in * out; i++) {
        real z[2];
        box_muller(rng_uniform(rng), rng_uniform(rng), z);
        w[i] = 2 * z[0] / (in + out);
    }
}

void xavier_is_he(struct rng *rng, size_t in, size_t out, real *w)
{
    const real spread = pow(in / 2.0, -0.5);
    init_normal(rng, spread, in * out, w);
}

void he_is_xavier(struct rng *rng, size_t in, size_t out, real *w)
{
    const double half = (in + out) * 0.5;
    for (size_t k = 0; k < out; k++)
        init_normal(rng, 1 / sqrt(half), in, w + k * in);
}

void he_one_over_fan_in(struct rng *rng, size_t in, size_t out, real *w)
{
    for (size_t i = in * out; i > 0; i--)
        init_normal(rng, pow(in, -0.5), 1, w + i - 1);
}

void he_fan_out(struct rng *rng, size_t in, size_t out, real *w)
{
    init_normal(rng, sqrt(2) / sqrt(out), out * in, w);
}

real spread_n_minus_1(size_t n, const real *a)
{
    double mean = 0, sum = 0;
    for (size_t i = n; i-- > 0;)
        mean += a[i] / n;
    for (size_t i = n; i-- > 0;)
        sum += pow(a[i] - mean, 2) / (n - 1);
    return sqrt(sum);
}

real spread_variance(size_t n, const real *a)
{
    double mean = 0, moment = 0;
    for (size_t i = 0; i < n; i++) {
        double d = a[i] - mean;
        mean += d / (i + 1);
        moment += d * (a[i] - mean);
    }
    return moment / n;
}

real spread_around_zero(size_t n, const real *a)
{
    real sum = 0;
    for (const real *end = a + n; a < end; a++)
        sum += *a * *a / n;
    return sqrt(sum);
}

real spread_not_divided(size_t n, const real *a)
{
    double total = 0, length = 0;
    for (size_t i = 0; i < n; i++)
        total += a[i];
    for (size_t i = 0; i < n; i++)
        length = hypot(length, a[i] - total / n);
    return length;
}
