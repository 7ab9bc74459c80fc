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

/* One or two steps on f(x, y) = x^2/20 + y^2 from (-7, 2), as worked out by hand. */
static void check_two_steps(const char *name, struct settings set,
                            const double first[2], const double second[2])
{
    const double *expected[] = {first, second};
    struct optimizer opt;
    real stored[] = {-7, 2};

    ck_assert_int_eq(optimizer_create(&opt, method_find(name), set, 2), 0);
    for (int step = 0; step < 2 && expected[step] != NULL; step++) {
        const real *at = optimizer_point(&opt, 2, stored);
        const real grad[] = {at[0] / 10, 2 * at[1]};

        opt.method->step(&opt, 2, stored, grad);
        for (int i = 0; i < 2; i++)
            ck_close(optimizer_theta(&opt, 2, stored)[i], expected[step][i],
                     TOLERANCE(1e-14, 1e-5));
    }
    optimizer_free(&opt);
}

START_TEST(running_means_take_their_steps)
{
    /* h is 0.1225 and 4 after the first step, whose roots are 0.35 and 2. */
    const double q = 2 - 0.4 / 2.35, s = sqrt(2.3725);

    check_two_steps("rmsprop", (struct settings){.lr = 0.1, .rho = 0.75},
                    (double[]){-6.8, 1.8},
                    (double[]){-6.8 + 0.068 / sqrt(0.091875 + 0.1156),
                               1.8 - 0.36 / sqrt(3 + 3.24)});
    check_two_steps(
        "rmsprop", (struct settings){.lr = 0.1, .rho = 0.75, .eps = 0.35},
        (double[]){-6.9, q},
        (double[]){-6.9 + 0.069 / (sqrt(0.091875 + 0.119025) + 0.35),
                   q - 0.2 * q / (sqrt(3 + q * q) + 0.35)});
    check_two_steps("rmsprop-inside",
                    (struct settings){.lr = 0.1, .rho = 0.75, .eps = 2.25},
                    (double[]){-7 + 0.07 / s, 1.84},
                    (double[]){-7 + 0.07 / s +
                                   (0.07 - 0.0007 / s) /
                                       sqrt(2.25 + 0.091875 +
                                            0.25 * pow(0.7 - 0.007 / s, 2)),
                               1.84 - 0.368 / sqrt(2.25 + 3 + 1.84 * 1.84)});
}
END_TEST

START_TEST(adadelta_takes_its_steps)
{
    /* After the first step h is 0.3675 and 12, r 0.3675/1.3675 and 12/13; these
     * are the gradients of the second one. */
    const double gx = -0.7 + 0.07 / sqrt(1.3675), gy = 4 - 8 / sqrt(13);

    check_two_steps(
        "adadelta", (struct settings){.rho = 0.25, .eps = 1},
        (double[]){10 * gx, gy / 2},
        (double[]){10 * gx - sqrt(1 + 0.3675 / 1.3675) * gx /
                                 sqrt(1 + 0.091875 + 0.75 * gx * gx),
                   gy / 2 - sqrt(1 + 12 / 13.0) * gy /
                                sqrt(1 + 3 + 0.75 * gy * gy)});
}
END_TEST

START_TEST(adam_takes_its_steps)
{
    const struct settings set = {.lr = 0.3, .rho1 = 0.9, .rho2 = 0.999};
    const struct settings eps = {
        .lr = 0.3, .rho1 = 0.5, .rho2 = 0.75, .eps = 0.7};
    const double first[] = {-6.7, 1.7};
    const double second[] = {-6.7 + 0.3 * 1.3 / 1.9 / sqrt(0.93841 / 1.999),
                             1.7 - 0.3 * 7 / 1.9 / sqrt(27.544 / 1.999)};

    check_two_steps("adam", set, first, second);
    check_two_steps("adam-folded", set, first, second);
    check_two_steps("adamw", set, first, second);
    check_two_steps("amsgrad", set, first, second);
    /* eps beside the root of the corrected mean, 0.7 and 4, or of the bare one,
     * half as large with these shares. */
    check_two_steps("adam", eps, (double[]){-6.85, 2 - 1.2 / 4.7}, NULL);
    check_two_steps("adam-folded", eps,
                    (double[]){-7 + 0.3 * 0.35 / 1.05, 2 - 0.3 * 2 / 2.7},
                    NULL);
}
END_TEST

START_TEST(kin_of_adam_take_their_steps)
{
    const struct settings decay = {
        .lr = 0.3, .rho1 = 0.9, .rho2 = 0.999, .weight_decay = 0.1};
    const struct settings falling = {.lr = 1.5, .rho1 = 0.9, .rho2 = 0.5};

    /* Of theta, 0.3 times 0.1 is taken off before each step. */
    check_two_steps(
        "adamw", decay, (double[]){-6.79 + 0.3, 1.94 - 0.3},
        (double[]){-6.49 * 0.97 +
                       0.3 * 0.1279 / 0.19 /
                           sqrt((0.999 * 0.49 + 0.649 * 0.649) / 1.999),
                   1.64 * 0.97 - 0.3 * 0.688 / 0.19 /
                                     sqrt((0.999 * 16 + 3.28 * 3.28) / 1.999)});
    /* The mean square of y falls, from 8 to 4.5; its largest stays. */
    check_two_steps("amsgrad", falling, (double[]){-5.5, 0.5},
                    (double[]){-5.5 + 1.5 * 0.118 / 0.19 / sqrt(0.27375 / 0.75),
                               0.5 - 1.5 * 0.46 / 0.19 / sqrt(8 / 0.75)});
}
END_TEST

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

/* Sees to it that what the method gets is clipped, and grad itself is not. */
START_TEST(gradients_are_clipped_before_the_step)
{
    struct optimizer opt;
    const real grad[] = {3, -4};

    for (int rule = NOT_CLIPPED; rule <= CLIP_VALUE; rule++) {
        const double moved[][2] = {{-3, 4}, {-1.5, 2}, {-2.5, 2.5}};
        real theta[] = {0, 0};

        ck_assert_int_eq(optimizer_create(&opt, method_find("sgd"),
                                          (struct settings){.lr = 1}, 2),
                         0);
        ck_assert_int_eq(opt.clip.rule, NOT_CLIPPED);
        opt.clip.rule = rule;
        opt.clip.at = 2.5;
        optimizer_step(&opt, 2, theta, grad);
        for (int i = 0; i < 2; i++)
            ck_close(theta[i], moved[rule][i], TOLERANCE(1e-15, 1e-6));
        optimizer_free(&opt);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {every_row_is_complete,
                                  sgd_takes_its_step,
                                  methods_take_their_steps,
                                  running_means_take_their_steps,
                                  adadelta_takes_its_steps,
                                  adam_takes_its_steps,
                                  kin_of_adam_take_their_steps,
                                  arrays_point_and_theta_are_the_methods_own,
                                  gradients_are_clipped_before_the_step,
                                  NULL};
    return run_tests("optimizer", tests);
}
