/* Chapter 1, your exercises, graded by `make check-sgd`.
 * What each function must do is said in src/contract/sgd.h.
 * Put your lines where TODO; stands. */
#include "contract/sgd.h"

void sgd_step(struct sgd *opt, size_t n, real theta[n], const real grad[n])
{
    /* 1. Take every parameter a little against its gradient, eq:sgd (1.1). */
    TODO;
}

void mean_gradient(size_t m, size_t n, const real grads[], real mean[n])
{
    /* 1. Add up parameter i over the m examples, in double. */
    /* 2. Divide by the number of examples, eq:mean-gradient (1.5). */
    TODO;
}

void numerical_gradient(real (*loss)(size_t n, const real theta[n], void *data),
                        void *data, real step, size_t n, real theta[n],
                        real grad[n])
{
    /* 1. Evaluate the loss one step up and one step down parameter i. */
    /* 2. Put parameter i back, to the last bit. */
    /* 3. Divide by the distance, eq:central-difference (1.6). */
    TODO;
}

void shuffle(struct rng *rng, size_t n, size_t order[n])
{
    /* 1. From the last place down to the second: */
    /* 2. draw one of the places that are not settled, i itself included; */
    /* 3. exchange the two elements. */
    TODO;
}

real step_decay(real lr, real factor, int every, int t)
{
    /* 1. Count the changes so far, and apply them, eq:step-decay (1.9). */
    TODO;
}

real inverse_decay(real lr, real decay, int t)
{
    /* 1. Divide the first rate by what has grown, eq:inverse-decay (1.10). */
    TODO;
}

/* Nielsen 2015, network.py, update_mini_batch. */
void repaired_batch_step(int eta, int m, size_t n, real theta[n],
                         const real sum[n])
{
    TODO; /* take this line out when you have mended the rest */
    const real rate = eta / m;

    for (size_t i = 0; i < n; i++) {
        theta[i] -= rate * sum[i]; /* eq:mean-gradient (1.5) */
    }
}

real predict_best_rate(void)
{
    /* 1. Find the two curvatures of L, then use eq:best-rate (1.4). */
    TODO;
}
