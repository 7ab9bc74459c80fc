/* Trains a multilayer perceptron on MNIST with the functions of the exercises;
 * `make train` builds and runs it, given/options.c lists its options. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "contract/initialization.h"
#include "contract/mnist-mlp.h"
#include "contract/sgd.h"
#include "given/digits.h"
#include "given/idx.h"
#include "given/network.h"
#include "given/optimizer.h"
#include "given/options.h"

enum {
    EVALUATION_BATCH = 1000,
    DIGITS_SEED = 20260101, /* the generated digits are the same for all runs */
    DIGITS_TRAIN = 20000,
    DIGITS_TEST = 4000
};

/* Everything that one training run works on. */
struct run {
    struct options options;
    const char *directory; /* where the data come from */
    const char *origin;    /* what they are, before the directory */
    struct examples file, test;
    struct examples train;     /* what is trained on, a part of the file */
    struct examples held;      /* the end of the file, or nothing */
    const struct examples *on; /* what is measured on: test, or held */
    const char *on_what;       /* "test" or "validation" */
    struct network net;
    struct optimizer opt;

    struct batches batches; /* of the training examples */
    struct rng rng;         /* for their order */

    /* What has been measured. */
    size_t iteration;  /* mini-batches so far */
    size_t samples;    /* examples in them */
    double seconds;    /* spent on training alone */
    double loss_sum;   /* of the mini-batches since the last measurement */
    size_t loss_count; /* how many they were */
    FILE *log;         /* the curve, in memory until all has succeeded */
    char *log_path;    /* where it goes then, or NULL */
    char *log_text;
    size_t log_size;
};

/* ---- the exercises ------------------------------------------------------ */

/* An exercise that is still a stub ends the run here. */
_Noreturn void todo(const char *function)
{
    stop(STATUS_FAILED,
         "%s is not written yet: write it in exercises/, check it with make "
         "check, or leave out MINE=1",
         function);
}

/* ---- data --------------------------------------------------------------- */

static void make_directory(const char *path)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        stop(STATUS_UNUSABLE,
             "%s: %s; generated digits go there; --data names other data", path,
             strerror(errno));
}

/* Draw the digits unless an earlier run has. */
static void make_digits(const char *directory)
{
    char error[IDX_ERROR], last[100];

    /* The test images are written last. */
    snprintf(last, sizeof last, "%s/t10k-images-idx3-ubyte", directory);
    if (access(last, F_OK) == 0)
        return;
    make_directory("build");
    make_directory(directory);
    if (digits_write(directory, DIGITS_SEED, DIGITS_TRAIN, DIGITS_TEST,
                     error) != 0)
        stop(STATUS_UNUSABLE, "%s", error);
}

static void find_data(struct run *run)
{
    const char *named = getenv("MNIST_DIR");

    run->origin = "MNIST in ";
    if (run->options.data != NULL) {
        run->origin = "";
        run->directory = run->options.data;
    } else if (named != NULL && named[0] != '\0') {
        run->directory = named;
    } else if (access("data/mnist", F_OK) == 0) {
        run->directory = "data/mnist";
    } else {
        run->origin = "generated digits in ";
        run->directory = "build/digits";
        make_digits(run->directory);
        fputs("train: no MNIST here, so these are generated digits; make mnist "
              "downloads it\n",
              stderr);
    }
}

/* Some of a set's examples, which stay the set's. */
static struct examples part_of(const struct examples *set, size_t first,
                               size_t n)
{
    return (struct examples){.n = n,
                             .inputs = set->inputs,
                             .x = set->x + first * set->inputs,
                             .labels = set->labels + first};
}

/* Take the last examples away from what is trained on, to measure on them. */
static void hold_out(struct run *run)
{
    const size_t held = run->options.validate;
    struct examples *train = &run->train;

    run->on = &run->test;
    run->on_what = "test";
    if (held == 0)
        return;
    if (held >= train->n)
        stop(STATUS_UNUSABLE,
             "--validate %zu: there are %zu training examples; leave some to "
             "train on",
             held, train->n);
    train->n -= held;
    run->held = part_of(train, train->n, held);
    run->on = &run->held;
    run->on_what = "validation";
}

