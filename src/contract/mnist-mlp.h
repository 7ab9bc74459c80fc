/* Chapter 8: what exercises/08-mnist-mlp.c must provide. */
#ifndef CONTRACT_MNIST_MLP_H
#define CONTRACT_MNIST_MLP_H

#include "given/real.h"
#include "given/todo.h"

/*
 * The layers of a network, each with its backward pass. One row is one
 * example: x [batch][in] is a flat array, and element (i, j) is x[i * in + j].
 * For an array a, da is the gradient of the loss with respect to a. The mean
 * over the batch is taken once, in softmax_cross_entropy, so every gradient
 * after it already carries the factor 1/batch. Outputs are overwritten, never
 * added to. All sizes are >= 1. Arrays do not overlap, except that the
 * activations may work in place: y = x and dx = dy are allowed. NaN and
 * infinity go through as arithmetic has it. Add up in double: a float sum over
 * a batch loses digits.
 *
 * Source of the backward passes: Rumelhart, Hinton and Williams 1986.
 */

/*
 * Apply an affine layer: y = x W + b.
 *
 * x [batch][in]   one example a row
 * w [in][out]     the weight from input j to unit k is w[j * out + k]
 * b [out]         added to every row
 * y [batch][out]  overwritten
 */
void affine_forward(size_t batch, size_t in, size_t out, const real x[],
                    const real w[], const real b[], real y[]);

/*
 * Take the gradient back through an affine layer: dx = dy W^T, dw = x^T dy, and
 * db = the sum of the rows of dy.
 *
 * x [batch][in]    the input that affine_forward was given
 * w [in][out]      the weights it was given
 * dy [batch][out]  gradient with respect to the output
 * dx [batch][in]   overwritten; NULL where it is not wanted (the first layer)
 * dw [in][out]     overwritten
 * db [out]         overwritten
 */
void affine_backward(size_t batch, size_t in, size_t out, const real x[],
                     const real w[], const real dy[], real dx[], real dw[],
                     real db[]);

/*
 * Apply the logistic sigmoid to each element: y = 1 / (1 + exp(-x)).
 *
 * x [n]  any size of number: -800 gives 0 and 800 gives 1, not NaN
 * y [n]  overwritten; in [0, 1]; may be x
 */
void sigmoid_forward(size_t n, const real x[n], real y[n]);

/*
 * Take the gradient back through the sigmoid: dx = dy y (1 - y).
 *
 * y [n]   the output of sigmoid_forward (not its input)
 * dy [n]  gradient with respect to that output
 * dx [n]  overwritten; may be dy
 */
void sigmoid_backward(size_t n, const real y[n], const real dy[n], real dx[n]);

/*
 * Apply the rectified linear unit to each element: y = max(0, x).
 *
 * x [n]  the input; NaN may give NaN or 0
 * y [n]  overwritten; may be x
 *
 * Source: Nair and Hinton 2010.
 */
void relu_forward(size_t n, const real x[n], real y[n]);

/*
 * Take the gradient back through the rectified linear unit: dx = dy where
 * x > 0, and 0 elsewhere. At x = 0, where there is no derivative, 0 is taken.
 *
 * x [n]   the input of relu_forward; its output serves as well, because the
 *         two are positive at the same places
 * dy [n]  gradient with respect to the output
 * dx [n]  overwritten; may be dy
 */
void relu_backward(size_t n, const real x[n], const real dy[n], real dx[n]);

/*
 * Return the mean over the batch of the cross-entropy of the softmax,
 * -ln p_label with p_k = exp(z_k) / sum_j exp(z_j), and its gradient
 * dz_k = (p_k - [k is the label]) / batch.
 *
 * logits [batch][classes]   z, the output of the last layer; of any size: the
 *                           loss of the logits (0, 800) with label 0 is 800.
 *                           Subtract the largest of the row before exp
 * labels [batch]            the right classes, 0 .. classes-1; not checked
 * dlogits [batch][classes]  overwritten; NULL where only the loss is wanted
 *
 * Source: Goodfellow, Bengio and Courville 2016, equations (6.29) to (6.33).
 */
real softmax_cross_entropy(size_t batch, size_t classes, const real logits[],
                           const unsigned char labels[], real dlogits[]);

/*
 * Return how many examples have their largest logit at their label.
 *
 * logits [batch][classes]  of any sign; where several are largest, the lowest
 *                          class counts as the answer; a row that holds a NaN
 *                          is wrong
 * labels [batch]           the right classes, 0 .. classes-1; not checked
 */
size_t count_correct(size_t batch, size_t classes, const real logits[],
                     const unsigned char labels[]);

#endif
