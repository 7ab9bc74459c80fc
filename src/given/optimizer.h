/* All methods behind one interface, for the trainer; see optimizer.c. */
#ifndef GIVEN_OPTIMIZER_H
#define GIVEN_OPTIMIZER_H

#include <stddef.h>
#include "given/real.h"

enum { MOST_ARRAYS = 3 }; /* state arrays of one method */

/* What can be set; the contracts say what each is. */
struct settings {
    double lr, alpha, rho, rho1, rho2, eps, weight_decay;
};

/* A setting, as the command line has it. */
struct setting {
    const char *name;
    size_t offset;    /* in struct settings; setting_of finds it */
    const char *what; /* for --help */
    double least, most;
    int zero_too;
    const char *range; /* the same in words */
};

struct optimizer;

/* A row of the table of methods. */
struct method {
    const char *name; /* as --optimizer takes it */
    size_t arrays;    /* how many state arrays of theta's length it keeps */

    /* What holds if nothing is given; 0 for what the method does not have. */
    struct settings usual;
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

/* Both tables end with a row whose name is NULL. */
extern const struct method methods[];
extern const struct setting settings[];

/* How the gradient is clipped before a step (contract/clipping.h). */
struct clip {
    enum { NOT_CLIPPED, CLIP_NORM, CLIP_VALUE } rule;
    double at; /* max_norm, or limit */
};

/* One method at work on n parameters. */
struct optimizer {
    const struct method *method;
    struct settings set;
    real *array[MOST_ARRAYS]; /* [n] each, 0 at the start */
    real *scratch;    /* [n], what point or read has found, or clipped */
    int t;            /* steps taken, for a method that counts them */
    struct clip clip; /* NOT_CLIPPED unless the caller sets it */
};

/* Return the method of that name, or NULL. */
const struct method *method_find(const char *name);

/* Return what the method uses if nothing is given, 0 if it has no such
 * setting. */
double method_usual(const struct method *method, const struct setting *setting);

/* Return where the value of a setting is. */
double *setting_of(struct settings *set, const struct setting *setting);

/* Get ready for n parameters. Returns 0, or -1 without memory. */
int optimizer_create(struct optimizer *opt, const struct method *method,
                     struct settings set, size_t n);
void optimizer_free(struct optimizer *opt);

/* Return the point at which the next gradient is to be taken. */
const real *optimizer_point(struct optimizer *opt, size_t n,
                            const real stored[]);

/* Take a step of the method, with the gradient at that point. It is clipped
 * first if the caller has said so; grad itself stays as it is. */
void optimizer_step(struct optimizer *opt, size_t n, real stored[],
                    const real grad[]);

/* Return the parameters theta that belong to what is stored. */
const real *optimizer_theta(struct optimizer *opt, size_t n,
                            const real stored[]);

#endif
