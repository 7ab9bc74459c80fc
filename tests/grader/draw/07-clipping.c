/* The runs of chapter 7 that `make check` draws; 07-clipping.gp draws them. */
#include "contract/clipping.h"
#include "draw.h"

/* The unit of fig:wall: 50 steps from 0.5 with the target 0.7, so that it has a
 * wall at this b. */
enum { STEPS = 50 };
static const double x0 = 0.5, target = 0.7;

static double wall(double w)
{
    return x0 - w / (1 + exp(-x0));
}

/* A row L, dL/dw, distance from the wall in 10^-4 of b, dL/db. */
static void draw_recurrence_gradient(void)
{
    for (int k = -60; k <= 60; k++) {
        const double distance = k / 30.0;
        real grad[2] = {0};
        const real loss =
            recurrence_gradient(STEPS, 5, (real)(wall(5) + 1e-4 * distance),
                                (real)x0, (real)target, grad);

        printf("%.17g\t%.17g\t%g\t%.17g\n", (double)loss, (double)grad[0],
               distance, (double)grad[1]);
    }
}

/* Print a gradient before it is clipped, and after. */
static void print_clipped(const double before[2], const real after[2])
{
    printf("%.17g\t%.17g\t%.17g\t%.17g\n", before[0], before[1],
           (double)after[0], (double)after[1]);
}

/* Gradients all around, long ones and short ones, to be clipped at 1. */
static void draw_directions(void (*clip)(real grad[2]))
{
    for (int k = 0; k < 24; k++) {
        const double angle = 2 * PI * k / 24,
                     length = k % 3 ? 1.2 + k % 3 : 0.8;
        const double before[2] = {length * cos(angle), length * sin(angle)};
        real grad[2] = {(real)before[0], (real)before[1]};

        clip(grad);
        print_clipped(before, grad);
    }
}

static void by_value(real grad[2])
{
    clip_value(1, 2, grad);
}

static void by_norm(real grad[2])
{
    clip_norm(1, 2, grad);
}

static void draw_clip_value(void)
{
    draw_directions(by_value);
}

/* The gradient of the unit, by the way back, not by the reader's function. */
static void unit_gradient(const double p[2], real grad[2])
{
    double s[STEPS + 1], x = x0, g[2] = {0};

    for (int k = 0; k <= STEPS; k++) {
        s[k] = 1 / (1 + exp(-x));
        x = p[0] * s[k] + p[1];
    }
    double delta = 2 * (s[STEPS] - target) * s[STEPS] * (1 - s[STEPS]);
    for (int k = STEPS - 1; k >= 0; k--) {
        g[0] += delta * s[k];
        g[1] += delta;
        delta *= p[0] * s[k] * (1 - s[k]);
    }
    grad[0] = (real)g[0];
    grad[1] = (real)g[1];
}

/* The run on the cliff of fig:cliff, clipped at 1: a row t, w, b. */
static void draw_cliff(void)
{
    double p[2] = {5, -2.625};

    for (int t = 0; t <= 10; t++) {
        real grad[2];

        printf("%d\t%.17g\t%.17g\n", t, p[0], p[1]);
        unit_gradient(p, grad);
        clip_norm(1, 2, grad);
        p[0] -= 0.05 * (double)grad[0];
        p[1] -= 0.05 * (double)grad[1];
    }
}

static void draw_clip_norm(void)
{
    draw_directions(by_norm);
    printf("\n\n");
    draw_cliff();
}

/* The norms of two layers, (3, 4) times something and one number, before and
 * after the whole is clipped at 1. */
static void draw_repaired_clip_layers(void)
{
    static const size_t start[] = {0, 2, 3};

    for (int k = 0; k <= 12; k++) {
        const double angle = PI / 2 * k / 12;
        const double before[2] = {2 * cos(angle), 2 * sin(angle)};
        real grad[3] = {(real)(before[0] * 3 / 5), (real)(before[0] * 4 / 5),
                        (real)before[1]};

        repaired_clip_layers(1, 2, start, grad);
        print_clipped(before, (real[]){hypot(grad[0], grad[1]), grad[2]});
    }
}

const struct picture pictures[] = {
    {"recurrence_gradient", draw_recurrence_gradient},
    {"clip_value", draw_clip_value},
    {"clip_norm", draw_clip_norm},
    {"repaired_clip_layers", draw_repaired_clip_layers},
    {NULL, NULL},
};
