/* Known mistakes of chapter 7, written once more in another way; see 01-sgd.c.
 */
#include <string.h>
#include "contract/clipping.h"

static double squash(double x)
{
    return 0.5 * (1 + tanh(x / 2));
}

/* ---- recurrence_gradient: backward, or by shares ------------------------------ */

real recurrence_last_step_only(int steps, real w, real b, real x, real t,
                               real *grad)
{
    double now = x, before = x;
    while (steps-- > 0) {
        before = now;
        now = w * squash(now) + b;
    }
    double y = squash(now);
    grad[1] = 2 * (y - t) * y * (1 - y);
    grad[0] = grad[1] * squash(before);
    return pow(y - t, 2);
}

real recurrence_slope_without_w(int steps, real w, real b, real x0, real t,
                                real *grad)
{
    double x = x0, dw = 0, db = 0;
    while (steps-- > 0) {
        double y = squash(x), d = y - y * y;
        db = db * d + 1;
        dw = dw * d + y;
        x = b + w * y;
    }
    double y = squash(x), outer = 2 * (y - t) * (y - y * y);
    grad[0] = outer * dw;
    grad[1] = outer * db;
    return pow(y - t, 2);
}

real recurrence_x_first(int steps, real w, real b, real x0, real t, real *grad)
{
    double x = x0, dw = 0, db = 0;
    while (steps-- > 0) {
        x = b + w * squash(x);
        double y = squash(x), d = w * (y - y * y);
        db = db * d + 1;
        dw = dw * d + y;
    }
    double y = squash(x), outer = 2 * (y - t) * (y - y * y);
    grad[0] = outer * dw;
    grad[1] = outer * db;
    return pow(y - t, 2);
}

real recurrence_end_without_slope(int steps, real w, real b, real x0, real t,
                                  real *grad)
{
    double x = x0, dw = 0, db = 0;
    for (; steps > 0; steps--) {
        double y = squash(x), d = w * (y - y * y);
        db = db * d + 1;
        dw = dw * d + y;
        x = b + w * y;
    }
    grad[0] = 2 * (squash(x) - t) * dw;
    grad[1] = 2 * (squash(x) - t) * db;
    return pow(squash(x) - t, 2);
}

real recurrence_factor_two(int steps, real w, real b, real x0, real t,
                           real *grad)
{
    double x = x0, dw = 0, db = 0;
    for (; steps > 0; steps--) {
        double y = squash(x), d = w * (y - y * y);
        db = db * d + 1;
        dw = dw * d + y;
        x = b + w * y;
    }
    double y = squash(x), outer = (y - t) * (y - y * y);
    grad[0] = outer * dw;
    grad[1] = outer * db;
    return pow(y - t, 2);
}

real recurrence_downhill_already(int steps, real w, real b, real x0, real t,
                                 real *grad)
{
    double x = x0, dw = 0, db = 0;
    for (; steps > 0; steps--) {
        double y = squash(x), d = w * (y - y * y);
        db = db * d + 1;
        dw = dw * d + y;
        x = b + w * y;
    }
    double y = squash(x), outer = 2 * (t - y) * (y - y * y);
    grad[0] = outer * dw;
    grad[1] = outer * db;
    return pow(y - t, 2);
}

real recurrence_one_step_less(int steps, real w, real b, real x0, real t,
                              real *grad)
{
    double x = x0, dw = 0, db = 0;
    while (--steps > 0) {
        double y = squash(x), d = w * (y - y * y);
        db = db * d + 1;
        dw = dw * d + y;
        x = b + w * y;
    }
    double y = squash(x), outer = 2 * (y - t) * (y - y * y);
    grad[0] = outer * dw;
    grad[1] = outer * db;
    return pow(y - t, 2);
}

real recurrence_exchanged(int steps, real w, real b, real x0, real t,
                          real *grad)
{
    double x = x0, dw = 0, db = 0;
    for (; steps > 0; steps--) {
        double y = squash(x), d = w * (y - y * y);
        db = db * d + 1;
        dw = dw * d + y;
        x = b + w * y;
    }
    double y = squash(x), outer = 2 * (y - t) * (y - y * y);
    grad[1] = outer * dw;
    grad[0] = outer * db;
    return pow(y - t, 2);
}

real recurrence_fifty_steps(int steps, real w, real b, real x0, real t,
                            real *grad)
{
    double x[51] = {x0}, dw = 0, db = 0;
    int last = steps < 50 ? steps : 50;
    for (int k = 0; k < last; k++)
        x[k + 1] = b + w * squash(x[k]);
    double y = squash(x[last]), d = 2 * (y - t) * (y - y * y);
    for (int k = last; k-- > 0;) {
        db += d;
        dw += d * squash(x[k]);
        d *= w * squash(x[k]) * (1 - squash(x[k]));
    }
    grad[0] = dw;
    grad[1] = db;
    return pow(y - t, 2);
}