/* Of what is left, train on those that --images names. */
static void pick_images(struct run *run)
{
    const struct options *o = &run->options;

    if (o->last == 0)
        return;
    if (o->last > run->train.n)
        stop(STATUS_UNUSABLE, "--images %zu-%zu: there are %zu to train on",
             o->first, o->last, run->train.n);
    run->train = part_of(&run->train, o->first - 1, o->last - o->first + 1);
}

static void read_data(struct run *run)
{
    char error[IDX_ERROR];

    find_data(run);
    if (idx_read_set(&run->file, run->directory, "train", error) != 0 ||
        idx_read_set(&run->test, run->directory, "t10k", error) != 0)
        stop(STATUS_UNUSABLE,
             "%s; make mnist downloads the four files of MNIST", error);
    if (run->file.inputs != run->test.inputs)
        stop(STATUS_UNUSABLE,
             "%s: the training images have %zu pixels, the test images %zu",
             run->directory, run->file.inputs, run->test.inputs);
    run->train = run->file;
    hold_out(run);
    pick_images(run);
    if (run->options.batch > run->train.n) {
        fprintf(stderr,
                "train: --batch %zu: there are %zu training examples, so "
                "every batch is all of them\n",
                run->options.batch, run->train.n);
        run->options.batch = run->train.n;
    }
}

/* Until the first epoch begins, all examples count as used. */
static void prepare_batches(struct run *run)
{
    const struct examples *set = &run->train;
    struct batches *b = &run->batches;

    *b = (struct batches){
        .set = set,
        .batch = run->options.batch,
        .order = malloc(set->n * sizeof *b->order),
        .next = set->n,
        .rng = &run->rng,
        .x = malloc(run->options.batch * set->inputs * sizeof *b->x),
        .labels = malloc(run->options.batch)};
    if (b->order == NULL || b->x == NULL || b->labels == NULL)
        stop(STATUS_FAILED, "not enough memory for the mini-batches");
    for (size_t i = 0; i < set->n; i++)
        b->order[i] = i;
}

/* ---- network ------------------------------------------------------------ */

static void draw_weights(struct run *run, struct rng *rng)
{
    struct network *net = &run->net;

    for (size_t l = 0; l < net->depth; l++) {
        size_t in = net->layer[l].in, out = net->layer[l].out;
        real *w = net->theta + net->layer[l].w;

        if (run->options.init == INIT_XAVIER)
            init_xavier(rng, in, out, w);
        else if (run->options.init == INIT_HE)
            init_he(rng, in, out, w);
        else
            init_normal(rng, run->options.stddev, in * out, w);
        init_constant(0, out, net->theta + net->layer[l].b);
    }
}

static void prepare(struct run *run)
{
    struct options *o = &run->options;
    size_t units[MOST_HIDDEN + 2] = {run->train.inputs};
    size_t depth = o->n_hidden + 1;
    size_t batch = o->batch > EVALUATION_BATCH ? o->batch : EVALUATION_BATCH;
    struct rng weights;

    for (size_t l = 0; l < o->n_hidden; l++)
        units[l + 1] = o->hidden[l];
    units[depth] = IDX_CLASSES;
    if (network_create(&run->net, depth, units, o->activation, batch) != 0 ||
        optimizer_create(&run->opt, o->method, o->set, run->net.n) != 0)
        stop(STATUS_FAILED, "not enough memory for this network");
    run->opt.clip = o->clip;

    prepare_batches(run);
    /* Two sequences: however the weights are drawn, the batches are the same. */
    rng_seed(&weights, o->seed);
    rng_seed(&run->rng, rng_next(&weights));
    draw_weights(run, &weights);
}

/* ---- training ----------------------------------------------------------- */

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

/* The rate of the next iteration, eq:step-decay (1.9), eq:inverse-decay (1.10).
 */
static void set_rate(struct run *run)
{
    const struct schedule *s = &run->options.schedule;
    const real lr = run->options.set.lr;
    const int t = (int)run->iteration;

    if (s->rule == STEP_DECAY)
        run->opt.set.lr = step_decay(lr, s->by, s->every, t);
    else if (s->rule == INVERSE_DECAY)
        run->opt.set.lr = inverse_decay(lr, s->by, t);
}

