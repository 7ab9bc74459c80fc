/* Known mistakes of chapter 8, written once more in another way; see 01-sgd.c.
 */
#include <stdlib.h>
#include <string.h>
#include "contract/mnist-mlp.h"

void affine_bias_forgotten(size_t batch, size_t in, size_t out, const real *x,
                           const real *w, const real *b, real *y)
{
    memset(y, 0, batch * out * sizeof *y);
    for (size_t i = 0; i < batch; i++)
        for (size_t j = 0; j < in; j++)
            for (size_t k = 0; k < out; k++)
                y[i * out + k] += x[i * in + j] * w[j * out + k];
}

void affine_adds_to_old(size_t batch, size_t in, size_t out, const real *x,
                        const real *w, const real *b, real *y)
{
    for (; batch > 0; batch--, x += in, y += out)
        for (size_t k = 0; k < out; k++) {
            y[k] += b[k];
            for (size_t j = in; j-- > 0;)
                y[k] += w[j * out + k] * x[j];
        }
}

void affine_weights_transposed(size_t batch, size_t in, size_t out,
                               const real *x, const real *w, const real *b,
                               real *y)
{
    for (size_t i = 0; i < batch; i++) {
        const real *row = w;
        for (size_t k = 0; k < out; k++, row += in) {
            real sum = 0;
            for (size_t j = 0; j < in; j++)
                sum += row[j] * x[i * in + j];
            *y++ = sum + b[k];
        }
    }
}

void affine_bias_of_the_example(size_t batch, size_t in, size_t out,
                                const real *x, const real *w, const real *b,
                                real *y)
{
    for (size_t i = 0; i < batch; i++)
        for (size_t k = 0; k < out; k++, y++) {
            *y = 0;
            for (size_t j = 0; j < in; j++)
                *y += x[i * in + j] * w[j * out + k];
            *y += b[i];
        }
}

void affine_bias_for_each_input(size_t batch, size_t in, size_t out,
                                const real *x, const real *w, const real *b,
                                real *y)
{
    for (size_t at = 0; at < batch * out; at++) {
        y[at] = 0;
        for (size_t j = 0; j < in; j++)
            y[at] += x[at / out * in + j] * w[j * out + at % out] + b[at % out];
    }
}

void affine_misses_last_input(size_t batch, size_t in, size_t out,
                              const real *x, const real *w, const real *b,
                              real *y)
{
    for (size_t i = 0; i < batch; i++) {
        memcpy(y + i * out, b, out * sizeof *b);
        for (size_t j = 0; j < in - 1; j++)
            for (size_t k = 0; k < out; k++)
                y[i * out + k] += x[i * in + j] * w[j * out + k];
    }
}

void back_mean_twice(size_t batch, size_t in, size_t out, const real *x,
                     const real *w, const real *dy, real *dx, real *dw,
                     real *db)
{
    memset(dw, 0, in * out * sizeof *dw);
    memset(db, 0, out * sizeof *db);
    for (size_t i = 0; i < batch; i++)
        for (size_t k = 0; k < out; k++) {
            const real d = dy[i * out + k];
            db[k] += d;
            for (size_t j = 0; j < in; j++)
                dw[j * out + k] += x[i * in + j] * d / batch;
        }
    for (size_t at = 0; dx && at < batch * in; at++) {
        dx[at] = 0;
        for (size_t k = 0; k < out; k++)
            dx[at] += w[at % in * out + k] * dy[at / in * out + k];
    }
}

void back_bias_mean_twice(size_t batch, size_t in, size_t out, const real *x,
                          const real *w, const real *dy, real *dx, real *dw,
                          real *db)
{
    for (size_t k = 0; k < out; k++) {
        db[k] = 0;
        for (size_t j = 0; j < in; j++)
            dw[j * out + k] = 0;
        for (size_t i = batch; i-- > 0;) {
            db[k] += dy[i * out + k] / batch;
            for (size_t j = 0; j < in; j++)
                dw[j * out + k] += dy[i * out + k] * x[i * in + j];
        }
    }
    for (size_t i = 0; dx != NULL && i < batch; i++)
        for (size_t j = 0; j < in; j++) {
            real sum = 0;
            for (size_t k = out; k-- > 0;)
                sum += w[j * out + k] * dy[i * out + k];
            dx[i * in + j] = sum;
        }
}

