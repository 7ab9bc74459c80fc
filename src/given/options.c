/* Reads the trainer's command line; described in options.h. */
#include "given/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: train [--option value]...\n"
    "Trains a multilayer perceptron on MNIST and says how well it does.\n"
    "\n"
    "  --optimizer NAME    the method (sgd)\n"
    "%s"
    "  --decay RULE        how the learning rate falls, counted in "
    "iterations:\n"
    "                      step:FACTOR:EVERY or inverse:DECAY (it stays)\n"
    "  --clip-norm C       shorten each gradient whose norm is above C to it\n"
    "  --clip-value C      cut each element of the gradient off at C and -C\n"
    "  --hidden N,N,...    units of the hidden layers; none for no layer "
    "(100)\n"
    "  --activation NAME   sigmoid or relu (relu)\n"
    "  --init RULE         first weights: xavier, he or normal:STDDEV\n"
    "                      (he for relu, xavier for sigmoid)\n"
    "  --batch N           examples in a mini-batch (100)\n"
    "  --iterations N      mini-batches in all (2000)\n"
    "  --every N           measure the accuracy every N iterations\n"
    "                      (20 times in all)\n"
    "  --validate N        train without the last N training images, and "
    "measure\n"
    "                      on them instead of the test set\n"
    "  --images FROM-TO    train on these of the training images alone, "
    "counted\n"
    "                      from 1\n"
    "  --measure-train     at each measurement also take loss and accuracy on "
    "all\n"
    "                      that is trained on; the log gets two columns more\n"
    "  --seed N            of the first weights and the batches (1)\n"
    "  --data DIRECTORY    with the four files of MNIST, gzip or not\n"
    "  --log FILE          write the accuracy curve, tab-separated\n"
    "  --help              print this and stop\n"
    "  --version           print the version and stop\n"
    "\n"
    "The methods, each with the settings that it has and their values:\n"
    "%s"
    "\n"
    "Without --data it looks in $MNIST_DIR, else in data/mnist (make mnist\n"
    "downloads it), else it draws digits of its own in build/digits.\n";

_Noreturn void stop(int status, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fputs("train: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(status);
}

/* A list of names: the text so far, and what follows it. */
static void append(char text[], size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void append(char text[], size_t size, const char *format, ...)
{
    size_t used = strlen(text);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text + used, size - used, format, arguments);
    va_end(arguments);
}

/* The names of all methods, or of those that have the setting. */
static const char *list_methods(char list[], size_t size,
                                const struct setting *setting)
{
    list[0] = '\0';
    for (const struct method *m = methods; m->name != NULL; m++) {
        if (setting == NULL || method_usual(m, setting) != 0)
            append(list, size, "%s%s", list[0] == '\0' ? "" : ", ", m->name);
    }
    return list;
}

/* The spaces that bring what follows an option into the column. */
static int room_after(const char *name)
{
    const int room = 10 - (int)strlen(name);

    return room > 0 ? room : 0;
}

static _Noreturn void help(void)
{
    char options[1000] = "", table[2000] = "";

    for (const struct setting *s = settings; s->name != NULL; s++)
        append(options, sizeof options, "  --%s NUMBER%*s %s\n", s->name,
               room_after(s->name), "", s->what);
    for (const struct method *m = methods; m->name != NULL; m++) {
        const char *before = "";
        append(table, sizeof table, "  %-17s", m->name);
        for (const struct setting *s = settings; s->name != NULL; s++) {
            if (method_usual(m, s) == 0)
                continue;
            append(table, sizeof table, "%s%s %g", before, s->name,
                   method_usual(m, s));
            before = ", ";
        }
        append(table, sizeof table, "\n");
    }
    printf(usage, options, table);
    exit(0);
}

static _Noreturn void version(void)
{
    printf("train (Downhill) 1.0\n");
    exit(0);
}

/* A whole number from low to high. */
static uint64_t whole(const char *option, const char *text, uint64_t low,
                      uint64_t high)
{
    char *end;

    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 ||
        value < low || value > high)
        stop(STATUS_UNUSABLE, "--%s %s: give a whole number from %llu to %llu",
             option, text, (unsigned long long)low, (unsigned long long)high);
    return value;
}

