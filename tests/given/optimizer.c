/* given/optimizer.h: the table of methods, and a method that has all that a row
 * can say. */
#include "unit.h"

#include <string.h>
#include "given/optimizer.h"

static int is_in_range(const struct setting *setting, const struct method *m)
{
    const double usual = method_usual(m, setting);

    return usual >= setting->least && usual <= setting->most;
}

START_TEST(every_row_is_complete)
{
    for (const struct method *m = methods; m->name != NULL; m++) {
        ck_assert_ptr_eq(method_find(m->name), m);
        ck_assert(m->step != NULL);
        for (const struct setting *s = settings; s->name != NULL; s++)
            ck_assert(method_usual(m, s) == 0 || is_in_range(s, m));
        ck_assert_uint_le(m->arrays, MOST_ARRAYS);
    }
    ck_assert_ptr_null(method_find("no such method"));
    ck_assert_ptr_null(method_find(""));
}
END_TEST

START_TEST(sgd_takes_its_step)
{
    struct optimizer opt;
    real theta[] = {3, 1}, grad[] = {2, -4};

    ck_assert_int_eq(optimizer_create(&opt, method_find("sgd"),
                                      (struct settings){.lr = 0.5}, 2),
                     0);
    ck_assert_ptr_eq(optimizer_point(&opt, 2, theta), theta);
    opt.method->step(&opt, 2, theta, grad);
    ck_close(theta[0], 2, TOLERANCE(1e-15, 1e-6));
    ck_close(theta[1], 3, TOLERANCE(1e-15, 1e-6));
    ck_assert_ptr_eq(optimizer_theta(&opt, 2, theta), theta);
    optimizer_free(&opt);
}
END_TEST

/* Two steps on f(x, y) = x^2/20 + y^2 from (-7, 2), as worked out by hand. */
static void check_two_steps(const char *name, struct settings set,
                            const double first[2], const double second[2])
{
    const double *expected[] = {first, second};
    struct optimizer opt;
    real stored[] = {-7, 2};

    ck_assert_int_eq(optimizer_create(&opt, method_find(name), set, 2), 0);
    for (int step = 0; step < 2; step++) {
        const real *at = optimizer_point(&opt, 2, stored);
        const real grad[] = {at[0] / 10, 2 * at[1]};

        opt.method->step(&opt, 2, stored, grad);
        for (int i = 0; i < 2; i++)
            ck_close(optimizer_theta(&opt, 2, stored)[i], expected[step][i],
                     TOLERANCE(1e-14, 1e-5));
    }
    optimizer_free(&opt);
}

START_TEST(methods_take_their_steps)
{
    const struct settings set = {.lr = 0.1, .alpha = 0.9};
    const double h[] = {0.49 + 0.3025, 16 + 1};

    check_two_steps("sgd", set, (double[]){-6.93, 1.6},
                    (double[]){-6.8607, 1.28});
    check_two_steps("momentum", set, (double[]){-6.93, 1.6},
                    (double[]){-6.7977, 0.92});
    check_two_steps("nesterov", set, (double[]){-6.93, 1.6},
                    (double[]){-6.79833, 0.992});
    check_two_steps("nesterov-shifted", set, (double[]){-6.93, 1.6},
                    (double[]){-6.79833, 0.992});
    check_two_steps(
        "adagrad", (struct settings){.lr = 1.5}, (double[]){-5.5, 0.5},
        (double[]){-5.5 + 1.5 * 0.55 / sqrt(h[0]), 0.5 - 1.5 / sqrt(h[1])});
    check_two_steps(
        "adagrad", (struct settings){.lr = 1.5, .eps = 0.3},
        (double[]){-5.95, 2 - 6 / 4.3},
        (double[]){-5.95 + 1.5 * 0.595 / (sqrt(0.49 + 0.354025) + 0.3),
                   2 - 6 / 4.3 -
                       1.5 * (4 - 12 / 4.3) / (hypot(4, 4 - 12 / 4.3) + 0.3)});
}
END_TEST

/* A method that looks one ahead, stores one more than theta, and counts its
 * steps in its first array. */
static void count_step(struct optimizer *opt, size_t n, real theta[],
                       const real grad[])
{
    (void)theta;
    (void)grad;
    for (size_t i = 0; i < n; i++)
        opt->array[0][i]++;
}

static void one_ahead(const struct optimizer *opt, size_t n,
                      const real stored[], real point[])
{
    (void)opt;
    for (size_t i = 0; i < n; i++)
        point[i] = stored[i] + 1;
}

static void one_less(const struct optimizer *opt, size_t n, const real stored[],
                     real theta[])
{
    (void)opt;
    for (size_t i = 0; i < n; i++)
        theta[i] = stored[i] - 1;
}

START_TEST(arrays_point_and_theta_are_the_methods_own)
{
    const struct method method = {.name = "test",
                                  .arrays = 3,
                                  .usual = {.lr = 1},
                                  .step = count_step,
                                  .point = one_ahead,
                                  .read = one_less};
    struct optimizer opt;
    real stored[] = {10, 20};

    ck_assert_int_eq(optimizer_create(&opt, &method, method.usual, 2), 0);
    for (int i = 0; i < MOST_ARRAYS; i++)
        ck_assert(opt.array[i][0] == 0 && opt.array[i][1] == 0);
    opt.method->step(&opt, 2, stored, stored);
    ck_assert(opt.array[0][1] == 1 && opt.array[1][0] == 0);
    ck_assert(optimizer_point(&opt, 2, stored)[1] == 21);
    ck_assert(optimizer_theta(&opt, 2, stored)[1] == 19);
    ck_assert(stored[0] == 10 && stored[1] == 20);
    /* Neither has taken the place of an array. */
    ck_assert(opt.array[0][0] == 1 && opt.array[1][0] == 0);
    ck_assert(opt.array[2][1] == 0);
    optimizer_free(&opt);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        every_row_is_complete, sgd_takes_its_step, methods_take_their_steps,
        arrays_point_and_theta_are_the_methods_own, NULL};
    return run_tests("optimizer", tests);
}
