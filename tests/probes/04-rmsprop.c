/* Probes of chapter 4; probe.h says how one is written. */
#include "contract/rmsprop.h"
#include "probe.h"

enum { N = 5 }; /* and one behind the end */

/* The two structs of this chapter, and a step of any of their methods. */
struct run {
    struct rmsprop rmsprop;
    struct adadelta adadelta;
    void (*step)(struct run *run, size_t n, real theta[], const real grad[]);
};

/* Each number by itself: a tiny one must not vanish beside a large one. */
static void note_each(size_t n, const real numbers[])
{
    for (size_t i = 0; i < n; i++) {
        note_one(numbers[i]);
    }
}

static void note_step(struct run *run, size_t n, real theta[N + 1],
                      real h[N + 1], real r[N + 1], const real grad[N + 1])
{
    run->rmsprop.h = run->adadelta.h = h;
    run->adadelta.r = r;
    run->step(run, n, theta, grad);
    note_each(N + 1, theta);
    note_each(N + 1, h);
    note_each(N + 1, r);
    note_one(run->rmsprop.lr);
}

/* From the start and in mid-run, with eps that can be seen. */
static void note_run(void (*step)(struct run *, size_t, real[], const real[]))
{
    const real rhos[] = {0.7, 0.96}, eps[] = {0.3, 1e-3};

    for (int k = 0; k < 2; k++) {
        struct run run = {{.lr = 0.4, .rho = rhos[k], .eps = eps[k]},
                          {.rho = rhos[k], .eps = eps[k]},
                          step};
        real theta[N + 1] = {3, -1, 0.25, 0, 7, 100};
        real h[N + 1] = {0, 0, 0.5, 2.25, 0, 50};
        real r[N + 1] = {0, 1, 0, 0.25, 0.5, 60};

        for (int t = 0; t < 4; t++) {
            real grad[N + 1];

            fill(N + 1, grad, (size_t)(10 * k + t));
            grad[t] = 0;
            note_step(&run, N, theta, h, r, grad);
        }
    }
}

/* Groups of two or four leave another number of parameters over each time. */
static void note_lengths(void (*step)(struct run *, size_t, real[],
                                      const real[]))
{
    for (size_t n = 1; n < N; n++) {
        struct run run = {{.lr = 0.4, .rho = 0.7, .eps = 0.3},
                          {.rho = 0.7, .eps = 0.3},
                          step};
        real theta[N + 1] = {3, -1, 0.25, 0, 7, 100};
        real h[N + 1] = {0, 0, 0.5, 2.25, 0, 50};
        real r[N + 1] = {0, 1, 0, 0.25, 0.5, 60};
        real grad[N + 1];

        fill(N + 1, grad, n);
        note_step(&run, n, theta, h, r, grad);
    }
}

/* What is not a number, tiny gradients, and an eps like theirs. */
static void note_corners(void (*step)(struct run *, size_t, real[],
                                      const real[]))
{
    struct run run = {
        {.lr = 0.3, .rho = 0.9, .eps = 1e-7}, {.rho = 0.9, .eps = 1e-7}, step};
    real theta[N + 1] = {1, 0, 0, 2, 1, 9}, h[N + 1] = {1, 0, 0, 0, NAN, 5};
    real r[N + 1] = {0, 0, 0, 0, 0, 3};
    const real grad[N + 1] = {NAN, 1e-5, 1e-8, 0, 1, 7};
    const real again[N + 1] = {1, 1e-7, 1e-7, 1e-3, 1, 7};

    note_step(&run, N, theta, h, r, grad);
    note_step(&run, N, theta, h, r, again);
}

static void with_rmsprop(struct run *run, size_t n, real theta[],
                         const real grad[])
{
    rmsprop_step(&run->rmsprop, n, theta, grad);
}

static void with_inside(struct run *run, size_t n, real theta[],
                        const real grad[])
{
    rmsprop_inside_step(&run->rmsprop, n, theta, grad);
}

static void with_adadelta(struct run *run, size_t n, real theta[],
                          const real grad[])
{
    adadelta_step(&run->adadelta, n, theta, grad);
}

static void with_repaired(struct run *run, size_t n, real theta[],
                          const real grad[])
{
    repaired_rmsprop_step(&run->rmsprop, n, theta, grad);
}

PROBE(rmsprop_step)
{
    note_run(with_rmsprop);
    note_lengths(with_rmsprop);
    note_corners(with_rmsprop);
}

PROBE(rmsprop_inside_step)
{
    note_run(with_inside);
    note_lengths(with_inside);
    note_corners(with_inside);
}

PROBE(adadelta_step)
{
    note_run(with_adadelta);
    note_lengths(with_adadelta);
    note_corners(with_adadelta);
}

PROBE(repaired_rmsprop_step)
{
    note_run(with_repaired);
    note_lengths(with_repaired);
    note_corners(with_repaired);
}

PROBE(average_weights)
{
    const real rhos[] = {0.7, 0.98, 0.5};
    const size_t lengths[] = {5, 1, 2};

    for (int k = 0; k < 3; k++) {
        for (int j = 0; j < 3; j++) {
            real weight[N + 1];

            fill(N + 1, weight, (size_t)k);
            average_weights(rhos[k], lengths[j], weight);
            note_each(lengths[j] + 1, weight);
        }
    }
    /* The weights of the oldest are rounded to 0. */
    static real many[1201];

    fill(1201, many, 1);
    average_weights(0.5, 1200, many);
    note_each(5, many + 1196);
}

PROBE(predict_rmsprop_first_step)
{
    note_one(predict_rmsprop_first_step());
}

PROBE(predict_adadelta_second_step)
{
    note_one(predict_adadelta_second_step());
}

const struct probe probes[] = {ROW(rmsprop_step),
                               ROW(rmsprop_inside_step),
                               ROW(average_weights),
                               ROW(adadelta_step),
                               ROW(repaired_rmsprop_step),
                               ROW(predict_rmsprop_first_step),
                               ROW(predict_adadelta_second_step),
                               {0}};
