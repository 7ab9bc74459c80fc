/* Chapter 8, the layers: the reference. See contract/mnist-mlp.h. */
#include "contract/mnist-mlp.h"

void affine_forward(size_t batch, size_t in, size_t out, const real x[],
                    const real w[], const real b[], real y[])
{
    /* 1. For each example i and each unit k, start from the bias. */
    for (size_t i = 0; i < batch; i++) {
        for (size_t k = 0; k < out; k++) {
            double sum = b[k];
            /* 2. Add every input times its weight to this unit. */
            for (size_t j = 0; j < in; j++)
                sum += x[i * in + j] * w[j * out + k];
            y[i * out + k] = sum;
        }
    }
}

void affine_backward(size_t batch, size_t in, size_t out, const real x[],
                     const real w[], const real dy[], real dx[], real dw[],
                     real db[])
{
    /* 1. dw = x^T dy: a weight gathers from all examples. */
    for (size_t j = 0; j < in; j++) {
        for (size_t k = 0; k < out; k++) {
            double sum = 0;
            for (size_t i = 0; i < batch; i++)
                sum += x[i * in + j] * dy[i * out + k];
            dw[j * out + k] = sum;
        }
    }
    /* 2. db = the sum of the rows of dy: a bias is a weight of input 1. */
    for (size_t k = 0; k < out; k++) {
        double sum = 0;
        for (size_t i = 0; i < batch; i++)
            sum += dy[i * out + k];
        db[k] = sum;
    }
    /* 3. dx = dy W^T, where it is wanted: an input gathers from all units. */
    if (dx == NULL)
        return;
    for (size_t i = 0; i < batch; i++) {
        for (size_t j = 0; j < in; j++) {
            double sum = 0;
            for (size_t k = 0; k < out; k++)
                sum += dy[i * out + k] * w[j * out + k];
            dx[i * in + j] = sum;
        }
    }
}

void sigmoid_forward(size_t n, const real x[n], real y[n])
{
    /* 1. y = 1 / (1 + exp(-x)); an infinite exp gives 0, as it should. */
    for (size_t i = 0; i < n; i++)
        y[i] = 1 / (1 + exp(-x[i]));
}

void sigmoid_backward(size_t n, const real y[n], const real dy[n], real dx[n])
{
    /* 1. dx = dy y (1 - y): the slope follows from the output alone. */
    for (size_t i = 0; i < n; i++)
        dx[i] = dy[i] * y[i] * (1 - y[i]);
}

void relu_forward(size_t n, const real x[n], real y[n])
{
    /* 1. y = max(0, x). */
    for (size_t i = 0; i < n; i++)
        y[i] = x[i] > 0 ? x[i] : 0;
}

void relu_backward(size_t n, const real x[n], const real dy[n], real dx[n])
{
    /* 1. The gradient passes where x > 0 and stops elsewhere. */
    for (size_t i = 0; i < n; i++)
        dx[i] = x[i] > 0 ? dy[i] : 0;
}

real softmax_cross_entropy(size_t batch, size_t classes, const real logits[],
                           const unsigned char labels[], real dlogits[])
{
    double loss = 0;

    for (size_t i = 0; i < batch; i++) {
        const real *z = logits + i * classes;
        /* 1. Find the largest logit; subtracting it changes no probability. */
        real max = z[0];
        for (size_t k = 1; k < classes; k++)
            max = z[k] > max ? z[k] : max;
        /* 2. The denominator of the softmax: at least 1, so its log is safe. */
        double sum = 0;
        for (size_t k = 0; k < classes; k++)
            sum += exp(z[k] - max);
        /* 3. Add -ln p_label to the loss, without forming p_label. */
        loss += log(sum) - (z[labels[i]] - max);
        /* 4. Where it is wanted: dz_k = (p_k - [k is the label]) / batch. */
        if (dlogits == NULL)
            continue;
        for (size_t k = 0; k < classes; k++) {
            double p = exp(z[k] - max) / sum;
            dlogits[i * classes + k] = (p - (k == labels[i])) / batch;
        }
    }
    /* 5. Return the mean over the batch. */
    return loss / batch;
}

size_t count_correct(size_t batch, size_t classes, const real logits[],
                     const unsigned char labels[])
{
    size_t correct = 0;

    for (size_t i = 0; i < batch; i++) {
        const real *z = logits + i * classes;
        /* 1. Find the first of the largest logits, and whether any is NaN. */
        size_t best = 0;
        int has_nan = 0;
        for (size_t k = 0; k < classes; k++) {
            has_nan |= isnan(z[k]);
            best = z[k] > z[best] ? k : best;
        }
        /* 2. The example is right if that is its label and there is no NaN. */
        correct += best == labels[i] && !has_nan;
    }
    return correct;
}