void back_downhill_already(size_t batch, size_t in, size_t out, const real *x,
                           const real *w, const real *dy, real *dx, real *dw,
                           real *db)
{
    for (size_t k = 0; k < out; k++)
        db[k] = 0;
    for (size_t at = 0; at < in * out; at++)
        dw[at] = 0;
    for (size_t i = 0; i < batch; i++, x += in, dy += out) {
        for (size_t k = 0; k < out; k++)
            db[k] += dy[k];
        for (size_t j = 0; j < in; j++) {
            real sum = 0;
            for (size_t k = 0; k < out; k++) {
                dw[j * out + k] -= x[j] * dy[k];
                sum += w[j * out + k] * dy[k];
            }
            if (dx)
                dx[i * in + j] = sum;
        }
    }
}

void sigmoid_sign(size_t n, const real *x, real *y)
{
    while (n--)
        y[n] = 1 - 1 / (1 + exp(-x[n]));
}

void sigmoid_tanh(size_t n, const real *x, real *y)
{
    for (size_t i = 0; i < n; i++)
        y[i] = 2 / (1 + exp(-2 * x[i])) - 1;
}

void sigmoid_without_1(size_t n, const real *x, real *y)
{
    for (const real *end = x + n; x < end;)
        *y++ = exp(*x++);
}

void sigmoid_of_infinities(size_t n, const real *x, real *y)
{
    for (size_t i = 0; i < n; i++) {
        double e = exp(x[i]);
        y[i] = e / (e + 1);
    }
}

void slope_half(size_t n, const real *y, const real *dy, real *dx)
{
    for (size_t i = 0; i < n; i++)
        dx[i] = dy[i] - dy[i] * y[i];
}

void slope_dy_forgotten(size_t n, const real *y, const real *dy, real *dx)
{
    while (n-- > 0) {
        *dx++ = *y - *y * *y;
        y++;
    }
}

void slope_sign(size_t n, const real *y, const real *dy, real *dx)
{
    for (size_t i = n; i-- > 0;)
        dx[i] = dy[i] * (y[i] * y[i] - y[i]);
}

void slope_of_tanh(size_t n, const real *y, const real *dy, real *dx)
{
    for (size_t i = 0; i < n; i++)
        dx[i] = (1 + y[i]) * (1 - y[i]) * dy[i];
}

void relu_absolute(size_t n, const real *x, real *y)
{
    for (size_t i = 0; i < n; i++)
        y[i] = x[i] < 0 ? -x[i] : x[i];
}

void relu_leaky(size_t n, const real *x, real *y)
{
    for (size_t i = 0; i < n; i++)
        y[i] = fmax(x[i], x[i] / 100);
}

void relu_minimum(size_t n, const real *x, real *y)
{
    while (n--)
        y[n] = fmin(x[n], 0);
}

void mask_alone(size_t n, const real *x, const real *dy, real *dx)
{
    for (size_t i = n; i > 0; i--)
        dx[i - 1] = x[i - 1] > 0;
}

void mask_of_gradient(size_t n, const real *x, const real *dy, real *dx)
{
    for (const real *end = dy + n; dy < end; dy++)
        *dx++ = fmax(*dy, 0);
}

void mask_open_at_zero(size_t n, const real *x, const real *dy, real *dx)
{
    for (size_t i = 0; i < n; i++) {
        dx[i] = dy[i];
        if (x[i] < 0)
            dx[i] = 0;
    }
}

