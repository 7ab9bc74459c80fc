/* contract/mnist-mlp.h as the trainer links it: the affine layers of CBLAS, and
 * those of plain loops, each against sums written out here; and the whole
 * network against figures computed elsewhere. */
#include "unit.h"

#include <string.h>
#include "contract/initialization.h"
#include "contract/mnist-mlp.h"
#include "contract/sgd.h"
#include "given/idx.h"
#include "given/network.h"
#include "given/rng.h"

/* ---- the affine layers -------------------------------------------------- */

enum { MOST = 200 * 200 };

static real x[MOST], w[MOST], b[MOST], y[MOST], dy[MOST], dx[MOST], dw[MOST],
    db[MOST];

static void fill(size_t n, real a[])
{
    static struct rng rng = {{1, 2, 3, 4}};

    init_normal(&rng, 1, n, a);
}

/* What was in the outputs before must not matter: it is NaN. */
static void spoil_outputs(void)
{
    for (size_t i = 0; i < MOST; i++)
        y[i] = dx[i] = dw[i] = db[i] = NAN;
}

/* The sum over t < terms of a[first + t step] c[first' + t step']. */
static double sum(size_t terms, const real a[], size_t a_step, const real c[],
                  size_t c_step)
{
    double s = 0;

    for (size_t t = 0; t < terms; t++)
        s += (double)a[t * a_step] * c[t * c_step];
    return s;
}

static void affine_is_right(size_t batch, size_t in, size_t out)
{
    const real one = 1;

    fill(batch * in, x);
    fill(in * out, w);
    fill(out, b);
    fill(batch * out, dy);
    spoil_outputs();
    affine_forward(batch, in, out, x, w, b, y);
    affine_backward(batch, in, out, x, w, dy, dx, dw, db);
    for (size_t i = 0; i < batch; i++) {
        for (size_t k = 0; k < out; k++)
            ck_close(y[i * out + k], b[k] + sum(in, x + i * in, 1, w + k, out),
                     TOLERANCE(1e-13, 1e-5));
        for (size_t j = 0; j < in; j++)
            ck_close(dx[i * in + j], sum(out, dy + i * out, 1, w + j * out, 1),
                     TOLERANCE(1e-13, 1e-5));
    }
    for (size_t k = 0; k < out; k++) {
        for (size_t j = 0; j < in; j++)
            ck_close(dw[j * out + k], sum(batch, x + j, in, dy + k, out),
                     TOLERANCE(1e-13, 1e-5));
        ck_close(db[k], sum(batch, &one, 0, dy + k, out),
                 TOLERANCE(1e-13, 1e-5));
    }
}

START_TEST(the_affine_layer_is_right_in_every_shape)
{
    const size_t size[][3] = {{1, 1, 1},  {1, 5, 3},     {5, 1, 3},
                              {5, 3, 1},  {2, 3, 4},     {7, 13, 11},
                              {16, 8, 4}, {128, 40, 20}, {33, 129, 65}};

    for (size_t i = 0; i < sizeof size / sizeof size[0]; i++)
        affine_is_right(size[i][0], size[i][1], size[i][2]);
}
END_TEST

START_TEST(the_gradient_of_the_input_may_be_left_out)
{
    fill(6, x);
    fill(6, w);
    fill(4, dy);
    spoil_outputs();
    affine_backward(2, 3, 2, x, w, dy, NULL, dw, db);
    ck_close(dw[5], x[2] * dy[1] + x[5] * dy[3], TOLERANCE(1e-15, 1e-6));
    ck_close(db[1], dy[1] + dy[3], TOLERANCE(1e-15, 1e-6));
    ck_assert(isnan(dx[0]));
}
END_TEST

/* ---- the loss ----------------------------------------------------------- */

/* By hand: exp of a difference of 800 is 0, and of 1, e. */
START_TEST(huge_logits_give_finite_losses)
{
    const unsigned char label_0 = 0;
    const real far_apart[] = {0, 800}, large[] = {1000, 1001},
               negative[] = {-1000, -1001};
    real d[2];

    ck_close(softmax_cross_entropy(1, 2, far_apart, &label_0, d), 800, 1e-12);
    ck_close(d[0], -1, 1e-12);
    ck_close(softmax_cross_entropy(1, 2, large, &label_0, d), log(1 + exp(1.0)),
             TOLERANCE(1e-14, 1e-6));
    ck_close(softmax_cross_entropy(1, 2, negative, &label_0, NULL),
             log(1 + exp(-1.0)), TOLERANCE(1e-14, 1e-6));
}
END_TEST