/* One iteration, timed. */
static void iterate(struct run *run)
{
    struct batches *b = &run->batches;
    const struct settings *set = &run->options.set;
    double start = now();
    size_t before = b->next == run->train.n ? 0 : b->next;
    set_rate(run);
    real loss = train_step(&run->net, &run->opt, b);

    run->seconds += now() - start;
    run->iteration++;
    run->samples += b->next - before;
    run->loss_sum += loss;
    run->loss_count++;
    if (!isfinite(loss))
        stop(STATUS_FAILED,
             "the loss is not finite at iteration %zu: the training has "
             "diverged; try a smaller --%s than %g",
             run->iteration, set->lr > 0 ? "lr" : "eps",
             set->lr > 0 ? set->lr : set->eps);
}

static struct score evaluate_on(struct run *run, const struct examples *set)
{
    struct network *net = &run->net;
    const real *theta = optimizer_theta(&run->opt, net->n, net->theta);

    return evaluate(net, theta, set, EVALUATION_BATCH);
}

/* ---- what is said ------------------------------------------------------- */

/* Write the text to path; errno says why not. */
static int save(const char *path, size_t n, const char text[])
{
    FILE *file = fopen(path, "w");

    if (file == NULL)
        return -1;
    int failed = fwrite(text, 1, n, file) != n;
    failed |= fclose(file) != 0;
    return failed ? -1 : 0;
}

/* A device or a pipe cannot be replaced; it is written to. */
static int is_replaced(const char *path)
{
    struct stat status;

    return stat(path, &status) != 0 || S_ISREG(status.st_mode);
}

/* Under this name a log is written before it is renamed. More than a path may
 * have is cut off, which every system call then refuses. */
static void name_part(char part[], size_t size, const char *path)
{
    snprintf(part, size, "%s.%ld", path, (long)getpid());
}

/* Better to know now than after the training that it cannot be written. */
static void try_log(const char *path)
{
    char part[2 * PATH_MAX];
    struct stat status;

    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        stop(STATUS_UNUSABLE, "--log %s: is a directory; name a file", path);
    name_part(part, sizeof part, path);
    if ((access(path, F_OK) == 0 && access(path, W_OK) != 0) ||
        (is_replaced(path) && save(part, 0, "") != 0))
        stop(STATUS_UNUSABLE, "--log %s: %s", path, strerror(errno));
    remove(part);
}

static void open_log(struct run *run)
{
    const char *path = run->options.log;

    run->log = open_memstream(&run->log_text, &run->log_size);
    if (run->log == NULL)
        stop(STATUS_FAILED, "not enough memory");
    const char *on = run->options.validate > 0 ? "validation" : "test";
    fprintf(run->log, "iteration\tepoch\ttrain_loss\t%s_accuracy", on);
    if (run->options.measure_train)
        fprintf(run->log, "\ttrain_accuracy\t%s_loss", on);
    fputc('\n', run->log);
    if (path == NULL)
        return;
    try_log(path);
    /* Where the name is a link, what it leads to is replaced. */
    run->log_path = realpath(path, NULL);
    if (run->log_path == NULL)
        run->log_path = strdup(path);
    if (run->log_path == NULL)
        stop(STATUS_FAILED, "not enough memory");
}

/* The file appears complete, or not at all: it is written under another name
 * and renamed. */
static void write_log(struct run *run)
{
    const char *path = run->log_path;
    char part[2 * PATH_MAX];
    int failed;

    fclose(run->log);
    if (path == NULL)
        return;
    name_part(part, sizeof part, path);
    if (is_replaced(path))
        failed = save(part, run->log_size, run->log_text) != 0 ||
                 rename(part, path) != 0;
    else
        failed = save(path, run->log_size, run->log_text) != 0;
    if (failed) {
        int reason = errno;
        remove(part);
        stop(STATUS_FAILED, "--log %s: %s", run->options.log, strerror(reason));
    }
}

/* Add a line to the curve; on a terminal also show it. */
static void measure(struct run *run)
{
    struct score score = evaluate_on(run, run->on);
    const int whole = run->options.measure_train || run->loss_count == 0;
    struct score train = {0, 0};

    if (whole)
        train = evaluate_on(run, &run->train);
    double loss = whole ? train.loss : run->loss_sum / run->loss_count;
    fprintf(run->log, "%zu\t%.4f\t%.6g\t%.6g", run->iteration,
            (double)run->samples / run->train.n, loss, score.accuracy);
    if (run->options.measure_train)
        fprintf(run->log, "\t%.6g\t%.6g", train.accuracy, score.loss);
    fputc('\n', run->log);
    run->loss_sum = 0;
    run->loss_count = 0;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\riteration %zu of %zu  loss %.4f  %s accuracy %.4f ",
                run->iteration, run->options.iterations, loss, run->on_what,
                score.accuracy);
}

