/* Probes of chapter 7; probe.h says how one is written. */
#include "contract/clipping.h"
#include "probe.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { N = 5, MANY = 300 };

static const real UNTOUCHED = 77;

/* Steps, w, b, x0, target: one step, several, and where a slope is above 1. */
PROBE(recurrence_gradient)
{
    static const real runs[][5] = {
        {1, 1.5, -0.5, 0.25, 0.75}, {2, -3, 0.5, -1, 0.25},
        {5, 2, -1.5, 0.75, 0.5},    {50, 5, -2.625, 0.5, 0.7},
        {3, 0.7, 800, 1, 0.25},     {2, 0.7, 0.1, NAN, 0.25},
        {300, 4, -2, 0, 0.25},
    };

    for (size_t i = 0; i < COUNT(runs); i++) {
        real grad[3] = {UNTOUCHED, UNTOUCHED, UNTOUCHED};

        note_one(recurrence_gradient((int)runs[i][0], runs[i][1], runs[i][2],
                                     runs[i][3], runs[i][4], grad));
        note_one(grad[0]);
        note_one(grad[1]);
        note_one(grad[2]);
    }
}

/* Both sides, within and on the limit, and what is no number. */
PROBE(clip_value)
{
    static const real g[N + 1] = {3, -0.7, -2.75, 0.4, 1.9, 100};
    static const real odd[N + 1] = {NAN, 1, INFINITY, -INFINITY, -1, 9};
    static const real limits[] = {0.5, 1, 1.5, 2, 10};

    for (size_t k = 0; k < COUNT(limits); k++) {
        real grad[N + 1], broken[N + 1];

        for (size_t i = 0; i < N + 1; i++) {
            grad[i] = g[i];
            broken[i] = odd[i];
        }
        clip_value(limits[k], N, grad);
        note(N + 1, grad);
        clip_value(limits[k], N, broken);
        for (size_t i = 0; i < N + 1; i++) {
            note_one(broken[i]);
        }
    }
    real many[MANY + 1];

    fill(MANY + 1, many, 3);
    many[MANY - 1] = 50;
    clip_value(0.25, MANY, many);
    note(MANY + 1, many);

    real tiny[] = {1e-50, UNTOUCHED};

    clip_value(1e-60, 1, tiny);
    note_one(tiny[0]);
    note_one(tiny[1]);
}

/* A call by its numbers; each element in a note of its own, since their sizes
 * may differ by hundreds of decades. */
static void note_clipped(real max_norm, size_t n, const real g[])
{
    real grad[8];

    for (size_t i = 0; i < n + 1; i++) {
        grad[i] = i < n ? g[i] : UNTOUCHED;
    }
    note_one(clip_norm(max_norm, n, grad));
    for (size_t i = 0; i < n + 1; i++) {
        note_one(grad[i]);
    }
}

PROBE(clip_norm)
{
    real many[MANY + 1];

    note_clipped(2, 4, (real[]){3, -4, 0, 12});
    note_clipped(0.5, 3, (real[]){0.6, 0.6, -0.1});
    note_clipped(10, 2, (real[]){3, 4});
    note_clipped(5.5, 2, (real[]){3, 4});
    note_clipped(0.01, 2, (real[]){3e-2, 4e-7});
    note_clipped(1, 3, (real[]){0, 0, 0});
    note_clipped(1, 2, (real[]){3e200, -4e200});
    note_clipped(1, 2, (real[]){0, -3});
    note_clipped(1, 2, (real[]){1.5e308, -1.5e308});
    note_clipped(1e-30, 2, (real[]){3e300, -4e300});
    note_clipped(1e-200, 2, (real[]){3e-200, 4e-200});
    note_clipped(1e-310, 2, (real[]){3e-310, 4e-310});
    note_clipped(1, 3, (real[]){1, NAN, 2});
    note_clipped(1, 3, (real[]){1, INFINITY, 2});
    note_clipped(100, 3, (real[]){NAN, 1, 2});
    for (size_t i = 0; i < MANY + 1; i++) {
        many[i] = 0.1 + (real)(i % 7) / 100;
    }
    note_one(clip_norm(1, MANY, many));
    note(MANY + 1, many);
}

static void note_layers(real max_norm, size_t layers, const size_t start[],
                        const real g[])
{
    real grad[8];

    for (size_t i = 0; i < start[layers] + 1; i++) {
        grad[i] = i < start[layers] ? g[i] : UNTOUCHED;
    }
    note_one(repaired_clip_layers(max_norm, layers, start, grad));
    for (size_t i = 0; i < start[layers] + 1; i++) {
        note_one(grad[i]);
    }
}

PROBE(repaired_clip_layers)
{
    static const size_t pairs[] = {0, 2, 4}, three[] = {0, 2, 5, 6};

    note_layers(6.5, 2, pairs, (real[]){3, 4, 0, 12});
    note_layers(6, 2, pairs, (real[]){3, 4, 3, -4});
    note_layers(30, 2, pairs, (real[]){3, 4, 0, 12});
    note_layers(2, 3, three, (real[]){0.5, -1, 2, 3, 0.25, -7});
    note_layers(1, 2, pairs, (real[]){0, 0, 0, 0});
    note_layers(1, 2, pairs, (real[]){1e200, 1, -2e200, 0});
    note_layers(1, 2, pairs, (real[]){3, 4, NAN, 0});
    note_layers(1, 2, pairs, (real[]){3, INFINITY, 1, 0});
    note_layers(1e-30, 2, pairs, (real[]){3e300, 1, -4e300, 0});
}

PROBE(predict_power_gradient)
{
    note_one(predict_power_gradient());
}

PROBE(predict_clipped_last)
{
    note_one(predict_clipped_last());
}

PROBE(predict_clip_angle)
{
    note_one(predict_clip_angle());
}

const struct probe probes[] = {ROW(recurrence_gradient),
                               ROW(clip_value),
                               ROW(clip_norm),
                               ROW(repaired_clip_layers),
                               ROW(predict_power_gradient),
                               ROW(predict_clipped_last),
                               ROW(predict_clip_angle),
                               {0}};