/* The number that is written there, NaN if it is none. */
static double number(const char *text)
{
    char *end;
    double value = strtod(text, &end);

    return end == text || *end != '\0' ? NAN : value;
}

/* The name of a file or a directory. */
static const char *name(const char *option, const char *text, const char *what)
{
    if (text[0] == '\0')
        stop(STATUS_UNUSABLE, "--%s: the name is empty; give %s", option, what);
    return text;
}

static void read_hidden(struct options *options, const char *text)
{
    char copy[400];
    char *rest = copy, *comma;

    options->n_hidden = 0;
    if (strcmp(text, "none") == 0)
        return;
    if (strlen(text) >= sizeof copy)
        stop(STATUS_UNUSABLE, "--hidden: give at most %d layers", MOST_HIDDEN);
    strcpy(copy, text);
    do {
        comma = strchr(rest, ',');
        if (comma != NULL)
            *comma = '\0';
        if (options->n_hidden == MOST_HIDDEN)
            stop(STATUS_UNUSABLE, "--hidden %s: give at most %d layers", text,
                 MOST_HIDDEN);
        if (*rest == '\0')
            stop(STATUS_UNUSABLE,
                 "--hidden %s: give numbers of units, such as 40,20, or none",
                 text);
        options->hidden[options->n_hidden++] =
            whole("hidden", rest, 1, MOST_UNITS);
        rest = comma + 1;
    } while (comma != NULL);
}

static void read_optimizer(struct options *options, const char *text)
{
    char names[200];

    options->method = method_find(text);
    if (options->method == NULL)
        stop(STATUS_UNUSABLE, "--optimizer %s: no such method; there is %s",
             text, list_methods(names, sizeof names, NULL));
}

/* Read FACTOR:EVERY. Returns 0, or -1. */
static int read_step_decay(struct schedule *schedule, const char *text)
{
    char *end, *last;

    schedule->rule = STEP_DECAY;
    schedule->by = strtod(text, &end);
    if (end == text || *end != ':' || end[1] < '0' || end[1] > '9')
        return -1;
    errno = 0;
    long every = strtol(end + 1, &last, 10);
    if (*last != '\0' || errno != 0 || every < 1 || every > 1000000000)
        return -1;
    schedule->every = (int)every;
    return schedule->by >= 1e-37 && schedule->by <= 1 ? 0 : -1;
}

static void read_decay(struct options *options, const char *text)
{
    struct schedule *schedule = &options->schedule;

    if (strncmp(text, "step:", 5) == 0) {
        if (read_step_decay(schedule, text + 5) == 0)
            return;
        stop(STATUS_UNUSABLE,
             "--decay %s: give step:FACTOR:EVERY with a factor from 1e-37 to 1 "
             "and a number of iterations, such as step:0.5:600",
             text);
    }
    if (strncmp(text, "inverse:", 8) == 0) {
        schedule->rule = INVERSE_DECAY;
        schedule->by = number(text + 8);
        if (schedule->by >= 1e-37 && schedule->by <= 1e37)
            return;
        stop(STATUS_UNUSABLE,
             "--decay %s: give inverse: and a number from 1e-37 to 1e37, such "
             "as inverse:0.01",
             text);
    }
    stop(STATUS_UNUSABLE,
         "--decay %s: give step:FACTOR:EVERY (step:0.5:600) or inverse:DECAY "
         "(inverse:0.01)",
         text);
}

/* Where no setting was given yet. */
#define NOT_GIVEN -1

static void read_setting(struct options *options, const char *name,
                         const char *text)
{
    const struct setting *s = settings;
    double value = number(text);

    while (strcmp(s->name, name) != 0)
        s++;
    if (!(value >= s->least && value <= s->most) &&
        !(value == 0 && s->zero_too))
        stop(STATUS_UNUSABLE, "--%s %s: give %s", name, text, s->range);
    *setting_of(&options->set, s) = value;
}

/* What was not given is the method's own; what it does not have must not be
 * given. */
