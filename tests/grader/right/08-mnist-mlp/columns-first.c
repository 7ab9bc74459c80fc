/* Chapter 8 solved in another way: unit by unit, from the back, in real; the
 * sigmoid in two branches, the softmax about its largest term. */
#include "contract/mnist-mlp.h"

/* The sum of a[i] b[i] over elements that lie some way apart. */
static real dot(size_t n, const real *a, size_t a_step, const real *b,
                size_t b_step)
{
    real sum = 0;

    while (n-- > 0) {
        sum = fma(a[n * a_step], b[n * b_step], sum);
    }
    return sum;
}

void affine_forward(size_t batch, size_t in, size_t out, const real x[],
                    const real w[], const real b[], real y[])
{
    for (size_t k = out; k-- > 0;) {
        for (size_t i = batch; i-- > 0;) {
            y[i * out + k] = dot(in, x + i * in, 1, w + k, out) + b[k];
        }
    }
}

void affine_backward(size_t batch, size_t in, size_t out, const real x[],
                     const real w[], const real dy[], real dx[], real dw[],
                     real db[])
{
    const real one = 1;

    for (size_t i = 0; dx && i < batch * in; i++) {
        dx[i] = dot(out, dy + i / in * out, 1, w + i % in * out, 1);
    }
    for (size_t k = out; k-- > 0;) {
        db[k] = dot(batch, dy + k, out, &one, 0);
        for (size_t j = in; j-- > 0;) {
            dw[j * out + k] = dot(batch, x + j, in, dy + k, out);
        }
    }
}

void sigmoid_forward(size_t n, const real x[n], real y[n])
{
    while (n-- > 0) {
        real e = exp(-fabs(x[n]));

        y[n] = x[n] >= 0 ? 1 / (1 + e) : e / (1 + e);
    }
}

void sigmoid_backward(size_t n, const real y[n], const real dy[n], real dx[n])
{
    while (n-- > 0) {
        dx[n] = (1 - y[n]) * y[n] * dy[n];
    }
}

void relu_forward(size_t n, const real x[n], real y[n])
{
    while (n-- > 0) {
        y[n] = fmax(0, x[n]);
    }
}

void relu_backward(size_t n, const real x[n], const real dy[n], real dx[n])
{
    while (n-- > 0) {
        if (x[n] <= 0) {
            dx[n] = 0;
        } else {
            dx[n] = dy[n];
        }
    }
}

real softmax_cross_entropy(size_t batch, size_t classes, const real logits[],
                           const unsigned char labels[], real dlogits[])
{
    long double loss = 0;

    for (size_t i = batch; i-- > 0;) {
        const real *z = logits + i * classes;
        size_t label = labels[i], top = label;
        real rest = 0;

        for (size_t k = 0; k < classes; k++) {
            top = z[k] > z[top] ? k : top;
        }
        for (size_t k = 0; k < classes; k++) {
            rest += k == top ? 0 : exp(z[k] - z[top]);
        }
        loss += log1p(rest) + z[top] - z[label];
        for (size_t k = 0; dlogits && k < classes; k++) {
            real p = exp(z[k] - z[top]) / (1 + rest);

            dlogits[i * classes + k] = p / batch - (k == label) / (real)batch;
        }
    }
    return loss / batch;
}

size_t count_correct(size_t batch, size_t classes, const real logits[],
                     const unsigned char labels[])
{
    size_t count = 0;

    for (size_t i = 0; i < batch; i++) {
        const real *z = logits + i * classes;
        real largest = -INFINITY;
        size_t answer = 0;

        for (size_t k = 0; k < classes && answer < classes; k++) {
            if (z[k] > largest) {
                largest = z[answer = k];
            } else if (isnan(z[k])) {
                answer = classes;
            }
        }
        count += answer == labels[i];
    }
    return count;
}