void mask_times_input(size_t n, const real *x, const real *dy, real *dx)
{
    for (size_t i = 0; i < n; i++)
        dx[i] = dy[i] * fmax(x[i], 0);
}

real loss_sum_not_mean(size_t batch, size_t classes, const real *logits,
                       const unsigned char *labels, real *dlogits)
{
    double total = 0;
    for (size_t i = 0; i < batch; i++, logits += classes) {
        double top = logits[0], sum = 0;
        for (size_t k = 1; k < classes; k++)
            if (logits[k] > top)
                top = logits[k];
        for (size_t k = 0; k < classes; k++)
            sum += exp(logits[k] - top);
        double whole = top + log(sum);
        total += whole - logits[labels[i]];
        for (size_t k = 0; dlogits && k < classes; k++) {
            double p = exp(logits[k] - whole);
            *dlogits++ = (k == labels[i] ? p - 1 : p) / batch;
        }
    }
    return total;
}

real loss_gradient_not_mean(size_t batch, size_t classes, const real *logits,
                            const unsigned char *labels, real *dlogits)
{
    double total = 0;
    for (size_t i = batch; i-- > 0;) {
        const real *z = &logits[i * classes];
        double top = -INFINITY, sum = 0;
        for (size_t k = 0; k < classes; k++)
            top = fmax(top, z[k]);
        for (size_t k = classes; k-- > 0;)
            sum += exp(z[k] - top);
        total -= z[labels[i]] - top - log(sum);
        if (dlogits != NULL) {
            for (size_t k = 0; k < classes; k++)
                dlogits[i * classes + k] = exp(z[k] - top) / sum;
            dlogits[i * classes + labels[i]] -= 1;
        }
    }
    return total / batch;
}

real loss_gradient_without_label(size_t batch, size_t classes,
                                 const real *logits,
                                 const unsigned char *labels, real *dlogits)
{
    double total = 0;
    for (size_t i = 0; i < batch; i++, logits += classes) {
        double top = logits[0], sum = 0;
        for (size_t k = 0; k < classes; k++)
            top = fmax(top, logits[k]);
        for (size_t k = 0; k < classes; k++)
            sum += exp(logits[k] - top);
        total += (log(sum) + top - logits[labels[i]]) / batch;
        if (dlogits)
            for (size_t k = 0; k < classes; k++)
                *dlogits++ = exp(logits[k] - top) / sum / batch;
    }
    return total;
}

real loss_label_of_first(size_t batch, size_t classes, const real *logits,
                         const unsigned char *labels, real *dlogits)
{
    real total = 0;
    for (size_t i = 0; i < batch; i++) {
        const real *z = logits + i * classes;
        double top = *z, sum = 0;
        for (size_t k = 0; k < classes; k++)
            top = z[k] < top ? top : z[k];
        for (size_t k = 0; k < classes; k++)
            sum += exp(z[k] - top);
        total += log(sum) + top - z[*labels];
        for (size_t k = 0; dlogits && k < classes; k++)
            dlogits[i * classes + k] =
                (exp(z[k] - top) / sum - (labels[i] == k)) / batch;
    }
    return total / batch;
}

size_t count_errors(size_t batch, size_t classes, const real *logits,
                    const unsigned char *labels)
{
    size_t right = 0;
    for (size_t i = 0; i < batch; i++, logits += classes) {
        size_t best = 0, good = 1;
        for (size_t k = 0; k < classes; k++) {
            if (isnan(logits[k]))
                good = 0;
            if (logits[k] > logits[best])
                best = k;
        }
        if (good && best == labels[i])
            right++;
    }
    return batch - right;
}

size_t count_last_of_equals(size_t batch, size_t classes, const real *logits,
                            const unsigned char *labels)
{
    size_t right = 0;
    while (batch-- > 0) {
        const real *z = logits + batch * classes;
        size_t best = classes - 1, bad = z[classes - 1] != z[classes - 1];
        for (size_t k = classes - 1; k-- > 0;) {
            bad += z[k] != z[k];
            if (z[k] > z[best])
                best = k;
        }
        right += !bad && best == labels[batch];
    }
    return right;
}

