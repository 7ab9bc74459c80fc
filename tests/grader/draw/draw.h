/* What the pictures of `make check` are drawn from: between main.c and the
 * chapters' NN-topic.c. */
#ifndef GRADER_DRAW_H
#define GRADER_DRAW_H

/* Defined by each chapter: print the run that shows an exercise, in columns.
 * An exercise without a picture prints nothing. */
void draw(const char *exercise);

#endif
