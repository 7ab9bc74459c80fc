/* Probes of chapter 8; probe.h says how one is written. */
#include <stdlib.h>
#include <string.h>
#include "contract/mnist-mlp.h"
#include "given/network.c"
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
    /* Sums with more digits than a float has: over rows, then over units. */
    for (size_t turn = 0; turn < 2; turn++) {
        x[0] = x[1] = w[0] = w[1] = y[0] = 1;
        y[1] = 0x1p-26;
        affine_backward(turn ? 1 : 2, 1, turn ? 2 : 1, x, w, y, dx, dw, db);
        note_one(dw[0]);
        note_one(db[0]);
        note_one(dx[0]);
    }
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

/* ---- the network and the loop -------------------------------------------- */

/* What the loop calls of other chapters and of the trainer, so simple that its
 * numbers are exact; the forms of a function are linked with this file alone. */

/* The last comes first: every call gives another order. */
void shuffle(struct rng *rng, size_t n, size_t order[n])
{
    const size_t last = order[n - 1];

    rng->state[0]++;
    memmove(order + 1, order, (n - 1) * sizeof *order);
    order[0] = last;
}

void sgd_step(struct sgd *opt, size_t n, real theta[n], const real grad[n])
{
    for (size_t i = 0; i < n; i++) {
        theta[i] -= opt->lr * grad[i];
    }
}

void momentum_like(struct optimizer *opt, size_t n, real theta[],
                   const real grad[]);
void momentum_like(struct optimizer *opt, size_t n, real theta[],
                   const real grad[])
{
    for (size_t i = 0; i < n; i++) {
        opt->array[0][i] = opt->array[0][i] / 2 - grad[i] / 4;
        theta[i] += opt->array[0][i];
    }
    opt->array[1][0]++;
}

void optimizer_step(struct optimizer *opt, size_t n, real stored[],
                    const real grad[])
{
    opt->array[2][0]++;
    opt->method->step(opt, n, stored, grad);
}

const real *optimizer_point(struct optimizer *opt, size_t n,
                            const real stored[])
{
    for (size_t i = 0; i < n; i++) {
        opt->scratch[i] = stored[i] + opt->array[0][i];
    }
    return opt->scratch;
}

const real *optimizer_theta(struct optimizer *opt, size_t n,
                            const real stored[])
{
    for (size_t i = 0; i < n; i++) {
        opt->scratch[i] = stored[n - 1 - i];
    }
    return opt->scratch;
}

enum { MOST = 8, INPUTS = 3 };

static const size_t narrow[] = {INPUTS, 4, 2, 3}, wide[] = {INPUTS, 3, 3, 3};
static const struct method method = {.name = "probe", .step = momentum_like};
static struct network net;
static struct optimizer opt;
static struct rng dice;
static struct examples all, held;
static struct batches cut;
static size_t order[300];
static unsigned char labels_of_all[300], labels_of_cut[300];

/* Everything new, with numbers and not zeros in it; behind the arrays there is
 * room. The loop has n examples, batch at a time. */
static void set_up(const size_t units[], enum activation activation, size_t n,
                   size_t batch)
{
    network_create(&net, 3, units, activation, MOST);
    fill(net.n, net.theta, 41);
    fill(net.n, net.grad, 42);
    for (size_t l = 0; l < net.depth; l++) {
        net.layer[l].y = calloc(ROOM, sizeof(real));
        net.layer[l].dy = calloc(ROOM, sizeof(real));
        fill(MOST * units[l + 1], net.layer[l].y, 43 + l);
        fill(MOST * units[l + 1], net.layer[l].dy, 46 + l);
    }
    opt = (struct optimizer){.method = &method,
                             .scratch = calloc(ROOM, sizeof(real))};
    for (size_t i = 0; i < 3; i++) {
        opt.array[i] = calloc(ROOM, sizeof(real));
    }
    fill(net.n, opt.array[0], 49);
    fill(ROOM, x, 51);
    fill(ROOM, w, 52);
    fill(ROOM, y, 53);
    fill(ROOM, b, 54);
    memset(labels_of_cut, 77, sizeof labels_of_cut);
    for (size_t i = 0; i < 300; i++) {
        labels_of_all[i] = (unsigned char)(i * 7 % 3);
    }
    for (size_t i = 0; i < 300; i++) {
        order[i] = i < n ? (i * 11 + 1) % n : 0;
    }
    rng_seed(&dice, 5);
    dice.state[0] = 0;
    all = (struct examples){n, INPUTS, x, labels_of_all};
    held = (struct examples){11, INPUTS, w, labels_of_all + 8};
    cut = (struct batches){.set = &all,
                           .batch = batch,
                           .order = order,
                           .next = n,
                           .rng = &dice,
                           .x = y,
                           .labels = labels_of_cut};
}

static void note_network(const real theta[])
{
    note_one((real)net.batch);
    note(net.n, theta);
    note(net.n, net.theta);
    note(net.n, net.grad);
}

PROBE(network_forward)
{
    for (int kind = 0; kind < 6; kind++) {
        const size_t batch = (size_t)(1 + kind);
        const real *logits;

        set_up(kind % 2 ? wide : narrow, kind < 3 ? SIGMOID : RELU, 1, 1);
        fill(net.n, b, 60);
        logits = network_forward(&net, kind == 2 ? net.theta : b, batch, x);
        note(3 * batch, logits);
        for (size_t l = 0; l < 3; l++) {
            note(MOST * net.layer[l].out, net.layer[l].y);
            note(MOST * net.layer[l].out, net.layer[l].dy);
        }
        note_network(b);
    }
}

