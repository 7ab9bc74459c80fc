/* Chapter 1 solved in another way: recursion, running means, random keys. */
#include "contract/sgd.h"

void sgd_step(struct sgd *opt, size_t n, real theta[n], const real grad[n])
{
    if (n > 1) {
        sgd_step(opt, n / 2, theta, grad);
        sgd_step(opt, n - n / 2, theta + n / 2, grad + n / 2);
    } else {
        theta[0] = fma(-opt->lr, grad[0], theta[0]);
    }
}

/* The running mean: g_k - mean is how much the k-th example changes it. */
void mean_gradient(size_t m, size_t n, const real grads[], real mean[n])
{
    for (size_t i = 0; i < n; i++) {
        double now = grads[i];
        for (size_t k = 1; k < m; k++) {
            now += (grads[k * n + i] - now) / (double)(k + 1);
        }
        mean[i] = (real)now;
    }
}

static real slope(real (*loss)(size_t n, const real theta[n], void *data),
                  void *data, real step, size_t n, real theta[n], real *x)
{
    const real old = *x;
    double difference = loss(n, ((*x = old + step), theta), data);

    difference -= loss(n, ((*x = old - step), theta), data);
    *x = old;
    return (real)(0.5 * difference / step);
}

void numerical_gradient(real (*loss)(size_t n, const real theta[n], void *data),
                        void *data, real step, size_t n, real theta[n],
                        real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        grad[i] = slope(loss, data, step, n, theta, &theta[i]);
    }
}

/* Every element draws a key; then sort by the keys. */
void shuffle(struct rng *rng, size_t n, size_t order[n])
{
    size_t key[n];

    for (size_t i = 0; i < n; i++) {
        const size_t element = order[i];
        const size_t drawn = rng_below(rng, (size_t)1 << 40);
        size_t k = i;
        for (; k > 0 && key[k - 1] > drawn; k--) {
            key[k] = key[k - 1];
            order[k] = order[k - 1];
        }
        key[k] = drawn;
        order[k] = element;
    }
}

real step_decay(real lr, real factor, int every, int t)
{
    return t < every ? lr : factor * step_decay(lr, factor, every, t - every);
}

real inverse_decay(real lr, real decay, int t)
{
    const double denominator = 1.0 + (double)decay * t;
    return (real)(lr / denominator);
}

void repaired_batch_step(int eta, int m, size_t n, real theta[n],
                         const real sum[n])
{
    for (size_t i = 0; i < n; i++) {
        theta[i] -= (real)(1.0 * eta / m) * sum[i];
    }
}

real predict_best_rate(void)
{
    return (real)0.4706;
}
