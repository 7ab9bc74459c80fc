/* The table of methods: a chapter that adds a method adds a row here and a
 * wrapper that hands the common state to the contract's own struct. */
#include "given/optimizer.h"

#include <stdlib.h>
#include <string.h>
#include "contract/adagrad.h"
#include "contract/adam.h"
#include "contract/clipping.h"
#include "contract/momentum.h"
#include "contract/rmsprop.h"
#include "contract/sgd.h"

/* ---- wrappers ----------------------------------------------------------- */

static void step_sgd(struct optimizer *opt, size_t n, real theta[],
                     const real grad[])
{
    struct sgd state = {.lr = (real)opt->set.lr};

    sgd_step(&state, n, theta, grad);
}

static void step_momentum(struct optimizer *opt, size_t n, real theta[],
                          const real grad[])
{
    struct momentum state = {.lr = (real)opt->set.lr,
                             .alpha = (real)opt->set.alpha,
                             .v = opt->array[0]};

    momentum_step(&state, n, theta, grad);
}

static struct nesterov nesterov_of(const struct optimizer *opt)
{
    return (struct nesterov){.lr = (real)opt->set.lr,
                             .alpha = (real)opt->set.alpha,
                             .v = opt->array[0]};
}

static void point_nesterov(const struct optimizer *opt, size_t n,
                           const real theta[], real point[])
{
    const struct nesterov state = nesterov_of(opt);

    nesterov_lookahead(&state, n, theta, point);
}

static void step_nesterov(struct optimizer *opt, size_t n, real theta[],
                          const real grad[])
{
    struct nesterov state = nesterov_of(opt);

    nesterov_step(&state, n, theta, grad);
}

static void step_nesterov_shifted(struct optimizer *opt, size_t n,
                                  real shifted[], const real grad[])
{
    struct nesterov state = nesterov_of(opt);

    nesterov_shifted_step(&state, n, shifted, grad);
}

static void read_nesterov_shifted(const struct optimizer *opt, size_t n,
                                  const real shifted[], real theta[])
{
    const struct nesterov state = nesterov_of(opt);

    nesterov_unshift(&state, n, shifted, theta);
}

static void step_adagrad(struct optimizer *opt, size_t n, real theta[],
                         const real grad[])
{
    struct adagrad state = {
        .lr = (real)opt->set.lr, .eps = (real)opt->set.eps, .h = opt->array[0]};

    adagrad_step(&state, n, theta, grad);
}

static struct rmsprop rmsprop_of(const struct optimizer *opt)
{
    return (struct rmsprop){.lr = (real)opt->set.lr,
                            .rho = (real)opt->set.rho,
                            .eps = (real)opt->set.eps,
                            .h = opt->array[0]};
}

static void step_rmsprop(struct optimizer *opt, size_t n, real theta[],
                         const real grad[])
{
    struct rmsprop state = rmsprop_of(opt);

    rmsprop_step(&state, n, theta, grad);
}

static void step_rmsprop_inside(struct optimizer *opt, size_t n, real theta[],
                                const real grad[])
{
    struct rmsprop state = rmsprop_of(opt);

    rmsprop_inside_step(&state, n, theta, grad);
}

static void step_adadelta(struct optimizer *opt, size_t n, real theta[],
                          const real grad[])
{
    struct adadelta state = {.rho = (real)opt->set.rho,
                             .eps = (real)opt->set.eps,
                             .h = opt->array[0],
                             .r = opt->array[1]};

    adadelta_step(&state, n, theta, grad);
}

/* Adam and what was made from it share a struct, which counts the steps. */
static void step_with(void (*step)(struct adam *, size_t, real[], const real[]),
                      struct optimizer *opt, size_t n, real theta[],
                      const real grad[])
{
    struct adam state = {.lr = (real)opt->set.lr,
                         .rho1 = (real)opt->set.rho1,
                         .rho2 = (real)opt->set.rho2,
                         .eps = (real)opt->set.eps,
                         .decay = (real)opt->set.weight_decay,
                         .t = opt->t,
                         .m = opt->array[0],
                         .v = opt->array[1],
                         .v_max = opt->array[2]};

    step(&state, n, theta, grad);
    opt->t = state.t;
}

static void step_adam(struct optimizer *opt, size_t n, real theta[],
                      const real grad[])
{
    step_with(adam_step, opt, n, theta, grad);
}

static void step_adam_folded(struct optimizer *opt, size_t n, real theta[],
                             const real grad[])
{
    step_with(adam_folded_step, opt, n, theta, grad);
}

static void step_adamw(struct optimizer *opt, size_t n, real theta[],
                       const real grad[])
{
    step_with(adamw_step, opt, n, theta, grad);
}

static void step_amsgrad(struct optimizer *opt, size_t n, real theta[],
                         const real grad[])
{
    step_with(amsgrad_step, opt, n, theta, grad);
}

/* ---- the tables --------------------------------------------------------- */

