/* The runs of chapter 5 that `make check` draws; 05-adam.gp draws them. */
#include "contract/adam.h"
#include "draw.h"

/* All methods have rho1 = 0.9 and rho2 = 0.999, and their memory here. */
typedef void adam_method(struct adam *opt, size_t n, real theta[n],
                         const real grad[n]);
static real m[2], v[2], v_max[2];

static struct adam new_adam(double lr)
{
    for (int i = 0; i < 2; i++) {
        m[i] = v[i] = v_max[i] = 0;
    }
    return (struct adam){.lr = (real)lr,
                         .rho1 = (real)0.9,
                         .rho2 = (real)0.999,
                         .eps = (real)1e-8,
                         .m = m,
                         .v = v,
                         .v_max = v_max};
}

/* The published run of fig:adam-run, and 30 steps more. */
static void draw_valley(adam_method *step)
{
    struct adam opt = new_adam(0.3);
    real theta[2] = {-7, 2}, grad[2];

    for (int t = 0; t <= 60; t++) {
        print_point(t, theta);
        valley_gradient(theta, grad);
        step(&opt, 2, theta, grad);
    }
}

/* The same for 10,000 steps: the highest f of each ten. */
static void draw_height(void)
{
    struct adam opt = new_adam(0.3);
    real theta[2] = {-7, 2}, grad[2];
    double highest = 0;

    for (int t = 1; t <= 10000; t++) {
        valley_gradient(theta, grad);
        adam_step(&opt, 2, theta, grad);
        highest = fmax(highest, height(theta));
        if (t % 10 == 0) {
            printf("%d\t%.17g\n", t, highest);
            highest = 0;
        }
    }
}

static void draw_adam_step(void)
{
    draw_valley(adam_step);
    printf("\n\n");
    draw_height();
}

static void draw_repaired_adam_eps(void)
{
    draw_valley(repaired_adam_eps);
}

/* Print the steps, in units of eta, of a parameter whose gradient is always the
 * same, but for a single large one; not all of them. */
static void draw_steps(adam_method *step, double gradient, int spike, int last)
{
    struct adam opt = new_adam(1);
    real theta[1] = {0};

    for (int t = 1; t <= last; t++) {
        const real grad[1] = {(real)(t == spike ? 1000 : gradient)};
        const real old = theta[0];

        step(&opt, 1, theta, grad);
        if ((t >= spike && t <= spike + 100) || t % 20 == 0) {
            printf("%d\t%.17g\n", t, (double)(old - theta[0]));
        }
    }
}

/* So small a gradient that eps counts, as eq:eps-hat tells. */
static void draw_adam_folded_step(void)
{
    draw_steps(adam_folded_step, 1e-7, 0, 1000);
}

static void draw_repaired_adam_step(void)
{
    draw_steps(repaired_adam_step, 1, 0, 1000);
}

/* One bad batch, from which Adam recovers and AMSGrad does not. */
static void draw_amsgrad_step(void)
{
    draw_steps(amsgrad_step, 1, 2000, 10000);
}

/* The three weights of fig:adam-decay, one after the other. */
static void draw_adamw_step(void)
{
    for (double size = 10; size > 0.01; size /= 10) {
        struct adam opt = new_adam(0.01);
        real theta[1] = {1};

        opt.decay = (real)0.1;
        for (int t = 0; t < 2000; t++) {
            const real grad[1] = {(real)(t % 2 ? -size : size)};

            if (t % 50 == 0) {
                printf("%d\t%.17g\n", t, (double)theta[0]);
            }
            adamw_step(&opt, 1, theta, grad);
        }
        printf("\n");
    }
}

static real valley(size_t n, const real theta[n], real grad[n], void *data)
{
    (void)n;
    (void)data;
    valley_gradient(theta, grad);
    return (real)height(theta);
}

static void descend(void *method, size_t n, real theta[n], const real grad[n])
{
    const real *lr = method;

    for (size_t i = 0; i < n; i++) {
        theta[i] -= *lr * grad[i];
    }
}

/* How many steps SGD needs to f < 0.001, of at most 200, for each rate. */
static void draw_steps_to(void)
{
    for (int k = 1; k <= 52; k++) {
        real lr = (real)k / 50, theta[2] = {-7, 2}, grad[2] = {0};
        const int steps = steps_to(valley, NULL, descend, &lr, (real)1e-3, 200,
                                   2, theta, grad);

        printf("%g\t%d\n", k / 50.0, steps);
    }
}

const struct picture pictures[] = {
    {"adam_step", draw_adam_step},
    {"adam_folded_step", draw_adam_folded_step},
    {"adamw_step", draw_adamw_step},
    {"amsgrad_step", draw_amsgrad_step},
    {"repaired_adam_step", draw_repaired_adam_step},
    {"repaired_adam_eps", draw_repaired_adam_eps},
    {"steps_to", draw_steps_to},
    {NULL, NULL},
};