static void fill_in_settings(struct options *options)
{
    char names[200];

    for (const struct setting *s = settings; s->name != NULL; s++) {
        double *value = setting_of(&options->set, s);
        double usual = method_usual(options->method, s);
        if (*value != NOT_GIVEN && usual == 0)
            stop(STATUS_UNUSABLE,
                 "--%s: %s has no such setting; these methods have: %s",
                 s->name, options->method->name,
                 list_methods(names, sizeof names, s));
        if (*value == NOT_GIVEN)
            *value = usual;
    }
}

static void read_clip(struct options *options, const char *name,
                      const char *text)
{
    const int rule = strcmp(name, "clip-norm") == 0 ? CLIP_NORM : CLIP_VALUE;
    const double at = number(text);

    if (!(at >= 1e-37 && at <= 1e37))
        stop(STATUS_UNUSABLE,
             "--%s %s: give a number from 1e-37 to 1e37, such as 1", name,
             text);
    if (options->clip.rule != NOT_CLIPPED && (int)options->clip.rule != rule)
        stop(STATUS_UNUSABLE,
             "--%s: give --clip-norm or --clip-value, not both", name);
    options->clip.rule = rule;
    options->clip.at = at;
}

/* Read FROM-TO. Returns 0, or -1. */
static int read_range(size_t *first, size_t *last, const char *text)
{
    char *dash, *end;

    if (text[0] < '0' || text[0] > '9')
        return -1;
    errno = 0;
    *first = strtoul(text, &dash, 10);
    if (*dash != '-' || dash[1] < '0' || dash[1] > '9')
        return -1;
    *last = strtoul(dash + 1, &end, 10);
    return *end == '\0' && errno == 0 && *first >= 1 && *first <= *last ? 0
                                                                        : -1;
}

static void read_images(struct options *options, const char *text)
{
    if (read_range(&options->first, &options->last, text) != 0)
        stop(STATUS_UNUSABLE,
             "--images %s: give the first and the last, counted from 1, such "
             "as 1-300",
             text);
}

static void read_activation(struct options *options, const char *text)
{
    if (strcmp(text, "sigmoid") == 0)
        options->activation = SIGMOID;
    else if (strcmp(text, "relu") == 0)
        options->activation = RELU;
    else
        stop(STATUS_UNUSABLE, "--activation %s: give sigmoid or relu", text);
}

static void read_init(struct options *options, const char *text)
{
    if (strcmp(text, "xavier") == 0) {
        options->init = INIT_XAVIER;
    } else if (strcmp(text, "he") == 0) {
        options->init = INIT_HE;
    } else if (strncmp(text, "normal:", 7) == 0) {
        options->init = INIT_NORMAL;
        options->stddev = number(text + 7);
        if (options->stddev != 0 &&
            !(options->stddev >= 1e-37 && options->stddev <= 1e37))
            stop(STATUS_UNUSABLE,
                 "--init %s: give 0 or a number from 1e-37 to 1e37, such as "
                 "normal:0.01",
                 text);
    } else {
        stop(STATUS_UNUSABLE,
             "--init %s: give xavier, he or normal:STDDEV (normal:0.01)", text);
    }
}

enum {
    OPTIMIZER = 1000, /* above every character */
    SETTING,
    HIDDEN,
    ACTIVATION,
    INIT,
    BATCH,
    ITERATIONS,
    EVERY,
    DECAY,
    CLIP,
    VALIDATE,
    IMAGES,
    MEASURE_TRAIN,
    SEED,
    DATA,
    LOG,
    HELP,
    VERSION
};

