/* Chapter 1 solved in another way: sums by halves, the shuffle from the inside
 * out, logarithms, powers by squaring. */
#include "contract/sgd.h"

void sgd_step(struct sgd *opt, size_t n, real theta[n], const real grad[n])
{
    size_t i = 0;
    for (; i + 4 <= n; i += 4)
        for (int k = 0; k < 4; k++)
            theta[i + k] -= opt->lr * grad[i + k];
    for (; i < n; i++)
        theta[i] -= opt->lr * grad[i];
}

static double pw(size_t m, size_t n, const real *g)
{
    return m == 1 ? (double)*g
                  : pw(m / 2, n, g) + pw(m - m / 2, n, g + m / 2 * n);
}

void mean_gradient(size_t m, size_t n, const real grads[], real mean[n])
{
    for (size_t i = 0; i < n; i++)
        mean[i] = pw(m, n, grads + i) / (double)m;
}

void numerical_gradient(real (*loss)(size_t n, const real theta[n], void *data),
                        void *data, real step, size_t n, real theta[n],
                        real grad[n])
{
    real c[n];
    for (size_t i = 0; i < n; i++)
        c[i] = theta[i];
    for (size_t i = 0; i < n; i++) {
        theta[i] += step;
        real up = loss(n, theta, data);
        theta[i] = c[i];
        theta[i] -= step;
        real down = loss(n, theta, data);
        theta[i] = c[i];
        grad[i] = 0.5 * (up - down) / step;
    }
}

void shuffle(struct rng *rng, size_t n, size_t order[n])
{
    size_t t[n];
    for (size_t i = 0; i < n; i++) {
        size_t j = rng_below(rng, i + 1);
        if (j != i)
            t[i] = t[j];
        t[j] = order[i];
    }
    for (size_t i = 0; i < n; i++)
        order[i] = t[i];
}

real step_decay(real lr, real factor, int every, int t)
{
    int c = t / every;
    for (real f = factor; c > 0; c /= 2, f *= f)
        if (c % 2)
            lr *= f;
    return lr;
}

real inverse_decay(real lr, real decay, int t)
{
    return exp(log(lr) - log1p(decay * (real)t));
}

void repaired_batch_step(int eta, int m, size_t n, real theta[n],
                         const real sum[n])
{
    for (size_t i = 0; i < n; i++) {
        real g = sum[i] / m;
        theta[i] -= eta * g;
    }
}

real predict_best_rate(void)
{
    return (real)0.471;
}