/* ---- clip_value ------------------------------------------------------------- */

void value_upper_side_only(real limit, size_t n, real *g)
{
    while (n-- > 0)
        g[n] = g[n] > limit ? limit : g[n];
}

void value_sign_lost(real limit, size_t n, real *g)
{
    for (real *end = g + n; g < end; g++)
        if (fabs(*g) > limit)
            *g = limit;
}

void value_zeroed(real limit, size_t n, real *g)
{
    for (real *end = g + n; g < end; g++)
        *g = fabs(*g) > limit ? 0 : *g;
}

void value_hides_nan(real limit, size_t n, real *g)
{
    for (size_t i = 0; i < n; i++)
        g[i] = g[i] >= -limit ? g[i] < limit ? g[i] : limit : -limit;
}

void value_shrunk(real limit, size_t n, real *g)
{
    real most = limit;
    for (size_t i = 0; i < n; i++)
        if (fabs(g[i]) > most)
            most = fabs(g[i]);
    for (size_t i = 0; i < n; i++)
        g[i] = g[i] * (limit / most);
}

void value_misses_the_last(real limit, size_t n, real *g)
{
    for (int i = 0; i < (int)n - 1; i++)
        if (!(fabs(g[i]) <= limit))
            g[i] = isnan(g[i]) ? g[i] : copysign(limit, g[i]);
}

void value_first_only(real limit, size_t n, real *g)
{
    if (n > 0 && fabs(*g) > limit)
        *g = copysign(limit, *g);
}

void value_compared_in_float(real limit, size_t n, real *g)
{
    for (size_t i = 0; i < n; i++) {
        float size = (float)fabs(g[i]), most = (float)limit;
        if (size > most)
            g[i] = copysign(limit, g[i]);
    }
}

/* ---- clip_norm -------------------------------------------------------------- */

real norm_of_one(real max, size_t n, real *g)
{
    double most = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(g[i]) || isinf(g[i]))
            return fabs(g[i]);
        most = fmax(most, fabs(g[i]));
    }
    for (size_t i = 0; i < n && most > 0; i++)
        sum += pow(g[i] / most, 2);
    if (most * sqrt(sum) > max)
        for (size_t i = 0; i < n; i++)
            g[i] = g[i] / most / sqrt(sum);
    return most * sqrt(sum);
}

real norm_largest_element(real max, size_t n, real *g)
{
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(g[i]) || isinf(g[i]))
            return fabs(g[i]);
        most = fmax(most, fabs(g[i]));
    }
    if (most > max)
        for (size_t i = 0; i < n; i++)
            g[i] = g[i] / most * max;
    return most;
}

real norm_sum_of_sizes(real max, size_t n, real *g)
{
    double most = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(g[i]) || isinf(g[i]))
            return fabs(g[i]);
        most = fmax(most, fabs(g[i]));
    }
    for (size_t i = 0; i < n && most > 0; i++)
        sum += fabs(g[i]) / most;
    if (most * sum > max)
        for (size_t i = 0; i < n; i++)
            g[i] = g[i] / most / sum * max;
    return most * sum;
}

real norm_is_mean_square(real max, size_t n, real *g)
{
    double most = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(g[i]) || isinf(g[i]))
            return fabs(g[i]);
        most = fmax(most, fabs(g[i]));
    }
    for (size_t i = 0; i < n && most > 0; i++)
        sum += pow(g[i] / most, 2) / n;
    if (most * sqrt(sum) > max)
        for (size_t i = 0; i < n; i++)
            g[i] = g[i] / most / sqrt(sum) * max;
    return most * sqrt(sum);
}

real norm_always_scaled(real max, size_t n, real *g)
{
    double most = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(g[i]) || isinf(g[i]))
            return fabs(g[i]);
        most = fmax(most, fabs(g[i]));
    }
    for (size_t i = 0; i < n && most > 0; i++)
        sum += pow(g[i] / most, 2);
    for (size_t i = 0; i < n && most > 0; i++)
        g[i] = g[i] / most / sqrt(sum) * max;
    return most * sqrt(sum);
}

