/* Chapter 8, the reference: the layers of a network, and the loop that trains
 * it; see src/contract/mnist-mlp.h. */
#include <string.h>
#include "contract/mnist-mlp.h"

void affine_forward(size_t batch, size_t in, size_t out, const real x[],
                    const real w[], const real b[], real y[])
{
    /* 1. For each example i and each unit k, start from the bias. */
    for (size_t i = 0; i < batch; i++) {
        for (size_t k = 0; k < out; k++) {
            double sum = b[k]; /* eq:affine (8.1) */
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
            dw[j * out + k] = sum; /* eq:affine-dw (8.9) */
        }
    }
    /* 2. db = the sum of the rows of dy: a bias is a weight of input 1. */
    for (size_t k = 0; k < out; k++) {
        double sum = 0;
        for (size_t i = 0; i < batch; i++)
            sum += dy[i * out + k];
        db[k] = sum; /* eq:affine-db (8.10) */
    }
    /* 3. dx = dy W^T, where it is wanted: an input gathers from all units. */
    if (dx == NULL)
        return;
    for (size_t i = 0; i < batch; i++) {
        for (size_t j = 0; j < in; j++) {
            double sum = 0;
            for (size_t k = 0; k < out; k++)
                sum += dy[i * out + k] * w[j * out + k];
            dx[i * in + j] = sum; /* eq:affine-dx (8.11) */
        }
    }
}

void sigmoid_forward(size_t n, const real x[n], real y[n])
{
    /* 1. y = 1 / (1 + exp(-x)); an infinite exp gives 0, as it should. */
    for (size_t i = 0; i < n; i++)
        y[i] = 1 / (1 + exp(-x[i])); /* eq:sigmoid (8.3) */
}

void sigmoid_backward(size_t n, const real y[n], const real dy[n], real dx[n])
{
    /* 1. dx = dy y (1 - y): the slope follows from the output alone. */
    for (size_t i = 0; i < n; i++)
        dx[i] = dy[i] * y[i] * (1 - y[i]); /* eq:sigmoid-back (8.12) */
}

void relu_forward(size_t n, const real x[n], real y[n])
{
    /* 1. y = max(0, x). */
    for (size_t i = 0; i < n; i++)
        y[i] = x[i] > 0 ? x[i] : 0; /* eq:relu (8.4) */
}