static const struct option known[] = {
    {"optimizer", required_argument, NULL, OPTIMIZER},
    {"lr", required_argument, NULL, SETTING},
    {"alpha", required_argument, NULL, SETTING},
    {"rho", required_argument, NULL, SETTING},
    {"rho1", required_argument, NULL, SETTING},
    {"rho2", required_argument, NULL, SETTING},
    {"eps", required_argument, NULL, SETTING},
    {"weight-decay", required_argument, NULL, SETTING},
    {"hidden", required_argument, NULL, HIDDEN},
    {"activation", required_argument, NULL, ACTIVATION},
    {"init", required_argument, NULL, INIT},
    {"batch", required_argument, NULL, BATCH},
    {"iterations", required_argument, NULL, ITERATIONS},
    {"every", required_argument, NULL, EVERY},
    {"decay", required_argument, NULL, DECAY},
    {"clip-norm", required_argument, NULL, CLIP},
    {"clip-value", required_argument, NULL, CLIP},
    {"validate", required_argument, NULL, VALIDATE},
    {"images", required_argument, NULL, IMAGES},
    {"measure-train", no_argument, NULL, MEASURE_TRAIN},
    {"seed", required_argument, NULL, SEED},
    {"data", required_argument, NULL, DATA},
    {"log", required_argument, NULL, LOG},
    {"help", no_argument, NULL, HELP},
    {"version", no_argument, NULL, VERSION},
    {NULL, 0, NULL, 0},
};

static void read_option(struct options *options, int option, const char *text)
{
    switch (option) {
    case OPTIMIZER:
        read_optimizer(options, text);
        break;
    case HIDDEN:
        read_hidden(options, text);
        break;
    case ACTIVATION:
        read_activation(options, text);
        break;
    case INIT:
        read_init(options, text);
        break;
    case BATCH:
        options->batch = whole("batch", text, 1, 10000000);
        break;
    case ITERATIONS:
        options->iterations = whole("iterations", text, 0, 1000000000);
        break;
    case EVERY:
        options->every = whole("every", text, 1, 1000000000);
        break;
    case DECAY:
        read_decay(options, text);
        break;
    case VALIDATE:
        options->validate = whole("validate", text, 1, 1000000000);
        break;
    case IMAGES:
        read_images(options, text);
        break;
    case MEASURE_TRAIN:
        options->measure_train = 1;
        break;
    case SEED:
        options->seed = whole("seed", text, 0, UINT64_MAX);
        break;
    case DATA:
        options->data = name("data", text, "a directory");
        break;
    case LOG:
        options->log = name("log", text, "a file");
        break;
    }
}

/* What was not given follows from what was. */
static void fill_in(struct options *options, int init_given)
{
    fill_in_settings(options);
    if (options->schedule.rule != CONSTANT && options->set.lr == 0)
        stop(STATUS_UNUSABLE,
             "--decay: %s has no learning rate that could fall",
             options->method->name);
    if (!init_given)
        options->init = options->activation == RELU ? INIT_HE : INIT_XAVIER;
    if (options->every == 0)
        options->every = (options->iterations + 19) / 20;
    if (options->every == 0)
        options->every = 1;
}

struct options options_read(int argc, char *argv[])
{
    struct options options = {.method = &methods[0],
                              .n_hidden = 1,
                              .hidden = {100},
                              .activation = RELU,
                              .batch = 100,
                              .iterations = 2000,
                              .seed = 1};
    int option, index, init_given = 0;

    for (const struct setting *s = settings; s->name != NULL; s++)
        *setting_of(&options.set, s) = NOT_GIVEN;
    opterr = 0; /* The messages are ours: they name the remedy. */
    while ((option = getopt_long(argc, argv, ":", known, &index)) != -1) {
        if (option == ':')
            stop(STATUS_UNUSABLE, "%s: a value is missing; see --help",
                 argv[optind - 1]);
        if (option == '?' && optopt > 0 && optopt < OPTIMIZER)
            stop(STATUS_UNUSABLE,
                 "-%c: no such option; options begin with two dashes, see "
                 "--help",
                 optopt);
        if (option == '?')
            stop(STATUS_UNUSABLE, "%s: no such option; see --help",
                 argv[optind - 1]);
        if (option == HELP)
            help();
        if (option == VERSION)
            version();
        if (option == INIT)
            init_given = 1;
        if (option == SETTING)
            read_setting(&options, known[index].name, optarg);
        else if (option == CLIP)
            read_clip(&options, known[index].name, optarg);
        else
            read_option(&options, option, optarg);
    }
    if (optind < argc)
        stop(STATUS_UNUSABLE, "%s: not an option; see --help", argv[optind]);
    fill_in(&options, init_given);
    return options;
}
