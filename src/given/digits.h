/* Generated digits, the stand-in where MNIST is absent; see digits.c. */
#ifndef GIVEN_DIGITS_H
#define GIVEN_DIGITS_H

#include "given/idx.h"
#include "given/rng.h"

enum { DIGITS_SIDE = 28, DIGITS_PIXELS = DIGITS_SIDE * DIGITS_SIDE };

/*
 * Draw one digit as a hand might have written it: 0 is paper, 255 is ink.
 *
 * rng     decides on style, position, size, slant, thickness and tremor; only
 *         whole numbers are used, so every machine draws the same
 * digit   0 .. 9
 * image   overwritten
 */
void digits_draw(struct rng *rng, int digit,
                 unsigned char image[DIGITS_PIXELS]);

/*
 * Write a training and a test set to directory, which must exist, as four
 * files named like those of MNIST. The same seed gives the same bytes. Returns
 * 0; or -1, with one line in error.
 */
int digits_write(const char *directory, uint64_t seed, size_t n_train,
                 size_t n_test, char error[IDX_ERROR]);

#endif