START_TEST(sigmoid_saturates_without_nan)
{
    const real in[] = {-800, 0, 800};
    real out[3];

    sigmoid_forward(3, in, out);
    ck_assert(out[0] == 0 && out[1] == (real)0.5 && out[2] == 1);
}
END_TEST

START_TEST(a_row_with_nan_is_wrong_and_ties_go_to_the_lowest)
{
    const real z[] = {NAN, 1, 0, NAN, 2, 2, 3, 3, -5, -4};
    const unsigned char right[] = {1, 0, 0, 1, 1};

    ck_assert_uint_eq(count_correct(5, 2, z, right), 2);
}
END_TEST

/* ---- the whole network against tests/oracle/mnist-batch.tsv -------------- */

enum { BATCH = 100, DEPTH = 3 };

static const size_t units[] = {784, 40, 20, 10};
static const double tolerance = TOLERANCE(1e-10, 1e-5);
static struct network net;
static struct examples set;

/* The value of a line of the file. */
static double figure(const char *what, const char *where)
{
    FILE *file = fopen("tests/oracle/mnist-batch.tsv", "r");
    char line[200], a[40], c[40];
    double value = NAN, v;

    ck_assert(file != NULL);
    while (fgets(line, sizeof line, file)) {
        if (line[0] != '#' && sscanf(line, "%39s %39s %lf", a, c, &v) == 3 &&
            strcmp(a, what) == 0 && strcmp(c, where) == 0)
            value = v;
    }
    fclose(file);
    ck_assert_msg(!isnan(value), "the file has no %s %s", what, where);
    return value;
}

/* The weights that the file describes, by its own generator. */
static void draw(uint64_t *s, double amplitude, size_t n, real a[])
{
    for (size_t i = 0; i < n; i++) {
        *s = *s * 6364136223846793005u + 1442695040888963407u;
        a[i] = amplitude * (2 * ((*s >> 11) * 0x1p-53) - 1);
    }
}

static void prepare(void)
{
    char error[IDX_ERROR] = "";
    uint64_t s = 12345;

    ck_assert_msg(idx_read_set(&set, getenv("MNIST_DIR"), "train", error) == 0,
                  "%s", error);
    ck_assert_int_eq(network_create(&net, DEPTH, units, SIGMOID, BATCH), 0);
    for (int l = 0; l < DEPTH; l++) {
        const struct layer *layer = &net.layer[l];
        draw(&s, l == 0 ? 0.1 : 0.5, layer->in * layer->out,
             net.theta + layer->w);
        draw(&s, 0.1, layer->out, net.theta + layer->b);
    }
}

static void clean_up(void)
{
    idx_free(&set);
    network_free(&net);
}

static double pixel_sum(size_t n)
{
    double s = 0;

    for (size_t i = 0; i < n; i++)
        s += set.x[i];
    return 255 * s;
}

/* The sums over one array of parameters, or the norm of its gradient. */
static void check_array(char kind, int number, size_t first, size_t n)
{
    const char where[] = {kind, (char)('1' + number), '\0'};
    double theta = 0, grad = 0, square = 0;

    for (size_t i = first; i < first + n; i++) {
        theta += net.theta[i];
        grad += net.grad[i];
        square += (double)net.grad[i] * net.grad[i];
    }
    ck_close(theta, figure("theta_sum", where), tolerance);
    ck_close(grad, figure("grad_sum", where), tolerance);
    ck_close(sqrt(square), figure("grad_norm", where), tolerance);
}

