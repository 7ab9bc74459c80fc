/* Labelled images in IDX files, the format of MNIST; see idx.c. */
#ifndef GIVEN_IDX_H
#define GIVEN_IDX_H

#include "given/real.h"

enum {
    IDX_CLASSES = 10, /* labels are 0 .. 9 */
    IDX_ERROR = 512   /* room for one line that says what is wrong */
};

/* A set of labelled images, one row each. */
struct examples {
    size_t n;              /* how many */
    size_t inputs;         /* pixels of one image, rows times columns */
    real *x;               /* [n][inputs], 0 (paper) to 1 (ink) */
    unsigned char *labels; /* [n], 0 .. 9 */
};

/*
 * Read a set from a file of images and a file of labels, gzip or plain.
 *
 * Returns 0; or -1, and then set is empty and error holds one line that names
 * the file. Whatever the files hold, nothing outside the set is touched.
 */
int idx_read(struct examples *set, const char *images, const char *labels,
             char error[IDX_ERROR]);

/*
 * The same for the set called prefix in directory: PREFIX-images-idx3-ubyte
 * and PREFIX-labels-idx1-ubyte, each with or without .gz. MNIST's prefixes are
 * train and t10k.
 */
int idx_read_set(struct examples *set, const char *directory,
                 const char *prefix, char error[IDX_ERROR]);

/* Free what idx_read allocated; an empty set is allowed. */
void idx_free(struct examples *set);

/*
 * Write n images of rows x columns bytes, or n labels, as a plain IDX file. The
 * file appears complete or not at all. Returns 0; or -1, with one line in
 * error.
 */
int idx_write_images(const char *path, size_t n, size_t rows, size_t columns,
                     const unsigned char pixels[], char error[IDX_ERROR]);
int idx_write_labels(const char *path, size_t n, const unsigned char labels[],
                     char error[IDX_ERROR]);

#endif
