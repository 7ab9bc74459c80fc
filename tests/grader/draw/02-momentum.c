/* The runs of chapter 2 that `make check` draws; 02-momentum.gp draws them. */
#include "contract/momentum.h"
#include "draw.h"

/* All runs go down the valley from (-7, 2), with alpha = 0.9. */
enum { STEPS = 40 };

static void draw_momentum_step(void)
{
    real v[2] = {0}, theta[2] = {-7, 2}, grad[2];
    struct momentum opt = {.lr = (real)0.1, .alpha = (real)0.9, .v = v};

    for (int t = 0; t <= STEPS; t++) {
        print_point(t, theta);
        valley_gradient(theta, grad);
        momentum_step(&opt, 2, theta, grad);
    }
}

static void draw_nesterov_lookahead(void)
{
    real v[2] = {0}, theta[2] = {-7, 2};
    const struct nesterov opt = {.lr = (real)0.1, .alpha = (real)0.9, .v = v};

    for (int t = 0; t <= STEPS; t++) {
        real point[2] = {0}, grad[2];

        nesterov_lookahead(&opt, 2, theta, point);
        print_point(t, point);
        valley_gradient(point, grad);
        for (int i = 0; i < 2; i++) {
            v[i] = opt.alpha * v[i] - opt.lr * grad[i];
            theta[i] += v[i];
        }
    }
}

static void draw_nesterov_step(void)
{
    real v[2] = {0}, theta[2] = {-7, 2};
    struct nesterov opt = {.lr = (real)0.1, .alpha = (real)0.9, .v = v};

    for (int t = 0; t <= STEPS; t++) {
        const real ahead[2] = {theta[0] + opt.alpha * v[0],
                               theta[1] + opt.alpha * v[1]};
        real grad[2];

        print_point(t, theta);
        valley_gradient(ahead, grad);
        nesterov_step(&opt, 2, theta, grad);
    }
}

typedef void shifted_step(struct nesterov *opt, size_t n, real shifted[n],
                          const real grad[n]);

static void draw_shifted(shifted_step *step)
{
    real v[2] = {0}, shifted[2] = {-7, 2}, grad[2];
    struct nesterov opt = {.lr = (real)0.1, .alpha = (real)0.9, .v = v};

    for (int t = 0; t <= STEPS; t++) {
        print_point(t, shifted);
        valley_gradient(shifted, grad);
        step(&opt, 2, shifted, grad);
    }
}

static void draw_nesterov_shifted_step(void)
{
    draw_shifted(nesterov_shifted_step);
}

static void draw_repaired_nesterov_shifted_step(void)
{
    draw_shifted(repaired_nesterov_shifted_step);
}

/* The shifted form moves as the book has it; what is drawn is theta. */
static void draw_nesterov_unshift(void)
{
    real v[2] = {0}, shifted[2] = {-7, 2};
    const struct nesterov opt = {.lr = (real)0.1, .alpha = (real)0.9, .v = v};

    for (int t = 0; t <= STEPS; t++) {
        real theta[2] = {0}, grad[2];

        nesterov_unshift(&opt, 2, shifted, theta);
        print_point(t, theta);
        valley_gradient(shifted, grad);
        for (int i = 0; i < 2; i++) {
            v[i] = opt.alpha * v[i] - opt.lr * grad[i];
            shifted[i] += opt.alpha * v[i] - opt.lr * grad[i];
        }
    }
}

const struct picture pictures[] = {
    {"momentum_step", draw_momentum_step},
    {"nesterov_lookahead", draw_nesterov_lookahead},
    {"nesterov_step", draw_nesterov_step},
    {"nesterov_shifted_step", draw_nesterov_shifted_step},
    {"nesterov_unshift", draw_nesterov_unshift},
    {"repaired_nesterov_shifted_step", draw_repaired_nesterov_shifted_step},
    {NULL, NULL},
};
