/* Chapter 8 solved in another way: weights as the outer loop, sums by halves,
 * the sigmoid's other half, the softmax by running maxima. */
#include <stdbool.h>
#include "contract/mnist-mlp.h"

/* Half of the terms and the other half: the fewest roundings. */
static double dot(size_t n, const real *a, size_t a_step, const real *b,
                  size_t b_step)
{
    const size_t half = n / 2;

    if (n == 1) {
        return (double)*a * *b;
    }
    return dot(half, a, a_step, b, b_step) +
           dot(n - half, a + half * a_step, a_step, b + half * b_step, b_step);
}

void affine_forward(size_t batch, size_t in, size_t out, const real x[],
                    const real w[], const real b[], real y[])
{
    for (size_t element = 0; element < batch * out; element++) {
        const size_t row = element / out, unit = element % out;

        y[element] = (real)(b[unit] + dot(in, &x[row * in], 1, &w[unit], out));
    }
}

void affine_backward(size_t batch, size_t in, size_t out, const real x[],
                     const real w[], const real dy[], real dx[], real dw[],
                     real db[])
{
    static const real one = 1;

    if (dx != NULL) {
        for (size_t i = 0; i < batch; i++) {
            for (size_t j = 0; j < in; j++) {
                dx[i * in + j] = dot(out, &w[j * out], 1, &dy[i * out], 1);
            }
        }
    }
    for (size_t weight = 0; weight < in * out; weight++) {
        dw[weight] = dot(batch, &dy[weight % out], out, &x[weight / out], in);
    }
    for (size_t k = 0; k < out; k++) {
        db[k] = dot(batch, &dy[k], out, &one, 0);
    }
}

void sigmoid_forward(size_t n, const real x[n], real y[n])
{
    for (size_t i = 0; i < n; i++) {
        const double half = 1 / (1 + exp(fabs((double)x[i])));

        y[i] = x[i] > 0 ? 1 - half : half;
    }
}

void sigmoid_backward(size_t n, const real y[n], const real dy[n], real dx[n])
{
    for (const real *end = dy + n; dy < end; dy++, y++, dx++) {
        const real slope = *y * (1 - *y);

        *dx = slope * *dy;
    }
}

void relu_forward(size_t n, const real x[n], real y[n])
{
    for (size_t i = 0; i < n; i++) {
        y[i] = x[i];
        if (y[i] < 0) {
            y[i] = 0;
        }
    }
}

void relu_backward(size_t n, const real x[n], const real dy[n], real dx[n])
{
    for (size_t i = 0; i < n; i++) {
        const bool open = x[i] > 0;

        dx[i] = dy[i];
        if (!open) {
            dx[i] = 0;
        }
    }
}

/* The largest and the sum in one pass: a new largest rescales the sum. */
static double sum_about_largest(size_t n, const real z[], double *largest)
{
    double sum = 1;

    *largest = z[0];
    for (size_t k = 1; k < n; k++) {
        if (z[k] > *largest) {
            sum = sum * exp(*largest - z[k]) + 1;
            *largest = z[k];
        } else {
            sum += exp(z[k] - *largest);
        }
    }
    return sum;
}

real softmax_cross_entropy(size_t batch, size_t classes, const real logits[],
                           const unsigned char labels[], real dlogits[])
{
    double total = 0;

    for (size_t i = 0; i < batch; i++) {
        const real *z = &logits[i * classes];
        double largest, sum = sum_about_largest(classes, z, &largest);

        total -= z[labels[i]] - largest - log(sum);
        if (dlogits != NULL) {
            for (size_t k = 0; k < classes; k++) {
                dlogits[i * classes + k] =
                    exp(z[k] - largest) / (sum * (double)batch);
            }
            dlogits[i * classes + labels[i]] -= 1 / (real)batch;
        }
    }
    return (real)(total / (double)batch);
}

/* Counts, for each row, the classes that take the place from the label. */
size_t count_correct(size_t batch, size_t classes, const real logits[],
                     const unsigned char labels[])
{
    size_t wrong = 0;

    for (size_t i = 0; i < batch; i++) {
        const real *z = &logits[i * classes];
        size_t better = 0;

        for (size_t k = 0; k < classes; k++) {
            better += isnan(z[k]) || z[k] > z[labels[i]] ||
                      (k < labels[i] && z[k] == z[labels[i]]);
        }
        wrong += better > 0;
    }
    return batch - wrong;
}
