/* All methods behind one interface, for the trainer; see optimizer.c. */
#ifndef GIVEN_OPTIMIZER_H
#define GIVEN_OPTIMIZER_H

#include "contract/sgd.h"
#include "given/real.h"

enum { MOST_ARRAYS = 3 }; /* state arrays of one method */

struct optimizer;

/* A row of the table of methods. */
struct method {
    const char *name; /* as --optimizer takes it */
    size_t arrays;    /* how many state arrays of theta's length it keeps */
    double lr;        /* learning rate if none is given */
    void (*step)(struct optimizer *opt, size_t n, real theta[],
                 const real grad[]);

    /*
     * For a method that looks ahead, point is where it wants the gradient; for
     * one that stores something other than theta, read is how theta is found.
     * Either is NULL where the stored vector itself is meant.
     */
    void (*point)(const struct optimizer *opt, size_t n, const real stored[],
                  real point[]);
    void (*read)(const struct optimizer *opt, size_t n, const real stored[],
                 real theta[]);
};

/* The table ends with a row whose name is NULL. */
extern const struct method methods[];

/* One method at work on n parameters. */
struct optimizer {
    const struct method *method;
    real lr;
    real *array[MOST_ARRAYS]; /* [n] each, 0 at the start */
    real *scratch;            /* [n], what point or read has found */
    union {
        struct sgd sgd;
    } state;
};

/* Return the method of that name, or NULL. */
const struct method *method_find(const char *name);

/* Get ready for n parameters. Returns 0, or -1 without memory. */
int optimizer_create(struct optimizer *opt, const struct method *method,
                     real lr, size_t n);
void optimizer_free(struct optimizer *opt);

/* Return the point at which the next gradient is to be taken. */
const real *optimizer_point(struct optimizer *opt, size_t n,
                            const real stored[]);

/* Return the parameters theta that belong to what is stored. */
const real *optimizer_theta(struct optimizer *opt, size_t n,
                            const real stored[]);

#endif
