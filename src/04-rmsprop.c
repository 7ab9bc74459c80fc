/* RMSProp and AdaDelta on small functions; read chapters/04-rmsprop.md. */
#include <math.h>
#include <stdio.h>
#include <string.h>

struct parameter {
    double theta, h, r; /* h and r are 0 at the start */
};

struct settings {
    double eta, rho, eps;
};

typedef void method(struct parameter *p, double g, struct settings s);

static void rmsprop(struct parameter *p, double g, struct settings s)
{
    p->h = s.rho * p->h + (1 - s.rho) * g * g;    /* eq:mean-square (4.1) */
    p->theta -= s.eta * g / (sqrt(p->h) + s.eps); /* eq:rmsprop (4.2) */
}

static void sgd(struct parameter *p, double g, struct settings s)
{
    p->theta -= s.eta * g;
}

static void adagrad(struct parameter *p, double g, struct settings s)
{
    p->h += g * g;
    p->theta -= s.eta * g / (sqrt(p->h) + s.eps);
}

/* All steps would be too many to draw: show ever fewer of them. */
static int is_shown(int t)
{
    return t < 200 || t % (t / 100) == 0;
}

/* Return how many steps a walk takes from 10 on the hill down to the end. */
static int walk(method *update, double eta, double end, int print)
{
    struct parameter p = {10, 0, 0};
    int t;

    for (t = 0; p.theta > end; t++) {
        if (print && is_shown(t))
            printf("%d\t%.17g\n", t, p.theta);
        update(&p, p.theta > 0 ? 100 : 1, (struct settings){eta, 0.9, 1e-7});
    }
    return t;
}

static void print_plain(void)
{
    walk(sgd, 0.0015, -10, 1);
    printf("\n\n");
    walk(adagrad, 1, -10, 1);
    printf("\n\n");
    walk(rmsprop, 0.3, -10, 1);
}

struct run {
    struct settings set;
    method *update;
    struct parameter x, y;
};

/* The published runs. */
static const struct run slow = {
    {0.1, 0.99, 1e-7}, rmsprop, {-7, 0, 0}, {2, 0, 0}};
static const struct run fast = {
    {5, 0.99, 1e-7}, rmsprop, {-7, 0, 0}, {2, 0, 0}};

static struct run start(method *update, double eta, double rho, double eps)
{
    return (struct run){{eta, rho, eps}, update, {-7, 0, 0}, {2, 0, 0}};
}

static double f(const struct run *r)
{
    return r->x.theta * r->x.theta / 20 + r->y.theta * r->y.theta;
}

static void step(struct run *r)
{
    const double gx = r->x.theta / 10, gy = 2 * r->y.theta;

    r->update(&r->x, gx, r->set);
    r->update(&r->y, gy, r->set);
}

static void print_path(struct run r, int last)
{
    for (int t = 0; t <= last; t++) {
        if (is_shown(t))
            printf("%d\t%.17g\t%.17g\t%.17g\n", t, r.x.theta, r.y.theta, f(&r));
        step(&r);
    }
    printf("\n\n");
}

static void print_paths(void)
{
    print_path(start(sgd, 0.95, 0, 0), 30);
    print_path(slow, 30);
    print_path(fast, 10);
}

static double path_length(struct run r, int last)
{
    double length = 0;

    for (int t = 0; t < last; t++) {
        const struct run old = r;

        step(&r);
        length += hypot(r.x.theta - old.x.theta, r.y.theta - old.y.theta);
    }
    return length;
}

static void print_long(void)
{
    struct run r = slow, s = fast;

    for (int t = 1; t <= 10000; t++) {
        step(&r);
        step(&s);
        if (is_shown(t))
            printf("%d\t%.17g\t%.17g\t%.17g\t%.17g\n", t, f(&r), f(&s),
                   0.1 * 5 / sqrt(s.x.h), 2 * 5 / sqrt(s.y.h));
    }
}

/* Return after how many steps f is below 1e-3, for the first time or for good;
 * 0 for not within 10,000. */
static int steps_needed(struct run r, int for_good)
{
    int since = 0;

    for (int t = 1; t <= 10000; t++) {
        step(&r);
        if (!(f(&r) < 1e-3))
            since = 0;
        else if (since == 0)
            since = t;
        if (since > 0 && !for_good)
            return since;
    }
    return since;
}

static void print_steps(void)
{
    const double eta[] = {0.001, 0.01, 0.03, 0.1, 0.3, 1, 1.5, 5};

    for (int k = 0; k < 8; k++) {
        const struct run few = start(rmsprop, eta[k], 0.9, 1e-7);
        const struct run many = start(rmsprop, eta[k], 0.99, 1e-7);

        printf("%g\t%d\t%d\t%d\t%d\t%d\n", eta[k],
               steps_needed(start(adagrad, eta[k], 0, 1e-7), 1),
               steps_needed(few, 0), steps_needed(few, 1),
               steps_needed(many, 0), steps_needed(many, 1));
    }
}

static void rmsprop_inside(struct parameter *p, double g, struct settings s)
{
    p->h = s.rho * p->h + (1 - s.rho) * g * g;  /* eq:mean-square (4.1) */
    p->theta -= s.eta * g / sqrt(p->h + s.eps); /* eq:rmsprop-inside (4.9) */
}

static void print_eps(void)
{
    const struct settings s = {1, 0.99, 1e-8};

    for (double g = 0.1; g > 1e-6; g /= 10) {
        struct parameter in = {0, 0, 0}, out = {0, 0, 0};

        rmsprop(&out, g, s);
        rmsprop_inside(&in, g, s);
        printf("%g\t%.4g\t%.4g\t%.4g\n", g, -out.theta, -in.theta,
               out.theta / in.theta);
    }
}

