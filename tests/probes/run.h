/* Between the parts of a probe program: probe.c, dice.c, learner.c, forms.c. */
#ifndef PROBES_RUN_H
#define PROBES_RUN_H

#include <stdio.h>
#include "probe.h"

/* One form of an exercise, all of which stand in one program. */
struct form {
    const char *name;
    void (*function)(void);
};

extern const struct form forms[]; /* ends with {0} */
extern const char *const exercise;

/* Make the probe call this form. */
void use_form(const struct form *form);

const struct probe *find_probe(const char *exercise);

/* Print what the probe notes, each line with the name before it. */
void run_probe(const struct probe *probe, const char *name, FILE *out);

#endif