size_t count_smallest(size_t batch, size_t classes, const real *logits,
                      const unsigned char *labels)
{
    size_t right = 0;
    for (size_t i = 0; i < batch; i++, logits += classes) {
        size_t answer = 0, numbers = 0;
        for (size_t k = 0; k < classes; k++) {
            numbers += logits[k] == logits[k];
            answer = logits[answer] > logits[k] ? k : answer;
        }
        right += numbers == classes && answer == labels[i];
    }
    return right;
}

size_t count_from_one(size_t batch, size_t classes, const real *logits,
                      const unsigned char *labels)
{
    size_t right = 0;
    for (size_t i = 0; i < batch; i++) {
        const real *z = &logits[i * classes], *best = z;
        real sum = 0;
        for (const real *p = z; p < z + classes; p++) {
            best = *p > *best ? p : best;
            sum += isnan(*p);
        }
        right += sum == 0 && (best - z) == labels[i] - 1;
    }
    return right;
}

/* One layer, the activation too if it is asked for. */
static const real *second_layer(struct network *net, size_t l,
                                const real *theta, size_t batch, const real *x,
                                int bend)
{
    const struct layer *here = net->layer + l;
    affine_forward(batch, here->in, here->out, x, &theta[here->w],
                   &theta[here->b], here->y);
    if (bend) {
        if (net->activation == RELU)
            relu_forward(here->out * batch, here->y, here->y);
        else
            sigmoid_forward(here->out * batch, here->y, here->y);
    }
    return here->y;
}

const real *net_without_activation(struct network *net, const real *theta,
                                   size_t batch, const real *x)
{
    for (size_t l = 0; l != net->depth; l++)
        x = second_layer(net, l, theta, batch, x, 0);
    return x;
}

const real *net_bends_the_logits(struct network *net, const real *theta,
                                 size_t batch, const real *x)
{
    for (size_t l = 0; l != net->depth; l++)
        x = second_layer(net, l, theta, batch, x, 1);
    return x;
}

const real *net_first_layer_bends(struct network *net, const real *theta,
                                  size_t batch, const real *x)
{
    size_t l = 0;
    x = second_layer(net, l, theta, batch, x, net->depth != 1);
    while (++l < net->depth)
        x = second_layer(net, l, theta, batch, x, 0);
    return x;
}

const real *net_own_theta(struct network *net, const real *theta, size_t batch,
                          const real *x)
{
    const size_t top = net->depth - 1;
    for (size_t l = 0; l < top; l++)
        x = second_layer(net, l, net->theta, batch, x, 1);
    return second_layer(net, top, net->theta, batch, x, 0);
}

const real *net_always_sigmoid(struct network *net, const real *theta,
                               size_t batch, const real *x)
{
    for (size_t l = 0; l < net->depth; l++) {
        x = second_layer(net, l, theta, batch, x, 0);
        for (size_t i = 0; i < batch * net->layer[l].out; i++)
            if (l < net->depth - 1)
                net->layer[l].y[i] = 1 / (1 + exp(-x[i]));
    }
    return x;
}

/* The way back from layer l: slope says of which layers the slope is taken. */
static void second_back(struct network *net, const real *theta,
                        const real *weights, size_t batch, const real *x,
                        size_t slope_from, size_t slope_to)
{
    size_t l = net->depth - 1;
    while (l > 0) {
        const struct layer *here = &net->layer[l], *before = here - 1;
        affine_backward(batch, here->in, here->out, before->y,
                        weights + here->w, here->dy, before->dy,
                        net->grad + here->w, net->grad + here->b);
        l--;
        for (size_t i = 0;
             l >= slope_from && l < slope_to && i < batch * before->out; i++)
            before->dy[i] *= net->activation == RELU
                                 ? before->y[i] > 0
                                 : before->y[i] - before->y[i] * before->y[i];
    }
    affine_backward(batch, net->layer->in, net->layer->out, x, theta,
                    net->layer->dy, NULL, net->grad, net->grad + net->layer->b);
}

