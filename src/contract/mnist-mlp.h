/* Chapter 8: what exercises/08-mnist-mlp.c must provide. */
#ifndef CONTRACT_MNIST_MLP_H
#define CONTRACT_MNIST_MLP_H

#include "contract/sgd.h"
#include "given/idx.h"
#include "given/network.h"
#include "given/optimizer.h"
#include "given/real.h"
#include "given/rng.h"
#include "given/todo.h"

/*
 * The layers of a network, each with its backward pass. One row is one
 * example: x [batch][in] is a flat array, and element (i, j) is x[i * in + j].
 * For an array a, da is the gradient of the loss with respect to a. The mean
 * over the batch is taken once, in softmax_cross_entropy, so every gradient
 * after it already carries the factor 1/batch. Outputs are overwritten, never
 * added to. All sizes are >= 1. Arrays do not overlap, except that the
 * activations may work in place: y = x and dx = dy are allowed.
 *
 * Add up the losses of a batch in double: a float sum over many examples loses
 * digits. The sums of the affine layers are taken in double, or in real as
 * BLAS takes them; never in less. NaN and infinity go through as arithmetic
 * has it, but a term of a sum that has a factor 0 may be left out.
 *
 * Source of the backward passes: Rumelhart, Hinton and Williams 1986.
 */

/*
 * Apply an affine layer: y = x W + b, eq:affine (8.1).
 *
 * x [batch][in]   one example a row
 * w [in][out]     the weight from input j to unit k is w[j * out + k]
 * b [out]         added to every row
 * y [batch][out]  overwritten
 */
void affine_forward(size_t batch, size_t in, size_t out, const real x[],
                    const real w[], const real b[], real y[]);

/*
 * Take the gradient back through an affine layer: dw = x^T dy, eq:affine-dw
 * (8.9), db = the sum of the rows of dy, eq:affine-db (8.10), and dx = dy W^T,
 * eq:affine-dx (8.11).
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
 * Apply the logistic sigmoid to each element: y = 1 / (1 + exp(-x)),
 * eq:sigmoid (8.3).
 *
 * x [n]  any size of number: -800 gives 0 and 800 gives 1, not NaN
 * y [n]  overwritten; in [0, 1]; may be x
 */
void sigmoid_forward(size_t n, const real x[n], real y[n]);

/*
 * Take the gradient back through the sigmoid: dx = dy y (1 - y),
 * eq:sigmoid-back (8.12).
 *
 * y [n]   the output of sigmoid_forward (not its input)
 * dy [n]  gradient with respect to that output
 * dx [n]  overwritten; may be dy
 */
void sigmoid_backward(size_t n, const real y[n], const real dy[n], real dx[n]);

/*
 * Apply the rectified linear unit to each element: y = max(0, x),
 * eq:relu (8.4).
 *
 * x [n]  the input; NaN and -infinity may give NaN or 0
 * y [n]  overwritten; may be x
 *
 * Source: Nair and Hinton 2010.
 */
void relu_forward(size_t n, const real x[n], real y[n]);

/*
 * Take the gradient back through the rectified linear unit: dx = dy where
 * x > 0, and 0 elsewhere, eq:relu-back (8.13). At x = 0, where there is no
 * derivative, 0 is taken.
 *
 * x [n]   the input of relu_forward; its output serves as well, because the
 *         two are positive at the same places. NaN may give anything, and so
 *         may a dy that is not finite where x <= 0
 * dy [n]  gradient with respect to the output
 * dx [n]  overwritten; may be dy
 */
void relu_backward(size_t n, const real x[n], const real dy[n], real dx[n]);

/*
 * Return the mean over the batch of the cross-entropy of the softmax,
 * -ln p_label with p_k = exp(z_k) / sum_j exp(z_j), eq:cross-entropy (8.6), and
 * its gradient dz_k = (p_k - [k is the label]) / batch, eq:dlogits (8.8).
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
 * Return how many examples have their largest logit at their label,
 * the numerator of eq:accuracy (8.7).
 *
 * logits [batch][classes]  of any sign; where several are largest, the lowest
 *                          class counts as the answer; a row that holds a NaN
 *                          is wrong
 * labels [batch]           the right classes, 0 .. classes-1; not checked
 */
size_t count_correct(size_t batch, size_t classes, const real logits[],
                     const unsigned char labels[]);

/*
 * Now the network, and the loop that trains it. Each of these functions calls
 * others of this file; while it is graded, those are ours.
 *
 * struct network (given/network.h) has depth layers; layer l has in inputs and
 * out units. theta is one array of all n parameters: the weights of layer l
 * begin at theta + layer[l].w, its biases at theta + layer[l].b, and its output
 * and the gradient of that go into layer[l].y and layer[l].dy. net->activation
 * is SIGMOID or RELU. struct examples (given/idx.h) holds n rows x [n][inputs]
 * and their labels [n].
 */

/*
 * Compute the logits of a batch: each layer is affine, and an activation
 * follows each but the last.
 *
 * net            only the arrays y of its layers are written
 * theta [n]      the parameters; net->theta, or another point; only read
 * batch          how many examples, 1 .. net->batch
 * x [batch][in]  the examples, as many inputs as the first layer has; only read
 *
 * Returns the logits [batch][out of the last layer], the y of the last layer.
 * Every layer's output, after its activation, is left in its y: the way back
 * needs them. NaN and infinity go through as arithmetic has it.
 */
const real *network_forward(struct network *net, const real theta[],
                            size_t batch, const real x[]);

