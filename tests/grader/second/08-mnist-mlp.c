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
