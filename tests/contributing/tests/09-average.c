/* The suite of chapter 9; how suites are written: tests/suite.h. */
#include "contract/average.h"
#include "suite.h"

/* Points 4, 8 and 0 have the averages 4, 6 and 4, by hand. */
static void three_points(void)
{
    const real point[3][2] = {{4, -1}, {8, -1}, {0, -1}};
    const double expected[3][2] = {{4, -1}, {6, -1}, {4, -1}};
    real *average = filled("average", 2, 0);

    for (int k = 1; k <= 3; k++) {
        const real *theta = input("theta", 2, point[k - 1]);

        calling("average_point with k = %d, average = %s, theta = %s", k,
                show(2, average), show(2, theta));
        average_point(k, 2, average, theta);
        check_vector("average", 2, average, expected[k - 1], TOL(1e-14, 1e-6),
                     8, "eq:average (9.1)");
    }
}

const struct exercise exercises[] = {
    {"average_point", "sec:average-update (9.1)", TESTS(TEST(three_points))},
    {0},
};
