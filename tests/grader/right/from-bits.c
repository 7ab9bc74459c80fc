/* Chapter 1 solved in another way: fma, sums over the examples at a time,
 * random bits, exponentials. */
#include "contract/sgd.h"

void sgd_step(struct sgd *opt, size_t n, real theta[n], const real grad[n])
{
    while (n--)
        theta[n] = fma(-opt->lr, grad[n], theta[n]);
}

void mean_gradient(size_t m, size_t n, const real grads[], real mean[n])
{
    double s[n];
    for (size_t i = 0; i < n; i++)
        s[i] = 0;
    for (size_t k = 0; k < m; k++)
        for (size_t i = 0; i < n; i++)
            s[i] += *grads++;
    for (size_t i = 0; i < n; i++)
        mean[i] = s[i] / m;
}

void numerical_gradient(real (*loss)(size_t n, const real theta[n], void *data),
                        void *data, real step, size_t n, real theta[n],
                        real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        real k = theta[i], a = k + step, b = k - step;
        theta[i] = a;
        double up = loss(n, theta, data);
        theta[i] = b;
        double down = loss(n, theta, data);
        theta[i] = k;
        grad[i] = (up - down) / ((double)a - b);
    }
}

void shuffle(struct rng *rng, size_t n, size_t order[n])
{
    for (size_t i = n - 1; i > 0; i--) {
        size_t mask = 1, j;
        while (mask < i)
            mask = 2 * mask + 1;
        do
            j = rng_next(rng) >> 11 & mask;
        while (j > i);
        size_t k = order[i];
        order[i] = order[j];
        order[j] = k;
    }
}

real step_decay(real lr, real factor, int every, int t)
{
    return exp(log(lr) + (t / every) * log(factor));
}

real inverse_decay(real lr, real decay, int t)
{
    return lr / fma(decay, (real)t, 1);
}

void repaired_batch_step(int eta, int m, size_t n, real theta[n],
                         const real sum[n])
{
    for (size_t i = 0; i < n; i++)
        theta[i] -= (double)eta * sum[i] / m;
}

real predict_best_rate(void)
{
    return 2 / (2 * 2 + 2 / (real)8);
}
