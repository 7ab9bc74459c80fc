/* given/network.h, and our functions that work on it: the gradient against the reader's own
 * tool, the numerical gradient; and where the parameters lie. */
#include "unit.h"

#include <string.h>
#include "contract/initialization.h"
#include "contract/mnist-mlp.h"
#include "contract/sgd.h"
#include "given/network.h"
#include "given/rng.h"

enum { BATCH = 3, INPUTS = 6, CLASSES = 4 };

static struct network net;
static real x[BATCH * INPUTS];

static void create(size_t depth, const size_t units[],
                   enum activation activation, uint64_t seed)
{
    struct rng rng;

    rng_seed(&rng, seed);
    ck_assert_int_eq(network_create(&net, depth, units, activation, BATCH), 0);
    init_normal(&rng, (real)0.7, net.n, net.theta);
    init_normal(&rng, 1, BATCH * INPUTS, x);
}

START_TEST(the_parameters_lie_as_said)
{
    const size_t units[] = {INPUTS, 5, CLASSES};

    create(2, units, RELU, 1);
    ck_assert_uint_eq(net.n, 6 * 5 + 5 + 5 * 4 + 4);
    ck_assert_uint_eq(net.layer[0].w, 0);
    ck_assert_uint_eq(net.layer[0].b, 30);
    ck_assert_uint_eq(net.layer[1].w, 35);
    ck_assert_uint_eq(net.layer[1].b, 55);
    network_free(&net);
    ck_assert(net.theta == NULL);
}
END_TEST

#ifndef REAL_IS_FLOAT
static const unsigned char labels[BATCH] = {1, 3, 0};

static double loss_at(size_t n, const double theta[n], void *data)
{
    (void)n;
    (void)data;
    return network_gradient(&net, theta, BATCH, x, labels);
}

/* The network's gradient at theta, then that of central differences. */
static void gradient_is_right(size_t depth, const size_t units[],
                              enum activation activation)
{
    for (uint64_t seed = 1; seed <= 5; seed++) {
        create(depth, units, activation, seed);
        double *exact = malloc(2 * net.n * sizeof *exact);
        double *numerical = exact + net.n;
        double *theta = malloc(net.n * sizeof *theta);
        /* Not at net.theta: the point is an argument. */
        memcpy(theta, net.theta, net.n * sizeof *theta);
        memset(net.theta, 0, net.n * sizeof *theta);
        network_gradient(&net, theta, BATCH, x, labels);
        memcpy(exact, net.grad, net.n * sizeof *exact);
        numerical_gradient(loss_at, NULL, 1e-5, net.n, theta, numerical);
        /* The error of the differences is about 1e-10, of a mistake 1e-2. */
        for (size_t i = 0; i < net.n; i++)
            ck_close(exact[i], numerical[i], 1e-8);
        free(exact);
        free(theta);
        network_free(&net);
    }
}

START_TEST(the_gradient_of_one_layer_is_right)
{
    gradient_is_right(1, (size_t[]){INPUTS, CLASSES}, RELU);
}
END_TEST

START_TEST(the_gradient_with_sigmoid_is_right)
{
    gradient_is_right(3, (size_t[]){INPUTS, 5, 7, CLASSES}, SIGMOID);
}
END_TEST

START_TEST(the_gradient_with_relu_is_right)
{
    gradient_is_right(3, (size_t[]){INPUTS, 5, 7, CLASSES}, RELU);
}
END_TEST
#endif

/* The network may be made for more examples than there are in one batch. */
START_TEST(a_short_batch_is_a_batch)
{
    const size_t units[] = {INPUTS, 5, CLASSES};
    real first[CLASSES];

    create(2, units, SIGMOID, 1);
    const real *logits = network_forward(&net, net.theta, BATCH, x);
    memcpy(first, logits, sizeof first);
    logits = network_forward(&net, net.theta, 1, x);
    for (int k = 0; k < CLASSES; k++)
        ck_close(logits[k], first[k], TOLERANCE(1e-15, 1e-6));
    network_free(&net);
}
END_TEST

START_TEST(too_little_memory_is_told)
{
    const size_t units[] = {INPUTS, 5, CLASSES};

    ck_assert_int_eq(network_create(&net, 2, units, RELU, (size_t)1 << 55), -1);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {the_parameters_lie_as_said,
#ifndef REAL_IS_FLOAT
                                  the_gradient_of_one_layer_is_right,
                                  the_gradient_with_sigmoid_is_right,
                                  the_gradient_with_relu_is_right,
#endif
                                  a_short_batch_is_a_batch,
                                  too_little_memory_is_told,
                                  NULL};
    return run_tests("network", tests);
}
