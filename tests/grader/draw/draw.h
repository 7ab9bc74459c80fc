/* What the pictures of `make check` are drawn from: between main.c, which knows
 * the parts that chapters share, and the chapters' NN-topic.c. */
#ifndef GRADER_DRAW_H
#define GRADER_DRAW_H

#include <stdio.h>
#include "given/real.h"

/* Defined by each chapter: for an exercise the run that shows it, printed in
 * columns; the last two are those that are drawn in letters. A row without a
 * name ends the table. An exercise without a picture is not in it. */
struct picture {
    const char *exercise;
    void (*draw)(void);
};
extern const struct picture pictures[];

/* The valley f(x, y) = x^2/20 + y^2, where most runs start at (-7, 2). */
double height(const real theta[2]);
void valley_gradient(const real theta[2], real grad[2]);

/* Print a row t, x, y. */
void print_point(int t, const real theta[2]);

#endif
