/* The race: every method from the same start on the valley x^2/20 + y^2, run by
 * the functions of the exercises; `make race`, and sec:race (5.14). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract/adam.h"
#include "given/optimizer.h"

enum { MOST_STEPS = 10000, PATH_STEPS = 30 };

static const double enough = 1e-3, too_much = 1e12;

/* An exercise that is still a stub ends the race here. */
_Noreturn void todo(const char *function)
{
    fprintf(stderr, "race: %s is not written yet; make check tells more\n",
            function);
    exit(1);
}

/* ---- the valley --------------------------------------------------------- */

/* A method on its way down. */
struct runner {
    struct optimizer opt;
    double cosine, sine; /* of the angle by which the valley is turned */
    double sign;         /* -1 asks steps_to for a loss above a bound */
    real theta[2], grad[2];
};

/* Return x^2/20 + y^2 in the turned coordinates; write its gradient. */
static real valley(const struct runner *r, const real theta[2], real grad[2])
{
    const double x = r->cosine * theta[0] + r->sine * theta[1];
    const double y = r->cosine * theta[1] - r->sine * theta[0];

    grad[0] = r->cosine * x / 10 - r->sine * 2 * y;
    grad[1] = r->sine * x / 10 + r->cosine * 2 * y;
    return x * x / 20 + y * y;
}

/* As steps_to wants it: the loss at theta, and the gradient where the method
 * wants it, which for Nesterov is elsewhere. */
static real loss(size_t n, const real stored[], real grad[], void *data)
{
    struct runner *r = data;
    const real *theta = optimizer_theta(&r->opt, n, stored);
    real unused[2];
    const real value = valley(r, theta, unused);

    valley(r, optimizer_point(&r->opt, n, stored), grad);
    return r->sign * value;
}

static void step(void *method, size_t n, real stored[], const real grad[])
{
    optimizer_step(method, n, stored, grad);
}

/* ---- who takes part ----------------------------------------------------- */

/* The published error of chapter 2, sec:nesterov-order (2.8): the velocity
 * comes first, and the formula for the old one is used with the new. */
static void step_wrong_order(struct optimizer *opt, size_t n, real shifted[],
                             const real grad[])
{
    const double lr = opt->set.lr, alpha = opt->set.alpha;
    real *v = opt->array[0];

    for (size_t i = 0; i < n; i++) {
        v[i] = alpha * v[i] - lr * grad[i];
        shifted[i] += alpha * alpha * v[i] - (1 + alpha) * lr * grad[i];
    }
}

static const struct method wrong_order = {
    .name = "wrong order",
    .arrays = 1,
    .usual = {.lr = 0.01, .alpha = 0.9},
    .step = step_wrong_order,
};

/* A method of the table, and what differs from its usual settings. */
struct entry {
    const char *key, *name, *method;
    struct settings set;
    int is_short; /* stands in the short table, too */
};

/* The runs that the books draw: 30 steps each. */
static const struct entry published[] = {
    {"sgd", "SGD", "sgd", {.lr = 0.95}, 0},
    {"momentum", "Momentum", "momentum", {.lr = 0.1}, 0},
    {"adagrad", "AdaGrad", "adagrad", {.lr = 1.5}, 0},
    {"rmsprop", "RMSProp", "rmsprop", {.lr = 0.1, .rho = 0.99}, 0},
    {"adam", "Adam", "adam-folded", {.lr = 0.3, .eps = 1e-7}, 0},
    {.key = NULL},
};

/* The columns of the table of steps, as the rate varies. */
static const struct entry racers[] = {
    {"sgd", "SGD", "sgd", {.lr = 0}, 1},
    {"momentum_0.5", "Momentum 0.5", "momentum", {.alpha = 0.5}, 0},
    {"momentum_0.9", "Momentum 0.9", "momentum", {.alpha = 0.9}, 1},
    {"momentum_0.99", "Momentum 0.99", "momentum", {.alpha = 0.99}, 0},
    {"nesterov", "Nesterov 0.9", "nesterov", {.alpha = 0.9}, 1},
    {"wrong_order", "wrong order 0.9", "wrong order", {.alpha = 0.9}, 0},
    {"adagrad", "AdaGrad", "adagrad", {.lr = 0}, 1},
    {"rmsprop_0.9", "RMSProp 0.9", "rmsprop", {.rho = 0.9}, 0},
    {"rmsprop_0.99", "RMSProp 0.99", "rmsprop", {.rho = 0.99}, 1},
    {"adam", "Adam", "adam", {.lr = 0}, 1},
    {.key = NULL},
};

static const double rates[] = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3,
                               0.5,   0.9,   0.95, 0.99, 1,   1.01,
                               1.5,   1.89,  1.91, 3,    5,   0};