static real second_loss(struct network *net, const real *theta, size_t batch,
                        const real *x, const unsigned char *labels)
{
    const struct layer *top = net->layer + net->depth - 1;
    return softmax_cross_entropy(batch, top->out,
                                 network_forward(net, theta, batch, x), labels,
                                 top->dy);
}

real grad_slope_forgotten(struct network *net, const real *theta, size_t batch,
                          const real *x, const unsigned char *labels)
{
    real loss = second_loss(net, theta, batch, x, labels);
    second_back(net, theta, theta, batch, x, 0, 0);
    return loss;
}

real grad_slope_of_one_layer(struct network *net, const real *theta,
                             size_t batch, const real *x,
                             const unsigned char *labels)
{
    real loss = second_loss(net, theta, batch, x, labels);
    second_back(net, theta, theta, batch, x, 0, 1);
    return loss;
}

real grad_own_theta(struct network *net, const real *theta, size_t batch,
                    const real *x, const unsigned char *labels)
{
    real loss = second_loss(net, theta, batch, x, labels);
    second_back(net, net->theta, net->theta, batch, x, 0, net->depth);
    return loss;
}

real grad_forward_at_own_theta(struct network *net, const real *theta,
                               size_t batch, const real *x,
                               const unsigned char *labels)
{
    real loss = second_loss(net, net->theta, batch, x, labels);
    second_back(net, theta, theta, batch, x, 0, net->depth);
    return loss;
}

real grad_sum_over_batch(struct network *net, const real *theta, size_t batch,
                         const real *x, const unsigned char *labels)
{
    real loss = second_loss(net, theta, batch, x, labels);
    const struct layer *top = net->layer + net->depth - 1;
    for (size_t i = 0; i < batch * top->out; i++)
        top->dy[i] = top->dy[i] * batch;
    second_back(net, theta, theta, batch, x, 0, net->depth);
    return loss;
}

real grad_mean_twice(struct network *net, const real *theta, size_t batch,
                     const real *x, const unsigned char *labels)
{
    real loss = second_loss(net, theta, batch, x, labels);
    const struct layer *top = net->layer + net->depth - 1;
    for (size_t i = batch * top->out; i-- > 0;)
        top->dy[i] = top->dy[i] / batch;
    second_back(net, theta, theta, batch, x, 0, net->depth);
    return loss;
}

real grad_loss_is_sum(struct network *net, const real *theta, size_t batch,
                      const real *x, const unsigned char *labels)
{
    double loss = second_loss(net, theta, batch, x, labels);
    second_back(net, theta, theta, batch, x, 0, net->depth);
    return batch * loss;
}

real grad_without_biases(struct network *net, const real *theta, size_t batch,
                         const real *x, const unsigned char *labels)
{
    real loss = second_loss(net, theta, batch, x, labels);
    second_back(net, theta, theta, batch, x, 0, net->depth);
    for (size_t l = 0; l < net->depth; l++)
        for (size_t k = 0; k < net->layer[l].out; k++)
            net->grad[net->layer[l].b + k] = 0;
    return loss;
}

/* Copy example number `example` into row `row`. */
static void second_copy(struct batches *b, size_t row, size_t example)
{
    const real *from = &b->set->x[example * b->set->inputs];
    for (size_t j = 0; j < b->set->inputs; j++)
        b->x[row * b->set->inputs + j] = from[j];
    b->labels[row] = b->set->labels[example];
}

size_t batch_never_shuffled(struct batches *b)
{
    size_t m = 0;
    if (b->next == b->set->n)
        b->next = 0;
    for (; m < b->batch && b->next + m < b->set->n; m++)
        second_copy(b, m, b->order[b->next + m]);
    b->next += m;
    return m;
}

