/* Probes of chapter 1; probe.h says how one is written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "contract/sgd.h"
#include "probe.h"

enum { ROOM = 20000 }; /* more than an index gone wrong reaches */

PROBE(sgd_step)
{
    struct sgd opt = {0.1}, other = {2.6};
    real theta[6] = {0.03, -2, 0, 1.7, -0.9, 0.4};
    real grad[6] = {1.3, -60.1, 0, 29, -0.07, 5};
    real tiny[3] = {0, 0, 1}, slope[3] = {1e-13, 2e-10, 1};
    real wild[4] = {1, 2, 3, 4}, weather[4] = {0.5, NAN, -3, INFINITY};
    real far[3] = {1, 1, 1}, steep[3] = {3e6, -50, 2e5};

    for (int t = 0; t < 3; t++) {
        sgd_step(&opt, 5, theta, grad);
        note(6, theta);
        note(6, grad);
        note_one(opt.lr);
    }
    sgd_step(&other, 5, theta, grad);
    note(6, theta);
    note(6, grad);
    sgd_step(&other, 3, tiny, slope);
    note_one(tiny[0]);
    note_one(tiny[1]);
    note_one(tiny[2]);
    sgd_step(&other, 4, wild, weather);
    note(4, wild);
    sgd_step(&opt, 3, far, steep);
    note(3, far);
    note_one(far[1]);
}

PROBE(mean_gradient)
{
    static const size_t sizes[][2] = {{4, 3}, {2, 5}, {1, 3}, {128, 2}, {2, 1}};
    static real grads[ROOM];
    real close[8] = {1, 0x1p-26, 3, -2, 5}, mean[8];

    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        fill(ROOM, grads, s);
        fill(8, mean, 50 + s);
        grads[2] = 0;
        mean_gradient(sizes[s][0], sizes[s][1], grads, mean);
        note(sizes[s][1] + 1, mean);
        note(1, grads);
    }
    mean[0] = 3;
    mean_gradient(2, 1, close, mean);
    note_one(mean[0]);
}

/* Not symmetric, not separable; without data it is another function. */
static real hill(size_t n, const real theta[], void *data)
{
    static const real own[4] = {0.5, -1, 2, 0.25};
    const real *c = data != NULL ? data : own;
    real sum = 10;

    for (size_t i = 0; i < n && i < 4; i++) {
        sum += c[i] * theta[i] + 0.3 * theta[i] * theta[i] +
               0.2 * theta[i] * theta[i] * theta[i] * (real)(i + 1);
        sum += i > 0 ? 0.4 * theta[i] * theta[i - 1] : 0;
    }
    return sum;
}

/* No number beyond 1 in theta[1]. */
static real cliff(size_t n, const real theta[], void *data)
{
    return n > 1 && theta[1] > 1 ? (real)NAN : hill(n, theta, data);
}

/* Is theta, to the last bit, what it was? Counted over all calls, because it may
 * come out right by chance. */
static size_t moved;

static void note_slope(real (*loss)(size_t, const real[], void *), real step,
                       const real from[4])
{
    real data[4] = {1.5, -0.5, 0.7, 3}, theta[5], grad[5] = {7, -5, 3, 11, 2};

    memcpy(theta, from, 4 * sizeof *theta);
    theta[4] = 9;
    numerical_gradient(loss, data, step, 4, theta, grad);
    note(5, grad);
    note(5, theta);
    note(4, data);
    for (int i = 0; i < 4; i++) {
        moved += theta[i] != from[i];
    }
}

PROBE(numerical_gradient)
{
    static const real from[4] = {0.3, -0.7, 0, 0.5};
    static const real small[4] = {1.1e-3, -2.3e-3, 1.7e-3, -3.1e-3};
    static const real edge[4] = {0.3, 0.95, 0.2, -0.5};

    note_slope(hill, 0.125, from);
    note_slope(hill, 0.1, small);
    note_slope(cliff, 0.0625, edge);
    note_slope(hill, 1.7e-3, from);
    note_one(moved > 0);
}

/* ---- shuffle -------------------------------------------------------------- */

enum { LONGEST = 4, CELLS = 6561 }; /* 9 kinds of element, at 4 places */

static size_t rolled;
static real chance[CELLS];

static const size_t elements[LONGEST] = {70, ((size_t)1 << 40) + 5, 90, 1000};

