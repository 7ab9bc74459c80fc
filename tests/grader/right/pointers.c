/* Chapter 1 solved in another way: pointers, double inside, casts. */
#include <stdlib.h>
#include "contract/sgd.h"

/* A helper, a variable and a main of the reader's own clash with nothing. */
int report = 3;

real dot(size_t n, const real *a, const real *b)
{
    real sum = 0;
    while (n-- > 0)
        sum += *a++ * *b++;
    return sum;
}

int main(void)
{
    return (int)dot(1, &(real){0}, &(real){0});
}

void sgd_step(struct sgd *opt, size_t n, real *theta, const real *grad)
{
    const real *end = theta + n;
    for (; theta < end; theta++, grad++)
        *theta = *theta - *grad * opt->lr;
}

void mean_gradient(size_t m, size_t n, const real *grads, real *mean)
{
    double *sum = calloc(n, sizeof *sum);
    for (size_t k = 0; k < m; k++, grads += n)
        for (size_t i = 0; i < n; i++)
            sum[i] += grads[i];
    for (size_t i = 0; i < n; i++)
        mean[i] = sum[i] / m;
    free(sum);
}

void numerical_gradient(real (*loss)(size_t, const real *, void *), void *data,
                        real step, size_t n, real *theta, real *grad)
{
    for (real *x = theta; x < theta + n; x++) {
        real x0 = *x, hi = x0 + step, lo = x0 - step;
        *x = lo;
        real before = loss(n, theta, data);
        *x = hi;
        real after = loss(n, theta, data);
        *x = x0;
        *grad++ = (after - before) / (hi - lo);
    }
}

void shuffle(struct rng *rng, size_t n, size_t *order)
{
    for (size_t i = 0; i + 1 < n; i++) {
        size_t *other = order + i + rng_below(rng, n - i), t = *other;
        *other = order[i];
        order[i] = t;
    }
}

real step_decay(real lr, real factor, int every, int t)
{
    while (t >= every) {
        lr *= factor;
        t -= every;
    }
    return lr;
}

real inverse_decay(real lr, real decay, int t)
{
    return 1 / (1 / lr + decay / lr * t);
}

void repaired_batch_step(int eta, int m, size_t n, real *theta, const real *sum)
{
    for (size_t i = 0; i < n; i++)
        theta[i] -= eta * sum[i] / m;
}

real predict_best_rate(void)
{
    return 0.471;
}
