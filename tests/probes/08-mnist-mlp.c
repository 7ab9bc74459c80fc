/* Probes of chapter 8; probe.h says how one is written. */
#include <string.h>
#include "contract/mnist-mlp.h"
#include "probe.h"

enum { ROOM = 1024 }; /* more than an index gone wrong reaches */

static real x[ROOM], w[ROOM], b[ROOM], y[ROOM], dx[ROOM], dw[ROOM], db[ROOM];

/* Batches are powers of 2, so that a division by them is exact in float. */
static const size_t shapes[][3] = {{4, 3, 5}, {2, 5, 2}, {1, 2, 3}, {8, 1, 1}};

enum { SHAPES = sizeof shapes / sizeof shapes[0] };

static void fill_all(size_t seed)
{
    real *const arrays[] = {x, w, b, y, dx, dw, db};

    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0]; a++) {
        fill(ROOM, arrays[a], 7 * seed + a);
    }
}

PROBE(affine_forward)
{
    for (size_t s = 0; s < SHAPES; s++) {
        const size_t batch = shapes[s][0], in = shapes[s][1],
                     out = shapes[s][2];

        fill_all(s);
        affine_forward(batch, in, out, x, w, b, y);
        note(batch * out + 1, y);
    }
    x[0] = w[0] = w[1] = 1;
    x[1] = 0x1p-26;
    b[0] = 0;
    affine_forward(1, 2, 1, x, w, b, y);
    note_one(y[0]);
    b[0] = 1;
    w[0] = 0;
    affine_forward(1, 2, 1, x, w, b, y);
    note_one(y[0]);
}

PROBE(affine_backward)
{
    for (size_t s = 0; s < SHAPES; s++) {
        const size_t batch = shapes[s][0], in = shapes[s][1],
                     out = shapes[s][2];

        fill_all(s + 10);
        affine_backward(batch, in, out, x, w, y, dx, dw, db);
        note(in * out + 1, dw);
        note(out + 1, db);
        note(batch * in + 1, dx);
    }
    fill_all(20);
    affine_backward(4, 3, 2, x, w, y, NULL, dw, db);
    note(7, dw);
    note(3, db);
}

/* Note what f makes of in, into a full array, and in place. */
static void note_activation(void (*f)(size_t, const real[], real[]), size_t n,
                            const real in[])
{
    real out[32];

    fill(32, out, 3);
    f(n, in, out);
    for (size_t i = 0; i <= n; i += 4) {
        note(4, out + i);
    }
    memcpy(out, in, n * sizeof *in);
    f(n, out, out);
    for (size_t i = 0; i <= n; i += 4) {
        note(4, out + i);
    }
}

/* The same for what f makes of in and of dy. */
static void note_slope(void (*f)(size_t, const real[], const real[], real[]),
                       size_t n, const real in[], const real dy[])
{
    real out[32];

    fill(32, out, 5);
    f(n, in, dy, out);
    for (size_t i = 0; i <= n; i++) {
        note_one(out[i]);
    }
    memcpy(out, dy, n * sizeof *dy);
    f(n, in, out, out);
    for (size_t i = 0; i <= n; i++) {
        note_one(out[i]);
    }
}

PROBE(sigmoid_forward)
{
    static const real in[] = {0,    1,    -1,    0.3, -2.5, 2.7,
                              -7.5, 0.01, 30.25, -40, 800,  -800};

    note_activation(sigmoid_forward, sizeof in / sizeof in[0], in);
}

PROBE(sigmoid_backward)
{
    static const real out[] = {0.5, 0.1, 0.93, 0, 1, 0.25, 1e-6};
    static const real dy[] = {2, -3, 0.7, 5, -1, 0, 1e3};

    note_slope(sigmoid_backward, sizeof out / sizeof out[0], out, dy);
}

PROBE(relu_forward)
{
    static const real in[] = {0.5, -0.5, 0, 3, -4, 1, 1.25, 250, -1e-9, 7};

    note_activation(relu_forward, sizeof in / sizeof in[0], in);
}

PROBE(relu_backward)
{
    static const real in[] = {0.5, -0.5, 0, 3, -4, 0, 1e-9, -2, 1, 0};
    static const real dy[] = {2, 3, 5, -7, -11, -13, 17, -19, 0, 23};

    note_slope(relu_backward, sizeof in / sizeof in[0], in, dy);
}

static void note_loss(size_t batch, size_t classes, const real logits[],
                      const unsigned char labels[])
{
    fill(ROOM, dx, batch + classes);
    note_one(softmax_cross_entropy(batch, classes, logits, labels, dx));
    note(batch * classes + 1, dx);
    note_one(softmax_cross_entropy(batch, classes, logits, labels, NULL));
}

PROBE(softmax_cross_entropy)
{
    static const unsigned char labels[] = {2, 0, 1, 1, 2, 0, 1, 2};
    static const real wide[] = {0, 800, 3, -2, 5, 1};
    static const real low[] = {-1000, -1001, -999.5, -1200, -1201, -1200.25};
    static const real high[] = {1000, 999, 1001, 2000, 2001, 1999};
    static const real rows[] = {1000, 999, 998, 1, 2, 3};
    static const real slant[] = {-2, -3, -1, 0.5, -0.25, -4};
    static real many[256];
    unsigned char far[1] = {200};

    fill(ROOM, x, 31);
    note_loss(4, 3, x, labels);
    note_loss(2, 5, x + 20, labels);
    note_loss(8, 3, x + 40, labels);
    note_loss(1, 3, wide, (const unsigned char[1]){0});
    note_loss(2, 3, wide, (const unsigned char[2]){1, 1});
    note_loss(2, 3, low, labels);
    note_loss(2, 3, high, labels);
    note_loss(2, 3, rows, labels);
    note_loss(2, 3, slant, labels);
    fill(256, many, 9);
    note_loss(1, 210, many, far);
}

PROBE(count_correct)
{
    static const real rows[][4] = {
        {1, 2, 3, 0},         {3, 2, 1, 0},          {-1, -2, -3, -4},
        {-4, -3, -2, -1},     {5, 5, 1, 5},          {0, 0, 0, 0},
        {0.1, 0.2, 0.3, 0.4}, {0.25, 0.125, 0, 0.1}, {NAN, NAN, NAN, NAN},
        {1, NAN, 3, 2},       {NAN, 1, 2, 3},        {4, 3, 2, NAN},
        {-5, 0, -1, 0},       {-2, 7, -2, -2},       {-3, -1, -1, -3},
        {-1, INFINITY, 2, 0}};
    static real logits[64];
    unsigned char labels[32];

    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        for (unsigned char label = 0; label < 4; label++) {
            note_one((real)count_correct(1, 4, rows[r], &label));
        }
    }
    fill(64, logits, 17);
    for (int i = 0; i < 32; i++) {
        labels[i] = (unsigned char)(i * 7 % 3);
    }
    for (size_t batch = 2; batch <= 16; batch++) {
        note_one((real)count_correct(batch, 3, logits, labels));
    }
}

const struct probe probes[] = {
    ROW(affine_forward),        ROW(affine_backward), ROW(sigmoid_forward),
    ROW(sigmoid_backward),      ROW(relu_forward),    ROW(relu_backward),
    ROW(softmax_cross_entropy), ROW(count_correct),   {0}};