/*
 * Compute the gradient of the mean loss of a batch by backpropagation: forward,
 * loss, and back through the layers, last one first.
 *
 * net              net->grad [n] is overwritten, in the order of theta; the y
 *                  and dy of the layers are scratch; net->theta is not touched
 * theta [n]        where the gradient is taken; net->theta, or another point;
 *                  only read
 * batch            how many examples, 1 .. net->batch
 * x [batch][in]    the examples; only read
 * labels [batch]   their classes; only read
 *
 * Returns the mean loss of the batch at theta. NaN and infinity go through as
 * arithmetic has it. Source: Rumelhart, Hinton and Williams 1986.
 */
real network_gradient(struct network *net, const real theta[], size_t batch,
                      const real x[], const unsigned char labels[]);

/* Examples, cut into mini-batches in random order. */
struct batches {
    const struct examples *set; /* where they come from; only read */
    size_t batch;               /* how many in one mini-batch, >= 1 */
    size_t *order;              /* [set->n], each of 0 .. set->n-1 once */
    size_t next;                /* the first of order that is not used yet */
    struct rng *rng;            /* for the order */
    real *x;                    /* [batch][set->inputs] the mini-batch, */
    unsigned char *labels;      /* [batch] and its labels */
};

/*
 * Gather the next mini-batch: the examples order[next], order[next + 1], .. go
 * into the rows of x and into labels, and next moves on behind them.
 *
 * b  when all are used, next = set->n, as at the very start, a new epoch begins
 *    first: shuffle of contract/sgd.h shuffles order with rng, and next is 0.
 *    The last batch of an epoch holds what is left, which may be less than
 *    b->batch; a batch never holds examples of two epochs
 *
 * Returns how many examples the batch has, m >= 1. Of x and labels the first m
 * rows are overwritten. So every example comes once an epoch: they are drawn
 * without replacement.
 */
size_t next_batch(struct batches *b);

/*
 * Train for one step: take the next mini-batch, its gradient at the point where
 * the method wants it, and a step of the method.
 *
 * net  net->theta is changed, by the method alone; net->grad is the gradient
 * opt  the method (given/optimizer.h): optimizer_point tells where it wants the
 *      gradient, optimizer_step takes the step, once, for all net->n parameters
 * b    moves on by one mini-batch
 *
 * Returns the mean loss of the batch before the step, at that point.
 */
real train_step(struct network *net, struct optimizer *opt, struct batches *b);

/* How well a network does. */
struct score {
    double loss, accuracy; /* a mean, and a share from 0 to 1 */
};

/*
 * Measure the mean loss and the accuracy on all examples of a set, in batches:
 * eq:batch-mean (8.14) and eq:accuracy (8.7).
 *
 * net        only the arrays y of its layers are written
 * theta [n]  the parameters; only read
 * set        any number of examples >= 1, which need not be a multiple of batch
 * batch      the most in one call of network_forward, 1 .. net->batch
 *
 * Whatever batch is, the score is the same: every example counts once. Add up
 * in double. A loss that is not finite makes the mean so; an example whose
 * logits hold a NaN is wrong.
 */
struct score evaluate(struct network *net, const real theta[],
                      const struct examples *set, size_t batch);

/*
 * Mend a published training loop that records the loss: take steps of gradient
 * descent, and store after each step the loss of its own mini-batch.
 *
 * net     net->theta is changed: layer after layer, each with its own part of
 *         one and the same gradient
 * opt     the method, gradient descent
 * b       moves on by one mini-batch a step
 * steps   how many steps, >= 1
 * losses  [steps] losses[t] is the mean loss of the batch of step t at the
 *         parameters after that step; overwritten
 *
 * The published loop stores six losses a step, one after each array of
 * parameters; its curve of 1000 steps has 6000 points, and five of six belong
 * to a network that is half updated. In C it writes behind the array's end.
 * Source: the lecture notes that this book grew from, AdaGrad on MNIST.
 */
void repaired_loss_curve(struct network *net, struct sgd *opt,
                         struct batches *b, size_t steps, real losses[steps]);

/* A point of a curve: the accuracy after so many steps. */
struct point {
    size_t step;
    double accuracy;
};

/*
 * Mend a published training loop that records the accuracy: train for so many
 * steps, and measure after every so many of them.
 *
 * net, opt, b  as for train_step
 * held         examples to measure on, which are not trained on
 * steps        how many steps to take, >= 1
 * every        measure after steps every, 2 every, ..; >= 1
 * curve        [steps / every] the points; step is the number of steps taken
 *              before the measurement; overwritten
 *
 * Returns the number of points. The accuracy is that of the parameters theta
 * that optimizer_theta tells. The published loop measures on the mini-batch it
 * has just trained on and calls this the accuracy on the training set; and its
 * plot puts the first point at step 0, although it was measured after step 10.
 * Source: as above.
 */
size_t repaired_accuracy_curve(struct network *net, struct optimizer *opt,
                               struct batches *b, const struct examples *held,
                               size_t steps, size_t every,
                               struct point curve[]);

/*
 * Predict, worked out by hand: return how many parameters the network
 * 784-100-50-10 has, eq:parameters (8.2).
 */
real predict_parameters(void);

/*
 * Predict, worked out by hand: return the loss of the network of sec:mlp-byhand
 * (8.8) for the same example after one step of gradient descent with eta = 0.1
 * on all its weights and biases.
 *
 * Three significant digits are enough; a formula is welcome. At the start the
 * loss is ln 2 = 0.693, and eta times the squared gradient promises that it
 * falls by 0.85.
 */
real predict_loss_after_step(void);

/*
 * Predict, worked out by hand: return the mean loss of 250 examples that were
 * evaluated in batches of 100, with mean losses 0.2, 0.4 and 0.9,
 * eq:batch-mean (8.14).
 */
real predict_mean_of_unequal_batches(void);

#endif
