/* The runs of chapter 3 that `make check` draws; 03-adagrad.gp draws them. */
#include "contract/adagrad.h"
#include "draw.h"

/* The run of fig:paths-adagrad, and before x and y the apparent rate of both,
 * eq:apparent-rate (3.3), at which the step from there is taken. */
static void draw_valley(void)
{
    real h[2] = {0}, theta[2] = {-7, 2}, grad[2];
    struct adagrad opt = {.lr = (real)1.5, .eps = (real)1e-7, .h = h};

    for (int t = 0; t <= 30; t++) {
        const real old[2] = {theta[0], theta[1]};

        valley_gradient(theta, grad);
        adagrad_step(&opt, 2, theta, grad);
        printf("%d\t%.17g\t%.17g\t%.17g\t%.17g\n", t,
               (double)(opt.lr / sqrt(h[0])), (double)(opt.lr / sqrt(h[1])),
               (double)old[0], (double)old[1]);
    }
}

/* How far, in units of eta, a gradient of 1 moves a parameter that has it at
 * every step, and one that has it at every 25th. */
static void draw_rare_gradient(void)
{
    real h[2] = {0}, theta[2] = {0};
    struct adagrad opt = {.lr = 1, .eps = (real)1e-7, .h = h};

    for (int t = 1; t <= 100; t++) {
        const real grad[2] = {1, t % 25 == 0};

        adagrad_step(&opt, 2, theta, grad);
        printf("%d\t%.17g\t%.17g\n", t, -(double)theta[0], -(double)theta[1]);
    }
}

static void draw_adagrad_step(void)
{
    draw_valley();
    printf("\n\n");
    draw_rare_gradient();
}

/* How long the first step is, in units of eta, for gradients of all sizes: a
 * row log10 g, step. */
static void draw_repaired_adagrad_step(void)
{
    for (int k = -32; k <= 4; k++) {
        const real grad[1] = {(real)pow(10, k / 4.0)};
        real h[1] = {0}, theta[1] = {0};
        struct adagrad opt = {.lr = 1, .eps = (real)1e-7, .h = h};

        repaired_adagrad_step(&opt, 1, theta, grad);
        printf("%g\t%.17g\n", k / 4.0, -(double)theta[0]);
    }
}

const struct picture pictures[] = {
    {"adagrad_step", draw_adagrad_step},
    {"repaired_adagrad_step", draw_repaired_adagrad_step},
    {NULL, NULL},
};
