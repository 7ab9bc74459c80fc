/* The runs of chapter 4 that `make check` draws; 04-rmsprop.gp draws them. */
#include "contract/rmsprop.h"
#include "draw.h"

/* The first run of fig:paths-rmsprop; then f, carried on until it goes to and
 * fro. */
static void draw_rmsprop_step(void)
{
    enum { SHOWN = 30 };
    real h[2] = {0}, theta[2] = {-7, 2}, grad[2];
    struct rmsprop opt = {
        .lr = (real)0.1, .rho = (real)0.99, .eps = (real)1e-7, .h = h};

    for (int t = 0; t <= 3000; t++) {
        if (t <= SHOWN) {
            print_point(t, theta);
        } else {
            printf("%s%d\t%.17g\n", t == SHOWN + 1 ? "\n\n" : "", t,
                   height(theta));
        }
        valley_gradient(theta, grad);
        rmsprop_step(&opt, 2, theta, grad);
    }
}

/* How long the first step is, in units of eta, for gradients of all sizes, as
 * in tbl:eps-rmsprop: a row log10 g, step. */
static void draw_rmsprop_inside_step(void)
{
    for (int k = -32; k <= 0; k++) {
        const real grad[1] = {(real)pow(10, k / 4.0)};
        real h[1] = {0}, theta[1] = {0};
        struct rmsprop opt = {
            .lr = 1, .rho = (real)0.99, .eps = (real)1e-8, .h = h};

        rmsprop_inside_step(&opt, 1, theta, grad);
        printf("%g\t%.17g\n", k / 4.0, -(double)theta[0]);
    }
}

static void draw_average_weights(void)
{
    enum { N = 40 };
    real weight[N] = {0};

    average_weights((real)0.9, N, weight);
    for (int k = 1; k <= N; k++) {
        printf("%d\t%.17g\n", k, (double)weight[k - 1]);
    }
}

/* Down the valley, with an eps that makes AdaDelta fast: f, and the path. */
static void draw_adadelta_valley(void)
{
    real h[2] = {0}, r[2] = {0}, theta[2] = {-7, 2}, grad[2];
    struct adadelta opt = {
        .rho = (real)0.95, .eps = (real)1e-2, .h = h, .r = r};

    for (int t = 0; t <= 60; t++) {
        printf("%.17g\t", height(theta));
        print_point(t, theta);
        valley_gradient(theta, grad);
        adadelta_step(&opt, 2, theta, grad);
    }
}

/* The two steps by hand of sec:adadelta, and the next ones. */
static void draw_adadelta_by_hand(void)
{
    real h[1] = {0}, r[1] = {0}, theta[1] = {0};
    struct adadelta opt = {.rho = (real)1 / 3, .eps = 1, .h = h, .r = r};

    for (int t = 1; t <= 12; t++) {
        const real grad[1] = {t % 2 ? 6 : 18}, old = theta[0];

        adadelta_step(&opt, 1, theta, grad);
        printf("%d\t%.17g\n", t, (double)(theta[0] - old));
    }
}

static void draw_adadelta_step(void)
{
    draw_adadelta_valley();
    printf("\n\n");
    draw_adadelta_by_hand();
}

/* How long the steps are, in units of eta, under a gradient that stays, as in
 * fig:starts. */
static void draw_repaired_rmsprop_step(void)
{
    const real grad[1] = {1};
    real h[1] = {0}, theta[1] = {0};
    struct rmsprop opt = {
        .lr = 1, .rho = (real)0.99, .eps = (real)1e-7, .h = h};

    for (int t = 1; t <= 1000; t++) {
        const real old = theta[0];

        repaired_rmsprop_step(&opt, 1, theta, grad);
        printf("%d\t%.17g\n", t, (double)(old - theta[0]));
    }
}

const struct picture pictures[] = {
    {"rmsprop_step", draw_rmsprop_step},
    {"rmsprop_inside_step", draw_rmsprop_inside_step},
    {"average_weights", draw_average_weights},
    {"adadelta_step", draw_adadelta_step},
    {"repaired_rmsprop_step", draw_repaired_rmsprop_step},
    {NULL, NULL},
};