const struct method methods[] = {
    {.name = "sgd", .usual = {.lr = 0.1}, .step = step_sgd},
    {.name = "momentum",
     .arrays = 1,
     .usual = {.lr = 0.01, .alpha = 0.9},
     .step = step_momentum},
    {.name = "nesterov",
     .arrays = 1,
     .usual = {.lr = 0.01, .alpha = 0.9},
     .step = step_nesterov,
     .point = point_nesterov},
    {.name = "nesterov-shifted",
     .arrays = 1,
     .usual = {.lr = 0.01, .alpha = 0.9},
     .step = step_nesterov_shifted,
     .read = read_nesterov_shifted},
    {.name = "adagrad",
     .arrays = 1,
     .usual = {.lr = 0.01, .eps = 1e-7},
     .step = step_adagrad},
    {.name = "rmsprop",
     .arrays = 1,
     .usual = {.lr = 0.001, .rho = 0.9, .eps = 1e-7},
     .step = step_rmsprop},
    {.name = "rmsprop-inside",
     .arrays = 1,
     .usual = {.lr = 0.001, .rho = 0.9, .eps = 1e-7},
     .step = step_rmsprop_inside},
    {.name = "adadelta",
     .arrays = 2,
     .usual = {.rho = 0.95, .eps = 1e-6},
     .step = step_adadelta},
    {.name = "adam",
     .arrays = 2,
     .usual = {.lr = 0.001, .rho1 = 0.9, .rho2 = 0.999, .eps = 1e-8},
     .step = step_adam},
    {.name = "adam-folded",
     .arrays = 2,
     .usual = {.lr = 0.001, .rho1 = 0.9, .rho2 = 0.999, .eps = 1e-8},
     .step = step_adam_folded},
    {.name = "adamw",
     .arrays = 2,
     .usual = {.lr = 0.001,
               .rho1 = 0.9,
               .rho2 = 0.999,
               .eps = 1e-8,
               .weight_decay = 0.01},
     .step = step_adamw},
    {.name = "amsgrad",
     .arrays = 3,
     .usual = {.lr = 0.001, .rho1 = 0.9, .rho2 = 0.999, .eps = 1e-8},
     .step = step_amsgrad},
    {.name = NULL},
};

#define RANGE "a number from 1e-37 to 1e37, such as "
#define SHARE "a number from 0 to 0.999999, such as "

/* A float holds them all; a share stays below 1 there, too. */
const struct setting settings[] = {
    {"lr", offsetof(struct settings, lr), "learning rate", 1e-37, 1e37, 0,
     RANGE "0.01"},
    {"alpha", offsetof(struct settings, alpha),
     "share of the velocity that is kept", 0, 0.999999, 1, SHARE "0.9"},
    {"rho", offsetof(struct settings, rho),
     "share of the mean squares that is kept", 0, 0.999999, 1, SHARE "0.9"},
    {"rho1", offsetof(struct settings, rho1),
     "share of the mean gradient that is kept", 0, 0.999999, 1, SHARE "0.9"},
    {"rho2", offsetof(struct settings, rho2),
     "share of the mean squares that is kept", 0, 0.999999, 1, SHARE "0.999"},
    {"eps", offsetof(struct settings, eps), "keeps a divisor from 0", 1e-37,
     1e37, 1, "0 or " RANGE "1e-7"},
    {"weight-decay", offsetof(struct settings, weight_decay),
     "share of theta that a rate of 1 takes off", 1e-37, 1e37, 1,
     "0 or " RANGE "0.01"},
    {.name = NULL},
};

const struct method *method_find(const char *name)
{
    for (const struct method *m = methods; m->name != NULL; m++) {
        if (strcmp(m->name, name) == 0)
            return m;
    }
    return NULL;
}

double *setting_of(struct settings *set, const struct setting *setting)
{
    return (double *)((char *)set + setting->offset);
}

double method_usual(const struct method *method, const struct setting *setting)
{
    struct settings usual = method->usual;

    return *setting_of(&usual, setting);
}

/* ---- one method at work ------------------------------------------------- */

int optimizer_create(struct optimizer *opt, const struct method *method,
                     struct settings set, size_t n)
{
    real *memory = calloc((method->arrays + 1) * n, sizeof *memory);

    if (memory == NULL)
        return -1;
    *opt = (struct optimizer){.method = method, .set = set, .scratch = memory};
    for (size_t i = 0; i < method->arrays; i++)
        opt->array[i] = memory + (i + 1) * n;
    return 0;
}

void optimizer_free(struct optimizer *opt)
{
    free(opt->scratch);
    *opt = (struct optimizer){0};
}

const real *optimizer_point(struct optimizer *opt, size_t n,
                            const real stored[])
{
    if (opt->method->point == NULL)
        return stored;
    opt->method->point(opt, n, stored, opt->scratch);
    return opt->scratch;
}

/* What point has found is not needed any more, so its place is free. */
static const real *clipped(struct optimizer *opt, size_t n, const real grad[])
{
    if (opt->clip.rule == NOT_CLIPPED)
        return grad;
    memcpy(opt->scratch, grad, n * sizeof *grad);
    if (opt->clip.rule == CLIP_NORM)
        clip_norm((real)opt->clip.at, n, opt->scratch);
    else
        clip_value((real)opt->clip.at, n, opt->scratch);
    return opt->scratch;
}

void optimizer_step(struct optimizer *opt, size_t n, real stored[],
                    const real grad[])
{
    opt->method->step(opt, n, stored, clipped(opt, n, grad));
}

const real *optimizer_theta(struct optimizer *opt, size_t n,
                            const real stored[])
{
    if (opt->method->read == NULL)
        return stored;
    opt->method->read(opt, n, stored, opt->scratch);
    return opt->scratch;
}
