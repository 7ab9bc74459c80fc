/* The suite of chapter 1; how suites are written: tests/suite.h. */
#include "contract/sgd.h"
#include "suite.h"

/* ---- sgd_step ----------------------------------------------------------- */

/* One step from `start`, which must end at theta - lr * grad. */
static void step_once(real lr, size_t n, const real start[], const real g[])
{
    struct sgd opt = {.lr = lr};
    real *theta = vector("theta", n, start);
    const real *grad = input("grad", n, g);
    double expected[64], largest = 0;

    for (size_t i = 0; i < n; i++) {
        expected[i] = (double)start[i] - (double)lr * (double)g[i];
        largest = fmax(largest, fabs((double)start[i]));
    }
    calling("sgd_step with lr = %s, theta = %s, grad = %s", number(lr),
            show(n, start), show(n, g));
    sgd_step(&opt, n, theta, grad);
    check_vector("theta", n, theta, expected, TOL(1e-15, 1e-6), largest,
                 "eq:sgd (0.0)");
    check_same_bits("lr", 1, &opt.lr, &lr, "sec:sgd-update (0.0)");
}

static void one_step_by_hand(void)
{
    step_once((real)0.5, 2, (real[]){3, 1}, (real[]){2, -4});
}

const struct exercise exercises[] = {
    {"sgd_step", "sec:sgd-update (0.0)", TESTS(TEST(one_step_by_hand))},
    {0},
};