real norm_sign_lost(real max, size_t n, real *g)
{
    double most = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(g[i]) || isinf(g[i]))
            return fabs(g[i]);
        most = fmax(most, fabs(g[i]));
    }
    for (size_t i = 0; i < n && most > 0; i++)
        sum += pow(g[i] / most, 2);
    if (most * sqrt(sum) > max)
        for (size_t i = 0; i < n; i++)
            g[i] = sqrt(pow(g[i] / most, 2) / sum) * max;
    return most * sqrt(sum);
}

real norm_after(real max, size_t n, real *g)
{
    double most = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(g[i]) || isinf(g[i]))
            return fabs(g[i]);
        most = fmax(most, fabs(g[i]));
    }
    for (size_t i = 0; i < n && most > 0; i++)
        sum += pow(g[i] / most, 2);
    if (!(most * sqrt(sum) > max))
        return most * sqrt(sum);
    for (size_t i = 0; i < n; i++)
        g[i] = g[i] / most / sqrt(sum) * max;
    return max;
}

real norm_squares_overflow(real max, size_t n, real *g)
{
    double norm = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(fabs(g[i]) < INFINITY))
            return g[i] * g[i];
        norm += g[i] * g[i];
    }
    norm = sqrt(norm);
    while (norm > max && n-- > 0)
        g[n] *= max / norm;
    return norm;
}

real norm_infinite_left_alone(real max, size_t n, real *g)
{
    double norm = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(fabs(g[i]) < INFINITY))
            return g[i] * g[i];
        norm += g[i] * g[i];
    }
    norm = sqrt(norm);
    while (!isinf(norm) && norm > max && n-- > 0)
        g[n] *= max / norm;
    return norm;
}

real norm_nan_returns_zero(real max, size_t n, real *g)
{
    double most = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(g[i]) || isinf(g[i]))
            return 0;
        most = fmax(most, fabs(g[i]));
    }
    for (size_t i = 0; i < n && most > 0; i++)
        sum += pow(g[i] / most, 2);
    if (most * sqrt(sum) > max)
        for (size_t i = 0; i < n; i++)
            g[i] = g[i] / most / sqrt(sum) * max;
    return most * sqrt(sum);
}

real norm_factor_underflows(real max, size_t n, real *g)
{
    double most = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(g[i]) || isinf(g[i]))
            return fabs(g[i]);
        most = fmax(most, fabs(g[i]));
    }
    for (size_t i = 0; i < n && most > 0; i++)
        sum += pow(g[i] / most, 2);
    double factor = max / sqrt(sum) / most;
    for (size_t i = 0; i < n && most * sqrt(sum) > max; i++)
        g[i] *= factor;
    return most * sqrt(sum);
}

/* ---- repaired_clip_layers --------------------------------------------------- */

real repair_each_layer(real max, size_t layers, const size_t *start, real *g)
{
    double whole = clip_norm(INFINITY, start[layers], g);
    while (layers-- > 0)
        clip_norm(max, start[layers + 1] - start[layers], g + start[layers]);
    return whole;
}

real repair_first_layer_only(real max, size_t layers, const size_t *start,
                             real *g)
{
    (void)layers;
    return clip_norm(max, start[1] - start[0], g);
}

real repair_longest_layer(real max, size_t layers, const size_t *start, real *g)
{
    double longest = 0;
    for (size_t k = layers; k-- > 0;)
        longest =
            fmax(longest, (double)clip_norm(INFINITY, start[k + 1] - start[k],
                                            g + start[k]));
    for (size_t i = 0; longest > max && i < start[layers]; i++)
        g[i] = g[i] / longest * max;
    return longest;
}

real repair_broken_scaled(real max, size_t layers, const size_t *start, real *g)
{
    double whole = 0;
    for (size_t k = 0; k < layers; k++) {
        double one = clip_norm(INFINITY, start[k + 1] - start[k], g + start[k]);
        whole = isnan(one) || isnan(whole) ? NAN : hypot(whole, one);
    }
    if (whole <= max)
        return whole;
    for (size_t i = 0; i < start[layers]; i++)
        g[i] = g[i] / whole * max;
    return whole;
}

/* ---- predictions ------------------------------------------------------------ */

real predict_power_of_ten(void)
{
    return 3 * pow((real)2, 10);
}

real predict_power_without_ten(void)
{
    return 3 * pow((real)2, 9);
}

real predict_last_per_layer(void)
{
    return 12 / (real)12 * (real)6.5;
}

real predict_last_sum_of_norms(void)
{
    return 6.5 / (5 + 12) * 12;
}

real predict_angle_in_radians(void)
{
    return atan((real)7) - atan((real)1);
}

real predict_angle_of_the_old(void)
{
    return atan((real)7) / PI * 180;
}