PROBE(network_gradient)
{
    for (int kind = 0; kind < 6; kind++) {
        set_up(kind % 2 ? wide : narrow, kind < 3 ? SIGMOID : RELU, 1, 1);
        fill(net.n, b, 61);
        for (size_t batch = 4; batch > 0; batch /= 2) {
            note_one(network_gradient(&net, kind == 2 ? net.theta : b, batch, x,
                                      labels_of_all));
            note_network(b);
        }
    }
    /* Where the loss is NaN, nothing may be left of another gradient. */
    set_up(narrow, SIGMOID, 1, 1);
    x[1] = NAN;
    note_one(network_gradient(&net, net.theta, 2, x, labels_of_all));
    note_one(net.grad[0]);
    note_one(net.grad[net.n - 1]);
}

static void note_batches(void)
{
    real numbers[128];

    for (size_t i = 0; i < 64; i++) {
        numbers[i] = (real)(i < 32 ? order[i] : labels_of_cut[i - 32]);
    }
    note(64, numbers);
    note_one((real)cut.next);
    note(16 * INPUTS, cut.x);
    /* How often was shuffled, and with what generator. */
    note_one((real)dice.state[0]);
}

PROBE(next_batch)
{
    static const size_t sizes[][2] = {{7, 3}, {6, 2}, {2, 5}, {4, 4}, {1, 1}};

    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        set_up(wide, RELU, sizes[s][0], sizes[s][1]);
        cut.next = s % 2 ? cut.next : 0;
        for (int t = 0; t < 6; t++) {
            note_one((real)next_batch(&cut));
            note_batches();
        }
    }
    set_up(wide, RELU, 300, 16);
    for (int t = 0; t < 3; t++) {
        note_one((real)next_batch(&cut));
        note_batches();
    }
    set_up(wide, RELU, 300, 280);
    next_batch(&cut);
    note_one((real)labels_of_cut[270]);
    note(INPUTS, cut.x + 270 * INPUTS);
    set_up(wide, RELU, 8, 5);
    held.n = 8;
    cut.set = &held;
    note_one((real)next_batch(&cut));
    note_batches();
}

PROBE(train_step)
{
    for (int kind = 0; kind < 3; kind++) {
        set_up(narrow, kind ? SIGMOID : RELU, 7, kind == 2 ? 7 : 3);
        for (int t = 0; t < 5; t++) {
            note_one(train_step(&net, &opt, &cut));
            note_network(net.theta);
            note(net.n, opt.array[0]);
            note_one(opt.array[1][0]);
            note_one(opt.array[2][0]);
            note_one((real)opt.t);
            note_one((real)cut.next);
        }
    }
}

PROBE(evaluate)
{
    for (size_t batch = 1; batch <= 6; batch++) {
        struct score score;

        set_up(narrow, SIGMOID, 9, 1);
        fill(net.n, b, 62);
        score = evaluate(&net, b, &all, batch);
        note_one((real)score.loss);
        note_one((real)score.accuracy);
        score = evaluate(&net, net.theta, &held, batch);
        note_one((real)score.loss);
        note_one((real)score.accuracy);
        note_network(b);
        /* More examples at once than there is room for, or than asked for. */
        note(narrow[1], net.layer[0].y + MOST * narrow[1]);
        note((MOST - batch) * narrow[1], net.layer[0].y + batch * narrow[1]);
        note(MOST * narrow[3], net.layer[2].dy);
    }
    set_up(narrow, SIGMOID, 9, 1);
    x[INPUTS * 4] = NAN;
    note_one((real)evaluate(&net, net.theta, &all, 2).accuracy);
    note_one((real)evaluate(&net, net.theta, &all, 2).loss);
}

PROBE(repaired_loss_curve)
{
    for (int kind = 0; kind < 3; kind++) {
        struct sgd descent = {.lr = 0.25};
        real losses[32];

        set_up(narrow, kind ? SIGMOID : RELU, 7, kind == 2 ? 7 : 3);
        fill(32, losses, 63);
        repaired_loss_curve(&net, &descent, &cut, 5, losses);
        note(32, losses);
        note(net.n, net.theta);
        note_one((real)cut.next);
    }
}

PROBE(repaired_accuracy_curve)
{
    for (size_t every = 1; every <= 5; every++) {
        struct point curve[16];

        set_up(narrow, SIGMOID, 8, 3);
        for (size_t k = 0; k < 16; k++) {
            curve[k] = (struct point){1000 + k, -1};
        }
        note_one((real)repaired_accuracy_curve(&net, &opt, &cut, &held, 9,
                                               every, curve));
        for (size_t k = 0; k < 16; k++) {
            note_one((real)curve[k].step);
            note_one((real)curve[k].accuracy);
        }
        note(net.n, net.theta);
        note_one((real)cut.next);
    }
}

PROBE(predict_parameters)
{
    note_one(predict_parameters());
}

PROBE(predict_loss_after_step)
{
    note_one(predict_loss_after_step());
}

PROBE(predict_mean_of_unequal_batches)
{
    note_one(predict_mean_of_unequal_batches());
}

const struct probe probes[] = {ROW(affine_forward),
                               ROW(affine_backward),
                               ROW(sigmoid_forward),
                               ROW(sigmoid_backward),
                               ROW(relu_forward),
                               ROW(relu_backward),
                               ROW(softmax_cross_entropy),
                               ROW(count_correct),
                               ROW(network_forward),
                               ROW(network_gradient),
                               ROW(next_batch),
                               ROW(train_step),
                               ROW(evaluate),
                               ROW(repaired_loss_curve),
                               ROW(repaired_accuracy_curve),
                               ROW(predict_parameters),
                               ROW(predict_loss_after_step),
                               ROW(predict_mean_of_unequal_batches),
                               {0}};