void relu_backward(size_t n, const real x[n], const real dy[n], real dx[n])
{
    /* 1. The gradient passes where x > 0 and stops elsewhere. */
    for (size_t i = 0; i < n; i++)
        dx[i] = x[i] > 0 ? dy[i] : 0; /* eq:relu-back (8.13) */
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

const real *network_forward(struct network *net, const real theta[],
                            size_t batch, const real x[])
{
    /* 1. Layer after layer, from the first to the last: */
    for (size_t l = 0; l < net->depth; l++) {
        const struct layer *layer = &net->layer[l];
        const size_t n = batch * layer->out;

        /* 2. apply its part of theta to x, eq:affine (8.1); */
        affine_forward(batch, layer->in, layer->out, x, theta + layer->w,
                       theta + layer->b, layer->y);
        /* 3. apply the activation in place, unless this is the last layer; */
        if (l + 1 < net->depth && net->activation == SIGMOID)
            sigmoid_forward(n, layer->y, layer->y);
        else if (l + 1 < net->depth)
            relu_forward(n, layer->y, layer->y);
        /* 4. what comes out is the x of the next layer. */
        x = layer->y;
    }
    return x;
}

real network_gradient(struct network *net, const real theta[], size_t batch,
                      const real x[], const unsigned char labels[])
{
    const struct layer *last = &net->layer[net->depth - 1];

    /* 1. Forward; the loss then gives the dy of the last layer. */
    const real *logits = network_forward(net, theta, batch, x);
    const real loss =
        softmax_cross_entropy(batch, last->out, logits, labels, last->dy);
    /* 2. Layer after layer, from the last to the first, which reads x: */
    for (size_t l = net->depth; l-- > 0;) {
        const struct layer *layer = &net->layer[l];
        const struct layer *below = l > 0 ? &net->layer[l - 1] : NULL;
        const size_t n = batch * layer->in;

        /* 3. dw and db are this layer's part of net->grad; its dx is the dy of
         * the layer below, if there is one; */
        affine_backward(batch, layer->in, layer->out, below ? below->y : x,
                        theta + layer->w, layer->dy, below ? below->dy : NULL,
                        net->grad + layer->w, net->grad + layer->b);
        /* 4. take that back through the activation of the layer below. */
        if (below && net->activation == SIGMOID)
            sigmoid_backward(n, below->y, below->dy, below->dy);
        else if (below)
            relu_backward(n, below->y, below->dy, below->dy);
    }
    return loss;
}

size_t next_batch(struct batches *b)
{
    const struct examples *set = b->set;
    const size_t inputs = set->inputs;

    /* 1. If all examples are used, a new epoch begins with a new order. */
    if (b->next == set->n) {
        shuffle(b->rng, set->n, b->order);
        b->next = 0;
    }
    /* 2. Take as many as a batch has, or what is left of the epoch. */
    const size_t left = set->n - b->next;
    const size_t m = left < b->batch ? left : b->batch;
    /* 3. Copy the pixels and the label of each. */
    for (size_t i = 0; i < m; i++) {
        const size_t example = b->order[b->next + i];
        memcpy(b->x + i * inputs, set->x + example * inputs,
               inputs * sizeof *b->x);
        b->labels[i] = set->labels[example];
    }
    /* 4. The next batch goes on behind them. */
    b->next += m;
    return m;
}

real train_step(struct network *net, struct optimizer *opt, struct batches *b)
{
    /* 1. Take the next mini-batch. */
    const size_t m = next_batch(b);
    /* 2. Ask the method where it wants the gradient, and compute it there. */
    const real *point = optimizer_point(opt, net->n, net->theta);
    const real loss = network_gradient(net, point, m, b->x, b->labels);
    /* 3. Let the method step from net->theta along net->grad. */
    optimizer_step(opt, net->n, net->theta, net->grad);
    return loss;
}

struct score evaluate(struct network *net, const real theta[],
                      const struct examples *set, size_t batch)
{
    const size_t classes = net->layer[net->depth - 1].out;
    double loss = 0;
    size_t correct = 0, m;

    /* 1. Cut the set into batches; the last has what is left. */
    for (size_t i = 0; i < set->n; i += m) {
        m = set->n - i < batch ? set->n - i : batch;
        const real *logits =
            network_forward(net, theta, m, set->x + i * set->inputs);
        const unsigned char *labels = set->labels + i;
        /* 2. A mean loss over m examples counts m times. */
        loss +=
            m * (double)softmax_cross_entropy(m, classes, logits, labels, NULL);
        /* 3. Count the right answers. */
        correct += count_correct(m, classes, logits, labels);
    }
    /* 4. Divide both by the number of examples, eq:batch-mean (8.14). */
    return (struct score){loss / set->n, (double)correct / set->n};
}

/* Lecture notes, AdaGrad on MNIST: the loss curve. */
void repaired_loss_curve(struct network *net, struct sgd *opt,
                         struct batches *b, size_t steps, real losses[steps])
{
    const size_t classes = net->layer[net->depth - 1].out;

    for (size_t t = 0; t < steps; t++) {
        const size_t m = next_batch(b);
        network_gradient(net, net->theta, m, b->x, b->labels);
        for (size_t l = 0; l < net->depth; l++) {
            const struct layer *layer = &net->layer[l];
            const size_t n = (layer->in + 1) * layer->out; /* W, then b */
            sgd_step(opt, n, net->theta + layer->w, net->grad + layer->w);
        }
        const real *logits = network_forward(net, net->theta, m, b->x);
        losses[t] = softmax_cross_entropy(m, classes, logits, b->labels, NULL);
    }
}

/* Lecture notes, AdaGrad on MNIST: the accuracy curve. */
size_t repaired_accuracy_curve(struct network *net, struct optimizer *opt,
                               struct batches *b, const struct examples *held,
                               size_t steps, size_t every, struct point curve[])
{
    size_t count = 0;

    for (size_t t = 0; t < steps; t++) {
        train_step(net, opt, b);
        if ((t + 1) % every != 0)
            continue;
        const real *theta = optimizer_theta(opt, net->n, net->theta);
        curve[count].step = t + 1;
        curve[count].accuracy = evaluate(net, theta, held, net->batch).accuracy;
        count++;
    }
    return count;
}

real predict_parameters(void)
{
    /* 1. A layer has a weight for each input and unit, and a bias for each
     * unit, eq:parameters (8.2); add up three layers. */
    return (784 + 1) * 100 + (100 + 1) * 50 + (50 + 1) * 10;
}

real predict_loss_after_step(void)
{
    /* 1. Take the step: every weight and bias less 0.1 times its gradient. */
    /* 2. Go forward once more, and take the loss, eq:cross-entropy (8.6). */
    return log1p(exp(4.01 - 5.59)); /* the logits are (5.59, 4.01) */
}

real predict_mean_of_unequal_batches(void)
{
    /* 1. Each batch counts once an example, eq:batch-mean (8.14). */
    return (100 * 0.2 + 100 * 0.4 + 50 * 0.9) / 250;
}
