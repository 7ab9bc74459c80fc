/* What the tests of the given code share; tests/test-given.sh runs them. */
#ifndef UNIT_H
#define UNIT_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include "given/real.h"

/* How far a result may be off: in double, and in float. */
#ifdef REAL_IS_FLOAT
#define TOLERANCE(in_double, in_float) (in_float)
#else
#define TOLERANCE(in_double, in_float) (in_double)
#endif

/* NaN is never close; the tolerance is absolute for small numbers and relative
 * for large ones. */
#define ck_close(got, want, tolerance)                                         \
    do {                                                                       \
        double got_ = (got), want_ = (want);                                   \
        double scale_ = fabs(want_) > 1 ? fabs(want_) : 1;                     \
        ck_assert_msg(fabs(got_ - want_) <= (tolerance)*scale_,                \
                      "%s is %.17g, not %.17g", #got, got_, want_);            \
    } while (0)

/* Run the tests, each in a process of its own; the result is main's. */
static int run_tests(const char *name, const TTest *const tests[])
{
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    SRunner *runner = srunner_create(suite);

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    for (size_t i = 0; tests[i] != NULL; i++)
        tcase_add_test(tcase, tests[i]);
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
