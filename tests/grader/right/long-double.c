/* Chapter 1 solved in another way: long double, random insertion. */
#include "contract/sgd.h"

void sgd_step(struct sgd *opt, size_t n, real theta[n], const real grad[n])
{
    for (size_t i = 0; i < n; i++)
        theta[i] =
            (real)((long double)theta[i] - (long double)opt->lr * grad[i]);
}

void mean_gradient(size_t m, size_t n, const real grads[], real mean[n])
{
    for (size_t i = 0; i < n; i++) {
        long double s = 0;
        for (size_t k = m; k-- > 0;)
            s += grads[k * n + i];
        mean[i] = s / m;
    }
}

void numerical_gradient(real (*loss)(size_t n, const real theta[n], void *data),
                        void *data, real step, size_t n, real theta[n],
                        real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        real k = theta[i];
        theta[i] = k + step;
        long double f = loss(n, theta, data);
        theta[i] = k - step;
        f -= loss(n, theta, data);
        theta[i] = k;
        grad[i] = f / (step + step);
    }
}

void shuffle(struct rng *rng, size_t n, size_t order[n])
{
    for (size_t i = 1; i < n; i++) {
        size_t e = order[i], j = rng_below(rng, i + 1);
        for (size_t k = i; k > j; k--)
            order[k] = order[k - 1];
        order[j] = e;
    }
}

real step_decay(real lr, real factor, int every, int t)
{
    return (real)((long double)lr * powl(factor, t / every));
}

real inverse_decay(real lr, real decay, int t)
{
    return (real)(lr / (1.0L + (long double)decay * t));
}

void repaired_batch_step(int eta, int m, size_t n, real theta[n],
                         const real sum[n])
{
    for (size_t i = 0; i < n; i++)
        theta[i] -= (long double)eta / m * sum[i];
}

real predict_best_rate(void)
{
    return (real)0.470588;
}