START_TEST(logits_loss_and_gradient_agree_with_the_figures)
{
    char where[20];

    prepare();
    ck_close(pixel_sum(784), figure("pixel_sum", "first"), 1e-6);
    ck_close(pixel_sum(784 * BATCH), figure("pixel_sum", "batch"), 1e-6);
    double loss = network_gradient(&net, net.theta, BATCH, set.x, set.labels);
    ck_close(loss, figure("loss", "-"), tolerance);
    const real *logits = net.layer[DEPTH - 1].y;
    ck_assert_uint_eq(count_correct(BATCH, 10, logits, set.labels),
                      (size_t)figure("correct", "-"));
    for (int k = 0; k < 10; k++) {
        snprintf(where, sizeof where, "%d", k);
        ck_close(logits[k], figure("logit", where), tolerance);
    }
    for (int l = 0; l < DEPTH; l++) {
        const struct layer *layer = &net.layer[l];
        check_array('W', l, layer->w, layer->in * layer->out);
        check_array('b', l, layer->b, layer->out);
    }
    clean_up();
}
END_TEST

/* Lines like `grad W1[400,7] value` and `grad b1[7] value`. */
START_TEST(single_gradients_agree_with_the_figures)
{
    FILE *file = fopen("tests/oracle/mnist-batch.tsv", "r");
    char line[200], kind;
    double value;
    int found = 0;
    size_t l, i, k;

    ck_assert(file != NULL);
    prepare();
    network_gradient(&net, net.theta, BATCH, set.x, set.labels);
    while (fgets(line, sizeof line, file)) {
        const struct layer *layer;
        if (sscanf(line, "grad %c%zu[%zu,%zu] %lf", &kind, &l, &i, &k,
                   &value) == 5) {
            layer = &net.layer[l - 1];
            ck_close(net.grad[layer->w + i * layer->out + k], value, tolerance);
            found++;
        } else if (sscanf(line, "grad %c%zu[%zu] %lf", &kind, &l, &k, &value) ==
                   4) {
            layer = &net.layer[l - 1];
            ck_close(net.grad[layer->b + k], value, tolerance);
            found++;
        }
    }
    fclose(file);
    ck_assert_int_eq(found, 20);
    clean_up();
}
END_TEST

/* The whole set is one batch, so its order matters to the last digits only. */
static void losses_agree(const char *what, double lr)
{
    struct rng rng;
    struct optimizer opt;
    struct batches batches = {.set = &set, .batch = BATCH, .rng = &rng};
    char where[20];

    prepare();
    ck_assert_uint_eq(set.n, BATCH);
    rng_seed(&rng, 1);
    batches.next = set.n;
    batches.order = calloc(BATCH, sizeof *batches.order);
    batches.x = malloc(BATCH * set.inputs * sizeof *batches.x);
    batches.labels = malloc(BATCH);
    for (size_t i = 0; i < BATCH; i++)
        batches.order[i] = i;
    ck_assert_int_eq(optimizer_create(&opt, method_find("sgd"),
                                      (struct settings){.lr = lr}, net.n),
                     0);
    for (int t = 0; t <= 10; t++) {
        snprintf(where, sizeof where, "%d", t);
        ck_close(train_step(&net, &opt, &batches), figure(what, where),
                 tolerance);
    }
    optimizer_free(&opt);
    free(batches.order);
    free(batches.x);
    free(batches.labels);
    clean_up();
}

START_TEST(the_score_agrees_with_the_figures)
{
    prepare();
    for (size_t batch = 1; batch <= BATCH; batch += 33) {
        struct score score = evaluate(&net, net.theta, &set, batch);
        ck_close(score.loss, figure("loss", "-"), tolerance);
        ck_close(score.accuracy, figure("correct", "-") / BATCH, 1e-12);
    }
    clean_up();
}
END_TEST

START_TEST(ten_steps_agree_with_the_figures)
{
    losses_agree("sgd_0.5", 0.5);
    losses_agree("sgd_0.01", 0.01);
}
END_TEST

int main(void)
{
    const TTest *tests[] = {the_affine_layer_is_right_in_every_shape,
                            the_gradient_of_the_input_may_be_left_out,
                            huge_logits_give_finite_losses,
                            sigmoid_saturates_without_nan,
                            a_row_with_nan_is_wrong_and_ties_go_to_the_lowest,
                            logits_loss_and_gradient_agree_with_the_figures,
                            single_gradients_agree_with_the_figures,
                            ten_steps_agree_with_the_figures,
                            the_score_agrees_with_the_figures,
                            NULL};
    /* tests/test-given.sh says that these are left out. */
    if (getenv("MNIST_DIR") == NULL || getenv("MNIST_DIR")[0] == '\0')
        tests[5] = NULL;
    return run_tests("layers", tests);
}
