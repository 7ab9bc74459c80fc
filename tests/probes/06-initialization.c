/* Probes of chapter 6; probe.h says how one is written. What is random is
 * measured: spread, shape, neighbours, and what the generator does. */
#include <string.h>
#include "contract/initialization.h"
#include "probe.h"

enum { MANY = 400000, ROOM = 2048 };

static const real UNTOUCHED = 77;

PROBE(box_muller)
{
    static const double pairs[][2] = {
        {0.3, 0.1}, {0.9, 0.45},    {0.5, 0.7}, {0.05, 0.95}, {0.999, 0.6},
        {0, 0.2},   {0.62, 0.8125}, {0.1, 0},   {0.3, 1e-9}};

    for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++) {
        real z[3] = {UNTOUCHED, UNTOUCHED, UNTOUCHED};

        box_muller(pairs[p][0], pairs[p][1], z);
        note(2, z);
        note_one(z[2]);
    }
}

PROBE(init_constant)
{
    static const real values[] = {0.3, -2, 0, 1e6, 1e30};

    for (size_t v = 0; v < sizeof values / sizeof values[0]; v++) {
        real w[9];

        fill(9, w, v);
        init_constant(values[v], 8, w);
        note(9, w);
        fill(9, w, v);
        init_constant(values[v], 1, w);
        note(2, w);
    }
    real many[301];

    fill(301, many, 6);
    init_constant(0.3, 300, many);
    note(301, many);
}

/* ---- what is random ------------------------------------------------------- */

static real share_untouched(size_t n, const real w[])
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        count += w[i] == UNTOUCHED;
    }
    return (real)count / (real)n;
}

/* Spread and shape of what was drawn, and the share that was not. */
static void note_distribution(size_t n, const real w[])
{
    real sum = 0, square = 0, fourth = 0, pair = 0, drawn = 0;

    for (size_t i = 0; i < n; i++) {
        if (w[i] != UNTOUCHED) {
            drawn++;
            sum += w[i];
        }
    }
    const real mean = sum / drawn;
    for (size_t i = 0; i < n; i++) {
        const real d = w[i] != UNTOUCHED ? w[i] - mean : 0;
        square += d * d;
        fourth += d * d * d * d;
        pair += i % 2 == 1 ? 2 * d * (w[i - 1] - mean) : 0;
    }
    const real variance = square / drawn, spread = sqrt(variance);
    real tail = 0; /* a clipped normal and a sum of twelve differ only there */

    for (size_t i = 0; i < n; i++) {
        tail += w[i] != UNTOUCHED && fabs(w[i] - mean) > 3.25 * spread;
    }

    note_about(0.01, 1, &spread);
    note_about(0.015, 2, (real[2]){spread, mean});
    note_about(0.01, 1, (real[1]){fourth / drawn / variance / variance});
    note_about(0.4, 1, (real[1]){tail / drawn});
    note_about(0.02, 2, (real[2]){1, pair / square});
    note_about(1e-6, 2, (real[2]){1, share_untouched(n, w)});
}

static struct rng drawn_from(uint64_t seed, size_t n, real w[])
{
    struct rng rng;

    rng_seed(&rng, seed);
    for (size_t i = 0; i < n; i++) {
        w[i] = UNTOUCHED;
    }
    init_normal(&rng, 0.3, n, w);
    return rng;
}

static void note_generator(void)
{
    real first[5], again[5], second[5];
    struct rng rng, before;

    rng_seed(&before, 11);
    rng = drawn_from(11, 5, first);
    drawn_from(11, 5, again);
    drawn_from(12, 5, second);
    note_one(memcmp(&rng, &before, sizeof rng) == 0);
    note_one(memcmp(first, again, sizeof first) == 0);
    note_one(memcmp(first, second, sizeof first) == 0);
}

/* Odd lengths: is the last one written, and nothing behind it? */
static void note_ends(void)
{
    for (size_t n = 1; n <= 5; n++) {
        struct rng rng;
        real w[7];

        rng_seed(&rng, n);
        for (size_t i = 0; i < 7; i++) {
            w[i] = UNTOUCHED;
        }
        init_normal(&rng, 0.3, n, w);
        note_one(w[n - 1] == UNTOUCHED);
        note_one(w[n] == UNTOUCHED);
        note_one(w[n + 1] == UNTOUCHED);
    }
}

/* Is a weight finite whatever the uniform numbers are? */
static void note_extremes(void)
{
    static const real uniform[] = {0, 0x1.fffffffffffffp-1};

    for (size_t u = 0; u < 2; u++) {
        struct rng rng = {{1, 2, 3, 4}};
        real w[5] = {0};

        dice_fix(uniform[u]);
        init_normal(&rng, 0.3, 4, w);
        dice_free();
        for (size_t i = 0; i < 4; i++) {
            note_one(isfinite(w[i]) != 0);
        }
    }
}

PROBE(init_normal)
{
    static real w[MANY];
    static const real spreads[] = {0.3, 2.5};

    note_ends();
    note_generator();
    for (size_t s = 0; s < 2; s++) {
        struct rng rng;

        rng_seed(&rng, 5 + s);
        for (size_t i = 0; i < MANY; i++) {
            w[i] = UNTOUCHED;
        }
        init_normal(&rng, spreads[s], MANY, w);
        note_distribution(MANY, w);
    }
    note_extremes();
}

