/* The trainer's command line; see options.c. */
#ifndef GIVEN_OPTIONS_H
#define GIVEN_OPTIONS_H

#include <stdint.h>
#include "given/network.h"
#include "given/optimizer.h"

enum {
    MOST_HIDDEN = 32,   /* hidden layers */
    MOST_UNITS = 10000, /* in one of them */
    STATUS_FAILED = 1,  /* the training did not succeed */
    STATUS_UNUSABLE = 2 /* an option or the data cannot be used */
};

enum init { INIT_NORMAL, INIT_XAVIER, INIT_HE };

/* How the learning rate falls, by the number of iterations so far. */
struct schedule {
    enum { CONSTANT, STEP_DECAY, INVERSE_DECAY } rule;
    double by; /* the factor of step_decay, the decay of inverse_decay */
    int every; /* iterations, for step_decay */
};

struct options {
    const struct method *method;
    struct settings set; /* of the method */
    struct clip clip;
    struct schedule schedule;
    size_t n_hidden;
    size_t hidden[MOST_HIDDEN];
    enum activation activation;
    enum init init;
    double stddev; /* of INIT_NORMAL */
    size_t batch;
    size_t iterations;
    size_t every; /* iterations from one measurement of the curve to the next */
    size_t validate;    /* examples held out to measure on; 0: the test set */
    size_t first, last; /* training images, counted from 1; last 0: all */
    int measure_train;  /* whether the curve is of the training set, too */
    uint64_t seed;
    const char *data; /* NULL: look in the usual places */
    const char *log;  /* NULL: none */
};

/*
 * Read the command line. --help and --version are answered here and end the
 * program with status 0; what cannot be used ends it with one line and status
 * 2.
 */
struct options options_read(int argc, char *argv[]);

/* End the program with "train: " and one line on stderr. */
_Noreturn void stop(int status, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
