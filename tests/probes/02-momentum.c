/* Probes of chapter 2; probe.h says how one is written. */
#include "contract/momentum.h"
#include "probe.h"

enum { N = 5 }; /* and one behind the end */

/* Three methods have a struct that begins alike; a step of any of them. */
struct run {
    struct momentum momentum;
    struct nesterov nesterov;
    void (*step)(struct run *run, size_t n, real x[], const real grad[]);
};

static void note_step(struct run *run, size_t n, real lr, real x[N + 1],
                      real v[N + 1], const real grad[N + 1])
{
    run->momentum.lr = run->nesterov.lr = lr;
    run->momentum.v = run->nesterov.v = v;
    run->step(run, n, x, grad);
    note(N + 1, x);
    note(N + 1, v);
    note(N + 1, grad);
}

/* From rest, in mid-run, with another alpha and with changing rates. */
static void note_run(void (*step)(struct run *, size_t, real[], const real[]))
{
    const real rates[] = {0.5, 0.5, 0.05, 2}, alphas[] = {0.7, 0.95};

    for (int k = 0; k < 2; k++) {
        struct run run = {{.alpha = alphas[k]}, {.alpha = alphas[k]}, step};
        real x[N + 1] = {3, -1, 0.25, 0, 7, 100};
        real v[N + 1] = {0, 0, -0.5, 1.5, 0, 50};

        for (int t = 0; t < 4; t++) {
            real grad[N + 1];

            fill(N + 1, grad, (size_t)(10 * k + t));
            grad[3] = 0;
            note_step(&run, N, rates[t], x, v, grad);
        }
    }
}

/* Groups of two or four leave another number of parameters over each time. */
static void note_lengths(void (*step)(struct run *, size_t, real[],
                                      const real[]))
{
    for (size_t n = 1; n < N; n++) {
        struct run run = {{.alpha = 0.7}, {.alpha = 0.7}, step};
        real x[N + 1] = {3, -1, 0.25, 0, 7, 100};
        real v[N + 1] = {0, 0, -0.5, 1.5, 0, 50};
        real grad[N + 1];

        fill(N + 1, grad, n);
        note_step(&run, n, 0.5, x, v, grad);
    }
}

/* What is not a number, too small to see or uphill of the velocity. */
static void note_corners(void (*step)(struct run *, size_t, real[],
                                      const real[]))
{
    struct run run = {{.alpha = 0.1}, {.alpha = 0.1}, step};
    real x[N + 1] = {1, 0, 0, NAN, 1, 9}, v[N + 1] = {1, 2e-9, 0, -3, NAN, 5};
    const real grad[N + 1] = {NAN, 1e-9, 1e-13, -1, 1, 7};

    note_step(&run, N, 0.3, x, v, grad);
    note_one(x[1]);
    note_one(x[2]);
    note_one(v[2]);
}

static void with_momentum(struct run *run, size_t n, real x[], const real g[])
{
    momentum_step(&run->momentum, n, x, g);
    note_one(run->momentum.lr);
}

static void with_nesterov(struct run *run, size_t n, real x[], const real g[])
{
    nesterov_step(&run->nesterov, n, x, g);
    note_one(run->nesterov.lr);
}

static void with_shifted(struct run *run, size_t n, real x[], const real g[])
{
    nesterov_shifted_step(&run->nesterov, n, x, g);
    note_one(run->nesterov.lr);
}

static void with_repaired(struct run *run, size_t n, real x[], const real g[])
{
    repaired_nesterov_shifted_step(&run->nesterov, n, x, g);
    note_one(run->nesterov.lr);
}

PROBE(momentum_step)
{
    note_run(with_momentum);
    note_lengths(with_momentum);
    note_corners(with_momentum);
}

PROBE(nesterov_step)
{
    note_run(with_nesterov);
    note_lengths(with_nesterov);
    note_corners(with_nesterov);
}

PROBE(nesterov_shifted_step)
{
    note_run(with_shifted);
    note_lengths(with_shifted);
    note_corners(with_shifted);
}

PROBE(repaired_nesterov_shifted_step)
{
    note_run(with_repaired);
    note_lengths(with_repaired);
    note_corners(with_repaired);
}

/* What goes in is noted as well: it may have been changed. */
static void note_shift(void (*shift)(const struct nesterov *, size_t,
                                     const real[], real[]))
{
    const real alphas[] = {0.7, 0.95, 0, 0.5, 0.6};

    for (size_t k = 0; k < 5; k++) {
        real from[N + 1] = {(real)0.1, -1, 0, 0.25, 7, 100}, to[N + 1];
        real v[N + 1] = {1, 0, -0.5, 1.5, 1e-6, 50};
        struct nesterov opt = {.lr = 0.3, .alpha = alphas[k], .v = v};

        fill(N + 1, to, k);
        shift(&opt, N - k, from, to);
        note(N + 1, to);
        note(N + 1, from);
        note(N + 1, v);
        note_one(opt.alpha);
    }
}

PROBE(nesterov_lookahead)
{
    note_shift(nesterov_lookahead);
}

PROBE(nesterov_unshift)
{
    note_shift(nesterov_unshift);
}

PROBE(predict_momentum_third_theta)
{
    note_one(predict_momentum_third_theta());
}

PROBE(predict_nesterov_third_theta)
{
    note_one(predict_nesterov_third_theta());
}

PROBE(predict_terminal_velocity)
{
    note_one(predict_terminal_velocity());
}

const struct probe probes[] = {ROW(momentum_step),
                               ROW(nesterov_lookahead),
                               ROW(nesterov_step),
                               ROW(nesterov_shifted_step),
                               ROW(nesterov_unshift),
                               ROW(repaired_nesterov_shifted_step),
                               ROW(predict_momentum_third_theta),
                               ROW(predict_nesterov_third_theta),
                               ROW(predict_terminal_velocity),
                               {0}};