/* Which element is this: one of the lent ones, a small number, or neither. */
static size_t kind(size_t element)
{
    for (size_t k = 0; k < rolled; k++) {
        if (element == elements[k]) {
            return k;
        }
    }
    return element < rolled ? 4 + element : 8;
}

static void roll(void)
{
    struct rng rng = {{1, 2, 3, 4}};
    size_t order[LONGEST + 1], cell = 0;

    memcpy(order, elements, sizeof elements);
    shuffle(&rng, rolled, order);
    for (size_t i = 0; i < rolled; i++) {
        cell = cell * 9 + kind(order[i]);
    }
    chance[cell] += dice_chance();
}

/* The probability of every outcome. */
static void note_chances(size_t n, size_t most)
{
    rolled = n;
    memset(chance, 0, sizeof chance);
    if (!dice_all(most, roll)) {
        note_one(-1); /* more draws than can be gone through */
        return;
    }
    for (size_t cell = 0; cell < CELLS; cell++) {
        if (chance[cell] > 0) {
            note(2, (real[2]){(real)cell, 1e4 * chance[cell]});
        }
    }
}

static struct rng shuffled(uint64_t seed, size_t n, size_t order[])
{
    struct rng rng;

    rng_seed(&rng, seed);
    for (size_t i = 0; i < n; i++) {
        order[i] = 5000 + i;
    }
    shuffle(&rng, n, order);
    return rng;
}

/* Does the generator move on, and does the order follow from it? */
static void note_generator(void)
{
    size_t first[40], again[40], second[40];
    struct rng rng, before;

    rng_seed(&before, 3);
    rng = shuffled(3, 40, first);
    shuffled(3, 40, again);
    shuffled(4, 40, second);
    note_one(memcmp(&rng, &before, sizeof rng) == 0);
    note_one(memcmp(first, again, sizeof first) == 0);
    note_one(memcmp(first, second, sizeof first) == 0);
}

/* In a long array, from how far away does an element come to the end? */
static void note_reach(void)
{
    static size_t order[2000];
    size_t farthest = 0;

    for (uint64_t seed = 1; seed <= 300; seed++) {
        shuffled(seed, 2000, order);
        if (order[1999] > farthest) {
            farthest = order[1999];
        }
    }
    note_one(farthest < 5000 + 256);
}

PROBE(shuffle)
{
    note_chances(3, 600000);
    note_chances(4, 40000);
    note_generator();
    note_reach();
}

/* ---- learning rates ------------------------------------------------------- */

PROBE(step_decay)
{
    static const int times[] = {9, 0, 1, 3, 4, 5, 7, 8, 11, 12, 40};

    for (size_t k = 0; k < sizeof times / sizeof times[0]; k++) {
        note_one(step_decay(0.3, 0.5, 4, times[k]));
        note_one(step_decay(1.7, 3.6, 3, times[k]));
        note_one(step_decay(0.01, 0.9, 1, times[k]));
    }
    note_one(step_decay(0.5, 0.25, 2, 60));
    note_one(step_decay(0.5, 0.25, 33554432, 33554431));
}

PROBE(inverse_decay)
{
    static const int times[] = {0, 1, 2, 3, 7, 40, 1000};

    for (size_t k = 0; k < sizeof times / sizeof times[0]; k++) {
        note_one(inverse_decay(0.3, 0.37, times[k]));
        note_one(inverse_decay(1.9, 2, times[k]));
        note_one(inverse_decay(0.7, 0, times[k]));
    }
    note_one(inverse_decay(0.3, 0.01, 16777217));
}

PROBE(repaired_batch_step)
{
    static const int rates[][2] = {{3, 10},   {7, 2}, {1, 1},
                                   {2000, 3}, {1, 7}, {70000, 50000}};
    real sum[6] = {1, -2.5, 0, 30, 0.125, 8};

    for (size_t k = 0; k < sizeof rates / sizeof rates[0]; k++) {
        real theta[6] = {0.5, 2, 1, -3, 0.25, 4};

        for (int t = 0; t < 2; t++) {
            repaired_batch_step(rates[k][0], rates[k][1], 5, theta, sum);
            note(6, theta);
        }
    }
    note(6, sum);
}

PROBE(predict_best_rate)
{
    note_one(predict_best_rate());
}

const struct probe probes[] = {ROW(sgd_step),
                               ROW(mean_gradient),
                               ROW(numerical_gradient),
                               ROW(shuffle),
                               ROW(step_decay),
                               ROW(inverse_decay),
                               ROW(repaired_batch_step),
                               ROW(predict_best_rate),
                               {0}};
