/* Chapter 7, clipping: the reference. See src/contract/clipping.h. */
#include "contract/clipping.h"

real recurrence_gradient(int steps, real w, real b, real x0, real target,
                         real grad[2])
{
    double x = x0, dx_dw = 0, dx_db = 0;

    for (int k = 1; k <= steps; k++) {
        const double s = 1 / (1 + exp(-x)), slope = w * s * (1 - s);
        /* 1. How x_k depends on w: directly, and by way of x_(k-1). */
        dx_dw = s + slope * dx_dw;
        /* 2. How it depends on b, in the same two ways. */
        dx_db = 1 + slope * dx_db;
        /* 3. Only then x itself moves on. */
        x = w * s + b; /* eq:recurrence (7.2) */
    }
    /* 4. From x_steps to the loss, by the chain rule. */
    const double s = 1 / (1 + exp(-x)), error = s - target;
    /* eq:recurrence-gradient (7.4) */
    grad[0] = 2 * error * s * (1 - s) * dx_dw;
    grad[1] = 2 * error * s * (1 - s) * dx_db;
    return error * error;
}

void clip_value(real limit, size_t n, real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        /* 1. Bring back what is above the limit, and what is below:
         * eq:clip-value (7.5). */
        if (grad[i] > limit)
            grad[i] = limit;
        if (grad[i] < -limit)
            grad[i] = -limit;
        /* 2. NaN is neither above nor below, and stays. */
    }
}

real clip_norm(real max_norm, size_t n, real grad[n])
{
    /* 1. Find the largest element; give up where one is not finite. */
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(grad[i]))
            return fabs(grad[i]);
        if (fabs(grad[i]) > largest)
            largest = fabs(grad[i]);
    }
    /* 2. A gradient of zeros has the norm 0, and nothing to divide by. */
    if (largest == 0)
        return 0;
    /* 3. Measured in that element, eq:scaled-norm (7.9), no square is too large,
     * nor are all too small. */
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        const double part = grad[i] / largest;
        sum += part * part;
    }
    const double root = sqrt(sum), norm = largest * root;
    /* 4. Where the norm is too large, scale all elements by one factor:
     * eq:clip-norm (7.7). */
    if (norm > max_norm) {
        for (size_t i = 0; i < n; i++)
            grad[i] = grad[i] / largest * (max_norm / root);
    }
    /* 5. Give back the norm as it was. */
    return norm;
}

/* Keras in TensorFlow, optimizer_v2.py, clipnorm. */
real repaired_clip_layers(real max_norm, size_t layers, const size_t start[],
                          real grad[])
{
    return clip_norm(max_norm, start[layers], grad);
}

real predict_power_gradient(void)
{
    /* 1. x_10 is w^10 x_0. */
    return 15360; /* 10 w^9 x_0 = 10 512 3 */
}

real predict_clipped_last(void)
{
    /* 1. Which norm is it, and what becomes of it? */
    return 6; /* the norm is 13, all is halved */
}

real predict_clip_angle(void)
{
    /* 1. The cosine of the angle is the dot product over both norms. */
    return acos(0.8) * 180 / PI; /* 36.9; 8 / (sqrt(50) sqrt(2)) = 0.8 */
}
