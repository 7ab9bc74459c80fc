/* The runs of chapter 1 that `make check` draws; 01-sgd.gp draws them. */
#include "contract/sgd.h"
#include "draw.h"

/* The valley from (-7, 2), with the rate of the famous zigzag. */
static void draw_sgd_step(void)
{
    struct sgd opt = {.lr = (real)0.95};
    real theta[2] = {-7, 2};

    for (int t = 0; t <= 30; t++) {
        real grad[2];

        print_point(t, theta);
        valley_gradient(theta, grad);
        sgd_step(&opt, 2, theta, grad);
    }
}

/* The mean of more and more noisy gradients settles down. */
static void draw_mean_gradient(void)
{
    enum { MOST = 100 };
    real grads[MOST];
    struct rng rng;

    rng_seed(&rng, 1);
    for (size_t m = 1; m <= MOST; m++) {
        real mean[1] = {0};
        grads[m - 1] = 1 + 4 * (rng_uniform(&rng) - (real)0.5);
        mean_gradient(m, 1, grads, mean);
        printf("%zu\t%.17g\n", m, (double)mean[0]);
    }
}

/* A double well: minima at -1 and 1. */
static real well(size_t n, const real x[], void *data)
{
    const real q = x[0] * x[0] - 1;

    (void)n;
    (void)data;
    return q * q / 4;
}

static void draw_numerical_gradient(void)
{
    for (int k = -30; k <= 30; k++) {
        real theta[1] = {(real)k / 20}, grad[1] = {0};
        numerical_gradient(well, NULL, (real)1e-5, 1, theta, grad);
        printf("%.17g\t%.17g\n", (double)theta[0], (double)grad[0]);
    }
}

static void draw_shuffle(void)
{
    enum { N = 60 };
    size_t order[N];
    struct rng rng;

    rng_seed(&rng, 1);
    for (size_t i = 0; i < N; i++) {
        order[i] = i;
    }
    shuffle(&rng, N, order);
    for (size_t i = 0; i < N; i++) {
        printf("%zu\t%zu\n", i, order[i]);
    }
}

static void draw_step_decay(void)
{
    for (int t = 0; t <= 60; t++) {
        printf("%d\t%.17g\n", t, (double)step_decay(1, (real)0.5, 15, t));
    }
}

static void draw_inverse_decay(void)
{
    for (int t = 0; t <= 60; t++) {
        printf("%d\t%.17g\n", t, (double)inverse_decay(1, (real)0.1, t));
    }
}

const struct picture pictures[] = {
    {"sgd_step", draw_sgd_step},
    {"mean_gradient", draw_mean_gradient},
    {"numerical_gradient", draw_numerical_gradient},
    {"shuffle", draw_shuffle},
    {"step_decay", draw_step_decay},
    {"inverse_decay", draw_inverse_decay},
    {NULL, NULL},
};
