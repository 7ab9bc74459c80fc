/* Chapter 8, your exercises, graded by `make check-mnist-mlp`.
 * What each function must do is said in src/contract/mnist-mlp.h.
 * Put your lines where TODO; stands. */
#include "contract/mnist-mlp.h"

void affine_forward(size_t batch, size_t in, size_t out, const real x[],
                    const real w[], const real b[], real y[])
{
    /* 1. For each example i and each unit k, start from the bias. */
    /* 2. Add every input times its weight to this unit. */
    TODO;
}

void affine_backward(size_t batch, size_t in, size_t out, const real x[],
                     const real w[], const real dy[], real dx[], real dw[],
                     real db[])
{
    /* 1. dw = x^T dy: a weight gathers from all examples. */
    /* 2. db = the sum of the rows of dy: a bias is a weight of input 1. */
    /* 3. dx = dy W^T, where it is wanted: an input gathers from all units. */
    TODO;
}

void sigmoid_forward(size_t n, const real x[n], real y[n])
{
    /* 1. y = 1 / (1 + exp(-x)); an infinite exp gives 0, as it should. */
    TODO;
}

void sigmoid_backward(size_t n, const real y[n], const real dy[n], real dx[n])
{
    /* 1. dx = dy y (1 - y): the slope follows from the output alone. */
    TODO;
}

void relu_forward(size_t n, const real x[n], real y[n])
{
    /* 1. y = max(0, x). */
    TODO;
}

void relu_backward(size_t n, const real x[n], const real dy[n], real dx[n])
{
    /* 1. The gradient passes where x > 0 and stops elsewhere. */
    TODO;
}

real softmax_cross_entropy(size_t batch, size_t classes, const real logits[],
                           const unsigned char labels[], real dlogits[])
{
    /* 1. Find the largest logit; subtracting it changes no probability. */
    /* 2. The denominator of the softmax: at least 1, so its log is safe. */
    /* 3. Add -ln p_label to the loss, without forming p_label. */
    /* 4. Where it is wanted: dz_k = (p_k - [k is the label]) / batch. */
    /* 5. Return the mean over the batch. */
    TODO;
}

size_t count_correct(size_t batch, size_t classes, const real logits[],
                     const unsigned char labels[])
{
    /* 1. Find the first of the largest logits, and whether any is NaN. */
    /* 2. The example is right if that is its label and there is no NaN. */
    TODO;
}
