/* Chapter 8, your exercises, graded by `make check-mnist-mlp`.
 * What each function must do is said in src/contract/mnist-mlp.h.
 * Put your lines where TODO; stands. */
#include <string.h>
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

const real *network_forward(struct network *net, const real theta[],
                            size_t batch, const real x[])
{
    /* 1. Layer after layer, from the first to the last: */
    /* 2. apply its part of theta to x, eq:affine (8.1); */
    /* 3. apply the activation in place, unless this is the last layer; */
    /* 4. what comes out is the x of the next layer. */
    TODO;
}

real network_gradient(struct network *net, const real theta[], size_t batch,
                      const real x[], const unsigned char labels[])
{
    /* 1. Forward; the loss then gives the dy of the last layer. */
    /* 2. Layer after layer, from the last to the first, which reads x: */
    /* 3. dw and db are this layer's part of net->grad; its dx is the dy of
     * the layer below, if there is one; */
    /* 4. take that back through the activation of the layer below. */
    TODO;
}

size_t next_batch(struct batches *b)
{
    /* 1. If all examples are used, a new epoch begins with a new order. */
    /* 2. Take as many as a batch has, or what is left of the epoch. */
    /* 3. Copy the pixels and the label of each. */
    /* 4. The next batch goes on behind them. */
    TODO;
}

real train_step(struct network *net, struct optimizer *opt, struct batches *b)
{
    /* 1. Take the next mini-batch. */
    /* 2. Ask the method where it wants the gradient, and compute it there. */
    /* 3. Let the method step from net->theta along net->grad. */
    TODO;
}

struct score evaluate(struct network *net, const real theta[],
                      const struct examples *set, size_t batch)
{
    /* 1. Cut the set into batches; the last has what is left. */
    /* 2. A mean loss over m examples counts m times. */
    /* 3. Count the right answers. */
    /* 4. Divide both by the number of examples, eq:batch-mean (8.14). */
    TODO;
}

/* Lecture notes, AdaGrad on MNIST: the loss curve. */
void repaired_loss_curve(struct network *net, struct sgd *opt,
                         struct batches *b, size_t steps, real losses[steps])
{
    TODO; /* take this line out when you have mended the rest */
    const size_t classes = net->layer[net->depth - 1].out;
    size_t count = 0;

    for (size_t t = 0; t < steps; t++) {
        const size_t m = next_batch(b);
        network_gradient(net, net->theta, m, b->x, b->labels);
        for (size_t l = 0; l < net->depth; l++) {
            const struct layer *layer = &net->layer[l];
            const size_t n = (layer->in + 1) * layer->out; /* W, then b */
            sgd_step(opt, n, net->theta + layer->w, net->grad + layer->w);
            const real *logits = network_forward(net, net->theta, m, b->x);
            losses[count++] =
                softmax_cross_entropy(m, classes, logits, b->labels, NULL);
        }
    }
}

/* Lecture notes, AdaGrad on MNIST: the accuracy curve. */
size_t repaired_accuracy_curve(struct network *net, struct optimizer *opt,
                               struct batches *b, const struct examples *held,
                               size_t steps, size_t every, struct point curve[])
{
    TODO; /* take this line out when you have mended the rest */
    size_t count = 0;

    for (size_t t = 0; t < steps; t++) {
        train_step(net, opt, b);
        if ((t + 1) % every != 0)
            continue;
        const size_t classes = net->layer[net->depth - 1].out;
        const real *logits =
            network_forward(net, net->theta, b->batch, b->x);
        const double correct =
            count_correct(b->batch, classes, logits, b->labels);
        curve[count].step = count * every;
        curve[count].accuracy = correct / b->batch;
        count++;
    }
    return count;
}

real predict_parameters(void)
{
    /* 1. A layer has a weight for each input and unit, and a bias for each
     * unit, eq:parameters (8.2); add up three layers. */
    TODO;
}

real predict_loss_after_step(void)
{
    /* 1. Take the step: every weight and bias less 0.1 times its gradient. */
    /* 2. Go forward once more, and take the loss, eq:cross-entropy (8.6). */
    TODO;
}

real predict_mean_of_unequal_batches(void)
{
    /* 1. Each batch counts once an example, eq:batch-mean (8.14). */
    TODO;
}