size_t batch_overlaps(struct batches *b)
{
    size_t m = 0;
    if (b->next == b->set->n) {
        b->next = 0;
        shuffle(b->rng, b->set->n, b->order);
    }
    for (size_t at = b->next++; m < b->batch && at + m < b->set->n; m++)
        second_copy(b, m, b->order[at + m]);
    return m;
}

size_t batch_always_the_first(struct batches *b)
{
    size_t m = 0;
    if (b->next == b->set->n) {
        b->next = 0;
        shuffle(b->rng, b->set->n, b->order);
    }
    while (m < b->batch && b->next < b->set->n) {
        second_copy(b, m, b->order[m]);
        m++;
        b->next++;
    }
    return m;
}

size_t batch_order_not_used(struct batches *b)
{
    size_t m = 0;
    if (b->set->n == b->next) {
        shuffle(b->rng, b->set->n, b->order);
        b->next = 0;
    }
    while (m != b->batch && b->next != b->set->n)
        second_copy(b, m++, b->next++);
    return m;
}

size_t batch_labels_in_old_order(struct batches *b)
{
    size_t m = 0;
    if (b->set->n == b->next) {
        shuffle(b->rng, b->set->n, b->order);
        b->next = 0;
    }
    for (; m != b->batch && b->next != b->set->n; m++, b->next++) {
        second_copy(b, m, b->order[b->next]);
        b->labels[m] = b->set->labels[b->next];
    }
    return m;
}

size_t batch_with_replacement(struct batches *b)
{
    size_t m = 0;
    if (b->set->n == b->next) {
        shuffle(b->rng, b->set->n, b->order);
        b->next = 0;
    }
    while (m < b->batch && b->next < b->set->n) {
        second_copy(b, m++, rng_below(b->rng, b->set->n));
        b->next++;
    }
    return m;
}

size_t batch_last_dropped(struct batches *b)
{
    size_t m = 0;
    if (b->next + b->batch > b->set->n) {
        b->next = 0;
        shuffle(b->rng, b->set->n, b->order);
    }
    while (m < b->batch && b->next < b->set->n)
        second_copy(b, m++, b->order[b->next++]);
    return m;
}

real train_at_theta(struct network *net, struct optimizer *opt,
                    struct batches *b)
{
    size_t m = next_batch(b);
    real loss = network_gradient(net, net->theta, m, b->x, b->labels);
    optimizer_step(opt, net->n, net->theta, net->grad);
    return loss;
}

real train_full_batch(struct network *net, struct optimizer *opt,
                      struct batches *b)
{
    real loss;
    next_batch(b);
    loss = network_gradient(net, optimizer_point(opt, net->n, net->theta),
                            b->batch, b->x, b->labels);
    optimizer_step(opt, net->n, net->theta, net->grad);
    return loss;
}

real train_two_steps(struct network *net, struct optimizer *opt,
                     struct batches *b)
{
    size_t m = next_batch(b);
    real loss = network_gradient(net, optimizer_point(opt, net->n, net->theta),
                                 m, b->x, b->labels);
    for (int i = 0; i < 2; i++)
        optimizer_step(opt, net->n, net->theta, net->grad);
    return loss;
}

real train_step_first(struct network *net, struct optimizer *opt,
                      struct batches *b)
{
    const size_t m = next_batch(b), n = net->n;
    const real *at = optimizer_point(opt, n, net->theta);
    optimizer_step(opt, n, net->theta, net->grad);
    return network_gradient(net, at, m, b->x, b->labels);
}

real train_state_cleared(struct network *net, struct optimizer *opt,
                         struct batches *b)
{
    size_t m = next_batch(b);
    real loss;
    for (size_t i = 0; i < net->n; i++)
        opt->array[0][i] = 0;
    loss = network_gradient(net, optimizer_point(opt, net->n, net->theta), m,
                            b->x, b->labels);
    optimizer_step(opt, net->n, net->theta, net->grad);
    return loss;
}