/* A layer of each shape, drawn until there are enough weights. */
static void note_layer(void (*draw)(struct rng *, size_t, size_t, real[]),
                       size_t in, size_t out)
{
    static real w[MANY + ROOM];
    const size_t size = in * out, layers = MANY / size;
    struct rng rng;

    rng_seed(&rng, in);
    for (size_t i = 0; i < MANY + ROOM; i++) {
        w[i] = UNTOUCHED;
    }
    for (size_t l = 0; l < layers; l++) {
        draw(&rng, in, out, w + l * size);
    }
    note_distribution(layers * size, w);
    note_one(share_untouched(ROOM, w + layers * size));
}

PROBE(init_xavier)
{
    note_layer(init_xavier, 200, 50);
    note_layer(init_xavier, 16, 250);
    note_layer(init_xavier, 2, 1);
}

PROBE(init_he)
{
    note_layer(init_he, 200, 50);
    note_layer(init_he, 16, 250);
    note_layer(init_he, 2, 1);
}

/* ---- standard deviation --------------------------------------------------- */

PROBE(standard_deviation)
{
    static const real few[] = {3, -1, 4, 1.5, -9, 2.6, 5}, one[] = {4};
    static const real same[] = {2, 2, 2, 2}, last[] = {0, 0, 0, 1e3};
    static const real near[] = {1e9, 1e9 + 1};
    static const real far[] = {1e9, 1e9 + 1, 1e9 + 3, 1e9 - 2};

    note_one(standard_deviation(7, few));
    note_one(standard_deviation(3, few + 2));
    note_one(standard_deviation(1, one));
    note_one(standard_deviation(4, same));
    note_one(standard_deviation(4, last));
    note_one(standard_deviation(2, near));
    note_one(standard_deviation(4, far));
}

/* ---- gain, and the small network ------------------------------------------ */

static real line(real z)
{
    return 2 * z + 1;
}

static real rectify(real z)
{
    return z > 0 ? z : 0;
}

static real curve(real z)
{
    return tanh(3 * z + 1);
}

static real faint(real z)
{
    return (z + 1) / 30;
}

static real nothing(real z)
{
    return 0 * z;
}

/* Whatever rule of integration it is: to three digits. */
PROBE(gain)
{
    real (*const functions[])(real) = {line, rectify, curve, faint, nothing};

    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        note_about(1e-3, 1, (real[]){gain(functions[i])});
    }
}

static real curve_slope(real z)
{
    return 3 / (cosh(3 * z + 1) * cosh(3 * z + 1));
}

PROBE(one_hidden_gradient)
{
    const struct one_hidden net = {3, curve, curve_slope};
    real theta[10] = {0.3, -0.7, 0.2, 0.1, 0.4, -0.3, 1.5, -0.6, 0.9, 0.35};

    for (int k = 0; k < 3; k++) {
        real grad[11];

        fill(11, grad, (size_t)k);
        note_one(one_hidden_gradient(&net, theta, (real)0.6 + k, 0.45, grad));
        note(11, grad);
        theta[k] += 0.5;
    }
    real grad[10];

    note_one(one_hidden_gradient(&net, theta, NAN, 1, grad));
    note_one(grad[9]);
}

/* How many of 300 weights are equal to another one. */
static int equal_pairs(void)
{
    real w[300];
    struct rng rng;
    int pairs = 0;

    rng_seed(&rng, 9);
    repaired_xavier_uniform(&rng, 20, 15, w);
    for (size_t i = 0; i < 300; i++) {
        for (size_t k = 0; k < i; k++) {
            pairs += w[i] == w[k];
        }
    }
    return pairs;
}

/* The repair draws as init_xavier does, evenly. */
PROBE(repaired_xavier_uniform)
{
    real first[6], again[6];
    struct rng rng;

    note_layer(repaired_xavier_uniform, 200, 50);
    note_layer(repaired_xavier_uniform, 16, 250);
    for (int k = 0; k < 2; k++) {
        rng_seed(&rng, (uint64_t)k);
        repaired_xavier_uniform(&rng, 2, 3, k == 0 ? first : again);
    }
    note_one(memcmp(first, again, sizeof first) == 0);
    note_one(first[0] == first[1]);
    note_one(equal_pairs() > 3);
}

PROBE(predict_he_784_40)
{
    note_one(predict_he_784_40());
}

PROBE(predict_first_preactivation)
{
    note_one(predict_first_preactivation());
}

PROBE(predict_tenth_layer)
{
    note_one(predict_tenth_layer());
}

const struct probe probes[] = {ROW(box_muller),
                               ROW(init_constant),
                               ROW(init_normal),
                               ROW(init_xavier),
                               ROW(init_he),
                               ROW(standard_deviation),
                               ROW(gain),
                               ROW(one_hidden_gradient),
                               ROW(repaired_xavier_uniform),
                               ROW(predict_he_784_40),
                               ROW(predict_first_preactivation),
                               ROW(predict_tenth_layer),
                               {0}};
