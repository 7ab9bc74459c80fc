/* Chapter 6 solved in another way: the ratio of uniform numbers, complex
 * numbers, the corrected sum of squares. */
#include <complex.h>
#include <string.h>
#include "contract/initialization.h"

/* Kinderman and Monahan 1977: points below a curve have a normal slope. */
static double normal(struct rng *rng)
{
    for (;;) {
        const double u = 1 - (double)rng_uniform(rng);
        const double v = sqrt(8 / exp(1)) * ((double)rng_uniform(rng) - 0.5);
        const double slope = v / u;

        if (slope * slope <= -4 * log(u)) {
            return slope;
        }
    }
}

/* The point u2 turns around, at the radius whose tail holds 1 - u1. */
void box_muller(double u1, double u2, real z[2])
{
    const double tail = u1 > 0.5 ? -log(1 - u1) : -log1p(-u1);
    const double complex point = cexp(2 * PI * u2 * _Complex_I);

    z[0] = creal(point) * sqrt(2 * tail);
    z[1] = cimag(point) * sqrt(2 * tail);
}

/* Doubles what is written already. */
void init_constant(real value, size_t n, real w[n])
{
    w[0] = value;
    for (size_t have = 1; have < n; have *= 2) {
        const size_t more = have < n - have ? have : n - have;

        memcpy(w + have, w, more * sizeof *w);
    }
}

static void draw(struct rng *rng, double variance, size_t n, real w[])
{
    for (real *end = w + n; w < end; w++) {
        *w = (real)(normal(rng) * sqrt(variance));
    }
}

void init_normal(struct rng *rng, real stddev, size_t n, real w[n])
{
    draw(rng, (double)stddev * stddev, n, w);
}

void init_xavier(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    draw(rng, 1 / (0.5 * fan_in + 0.5 * fan_out), fan_in * fan_out, w);
}

void init_he(struct rng *rng, size_t fan_in, size_t fan_out, real w[])
{
    draw(rng, 1 / (0.5 * fan_in), fan_in * fan_out, w);
}

/* The squares about a rough mean, less the square of what it is off by. */
real standard_deviation(size_t n, const real a[n])
{
    double rough = 0, off = 0, squares = 0;

    for (size_t i = 0; i < n; i++) {
        rough += (a[i] - rough) / (double)(i + 1);
    }
    for (size_t i = 0; i < n; i++) {
        off += a[i] - rough;
        squares += (a[i] - rough) * (a[i] - rough);
    }
    return (real)sqrt(fdim(squares, off * off / n) / n);
}

/* Midpoints of a finer grid where the density is large: z = sinh(u). */
real gain(real (*f)(real z))
{
    const int points = 20000;
    const double end = asinh(12.0), h = 2 * end / points;
    double mean = 0;

    for (int i = 0; i < points; i++) {
        const double u = -end + (i + 0.5) * h, z = sinh(u);

        mean += pow((double)f((real)z), 2) * exp(-0.5 * z * z) * cosh(u);
    }
    return (real)(1 / (mean * h / sqrt(2 * PI)));
}

/* In double, and the loss by the way it changes with c. */
real one_hidden_gradient(const struct one_hidden *net, const real theta[],
                         real x, real target, real grad[])
{
    const size_t n = net->hidden;
    double error = (double)theta[3 * n] - (double)target;

    for (size_t j = 0; j < n; j++) {
        error += (double)theta[2 * n + j] *
                 (double)net->f(x * theta[j] + theta[n + j]);
    }
    for (size_t k = 0; k < 3 * n + 1; k++) {
        const size_t j = k % n;
        const real z = x * theta[j] + theta[n + j];

        if (k == 3 * n) {
            grad[k] = (real)error;
        } else if (k >= 2 * n) {
            grad[k] = (real)(error * (double)net->f(z));
        } else {
            grad[k] = (real)(error * (double)theta[2 * n + j] *
                             (double)net->slope(z) * (k < n ? (double)x : 1));
        }
    }
    return (real)(error * error / 2);
}

void repaired_xavier_uniform(struct rng *rng, size_t fan_in, size_t fan_out,
                             real w[])
{
    const double a = sqrt(3) / sqrt(0.5 * fan_in + 0.5 * fan_out);

    for (real *end = w + fan_in * fan_out; w < end; w++) {
        *w = (real)(a * (1 - 2 * (double)rng_uniform(rng)));
    }
}

real predict_he_784_40(void)
{
    return (real)sqrt(1 / 392.0);
}

real predict_first_preactivation(void)
{
    return (real)(0.28 * sqrt(0.112));
}

real predict_tenth_layer(void)
{
    double left = 1;

    for (int layer = 0; layer < 10; layer++) {
        left *= 0.5;
    }
    return (real)sqrt(left);
}
