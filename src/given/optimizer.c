/* The table of methods: a chapter that adds a method adds a row here and a
 * wrapper that hands the common state to the contract's own struct. */
#include "given/optimizer.h"

#include <stdlib.h>
#include <string.h>

static void step_sgd(struct optimizer *opt, size_t n, real theta[],
                     const real grad[])
{
    opt->state.sgd.lr = opt->lr;
    sgd_step(&opt->state.sgd, n, theta, grad);
}

const struct method methods[] = {
    {.name = "sgd", .lr = 0.1, .step = step_sgd},
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

int optimizer_create(struct optimizer *opt, const struct method *method,
                     real lr, size_t n)
{
    real *memory = calloc((method->arrays + 1) * n, sizeof *memory);

    if (memory == NULL)
        return -1;
    *opt = (struct optimizer){.method = method, .lr = lr, .scratch = memory};
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

const real *optimizer_theta(struct optimizer *opt, size_t n,
                            const real stored[])
{
    if (opt->method->read == NULL)
        return stored;
    opt->method->read(opt, n, stored, opt->scratch);
    return opt->scratch;
}
