/* The runs of chapter 8 that `make check` draws; 08-mnist-mlp.gp draws them. */
#include <stdlib.h>
#include "contract/mnist-mlp.h"
#include "draw.h"

/* Numbers without a pattern from -1 to 1, always the same. */
static void fill(size_t n, real a[n], uint64_t seed)
{
    struct rng rng;

    rng_seed(&rng, seed);
    for (size_t i = 0; i < n; i++) {
        a[i] = 2 * rng_uniform(&rng) - 1;
    }
}

/* Print the numbers of an array as rows place, number; the place goes on. */
static void print_array(size_t n, const real a[n], int *place)
{
    for (size_t i = 0; i < n; i++) {
        printf("%d\t%.17g\n", (*place)++, (double)a[i]);
    }
}

/* ---- layers -------------------------------------------------------------- */

enum { BATCH = 3, IN = 2, OUT = 4 };

static void draw_affine_forward(void)
{
    real x[BATCH * IN], w[IN * OUT], b[OUT], y[BATCH * OUT] = {0};
    int place = 0;

    fill(BATCH * IN, x, 1);
    fill(IN * OUT, w, 2);
    fill(OUT, b, 3);
    affine_forward(BATCH, IN, OUT, x, w, b, y);
    print_array(BATCH * OUT, y, &place);
}

/* dW, then db, then dx. */
static void draw_affine_backward(void)
{
    real x[BATCH * IN], w[IN * OUT], dy[BATCH * OUT];
    real dx[BATCH * IN] = {0}, dw[IN * OUT] = {0}, db[OUT] = {0};
    int place = 0;

    fill(BATCH * IN, x, 1);
    fill(IN * OUT, w, 2);
    fill(BATCH * OUT, dy, 4);
    affine_backward(BATCH, IN, OUT, x, w, dy, dx, dw, db);
    print_array(IN * OUT, dw, &place);
    print_array(OUT, db, &place);
    print_array(BATCH * IN, dx, &place);
}

/* An activation, or the way back through it, for x from -6 to 6. */
enum { POINTS = 49 };

static void print_curve(const real y[POINTS])
{
    for (int k = 0; k < POINTS; k++) {
        printf("%g\t%.17g\n", k / 4.0 - 6, (double)y[k]);
    }
}

static void draw_forward(void (*forward)(size_t n, const real x[], real y[]))
{
    real x[POINTS], y[POINTS] = {0};

    for (int k = 0; k < POINTS; k++) {
        x[k] = (real)(k / 4.0 - 6);
    }
    forward(POINTS, x, y);
    print_curve(y);
}

static void draw_sigmoid_forward(void)
{
    draw_forward(sigmoid_forward);
}

static void draw_relu_forward(void)
{
    draw_forward(relu_forward);
}

/* With a gradient of 2, which must be in it. */
static void draw_sigmoid_backward(void)
{
    real y[POINTS], dy[POINTS], dx[POINTS] = {0};

    for (int k = 0; k < POINTS; k++) {
        y[k] = (real)(1 / (1 + exp(6 - k / 4.0)));
        dy[k] = 2;
    }
    sigmoid_backward(POINTS, y, dy, dx);
    print_curve(dx);
}

static void draw_relu_backward(void)
{
    real x[POINTS], dy[POINTS], dx[POINTS] = {0};

    for (int k = 0; k < POINTS; k++) {
        x[k] = (real)(k / 4.0 - 6);
        dy[k] = 2;
    }
    relu_backward(POINTS, x, dy, dx);
    print_curve(dx);
}

/* The loss of the logits (0, z) with the label 0, far out; then its gradient by
 * both, nearer. */
static void draw_softmax_cross_entropy(void)
{
    static const unsigned char label[1] = {0};
    real dlogits[2] = {0};

    for (int z = -1000; z <= 1000; z += 20) {
        const real logits[2] = {0, (real)z};

        printf("%d\t%.17g\n", z,
               (double)softmax_cross_entropy(1, 2, logits, label, NULL));
    }
    printf("\n\n");
    for (int k = -24; k <= 24; k++) {
        const real logits[2] = {0, (real)k / 4};

        softmax_cross_entropy(1, 2, logits, label, dlogits);
        printf("%g\t%.17g\t%.17g\n", k / 4.0, (double)dlogits[0],
               (double)dlogits[1]);
    }
}

/* ---- twenty pictures ----------------------------------------------------- */

/* Four classes of pictures of 4 x 4 pixels, each five times, with noise. */
enum { PIXELS = 16, CLASSES = 4, PICTURES = 20, HIDDEN = 5 };

static real pixels[PICTURES * PIXELS];
static unsigned char labels[PICTURES];

static struct examples make_set(void)
{
    static const char ink[CLASSES][PIXELS + 1] = {
        ".##.#..##..#.##.", ".#...#...#...#..", "####...#..#.#...",
        "#..##..#####...#"};

