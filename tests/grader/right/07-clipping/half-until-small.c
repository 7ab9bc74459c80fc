/* Chapter 7 solved in another way: what is too large is halved, what is too
 * small doubled, until squares are safe; dual numbers for the recurrence. */
#include "contract/clipping.h"

enum { MAX_LAYERS = 64 };

/* A number, and how it depends on w and on b. */
struct dual {
    double value, dw, db;
};

static struct dual step(struct dual w, struct dual b, struct dual x)
{
    const double e = exp(-x.value), s = 1 / (1 + e);
    const double slope = x.value < -700 ? 0 : s * s * e;

    return (struct dual){w.value * s + b.value,
                         w.dw * s + w.value * slope * x.dw + b.dw,
                         w.db * s + w.value * slope * x.db + b.db};
}

real recurrence_gradient(int steps, real w, real b, real x0, real target,
                         real grad[2])
{
    struct dual x = {x0, 0, 0};

    for (int k = 0; k < steps; k++) {
        x = step((struct dual){w, 1, 0}, (struct dual){b, 0, 1}, x);
    }
    /* The loss takes s(x), which is a step with w = 1 and b = 0. */
    x = step((struct dual){1, 0, 0}, (struct dual){0, 0, 0}, x);
    grad[0] = (real)((x.value - target) * x.dw * 2);
    grad[1] = (real)((x.value - target) * x.db * 2);
    return (real)((x.value - target) * (x.value - target));
}

void clip_value(real limit, size_t n, real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        if (!isnan(grad[i])) {
            grad[i] = fmin(fmax(grad[i], -limit), limit);
        }
    }
}

static double largest_of(size_t n, const real a[])
{
    double most = 0;

    for (size_t i = 0; i < n; i++) {
        if (fabs((double)a[i]) > most || isnan(a[i])) {
            most = fabs((double)a[i]);
        }
        if (isnan(most)) {
            break;
        }
    }
    return most;
}

real clip_norm(real max_norm, size_t n, real grad[n])
{
    const double most = largest_of(n, grad);
    double unit = 1, sum = 0;

    if (!isfinite(most) || most == 0) {
        return (real)most;
    }
    while (most / unit > 0x1p60) {
        unit *= 2;
    }
    while (most / unit < 0x1p-60) {
        unit /= 2;
    }
    for (size_t i = 0; i < n; i++) {
        sum += grad[i] / unit * (grad[i] / unit);
    }
    const double root = sqrt(sum);

    if (!(root * unit <= max_norm)) {
        for (size_t i = 0; i < n; i++) {
            grad[i] = (real)(grad[i] / unit * (max_norm / root));
        }
    }
    return (real)(root * unit);
}

/* One factor for all, found from the norms of the layers. */
real repaired_clip_layers(real max_norm, size_t layers, const size_t start[],
                          real grad[])
{
    real norms[MAX_LAYERS];

    for (size_t k = 0; k < layers; k++) {
        norms[k] =
            clip_norm(INFINITY, start[k + 1] - start[k], grad + start[k]);
    }
    const double whole = (double)clip_norm(INFINITY, layers, norms);

    if (isfinite(whole) && whole > max_norm) {
        for (size_t i = 0; i < start[layers]; i++) {
            grad[i] = (real)(grad[i] / whole * max_norm);
        }
    }
    return (real)whole;
}

real predict_power_gradient(void)
{
    return 15360;
}

real predict_clipped_last(void)
{
    return (real)(0.5 * 12);
}

real predict_clip_angle(void)
{
    return (real)((atan(7.0) - PI / 4) * 180 / PI);
}
