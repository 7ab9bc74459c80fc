/* Chapter 7 solved in another way: numbers in three classes of size, and the
 * derivatives as sums of shares. */
#include <float.h>
#include "contract/clipping.h"

static double sigmoid(double x)
{
    return (1 + tanh(x / 2)) / 2;
}

/* Share by share; the products of the slopes are kept as they grow. */
real recurrence_gradient(int steps, real w, real b, real x0, real target,
                         real grad[2])
{
    double share_w = 0, share_b = 0, product = 1, s[steps + 1];

    s[0] = sigmoid(x0);
    for (int k = 1; k <= steps; k++) {
        s[k] = sigmoid(w * s[k - 1] + b);
    }
    for (int k = steps; k >= 1; k--) {
        share_w += product * s[k - 1];
        share_b += product;
        product *= (double)w * (s[k - 1] - s[k - 1] * s[k - 1]);
    }
    const double off = s[steps] - target;
    const double outer = 2 * off * (s[steps] - s[steps] * s[steps]);

    grad[0] = outer * share_w;
    grad[1] = outer * share_b;
    return off * off;
}

void clip_value(real limit, size_t n, real grad[n])
{
    for (size_t i = n; i-- > 0;) {
        grad[i] = grad[i] >= limit    ? limit
                  : grad[i] <= -limit ? -limit
                                      : grad[i];
    }
}

/* Blue's way: large, usual and small numbers are added up apart, each in a unit
 * that suits them. */
static const double unit[3] = {0x1p-600, 1, 0x1p600};

real clip_norm(real max_norm, size_t n, real grad[n])
{
    double sum[3] = {0, 0, 0}, scale;
    int class = 2;

    for (size_t i = 0; i < n; i++) {
        const double g = fabs((double)grad[i]);
        const int of = g > 0x1p500 ? 0 : g < 0x1p-500 ? 2 : 1;

        if (!(g <= DBL_MAX)) {
            return NAN;
        }
        if (g > 0 && of < class) {
            class = of;
        }
        sum[of] += (g * unit[of]) * (g * unit[of]);
    }
    /* What is a class below does not count any more, unless it is near. */
    scale = unit[class];
    double total = sum[class];

    if (class < 2) {
        double ratio = unit[class] / unit[class + 1];

        total += sum[class + 1] * ratio * ratio;
    }
    const double root = sqrt(total), norm = root / scale;

    if (norm > max_norm) {
        for (size_t i = 0; i < n; i++) {
            grad[i] = grad[i] * scale / root * max_norm;
        }
    }
    return norm;
}

real repaired_clip_layers(real max_norm, size_t layers, const size_t start[],
                          real grad[])
{
    size_t n = 0;

    for (size_t k = 0; k < layers; k++) {
        n += start[k + 1] - start[k];
    }
    return clip_norm(max_norm, n, grad);
}

real predict_power_gradient(void)
{
    real x = 3, dx = 0;

    for (int k = 0; k < 10; k++) {
        dx = x + 2 * dx;
        x = 2 * x;
    }
    return dx;
}

real predict_clipped_last(void)
{
    return 6;
}

real predict_clip_angle(void)
{
    return (real)(acos(8 / (sqrt(50) * sqrt(2))) / PI * 180);
}
