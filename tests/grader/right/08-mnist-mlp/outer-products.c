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

const real *network_forward(struct network *net, const real theta[],
                            size_t batch, const real x[])
{
    const real *in = x, *p = theta;

    for (size_t l = 0; l < net->depth; l++) {
        const size_t rows = net->layer[l].in, units = net->layer[l].out;
        real *out = net->layer[l].y;

        affine_forward(batch, rows, units, in, p, p + rows * units, out);
        p += (rows + 1) * units;
        in = out;
        if (l == net->depth - 1) {
            break;
        }
        if (net->activation == RELU) {
            relu_forward(batch * units, out, out);
        } else {
            sigmoid_forward(batch * units, out, out);
        }
    }
    return in;
}

/* The activation is undone before the layer below it, not after the one above. */
real network_gradient(struct network *net, const real theta[], size_t batch,
                      const real x[], const unsigned char labels[])
{
    const size_t top = net->depth - 1;
    const real *z = network_forward(net, theta, batch, x);
    const real loss = softmax_cross_entropy(batch, net->layer[top].out, z,
                                            labels, net->layer[top].dy);

    for (size_t l = top + 1; l > 0; l--) {
        const struct layer *layer = net->layer + l - 1;
        const size_t n = batch * layer->out;
        const real *in = x;
        real *dx = NULL;

        if (l - 1 < top && net->activation == SIGMOID) {
            sigmoid_backward(n, layer->y, layer->dy, layer->dy);
        } else if (l - 1 < top) {
            relu_backward(n, layer->y, layer->dy, layer->dy);
        }
        if (l > 1) {
            in = layer[-1].y;
            dx = layer[-1].dy;
        }
        affine_backward(batch, layer->in, layer->out, in, theta + layer->w,
                        layer->dy, dx, net->grad + layer->w,
                        net->grad + layer->b);
    }
    return loss;
}

size_t next_batch(struct batches *b)
{
    const size_t n = b->set->n, inputs = b->set->inputs;
    const size_t start = b->next == n ? 0 : b->next;
    const size_t end = n - start <= b->batch ? n : start + b->batch;
    real *row = b->x;

    if (start == 0 && b->next == n) {
        shuffle(b->rng, n, b->order);
    }
    for (const size_t *at = b->order + start; at < b->order + end; at++) {
        memcpy(row, b->set->x + *at * inputs, inputs * sizeof *row);
        row += inputs;
    }
    for (size_t i = start; i < end; i++) {
        b->labels[i - start] = b->set->labels[b->order[i]];
    }
    b->next = end;
    return end - start;
}

real train_step(struct network *net, struct optimizer *opt, struct batches *b)
{
    size_t m = next_batch(b);
    const real *at = optimizer_point(opt, net->n, net->theta);
    real loss = network_gradient(net, at, m, b->x, b->labels);

    optimizer_step(opt, net->n, net->theta, net->grad);
    return loss;
}

/* The whole batches, then the rest. */
struct score evaluate(struct network *net, const real theta[],
                      const struct examples *set, size_t batch)
{
    const size_t classes = net->layer[net->depth - 1].out;
    const size_t whole = set->n / batch, rest = set->n % batch;
    double loss = 0, right = 0;

    for (size_t k = 0; k < whole + (rest > 0); k++) {
        const size_t m = k < whole ? batch : rest;
        const unsigned char *labels = set->labels + k * batch;
        const real *z =
            network_forward(net, theta, m, set->x + k * batch * set->inputs);

        loss += (double)m / set->n *
                softmax_cross_entropy(m, classes, z, labels, NULL);
        right += count_correct(m, classes, z, labels);
    }
    return (struct score){.accuracy = right / set->n, .loss = loss};
}

void repaired_loss_curve(struct network *net, struct sgd *opt,
                         struct batches *b, size_t steps, real losses[])
{
    const struct layer *end = net->layer + net->depth;

    for (size_t t = 0; t < steps; t++) {
        size_t m = next_batch(b);
        const real *z;

        network_gradient(net, net->theta, m, b->x, b->labels);
        for (const struct layer *layer = net->layer; layer < end; layer++) {
            for (size_t i = layer->w; i < layer->b + layer->out; i++) {
                net->theta[i] -= opt->lr * net->grad[i];
            }
        }
        z = network_forward(net, net->theta, m, b->x);
        losses[t] = softmax_cross_entropy(m, end[-1].out, z, b->labels, NULL);
    }
}

size_t repaired_accuracy_curve(struct network *net, struct optimizer *opt,
                               struct batches *b, const struct examples *held,
                               size_t steps, size_t every, struct point curve[])
{
    struct point *p = curve;

    for (size_t t = 0; t < steps;) {
        train_step(net, opt, b);
        t++;
        if (t % every == 0) {
            p->step = t;
            p->accuracy =
                evaluate(net, optimizer_theta(opt, net->n, net->theta), held,
                         net->batch / 2 + 1)
                    .accuracy;
            p++;
        }
    }
    return p - curve;
}

real predict_parameters(void)
{
    static const int units[] = {784, 100, 50, 10};
    int n = 0;

    for (int l = 0; l < 3; l++) {
        n += (units[l] + 1) * units[l + 1];
    }
    return n;
}

real predict_loss_after_step(void)
{
    const double p = 1 / (1 + exp(-1.58));

    return -log(p);
}

real predict_mean_of_unequal_batches(void)
{
    return 0.4 * 0.2 + 0.4 * 0.4 + 0.2 * 0.9;
}
