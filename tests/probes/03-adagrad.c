/* Probes of chapter 3; probe.h says how one is written. */
#include "contract/adagrad.h"
#include "probe.h"

enum { N = 5 }; /* and one behind the end */

struct run {
    struct adagrad opt;
    void (*step)(struct adagrad *opt, size_t n, real theta[],
                 const real grad[]);
};

/* Each number by itself: a tiny one must not vanish beside a large one. */
static void note_step(struct run *run, size_t n, real theta[N + 1],
                      real h[N + 1], const real grad[N + 1])
{
    run->opt.h = h;
    run->step(&run->opt, n, theta, grad);
    for (int i = 0; i < N + 1; i++) {
        note_one(theta[i]);
        note_one(h[i]);
    }
    note_one(run->opt.lr);
    note_one(run->opt.eps);
}

/* From the start and in mid-run, with eps that can be seen. */
static void note_run(void (*step)(struct adagrad *, size_t, real[],
                                  const real[]))
{
    const real rates[] = {0.5, 2}, eps[] = {0.3, 1e-3};

    for (int k = 0; k < 2; k++) {
        struct run run = {{.lr = rates[k], .eps = eps[k]}, step};
        real theta[N + 1] = {3, -1, 0.25, 0, 7, 100};
        real h[N + 1] = {0, 0, 0.5, 2.25, 0, 50};

        for (int t = 0; t < 4; t++) {
            real grad[N + 1];

            fill(N + 1, grad, (size_t)(10 * k + t));
            grad[t] = 0;
            note_step(&run, N, theta, h, grad);
        }
    }
}

/* Groups of two or four leave another number of parameters over each time. */
static void note_lengths(void (*step)(struct adagrad *, size_t, real[],
                                      const real[]))
{
    for (size_t n = 1; n < N; n++) {
        struct run run = {{.lr = 0.5, .eps = 0.3}, step};
        real theta[N + 1] = {3, -1, 0.25, 0, 7, 100};
        real h[N + 1] = {0, 0, 0.5, 2.25, 0, 50};
        real grad[N + 1];

        fill(N + 1, grad, n);
        note_step(&run, n, theta, h, grad);
    }
}

/* What is not a number, tiny gradients, and an eps like theirs. */
static void note_corners(void (*step)(struct adagrad *, size_t, real[],
                                      const real[]))
{
    struct run run = {{.lr = 0.3, .eps = 1e-7}, step};
    real theta[N + 1] = {1, 0, 0, 2, 1, 9}, h[N + 1] = {1, 0, 0, 0, NAN, 5};
    const real grad[N + 1] = {NAN, 1e-5, 1e-8, 0, 1, 7};
    const real again[N + 1] = {1, 1e-7, 1e-7, 1e-3, 1, 7};

    note_step(&run, N, theta, h, grad);
    note_step(&run, N, theta, h, again);
}

PROBE(adagrad_step)
{
    note_run(adagrad_step);
    note_lengths(adagrad_step);
    note_corners(adagrad_step);
}

PROBE(repaired_adagrad_step)
{
    note_run(repaired_adagrad_step);
    note_lengths(repaired_adagrad_step);
    note_corners(repaired_adagrad_step);
}

PROBE(predict_adagrad_fourth_step)
{
    note_one(predict_adagrad_fourth_step());
}

PROBE(predict_sparse_rate)
{
    note_one(predict_sparse_rate());
}

const struct probe probes[] = {ROW(adagrad_step),
                               ROW(repaired_adagrad_step),
                               ROW(predict_adagrad_fourth_step),
                               ROW(predict_sparse_rate),
                               {0}};
