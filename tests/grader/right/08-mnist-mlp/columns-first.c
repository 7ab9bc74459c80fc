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

const real *network_forward(struct network *net, const real theta[],
                            size_t batch, const real x[])
{
    const struct layer *last = net->layer + net->depth - 1;
    const struct layer *layer = net->layer;

    for (; layer < last; x = layer++->y) {
        affine_forward(batch, layer->in, layer->out, x, theta + layer->w,
                       theta + layer->b, layer->y);
        switch (net->activation) {
        case SIGMOID:
            sigmoid_forward(batch * layer->out, layer->y, layer->y);
            break;
        case RELU:
            relu_forward(batch * layer->out, layer->y, layer->y);
            break;
        }
    }
    affine_forward(batch, last->in, last->out, x, theta + last->w,
                   theta + last->b, last->y);
    return last->y;
}

/* Back through layers and activations, all of it written out: one example after
 * the other, each adding its part. */
static void add_gradient(struct network *net, const real theta[], const real *x,
                         size_t i)
{
    for (size_t l = net->depth; l-- > 0;) {
        const struct layer *layer = &net->layer[l];
        const real *in = l > 0 ? net->layer[l - 1].y + i * layer->in : x;
        const real *dy = layer->dy + i * layer->out;

        for (size_t k = 0; k < layer->out; k++) {
            net->grad[layer->b + k] += dy[k];
            for (size_t j = 0; j < layer->in; j++) {
                net->grad[layer->w + j * layer->out + k] += in[j] * dy[k];
            }
        }
        for (size_t j = 0; l > 0 && j < layer->in; j++) {
            real sum = 0, slope = in[j] * (1 - in[j]);

            for (size_t k = 0; k < layer->out; k++) {
                sum += dy[k] * theta[layer->w + j * layer->out + k];
            }
            if (net->activation == RELU) {
                slope = in[j] > 0;
            }
            net->layer[l - 1].dy[i * layer->in + j] = sum * slope;
        }
    }
}

real network_gradient(struct network *net, const real theta[], size_t batch,
                      const real x[], const unsigned char labels[])
{
    const struct layer *last = net->layer + net->depth - 1;
    const real loss = softmax_cross_entropy(
        batch, last->out, network_forward(net, theta, batch, x), labels,
        last->dy);

    for (size_t i = 0; i < net->n; i++) {
        net->grad[i] = 0;
    }
    for (size_t i = 0; i < batch; i++) {
        add_gradient(net, theta, x + i * net->layer[0].in, i);
    }
    return loss;
}

/* From the last row to the first, by an order of its own making. */
size_t next_batch(struct batches *b)
{
    const struct examples *set = b->set;
    size_t m;

    if (set->n - b->next == 0) {
        for (size_t i = 1; i < set->n; i++) {
            const size_t j = rng_below(b->rng, i + 1), kept = b->order[j];

            b->order[j] = b->order[i];
            b->order[i] = kept;
        }
        b->next = 0;
    }
    m = b->next + b->batch > set->n ? set->n - b->next : b->batch;
    for (size_t i = m; i-- > 0;) {
        const size_t example = b->order[b->next + i];

        b->labels[i] = set->labels[example];
        for (size_t j = set->inputs; j-- > 0;) {
            b->x[i * set->inputs + j] = set->x[example * set->inputs + j];
        }
    }
    b->next += m;
    return m;
}

real train_step(struct network *net, struct optimizer *opt, struct batches *b)
{
    size_t m = next_batch(b);
    real loss = network_gradient(net, optimizer_point(opt, net->n, net->theta),
                                 m, b->x, b->labels);

    optimizer_step(opt, net->n, net->theta, net->grad);
    return loss;
}

/* One example at a time, whatever batch is. */
struct score evaluate(struct network *net, const real theta[],
                      const struct examples *set, size_t batch)
{
    const size_t classes = net->layer[net->depth - 1].out;
    long double loss = 0, right = 0;

    (void)batch;
    for (size_t i = set->n; i-- > 0;) {
        const real *z =
            network_forward(net, theta, 1, set->x + i * set->inputs);

        loss += softmax_cross_entropy(1, classes, z, set->labels + i, NULL);
        right += count_correct(1, classes, z, set->labels + i);
    }
    return (struct score){loss / set->n, right / set->n};
}

void repaired_loss_curve(struct network *net, struct sgd *opt,
                         struct batches *b, size_t steps, real losses[])
{
    for (real *end = losses + steps; losses < end; losses++) {
        size_t m = next_batch(b), l = net->depth;

        network_gradient(net, net->theta, m, b->x, b->labels);
        while (l-- > 0) {
            const struct layer *layer = &net->layer[l];

            sgd_step(opt, layer->in * layer->out, net->theta + layer->w,
                     net->grad + layer->w);
            sgd_step(opt, layer->out, net->theta + layer->b,
                     net->grad + layer->b);
        }
        *losses = softmax_cross_entropy(
            m, net->layer[net->depth - 1].out,
            network_forward(net, net->theta, m, b->x), b->labels, NULL);
    }
}

size_t repaired_accuracy_curve(struct network *net, struct optimizer *opt,
                               struct batches *b, const struct examples *held,
                               size_t steps, size_t every, struct point curve[])
{
    size_t count = 0;

    for (size_t next = every; next <= steps; next += every) {
        for (size_t t = 0; t < every; t++) {
            train_step(net, opt, b);
        }
        curve[count].accuracy =
            evaluate(net, optimizer_theta(opt, net->n, net->theta), held,
                     net->batch)
                .accuracy;
        curve[count++].step = next;
    }
    for (size_t t = count * every; t < steps; t++) {
        train_step(net, opt, b);
    }
    return count;
}

real predict_parameters(void)
{
    return 784 * 100 + 100 * 50 + 50 * 10 + 100 + 50 + 10;
}

real predict_loss_after_step(void)
{
    return (real)0.18729;
}

real predict_mean_of_unequal_batches(void)
{
    return (real)21 / 50;
}
