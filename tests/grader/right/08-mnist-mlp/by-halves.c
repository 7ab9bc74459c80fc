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

/* Layer l and all behind it. */
static const real *forward_from(struct network *net, size_t l,
                                const real theta[], size_t batch,
                                const real x[])
{
    const struct layer here = net->layer[l];

    affine_forward(batch, here.in, here.out, x, &theta[here.w], &theta[here.b],
                   here.y);
    if (l == net->depth - 1) {
        return here.y;
    }
    (net->activation == RELU ? relu_forward : sigmoid_forward)(batch * here.out,
                                                               here.y, here.y);
    return forward_from(net, l + 1, theta, batch, here.y);
}

const real *network_forward(struct network *net, const real theta[],
                            size_t batch, const real x[])
{
    return forward_from(net, 0, theta, batch, x);
}

/* The gradient of layer l and of all before it, from its dy. */
static void backward_from(struct network *net, size_t l, const real theta[],
                          size_t batch, const real x[])
{
    const struct layer here = net->layer[l];
    real *dw = &net->grad[here.w], *db = &net->grad[here.b];

    if (l == 0) {
        affine_backward(batch, here.in, here.out, x, &theta[here.w], here.dy,
                        NULL, dw, db);
        return;
    }
    const struct layer before = net->layer[l - 1];
    affine_backward(batch, here.in, here.out, before.y, &theta[here.w], here.dy,
                    before.dy, dw, db);
    (net->activation == RELU ? relu_backward : sigmoid_backward)(
        batch * before.out, before.y, before.dy, before.dy);
    backward_from(net, l - 1, theta, batch, x);
}

real network_gradient(struct network *net, const real theta[], size_t batch,
                      const real x[], const unsigned char labels[])
{
    struct layer *top = net->layer + net->depth - 1;
    real loss;

    network_forward(net, theta, batch, x);
    loss = softmax_cross_entropy(batch, top->out, top->y, labels, top->dy);
    backward_from(net, net->depth - 1, theta, batch, x);
    return loss;
}

/* Example by example, until the batch is full or the epoch over. */
size_t next_batch(struct batches *b)
{
    const size_t inputs = b->set->inputs;
    size_t m = 0;

    if (b->next >= b->set->n) {
        b->next = 0;
        shuffle(b->rng, b->set->n, b->order);
    }
    do {
        const size_t example = b->order[b->next++];

        for (size_t j = 0; j < inputs; j++) {
            b->x[m * inputs + j] = b->set->x[example * inputs + j];
        }
        b->labels[m++] = b->set->labels[example];
    } while (m < b->batch && b->next < b->set->n);
    return m;
}

real train_step(struct network *net, struct optimizer *opt, struct batches *b)
{
    const size_t m = next_batch(b);
    const real loss = network_gradient(
        net, optimizer_point(opt, net->n, net->theta), m, b->x, b->labels);

    optimizer_step(opt, net->n, net->theta, net->grad);
    return loss;
}

/* A mean that each batch moves by its share of the examples so far. */
struct score evaluate(struct network *net, const real theta[],
                      const struct examples *set, size_t batch)
{
    const size_t classes = net->layer[net->depth - 1].out;
    struct score mean = {0, 0};
    size_t done = 0;

    while (done < set->n) {
        const size_t rest = set->n - done, m = rest > batch ? batch : rest;
        const real *z =
            network_forward(net, theta, m, &set->x[done * set->inputs]);
        const unsigned char *labels = &set->labels[done];
        const double share = (double)m / (double)(done += m);

        mean.loss += share * (softmax_cross_entropy(m, classes, z, labels, 0) -
                              mean.loss);
        mean.accuracy +=
            share *
            (count_correct(m, classes, z, labels) / (double)m - mean.accuracy);
    }
    return mean;
}

void repaired_loss_curve(struct network *net, struct sgd *opt,
                         struct batches *b, size_t steps, real losses[])
{
    for (size_t t = 0; t < steps; t++) {
        const size_t m = next_batch(b);

        network_gradient(net, net->theta, m, b->x, b->labels);
        sgd_step(opt, net->n, net->theta, net->grad);
        losses[t] = network_gradient(net, net->theta, m, b->x, b->labels);
    }
}

size_t repaired_accuracy_curve(struct network *net, struct optimizer *opt,
                               struct batches *b, const struct examples *held,
                               size_t steps, size_t every, struct point curve[])
{
    for (size_t t = 1; t <= steps; t++) {
        train_step(net, opt, b);
        if (t % every == 0) {
            curve[t / every - 1] = (struct point){
                t,
                evaluate(net, optimizer_theta(opt, net->n, net->theta), held, 1)
                    .accuracy};
        }
    }
    return steps / every;
}

real predict_parameters(void)
{
    return 84060;
}

real predict_loss_after_step(void)
{
    return (real)0.187;
}

real predict_mean_of_unequal_batches(void)
{
    return (real)0.42;
}
