/* What the suites tests/NN-topic.c are written with. */
#ifndef SUITE_H
#define SUITE_H

/*
 * A suite is one program a chapter. It names the exercises of its contract in
 * the order of the book, each with the section to read and its tests:
 *
 *     #include "contract/sgd.h"
 *     #include "suite.h"
 *
 *     static void two_unequal_coordinates(void)
 *     {
 *         struct sgd opt = {.lr = (real)0.5};
 *         const real start[] = {3, 1}, g[] = {2, -4};
 *         const double expected[] = {2, 3};
 *         real *theta = vector("theta", 2, start);
 *         const real *grad = input("grad", 2, g);
 *
 *         calling("sgd_step with lr = %s, theta = %s, grad = %s",
 *                 number(opt.lr), show(2, start), show(2, g));
 *         sgd_step(&opt, 2, theta, grad);
 *         check_vector("theta", 2, theta, expected, TOL(1e-14, 1e-4), 1,
 *                      "eq:sgd (1.1)");
 *     }
 *
 *     const struct exercise exercises[] = {
 *         {"sgd_step", "sec:sgd-update (1.1)",
 *          TESTS(TEST(two_unequal_coordinates), TEST(..))},
 *         {0},
 *     };
 *
 * Each test runs in a process of its own. When its function returns, memory it
 * lent is looked at (nothing written outside, inputs as they were) and the test
 * is marked complete; only complete tests count as passed. A suite is compiled
 * for double and for float, with and without sanitizers: write real, and write
 * numbers that go into a real as (real)0.1. Expected values are double, worked
 * out from what the real holds.
 */

#include <stdint.h>
#include "given/real.h"

struct test {
    const char *name;
    void (*run)(void);
};

struct exercise {
    const char *name;    /* the contract's function */
    const char *section; /* what to read, label and number */
    const struct test *tests;
};

/* Defined by the suite; ends with {0}. */
extern const struct exercise exercises[];

#define TEST(function)                                                         \
    {                                                                          \
#function, function                                                    \
    }
#define TESTS(...) ((const struct test[]){__VA_ARGS__, {0}})

/* The tolerance of an assertion: the first in double, the second in float. */
#ifdef REAL_IS_FLOAT
#define TOL(in_double, in_float) (in_float)
#else
#define TOL(in_double, in_float) (in_double)
#endif

/*
 * Lend an array of n elements under the name that the contract gives it:
 * vector is a copy of from that may be changed, input one that must not be,
 * filled holds n times value. Under the sanitizers each is a block of its exact
 * size, otherwise it has guard words on both sides.
 */
real *vector(const char *name, size_t n, const real from[]);
const real *input(const char *name, size_t n, const real from[]);
real *filled(const char *name, size_t n, real value);

/* The same for bytes of any type: size_t order[], labels, a struct. */
void *lend(const char *name, size_t bytes, const void *from);
const void *lend_input(const char *name, size_t bytes, const void *from);

/* Look at all lent memory now and take it back: for tests that lend much. */
void give_back(void);

/*
 * Fill a with numbers without pattern, each different, from -size to size in
 * steps of size / 1000: what a swapped index, a shared element or a forgotten
 * one cannot reproduce. The same for a seed on every machine; the second gives
 * none below 0.
 */
void scatter(size_t n, real a[], double size, unsigned seed);
void scatter_positive(size_t n, real a[], double size, unsigned seed);

/* A test that several rules share takes the rule: TEST_OF(adam, by_hand) makes
 * of it the test adam_by_hand, for the table at the end. */
#define TEST_OF(rule, test)                                                    \
    static void rule##_##test(void)                                            \
    {                                                                          \
        test(&rule);                                                           \
    }

/* Say what is called with what; a failure that follows repeats it. */
void calling(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Say which step of a run this is, from 1; calling() forgets it. */
void at_step(int step);

/* Say what helps a learner whose numbers differ; calling() forgets it. It takes
 * the place of the grader's own "write real, not double". */
void hint(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Write numbers for calling(): "(3, 0.1, -2)"; "0.1". Of an array of more than
 * 8 a failure shows the element that differs. */
const char *show(size_t n, const real a[]);
const char *show_sizes(size_t n, const size_t a[]);
const char *number(double value);

/*
 * got must be expected but for relative * (|expected| + scale), where scale is
 * the size of the numbers that went into it. An expected NaN or infinity must
 * be met by the same. equation is what the learner should look at.
 */
void check_close(const char *what, double got, double expected, double relative,
                 double scale, const char *equation);

/* The same for each element; the first one that differs is named. */
void check_vector(const char *what, size_t n, const real got[],
                  const double expected[], double relative, double scale,
                  const char *equation);

/* The same with a scale for each element. */
void check_each(const char *what, size_t n, const real got[],
                const double expected[], double relative, const double scale[],
                const char *equation);

/* Each element must have the very bits of expected. */
void check_same_bits(const char *what, size_t n, const real got[],
                     const real expected[], const char *equation);

/* What the format says must not be: fail with it unless condition holds. Where
 * there is something to compare, the text is "where\texpected\tgot\thint", the
 * hint if there is one; a plain sentence is for what has no two sides. */
void check_that(int condition, const char *equation, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