real train_loss_is_sum(struct network *net, struct optimizer *opt,
                       struct batches *b)
{
    size_t m = next_batch(b);
    real loss = network_gradient(net, optimizer_point(opt, net->n, net->theta),
                                 m, b->x, b->labels);
    optimizer_step(opt, net->n, net->theta, net->grad);
    loss *= m;
    return loss;
}

struct score score_mean_of_means(struct network *net, const real *theta,
                                 const struct examples *set, size_t batch)
{
    const size_t k = net->layer[net->depth - 1].out;
    size_t parts = 0, right = 0;
    double sum = 0;
    for (size_t at = 0; at < set->n; at += batch, parts++) {
        size_t m = at + batch > set->n ? set->n - at : batch;
        const real *z =
            network_forward(net, theta, m, &set->x[at * set->inputs]);
        sum += softmax_cross_entropy(m, k, z, &set->labels[at], NULL);
        right += count_correct(m, k, z, &set->labels[at]);
    }
    return (struct score){sum / parts, right / (double)set->n};
}

struct score score_rest_left_out(struct network *net, const real *theta,
                                 const struct examples *set, size_t batch)
{
    const size_t k = net->layer[net->depth - 1].out;
    double right = 0, sum = 0;
    for (size_t part = 0; part < set->n / batch; part++) {
        const unsigned char *labels = &set->labels[part * batch];
        const real *z = network_forward(net, theta, batch,
                                        &set->x[part * batch * set->inputs]);
        sum += batch * softmax_cross_entropy(batch, k, z, labels, NULL);
        right += count_correct(batch, k, z, labels);
    }
    return (struct score){sum / set->n, right / set->n};
}

/* The right score, one example at a time. */
static struct score second_score(struct network *net, const real *theta,
                                 const struct examples *set)
{
    const size_t k = net->layer[net->depth - 1].out;
    struct score score = {0, 0};
    for (size_t i = 0; i < set->n; i++) {
        const real *z =
            network_forward(net, theta, 1, set->x + i * set->inputs);
        score.loss +=
            softmax_cross_entropy(1, k, z, set->labels + i, NULL) / set->n;
        score.accuracy += count_correct(1, k, z, set->labels + i);
    }
    score.accuracy /= set->n;
    return score;
}

struct score score_own_theta(struct network *net, const real *theta,
                             const struct examples *set, size_t batch)
{
    return second_score(net, net->theta, set);
}

struct score score_errors(struct network *net, const real *theta,
                          const struct examples *set, size_t batch)
{
    struct score score = second_score(net, theta, set);
    score.accuracy = (set->n - score.accuracy * set->n) / set->n;
    return score;
}

struct score score_percent(struct network *net, const real *theta,
                           const struct examples *set, size_t batch)
{
    struct score score = second_score(net, theta, set);
    score.accuracy *= 100;
    return score;
}

struct score score_sum(struct network *net, const real *theta,
                       const struct examples *set, size_t batch)
{
    struct score score = second_score(net, theta, set);
    score.loss *= set->n;
    return score;
}

struct score score_integer_division(struct network *net, const real *theta,
                                    const struct examples *set, size_t batch)
{
    struct score score = second_score(net, theta, set);
    score.accuracy = (int)score.accuracy;
    return score;
}

void repair_loss_before_the_step(struct network *net, struct sgd *opt,
                                 struct batches *b, size_t steps, real *losses)
{
    for (size_t t = 0; t < steps; t++) {
        size_t m = next_batch(b);
        losses[t] = network_gradient(net, net->theta, m, b->x, b->labels);
        sgd_step(opt, net->n, net->theta, net->grad);
    }
}