/* The runs in the turned valley. */
static const struct entry turned[] = {
    {"sgd", "SGD 0.95", "sgd", {.lr = 0.95}, 0},
    {"momentum", "Momentum 0.1", "momentum", {.lr = 0.1}, 0},
    {"adagrad", "AdaGrad 1.5", "adagrad", {.lr = 1.5}, 0},
    {"adagrad_5", "AdaGrad 5", "adagrad", {.lr = 5}, 0},
    {"rmsprop", "RMSProp 0.5", "rmsprop", {.lr = 0.5, .rho = 0.99}, 0},
    {"adam", "Adam 0.1", "adam", {.lr = 0.1}, 0},
    {.key = NULL},
};

/* Of the runner's settings, replace those that are given. */
static void set_as(struct settings *set, struct settings given)
{
    for (const struct setting *s = settings; s->name != NULL; s++) {
        if (*setting_of(&given, s) != 0)
            *setting_of(set, s) = *setting_of(&given, s);
    }
}

/* Put a runner at the start, (-7, 2) in the turned coordinates. */
static void begin(struct runner *r, const struct entry *e, double degrees)
{
    const struct method *method = method_find(e->method);

    if (method == NULL)
        method = &wrong_order;
    struct settings set = method->usual;
    set_as(&set, e->set);
    if (optimizer_create(&r->opt, method, set, 2) != 0) {
        fputs("race: not enough memory\n", stderr);
        exit(1);
    }
    r->sign = 1;
    r->cosine = cos(degrees * PI / 180);
    r->sine = sin(degrees * PI / 180);
    r->theta[0] = r->cosine * -7 - r->sine * 2;
    r->theta[1] = r->sine * -7 + r->cosine * 2;
}

static void end(struct runner *r)
{
    optimizer_free(&r->opt);
}

/* ---- how many steps ----------------------------------------------------- */

/* Go on for at most so many steps, until the loss is below the bound, or above
 * it where sign is -1. Returns their number, or -1. */
static int go_on(struct runner *r, double sign, double bound, int most)
{
    r->sign = sign;
    return steps_to(loss, r, step, &r->opt, sign * bound, most, 2, r->theta,
                    r->grad);
}

/* The step at which f passes a bound for the first time, or -1. */
static int first_step(const struct entry *e, double degrees, double sign,
                      double bound)
{
    struct runner r;

    begin(&r, e, degrees);
    const int t = go_on(&r, sign, bound, MOST_STEPS);
    end(&r);
    return t;
}

/* The first step from which f stays below the bound to the end, or -1. */
static int settled_step(const struct entry *e)
{
    struct runner r;
    int t = 0, settled, more;

    begin(&r, e, 0);
    do {
        more = go_on(&r, 1, enough, MOST_STEPS - t);
        settled = more < 0 ? -1 : (t += more);
        more = settled < 0 ? -1 : go_on(&r, -1, enough, MOST_STEPS - t);
        t += more;
    } while (more >= 0);
    end(&r);
    return settled;
}

/* A cell: a number of steps, - for none, div@N where f passes 10^12. */
static const char *cell(char text[16], const struct entry *e, int steps)
{
    const int diverged = first_step(e, 0, -1, too_much);

    if (diverged >= 0)
        snprintf(text, 16, "div@%d", diverged);
    else if (steps < 0)
        strcpy(text, "-");
    else
        snprintf(text, 16, "%d", steps);
    return text;
}

static void print_cells(const struct entry *e)
{
    char first[16], settled[16];

    cell(first, e, first_step(e, 0, 1, enough));
    cell(settled, e, settled_step(e));
    if (strcmp(first, settled) == 0 && first[0] == 'd')
        printf("\t%s", first);
    else
        printf("\t%s / %s", first, settled);
}

/* ---- data sets ---------------------------------------------------------- */

static void print_point(struct runner *r)
{
    const real *theta = optimizer_theta(&r->opt, 2, r->theta);

    printf("\t%.17g\t%.17g", (double)theta[0], (double)theta[1]);
}

/* Step, then x and y of each of the published runs. */
static void print_paths(void)
{
    enum { RUNS = sizeof published / sizeof published[0] - 1 };
    struct runner run[RUNS];

    for (int k = 0; k < RUNS; k++)
        begin(&run[k], &published[k], 0);
    for (int t = 0; t <= PATH_STEPS; t++) {
        printf("%d", t);
        for (int k = 0; k < RUNS; k++) {
            print_point(&run[k]);
            go_on(&run[k], 1, -1, 1);
        }
        printf("\n");
    }
    for (int k = 0; k < RUNS; k++)
        end(&run[k]);
}

/* By rate and method: the first step below the bound / and from which on. */
static void print_steps(void)
{
    for (const double *lr = rates; *lr != 0; lr++) {
        printf("%g", *lr);
        for (const struct entry *e = racers; e->key != NULL; e++) {
            struct entry at = *e;
            at.set.lr = *lr;
            print_cells(&at);
        }
        printf("\n");
    }
}

