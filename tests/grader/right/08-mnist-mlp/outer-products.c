/* Chapter 8 solved in another way: example by example, in real, zeros skipped;
 * sigmoid by tanh, loss by the logarithm of the sum of exponentials. */
#include <string.h>
#include "contract/mnist-mlp.h"

void affine_forward(size_t batch, size_t in, size_t out, const real x[],
                    const real w[], const real b[], real y[])
{
    for (size_t i = 0; i < batch; i++, x += in, y += out) {
        memcpy(y, b, out * sizeof *y);
        for (size_t j = 0; j < in; j++) {
            for (size_t k = 0; x[j] != 0 && k < out; k++) {
                y[k] += x[j] * w[j * out + k];
            }
        }
    }
}

void affine_backward(size_t batch, size_t in, size_t out, const real x[],
                     const real w[], const real dy[], real dx[], real dw[],
                     real db[])
{
    memset(dw, 0, in * out * sizeof *dw);
    memset(db, 0, out * sizeof *db);
    for (size_t i = 0; i < batch; i++, x += in, dy += out) {
        for (size_t k = 0; k < out; k++) {
            db[k] += dy[k];
        }
        for (size_t j = 0; j < in; j++) {
            real sum = 0;

            for (size_t k = 0; k < out; k++) {
                dw[j * out + k] += x[j] * dy[k];
                sum += w[j * out + k] * dy[k];
            }
            if (dx) {
                *dx++ = sum;
            }
        }
    }
}

void sigmoid_forward(size_t n, const real x[n], real y[n])
{
    for (size_t i = 0; i < n; i++) {
        y[i] = (1 + tanh(x[i] / 2)) / 2;
    }
}

void sigmoid_backward(size_t n, const real y[n], const real dy[n], real dx[n])
{
    for (size_t i = 0; i < n; i++) {
        dx[i] = dy[i] * (y[i] - y[i] * y[i]);
    }
}

void relu_forward(size_t n, const real x[n], real y[n])
{
    for (size_t i = 0; i < n; i++) {
        y[i] = (x[i] + fabs(x[i])) / 2;
    }
}

void relu_backward(size_t n, const real x[n], const real dy[n], real dx[n])
{
    for (size_t i = 0; i < n; i++) {
        dx[i] = dy[i] * (x[i] > 0);
    }
}

static double log_sum_exp(size_t n, const real z[n])
{
    real largest = -INFINITY;
    double sum = 0;

    for (size_t k = 0; k < n; k++) {
        largest = fmax(largest, z[k]);
    }
    for (size_t k = 0; k < n; k++) {
        sum += exp((double)z[k] - largest);
    }
    return largest + log(sum);
}

real softmax_cross_entropy(size_t batch, size_t classes, const real logits[],
                           const unsigned char labels[], real dlogits[])
{
    double loss = 0;

    for (size_t i = 0; i < batch; i++, logits += classes) {
        double all = log_sum_exp(classes, logits);

        loss += (all - logits[labels[i]]) / batch;
        for (size_t k = 0; dlogits && k < classes; k++) {
            double p = exp(logits[k] - all);

            *dlogits++ = (k == labels[i] ? p - 1 : p) * (1.0 / batch);
        }
    }
    return loss;
}

/* Right if the classes before it are smaller and none after it is larger. */
size_t count_correct(size_t batch, size_t classes, const real logits[],
                     const unsigned char labels[])
{
    size_t count = 0;

    for (size_t i = 0; i < batch; i++, logits += classes) {
        real z = logits[labels[i]];
        int right = !isnan(z);

        for (size_t k = 0; k < classes; k++) {
            right &= k < labels[i] ? logits[k] < z : logits[k] <= z;
        }
        count += right;
    }
    return count;
}