    fill(PICTURES * PIXELS, pixels, 5);
    for (size_t i = 0; i < PICTURES; i++) {
        labels[i] = (unsigned char)(i % CLASSES);
        for (size_t k = 0; k < PIXELS; k++) {
            real *pixel = &pixels[i * PIXELS + k];
            *pixel = (ink[labels[i]][k] == '#') + *pixel * (real)0.4;
        }
    }
    return (struct examples){PICTURES, PIXELS, pixels, labels};
}

/* All that a training needs; it ends with the program. */
struct training {
    struct network net;
    struct examples set;
    struct rng rng;
    struct batches batches;
    struct optimizer opt;
};

static void start(struct training *t)
{
    static size_t order[PICTURES];
    static real x[PICTURES * PIXELS];
    static unsigned char batch_labels[PICTURES];
    static const size_t units[] = {PIXELS, HIDDEN, CLASSES};

    t->set = make_set();
    rng_seed(&t->rng, 8);
    for (size_t i = 0; i < PICTURES; i++) {
        order[i] = i;
    }
    t->batches = (struct batches){.set = &t->set,
                                  .batch = 6,
                                  .order = order,
                                  .next = PICTURES,
                                  .rng = &t->rng,
                                  .x = x,
                                  .labels = batch_labels};
    if (network_create(&t->net, 2, units, RELU, PICTURES) != 0 ||
        optimizer_create(&t->opt, method_find("sgd"),
                         (struct settings){.lr = 0.1}, t->net.n) != 0) {
        exit(1);
    }
    fill(t->net.n, t->net.theta, 7);
}

/* Where each example comes: a row place, example. A picture's first pixel tells
 * which it is. */
static void draw_next_batch(void)
{
    struct training t;
    int place = 0;

    start(&t);
    for (int k = 0; k < 12; k++) {
        const size_t m = next_batch(&t.batches);
        for (size_t i = 0; i < m && i < 6; i++) {
            size_t which = 0;
            while (which < PICTURES &&
                   t.set.x[which * PIXELS] != t.batches.x[i * PIXELS]) {
                which++;
            }
            printf("%d\t%zu\n", place++, which);
        }
    }
}

/* The logits of all pictures. */
static void draw_network_forward(void)
{
    struct training t;
    int place = 0;

    start(&t);
    print_array(PICTURES * CLASSES,
                network_forward(&t.net, t.net.theta, PICTURES, t.set.x),
                &place);
}

static void draw_network_gradient(void)
{
    struct training t;
    int place = 0;

    start(&t);
    network_gradient(&t.net, t.net.theta, PICTURES, t.set.x, t.set.labels);
    print_array(t.net.n, t.net.grad, &place);
}

enum { TRAINED = 60 };

static void draw_train_step(void)
{
    struct training t;

    start(&t);
    for (int k = 0; k < TRAINED; k++) {
        printf("%d\t%.17g\n", k,
               (double)train_step(&t.net, &t.opt, &t.batches));
    }
}

/* One network, measured in batches of all sizes: accuracy and loss. */
static void draw_evaluate(void)
{
    struct training t;

    start(&t);
    for (size_t batch = 1; batch <= PICTURES; batch++) {
        const struct score s = evaluate(&t.net, t.net.theta, &t.set, batch);
        printf("%.17g\t%zu\t%.17g\n", s.accuracy, batch, s.loss);
    }
}

/* Room for the published loop, which stores too much. */
static void draw_repaired_loss_curve(void)
{
    static real losses[8 * TRAINED];
    struct training t;
    struct sgd opt = {.lr = (real)0.1};

    start(&t);
    repaired_loss_curve(&t.net, &opt, &t.batches, TRAINED, losses);
    for (int k = 0; k < TRAINED; k++) {
        printf("%d\t%.17g\n", k, (double)losses[k]);
    }
}

static void draw_repaired_accuracy_curve(void)
{
    enum { EVERY = 5 };
    static struct point curve[TRAINED];
    struct training t;
    size_t count;

    start(&t);
    count = repaired_accuracy_curve(&t.net, &t.opt, &t.batches, &t.set, TRAINED,
                                    EVERY, curve);
    for (size_t k = 0; k < count && k < TRAINED; k++) {
        printf("%zu\t%.17g\n", curve[k].step, curve[k].accuracy);
    }
}

const struct picture pictures[] = {
    {"affine_forward", draw_affine_forward},
    {"affine_backward", draw_affine_backward},
    {"sigmoid_forward", draw_sigmoid_forward},
    {"sigmoid_backward", draw_sigmoid_backward},
    {"relu_forward", draw_relu_forward},
    {"relu_backward", draw_relu_backward},
    {"softmax_cross_entropy", draw_softmax_cross_entropy},
    {"next_batch", draw_next_batch},
    {"network_forward", draw_network_forward},
    {"network_gradient", draw_network_gradient},
    {"train_step", draw_train_step},
    {"evaluate", draw_evaluate},
    {"repaired_loss_curve", draw_repaired_loss_curve},
    {"repaired_accuracy_curve", draw_repaired_accuracy_curve},
    {NULL, NULL},
};
