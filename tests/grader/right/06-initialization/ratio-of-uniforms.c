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
