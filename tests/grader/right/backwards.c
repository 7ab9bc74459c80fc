/* Chapter 1 solved in another way: from the back, dividing first. */
#include "contract/sgd.h"

void sgd_step(struct sgd *opt, size_t n, real theta[n], const real grad[n])
{
    while (n-- > 0) {
        const real step = -opt->lr * grad[n];
        theta[n] += step;
    }
}

void mean_gradient(size_t m, size_t n, const real grads[], real mean[n])
{
    for (size_t i = n; i-- > 0;) {
        double average = 0;
        for (size_t k = m; k-- > 0;) {
            average += grads[i + n * k] / (double)m;
        }
        mean[i] = average;
    }
}

void numerical_gradient(real (*loss)(size_t n, const real theta[n], void *data),
                        void *data, real step, size_t n, real theta[n],
                        real grad[n])
{
    real copy[n];
    for (size_t i = 0; i < n; i++) {
        copy[i] = theta[i];
    }
    for (size_t i = n; i-- > 0;) {
        copy[i] = theta[i] + step;
        grad[i] = loss(n, copy, data) / (2 * step);
        copy[i] = theta[i] - step;
        grad[i] -= loss(n, copy, data) / (2 * step);
        copy[i] = theta[i];
    }
}

/* Take elements out of a hat at random. */
void shuffle(struct rng *rng, size_t n, size_t order[n])
{
    size_t hat[n];
    for (size_t i = 0; i < n; i++) {
        hat[i] = order[i];
    }
    for (size_t left = n; left > 0; left--) {
        const size_t k = (size_t)(rng_uniform(rng) * (real)left);
        order[n - left] = hat[k];
        hat[k] = hat[left - 1];
    }
}

real step_decay(real lr, real factor, int every, int t)
{
    return lr * exp(floor((real)t / (real)every) * log(factor));
}

real inverse_decay(real lr, real decay, int t)
{
    return lr * pow(decay * t + 1, -1);
}

void repaired_batch_step(int eta, int m, size_t n, real theta[n],
                         const real sum[n])
{
    struct sgd opt = {.lr = (real)eta / m};
    sgd_step(&opt, n, theta, sum);
}

real predict_best_rate(void)
{
    const real a = 2 * 2, b = (real)2 / 8;
    return 2 / (a + b);
}