static void say_what_is_trained(const struct run *run)
{
    const struct options *o = &run->options;
    struct settings set = o->set;

    printf("data            %s%s: %zu training", run->origin, run->directory,
           run->train.n);
    if (o->last > 0)
        printf(" (images %zu to %zu)", o->first, o->last);
    printf(", %zu %s\n", run->on->n, run->on_what);
    printf("network         %zu", run->train.inputs);
    for (size_t l = 0; l < o->n_hidden; l++)
        printf("-%zu", o->hidden[l]);
    printf("-%d, %s, ", IDX_CLASSES,
           o->activation == RELU ? "relu" : "sigmoid");
    if (o->init == INIT_NORMAL)
        printf("normal:%g", o->stddev);
    else
        printf("%s", o->init == INIT_HE ? "he" : "xavier");
    printf(", %zu parameters\n", run->net.n);
    printf("method          %s", o->method->name);
    for (const struct setting *s = settings; s->name != NULL; s++) {
        if (method_usual(o->method, s) != 0)
            printf(", %s %g", s->name, *setting_of(&set, s));
    }
    if (o->schedule.rule == STEP_DECAY)
        printf(", lr times %g every %d iterations", o->schedule.by,
               o->schedule.every);
    if (o->schedule.rule == INVERSE_DECAY)
        printf(", lr over 1 + %g t", o->schedule.by);
    if (o->clip.rule != NOT_CLIPPED)
        printf(", %s %g",
               o->clip.rule == CLIP_NORM ? "clip-norm" : "clip-value",
               o->clip.at);
    printf(", batch %zu, seed %llu\n", o->batch, (unsigned long long)o->seed);
    fflush(stdout);
}

static void say_how_it_went(struct run *run)
{
    struct score train = evaluate_on(run, &run->train);
    struct score score = evaluate_on(run, run->on);

    printf("iterations      %zu, %.2f epochs\n", run->iteration,
           (double)run->samples / run->train.n);
    printf("train loss      %.4f\n", train.loss);
    printf("train accuracy  %.4f\n", train.accuracy);
    if (run->options.validate > 0) {
        printf("validation loss %.4f\n", score.loss);
        printf("validation accuracy %.4f\n", score.accuracy);
    } else {
        printf("test loss       %.4f\n", score.loss);
        printf("test accuracy   %.4f\n", score.accuracy);
    }
    if (run->samples > 0)
        printf("speed           %.0f samples/s, %.2f s of training\n",
               run->samples / run->seconds, run->seconds);
}

/*
 * OpenBLAS starts a thread a core, which costs more than it gains on matrices
 * this small, and makes the last digits depend on the machine. Another BLAS has
 * no such function; then its address is NULL.
 */
extern void openblas_set_num_threads(int threads) __attribute__((weak));

int main(int argc, char *argv[])
{
    static struct run run;

    run.options = options_read(argc, argv);
    if (openblas_set_num_threads && getenv("OPENBLAS_NUM_THREADS") == NULL)
        openblas_set_num_threads(1);
    open_log(&run);
    read_data(&run);
    prepare(&run);
    say_what_is_trained(&run);
    measure(&run);
    while (run.iteration < run.options.iterations) {
        iterate(&run);
        if (run.iteration % run.options.every == 0 ||
            run.iteration == run.options.iterations)
            measure(&run);
    }
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
    say_how_it_went(&run);
    write_log(&run);
    if (fflush(stdout) != 0 || ferror(stdout))
        stop(STATUS_FAILED, "the summary cannot be printed");
    idx_free(&run.file);
    idx_free(&run.test);
    network_free(&run.net);
    optimizer_free(&run.opt);
    free(run.batches.order);
    free(run.batches.x);
    free(run.batches.labels);
    free(run.log_text);
    free(run.log_path);
    return 0;
}
