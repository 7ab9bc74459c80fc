/* Chapter 7, your exercises, graded by `make check-clipping`.
 * What each function must do is said in src/contract/clipping.h.
 * Put your lines where TODO; stands. */
#include "contract/clipping.h"

real recurrence_gradient(int steps, real w, real b, real x0, real target,
                         real grad[2])
{
    /* 1. How x_k depends on w: directly, and by way of x_(k-1). */
    /* 2. How it depends on b, in the same two ways. */
    /* 3. Only then x itself moves on. */
    /* 4. From x_steps to the loss, by the chain rule. */
    TODO;
}

void clip_value(real limit, size_t n, real grad[n])
{
    /* 1. Bring back what is above the limit, and what is below:
     * eq:clip-value (7.5). */
    /* 2. NaN is neither above nor below, and stays. */
    TODO;
}

real clip_norm(real max_norm, size_t n, real grad[n])
{
    /* 1. Find the largest element; give up where one is not finite. */
    /* 2. A gradient of zeros has the norm 0, and nothing to divide by. */
    /* 3. Measured in that element, eq:scaled-norm (7.9), no square is too large,
     * nor are all too small. */
    /* 4. Where the norm is too large, scale all elements by one factor:
     * eq:clip-norm (7.7). */
    /* 5. Give back the norm as it was. */
    TODO;
}

/* Keras in TensorFlow, optimizer_v2.py, clipnorm. */
real repaired_clip_layers(real max_norm, size_t layers, const size_t start[],
                          real grad[])
{
    TODO; /* take this line out when you have mended the rest */
    double norm = 0;
    for (size_t k = 0; k < layers; k++) {
        const size_t n = start[k + 1] - start[k];
        const double one = clip_norm(max_norm, n, grad + start[k]);
        norm = hypot(norm, one);
    }
    return norm;
}

real predict_power_gradient(void)
{
    /* 1. x_10 is w^10 x_0. */
    TODO;
}

real predict_clipped_last(void)
{
    /* 1. Which norm is it, and what becomes of it? */
    TODO;
}

real predict_clip_angle(void)
{
    /* 1. The cosine of the angle is the dot product over both norms. */
    TODO;
}
