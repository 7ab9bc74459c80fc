/* Chapter 1, the reference: gradient descent; see src/contract/sgd.h. */
#include "contract/sgd.h"

void sgd_step(struct sgd *opt, size_t n, real theta[n], const real grad[n])
{
    const real lr = opt->lr;

    /* 1. Take every parameter a little against its gradient, eq:sgd (1.1). */
    for (size_t i = 0; i < n; i++) {
        theta[i] -= lr * grad[i]; /* eq:sgd (1.1) */
    }
}

void mean_gradient(size_t m, size_t n, const real grads[], real mean[n])
{
    for (size_t i = 0; i < n; i++) {
        /* 1. Add up parameter i over the m examples, in double. */
        double sum = 0;
        for (size_t k = 0; k < m; k++) {
            sum += grads[k * n + i];
        }
        /* 2. Divide by the number of examples, eq:mean-gradient (1.5). */
        mean[i] = (real)(sum / (double)m); /* eq:mean-gradient (1.5) */
    }
}

void numerical_gradient(real (*loss)(size_t n, const real theta[n], void *data),
                        void *data, real step, size_t n, real theta[n],
                        real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        const real kept = theta[i];

        /* 1. Evaluate the loss one step up and one step down parameter i. */
        theta[i] = kept + step;
        const real up = loss(n, theta, data);
        theta[i] = kept - step;
        const real down = loss(n, theta, data);
        /* 2. Put parameter i back, to the last bit. */
        theta[i] = kept;
        /* 3. Divide by the distance, eq:central-difference (1.6). */
        grad[i] = (up - down) / (2 * step); /* eq:central-difference (1.6) */
    }
}

void shuffle(struct rng *rng, size_t n, size_t order[n])
{
    /* 1. From the last place down to the second: */
    for (size_t i = n - 1; i > 0; i--) {
        /* 2. draw one of the places that are not settled, i itself included; */
        const size_t j = rng_below(rng, i + 1);
        /* 3. exchange the two elements. */
        const size_t kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

real step_decay(real lr, real factor, int every, int t)
{
    /* 1. Count the changes so far, and apply them, eq:step-decay (1.9). */
    const int changes = t / every;
    return lr * pow(factor, (real)changes); /* eq:step-decay (1.9) */
}

real inverse_decay(real lr, real decay, int t)
{
    /* 1. Divide the first rate by what has grown, eq:inverse-decay (1.10). */
    return lr / (1 + decay * (real)t); /* eq:inverse-decay (1.10) */
}

/* Nielsen 2015, network.py, update_mini_batch. */
void repaired_batch_step(int eta, int m, size_t n, real theta[n],
                         const real sum[n])
{
    const real rate = (real)eta / (real)m;

    for (size_t i = 0; i < n; i++) {
        theta[i] -= rate * sum[i]; /* eq:mean-gradient (1.5) */
    }
}

real predict_best_rate(void)
{
    /* 1. Find the two curvatures of L, then use eq:best-rate (1.4). */
    return (real)8 / 17; /* curvatures 4 and 1/4, eq:best-rate (1.4) */
}