void repair_loss_of_the_next_batch(struct network *net, struct sgd *opt,
                                   struct batches *b, size_t steps,
                                   real *losses)
{
    const struct layer *top = &net->layer[net->depth - 1];
    for (size_t t = 0; t < steps; t++) {
        size_t m = next_batch(b);
        network_gradient(net, net->theta, m, b->x, b->labels);
        sgd_step(opt, net->n, net->theta, net->grad);
        m = next_batch(b);
        network_forward(net, net->theta, m, b->x);
        losses[t] = softmax_cross_entropy(m, top->out, top->y, b->labels, NULL);
    }
}

void repair_loss_biases_stay(struct network *net, struct sgd *opt,
                             struct batches *b, size_t steps, real *losses)
{
    const struct layer *top = &net->layer[net->depth - 1];
    for (size_t t = 0; t < steps; t++) {
        size_t m = next_batch(b);
        network_gradient(net, net->theta, m, b->x, b->labels);
        for (size_t l = 0; l < net->depth; l++)
            for (size_t i = net->layer[l].w; i < net->layer[l].b; i++)
                net->theta[i] -= opt->lr * net->grad[i];
        network_forward(net, net->theta, m, b->x);
        losses[t] = softmax_cross_entropy(m, top->out, top->y, b->labels, NULL);
    }
}

size_t repair_accuracy_drawn_too_early(struct network *net,
                                       struct optimizer *opt, struct batches *b,
                                       const struct examples *held,
                                       size_t steps, size_t every,
                                       struct point *curve)
{
    size_t k = 0;
    for (size_t t = 1; t <= steps; t++) {
        train_step(net, opt, b);
        if (t % every)
            continue;
        curve[k].step = t - every;
        curve[k++].accuracy =
            evaluate(net, optimizer_theta(opt, net->n, net->theta), held, 2)
                .accuracy;
    }
    return k;
}

size_t repair_accuracy_of_the_training_set(struct network *net,
                                           struct optimizer *opt,
                                           struct batches *b,
                                           const struct examples *held,
                                           size_t steps, size_t every,
                                           struct point *curve)
{
    size_t k = 0;
    for (size_t t = 1; t <= steps; t++) {
        train_step(net, opt, b);
        if (t % every == 0) {
            const real *theta = optimizer_theta(opt, net->n, net->theta);
            curve[k++] =
                (struct point){t, evaluate(net, theta, b->set, 1).accuracy};
        }
    }
    return k;
}

size_t repair_accuracy_of_what_is_stored(struct network *net,
                                         struct optimizer *opt,
                                         struct batches *b,
                                         const struct examples *held,
                                         size_t steps, size_t every,
                                         struct point *curve)
{
    for (size_t t = 0; t < steps;) {
        train_step(net, opt, b);
        if (++t % every == 0)
            curve[t / every - 1] =
                (struct point){t, evaluate(net, net->theta, held, 3).accuracy};
    }
    return steps / every;
}

size_t repair_accuracy_steps_from_0(struct network *net, struct optimizer *opt,
                                    struct batches *b,
                                    const struct examples *held, size_t steps,
                                    size_t every, struct point *curve)
{
    for (size_t t = 0; t < steps;) {
        train_step(net, opt, b);
        if (++t % every == 0)
            curve[t / every - 1] = (struct point){
                t - 1,
                evaluate(net, optimizer_theta(opt, net->n, net->theta), held, 5)
                    .accuracy};
    }
    return steps / every;
}

real predict_biases_forgotten(void)
{
    return 84060 - 160;
}

real predict_units(void)
{
    return 944;
}

real predict_the_fall(void)
{
    return log(2) + log(1 / (1 + exp(-1.58)));
}

real predict_uphill(void)
{
    return 1.82 + log(1 + exp(-1.82));
}

real predict_the_probability(void)
{
    return exp(5.59) / (exp(5.59) + exp(4.01));
}

real predict_mean_of_means(void)
{
    return 0.5;
}

real predict_sum_of_losses(void)
{
    return 105;
}

real predict_rest_left_out(void)
{
    return 0.3;
}