static void adadelta(struct parameter *p, double g, struct settings s)
{
    double d;

    p->h = s.rho * p->h + (1 - s.rho) * g * g; /* eq:adadelta-h (4.11) */
    d = -sqrt(p->r + s.eps) / sqrt(p->h + s.eps) * g;
    p->theta += d;                             /* eq:adadelta-step (4.12) */
    p->r = s.rho * p->r + (1 - s.rho) * d * d; /* eq:adadelta-r (4.13) */
}

static void print_rates(void)
{
    for (double eps = 1e-8; eps < 0.1; eps *= 100)
        printf("%g\t%d\t%d\t%d\n", eps,
               steps_needed(start(adadelta, 0, 0.9, eps), 1),
               steps_needed(start(adadelta, 0, 0.95, eps), 1),
               steps_needed(start(adadelta, 0, 0.99, eps), 1));
}

static void print_constant(void)
{
    struct parameter p[4] = {{0, 0, 0}};

    for (int t = 1; t <= 100000; t++) {
        for (int k = 0; k < 4; k++) {
            p[k].theta = 0; /* so that it will be the step */
            adadelta(&p[k], 1, (struct settings){0, 0.95, pow(100, k - 4)});
        }
        if (is_shown(t))
            printf("%d\t%.17g\t%.17g\t%.17g\t%.17g\n", t, -p[0].theta,
                   -p[1].theta, -p[2].theta, -p[3].theta);
    }
}

static void print_adadelta(void)
{
    for (int k = 0; k < 4; k++)
        print_path(start(adadelta, 0, 0.95, pow(100, k - 4)), 10000);
}

static double f_after(struct run r, int steps)
{
    while (steps-- > 0)
        step(&r);
    return f(&r);
}

static void print_published_runs(void)
{
    const int at[] = {1, 2, 10, 30, 100, 114, 254, 258, 300, 311, 10000};

    printf("f of the published runs:\n    t     eta 0.1       eta 5\n");
    for (int k = 0; k < 11; k++)
        printf("%5d %11.4g %11.4g\n", at[k], f_after(slow, at[k]),
               f_after(fast, at[k]));
    for (int k = 0; k < 11; k++)
        printf("# slow_%d %.5g\n# fast_%d %.5g\n", at[k], f_after(slow, at[k]),
               at[k], f_after(fast, at[k]));
}

/* Return by how many eta a round of ten mini-batches moves a weight. */
static double drift(double rho)
{
    struct parameter p = {0, 0, 0};

    for (int t = 0; t < 10000; t++) {
        if (t == 9990)
            p.theta = 0;
        rmsprop(&p, t % 10 < 9 ? 0.1 : -0.9, (struct settings){1, rho, 0});
    }
    return -p.theta;
}

/* Return how far AdaDelta is from the minimum of 2 theta^2. */
static double distance_after(int steps)
{
    struct parameter p = {1, 0, 0};

    while (steps-- > 0)
        adadelta(&p, 4 * p.theta, (struct settings){0, 0.95, 1e-6});
    return fabs(p.theta);
}

static void print_summary(void)
{
    const struct run zigzag = start(sgd, 0.95, 0, 0);

    print_published_runs();
    printf("# path_rmsprop %.2f\n", path_length(slow, 30));
    printf("# path_sgd %.2f\n", path_length(zigzag, 30));
    printf("# f_sgd %.4f\n", f_after(zigzag, 30));
    printf("# steps_0.1 %d\n", steps_needed(slow, 0));
    printf("# wrong_30 %.2f\n",
           f_after(start(rmsprop, 0.1 / sqrt(199), 0.99, 1e-7), 30));
    for (int eta = 1; eta <= 5; eta += 4)
        printf("# hill_%d %d\n# plain_%d %d\n", eta, walk(adagrad, eta, 0, 0),
               eta, walk(adagrad, eta, -10, 0));
    printf("# plain_sgd %d\n", walk(sgd, 0.0015, -10, 0));
    printf("# plain_rmsprop %d\n", walk(rmsprop, 0.3, -10, 0));
    printf("# drift_0.9 %.2f\n# drift_0.99 %.2f\n", drift(0.9), drift(0.99));
    for (double eps = 1e-8; eps < 0.1; eps *= 100)
        printf("# adadelta_%g %d\n", eps,
               steps_needed(start(adadelta, 0, 0.95, eps), 1));
    printf("# near %.2g\n", distance_after(600));
    printf("# away_10000 %.2f\n", distance_after(10000));
    printf("# away_1000000 %.2f\n", distance_after(1000000));
}

static const struct {
    const char *name;
    void (*print)(void);
} data_sets[] = {
    {"plain", print_plain},       {"constant", print_constant},
    {"paths", print_paths},       {"long", print_long},
    {"steps", print_steps},       {"eps", print_eps},
    {"adadelta", print_adadelta}, {"rates", print_rates},
};

int main(int argc, char *argv[])
{
    if (argc == 1) {
        print_summary();
        return 0;
    }
    for (int k = 0; k < (int)(sizeof data_sets / sizeof data_sets[0]); k++) {
        if (strcmp(argv[1], data_sets[k].name) == 0) {
            data_sets[k].print();
            return 0;
        }
    }
    fprintf(stderr, "04-rmsprop: there is no data set %s\n", argv[1]);
    return 2;
}