/* The same for AdaDelta, by eps, for rho = 0.9, 0.95 and 0.99. */
static void print_adadelta(void)
{
    for (int k = 8; k > 0; k -= 2) {
        printf("1e-%d", k);
        for (int m = 0; m < 3; m++) {
            static const double rho[] = {0.9, 0.95, 0.99};
            print_cells(
                &(struct entry){.method = "adadelta",
                                .set = {.rho = rho[m], .eps = pow(10, -k)}});
        }
        printf("\n");
    }
}

/* The short table: the first step alone, without the variants. */
static void print_first(void)
{
    for (const double *lr = rates; *lr != 0; lr++) {
        printf("%g", *lr);
        for (const struct entry *e = racers; e->key != NULL; e++) {
            struct entry at = *e;
            char text[16];

            at.set.lr = *lr;
            if (e->is_short)
                printf("\t%s", cell(text, &at, first_step(&at, 0, 1, enough)));
        }
        printf("\n");
    }
}

/* For a figure: the first step and the settled one of each racer, by the rate;
 * NaN where there is none. */
static void print_rates(void)
{
    for (int k = -60; k <= 14; k++) {
        printf("%.17g", pow(10, k / 20.0));
        for (const struct entry *e = racers; e->key != NULL; e++) {
            struct entry at = *e;
            at.set.lr = pow(10, k / 20.0);
            const int first = first_step(&at, 0, 1, enough);
            const int settled = settled_step(&at);
            printf("\t%.17g\t%.17g", first < 0 ? NAN : first,
                   settled < 0 ? NAN : settled);
        }
        printf("\n");
    }
}

static const int angles[] = {0, 10, 20, 30, 45};
enum { ANGLES = sizeof angles / sizeof angles[0] };

static void print_angle(int degrees)
{
    printf("%d", degrees);
    for (const struct entry *e = turned; e->key != NULL; e++)
        printf("\t%d", first_step(e, degrees, 1, enough));
    printf("\n");
}

/* Steps until f is below the bound, by the angle of the valley. */
static void print_turned(void)
{
    for (int degrees = 0; degrees <= 45; degrees++)
        print_angle(degrees);
}

/* The same as a table. */
static void print_angles(void)
{
    for (int k = 0; k < ANGLES; k++)
        print_angle(angles[k]);
}

/* ---- the summary -------------------------------------------------------- */

/* A line of the table, or the numbers that the book quotes. */
static void print_published(const struct entry *e, int is_line)
{
    struct runner r;
    double length = 0;

    begin(&r, e, 0);
    for (int t = 0; t < PATH_STEPS; t++) {
        const double x = r.theta[0], y = r.theta[1];
        go_on(&r, 1, -1, 1);
        length += hypot(r.theta[0] - x, r.theta[1] - y);
    }
    const double f = loss(2, r.theta, r.grad, &r);
    if (is_line)
        printf("%-9s %5g %10.6f %10.6f %7.2f %8.4f\n", e->name, e->set.lr,
               (double)r.theta[0], (double)r.theta[1], length, f);
    else
        printf("# f_%s %.6g\n# length_%s %.4g\n", e->key, f, e->key, length);
    end(&r);
}

static void print_summary(void)
{
    printf("30 steps from (-7, 2) on x^2/20 + y^2:\n");
    printf("method     rate          x          y  length        f\n");
    for (const struct entry *e = published; e->key != NULL; e++)
        print_published(e, 1);
    printf("\nSteps until f < 0.001 in a valley turned by an angle:\n");
    printf("degrees          0    10    20    30    45\n");
    for (const struct entry *e = turned; e->key != NULL; e++) {
        printf("%-12s", e->name);
        for (int k = 0; k < ANGLES; k++)
            printf(" %5d", first_step(e, angles[k], 1, enough));
        printf("\n");
    }
    printf("\n");
    for (const struct entry *e = published; e->key != NULL; e++)
        print_published(e, 0);
    for (const struct entry *e = turned; e->key != NULL; e++) {
        for (int k = 0; k < ANGLES; k++)
            printf("# turned_%s_%d %d\n", e->key, angles[k],
                   first_step(e, angles[k], 1, enough));
    }
}

static const struct {
    const char *name;
    void (*print)(void);
} data_sets[] = {
    {"paths", print_paths},       {"steps", print_steps},
    {"adadelta", print_adadelta}, {"first", print_first},
    {"rates", print_rates},       {"turned", print_turned},
    {"angles", print_angles},
};

int main(int argc, char *argv[])
{
    if (argc == 1) {
        print_summary();
        return 0;
    }
    for (size_t k = 0; k < sizeof data_sets / sizeof data_sets[0]; k++) {
        if (strcmp(argv[1], data_sets[k].name) == 0) {
            data_sets[k].print();
            return 0;
        }
    }
    fprintf(stderr, "race: there is no data set %s\n", argv[1]);
    return 2;
}
