/* Chapter 7 solved in another way: backward through the recurrence, hypot, and
 * powers of two. */
#include "contract/clipping.h"

static double squash(double x)
{
    return x > 0 ? 1 / (1 + exp(-x)) : 1 - 1 / (1 + exp(x));
}

/* Each x is found anew from the start, so that none has to be kept. */
static double after(int steps, double w, double b, double x)
{
    while (steps-- > 0) {
        x = w * squash(x) + b;
    }
    return x;
}

real recurrence_gradient(int steps, real w, real b, real x0, real target,
                         real grad[2])
{
    const double end = squash(after(steps, w, b, x0));
    double dx = 2 * (end - target) * end * (1 - end), dw = 0, db = 0;

    for (int k = steps; k >= 1; k--) {
        const double s = squash(after(k - 1, w, b, x0));

        dw += dx * s;
        db += dx;
        dx *= w * s * (1 - s);
    }
    grad[0] = (real)dw;
    grad[1] = (real)db;
    return (real)((end - target) * (end - target));
}

void clip_value(real limit, size_t n, real grad[n])
{
    for (real *g = grad; g < grad + n; g++) {
        if (fabs(*g) > limit) {
            *g = copysign(limit, *g);
        }
    }
}

/* The exponent of the largest element is taken out of all, exactly. */
real clip_norm(real max_norm, size_t n, real grad[n])
{
    int highest = -5000;
    long double norm = 0;

    for (size_t i = 0; i < n; i++) {
        if (isnan(grad[i]) || isinf(grad[i])) {
            return grad[i] - grad[i];
        }
        if (grad[i] != 0 && ilogb(grad[i]) > highest) {
            highest = ilogb(grad[i]);
        }
    }
    for (size_t i = 0; i < n; i++) {
        norm = hypotl(norm, ldexpl((long double)grad[i], -highest));
    }
    if (n == 1) {
        norm = fabsl(ldexpl((long double)grad[0], -highest));
    }
    if (ldexpl(norm, highest) <= max_norm || norm == 0) {
        return (real)ldexpl(norm, highest);
    }
    for (size_t i = 0; i < n; i++) {
        grad[i] =
            (real)(ldexpl((long double)grad[i], -highest) / norm * max_norm);
    }
    return (real)ldexpl(norm, highest);
}

/* The norm first, then the layers by turns, all by one factor. */
real repaired_clip_layers(real max_norm, size_t layers, const size_t start[],
                          real grad[])
{
    const real norm = clip_norm(INFINITY, start[layers], grad);

    if (!isfinite(norm)) {
        return norm;
    }
    for (size_t k = 0; k < layers && norm > max_norm; k++) {
        for (size_t i = start[k]; i < start[k + 1]; i++) {
            grad[i] = grad[i] / norm * max_norm;
        }
    }
    return norm;
}

real predict_power_gradient(void)
{
    return 3 * 10 * pow((real)2, 9);
}

real predict_clipped_last(void)
{
    return 12 * (real)6.5 / sqrt((real)169);
}

real predict_clip_angle(void)
{
    return (real)36.9;
}
