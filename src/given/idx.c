/* Reads and writes IDX files; described in idx.h. */
#include "given/idx.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

/*
 * The format: a magic number 0x00 0x00 TYPE DIMENSIONS, then the size of each
 * dimension, then the data. Numbers are 32-bit, most significant byte first.
 */
enum {
    MAGIC_IMAGES = 0x0803,     /* unsigned bytes, 3 dimensions */
    MAGIC_LABELS = 0x0801,     /* unsigned bytes, 1 dimension */
    MOST_PIXELS_ACROSS = 4096, /* more in one image is a damaged header */
    MOST_BYTES = 1 << 28       /* MNIST has 47 million */
};

static int fail(char error[IDX_ERROR], const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(error, IDX_ERROR, format, arguments);
    va_end(arguments);
    return -1;
}

/* Read exactly n bytes of what ("the header", "image 7"). */
static int read_bytes(gzFile file, const char *path, const char *what, size_t n,
                      unsigned char bytes[], char error[IDX_ERROR])
{
    int got = gzread(file, bytes, (unsigned)n);
    int code = Z_OK;
    const char *reason = gzerror(file, &code);

    if (got >= 0 && (size_t)got == n)
        return 0;
    if (code == Z_ERRNO)
        return fail(error, "%s: %s", path, strerror(errno));
    if (code == Z_DATA_ERROR)
        return fail(error, "%s: damaged gzip data (%s)", path, reason);
    return fail(error, "%s: cut off, the file ends inside %s", path, what);
}

/* After the data the file must end; this read also checks gzip's own sum. */
static int read_end(gzFile file, const char *path, char error[IDX_ERROR])
{
    unsigned char extra;
    int got = gzread(file, &extra, 1);
    int code = Z_OK;

    gzerror(file, &code);
    if (got > 0)
        return fail(error, "%s: more bytes than its header announces", path);
    if (code == Z_BUF_ERROR)
        return fail(error, "%s: cut off, the end of gzip's data is missing",
                    path);
    if (got < 0 || code != Z_OK)
        return fail(error, "%s: damaged gzip data", path);
    return 0;
}

static uint32_t big_endian(const unsigned char b[4])
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 |
           (uint32_t)b[3];
}

/* Read the magic number and the sizes of the dimensions. */
static int read_header(gzFile file, const char *path, uint32_t magic,
                       uint32_t size[], char error[IDX_ERROR])
{
    unsigned char bytes[4];
    int dimensions = magic & 0xff;

    if (read_bytes(file, path, "the header", 4, bytes, error) != 0)
        return -1;
    if (big_endian(bytes) != magic)
        return fail(error,
                    "%s: no IDX file of %s: it begins with %08x, not %08x",
                    path, magic == MAGIC_IMAGES ? "images" : "labels",
                    (unsigned)big_endian(bytes), (unsigned)magic);
    for (int i = 0; i < dimensions; i++) {
        if (read_bytes(file, path, "the header", 4, bytes, error) != 0)
            return -1;
        size[i] = big_endian(bytes);
    }
    return 0;
}

/* Are there images, and can they be real? No product here can overflow. */
static int check_size(const char *path, const uint32_t size[3],
                      char error[IDX_ERROR])
{
    if (size[0] == 0 || size[1] == 0 || size[2] == 0)
        return fail(error, "%s: holds no image (%u of %u x %u pixels)", path,
                    (unsigned)size[0], (unsigned)size[1], (unsigned)size[2]);
    if (size[1] > MOST_PIXELS_ACROSS || size[2] > MOST_PIXELS_ACROSS ||
        size[0] > MOST_BYTES / (size[1] * size[2]))
        return fail(error,
                    "%s: its header announces %u images of %u x %u pixels, "
                    "which cannot be",
                    path, (unsigned)size[0], (unsigned)size[1],
                    (unsigned)size[2]);
    return 0;
}

/* Read n images; a pixel 0 .. 255 becomes a number 0 .. 1. */
static int read_pixels(struct examples *set, gzFile file, const char *path,
                       char error[IDX_ERROR])
{
    unsigned char *image = malloc(set->inputs);
    char what[64];
    int status = 0;

    set->x = malloc(set->n * set->inputs * sizeof *set->x);
    if (image == NULL || set->x == NULL)
        status =
            fail(error, "%s: not enough memory for %zu images", path, set->n);
    for (size_t i = 0; i < set->n && status == 0; i++) {
        snprintf(what, sizeof what, "image %zu of %zu", i + 1, set->n);
        status = read_bytes(file, path, what, set->inputs, image, error);
        for (size_t j = 0; j < set->inputs && status == 0; j++)
            set->x[i * set->inputs + j] = image[j] / (real)255;
    }
    free(image);
    return status == 0 ? read_end(file, path, error) : -1;
}

static int read_labels(struct examples *set, gzFile file, const char *path,
                       char error[IDX_ERROR])
{
    set->labels = malloc(set->n);
    if (set->labels == NULL)
        return fail(error, "%s: not enough memory for %zu labels", path,
                    set->n);
    if (read_bytes(file, path, "the labels", set->n, set->labels, error) != 0)
        return -1;
    for (size_t i = 0; i < set->n; i++) {
        if (set->labels[i] >= IDX_CLASSES)
            return fail(error, "%s: label %zu is %d, not one of 0 to %d", path,
                        i + 1, set->labels[i], IDX_CLASSES - 1);
    }
    return read_end(file, path, error);
}

static int read_both(struct examples *set, gzFile images,
                     const char *images_path, gzFile labels,
                     const char *labels_path, char error[IDX_ERROR])
{
    uint32_t size[3] = {0}, n_labels = 0;

    if (read_header(images, images_path, MAGIC_IMAGES, size, error) != 0 ||
        check_size(images_path, size, error) != 0 ||
        read_header(labels, labels_path, MAGIC_LABELS, &n_labels, error) != 0)
        return -1;
    if (n_labels != size[0])
        return fail(error, "%s: %u labels, but %s has %u images", labels_path,
                    (unsigned)n_labels, images_path, (unsigned)size[0]);
    set->n = size[0];
    set->inputs = (size_t)size[1] * size[2];
    /* The labels first: they are small, and a wrong one is found at once. */
    if (read_labels(set, labels, labels_path, error) != 0)
        return -1;
    return read_pixels(set, images, images_path, error);
}

int idx_read(struct examples *set, const char *images, const char *labels,
             char error[IDX_ERROR])
{
    gzFile images_file, labels_file = NULL;
    int status = -1;

    *set = (struct examples){0};
    if ((images_file = gzopen(images, "rb")) == NULL)
        fail(error, "%s: %s", images, strerror(errno));
    else if ((labels_file = gzopen(labels, "rb")) == NULL)
        fail(error, "%s: %s", labels, strerror(errno));
    else
        status =
            read_both(set, images_file, images, labels_file, labels, error);
    if (images_file != NULL)
        gzclose(images_file);
    if (labels_file != NULL)
        gzclose(labels_file);
    if (status != 0)
        idx_free(set);
    return status;
}

/* Write to path the file's name, with .gz where only that one is there. */
static int find_file(char path[], size_t size, const char *directory,
                     const char *prefix, const char *rest,
                     char error[IDX_ERROR])
{
    static const char *const ending[] = {"", ".gz"};

    for (int i = 0; i < 2; i++) {
        int length = snprintf(path, size, "%s/%s-%s%s", directory, prefix, rest,
                              ending[i]);
        if (length < 0 || (size_t)length >= size)
            return fail(error, "%.60s...: the name is too long", directory);
        if (access(path, F_OK) == 0)
            return 0;
    }
    return fail(error, "%s/%s-%s: not there, nor with .gz", directory, prefix,
                rest);
}

int idx_read_set(struct examples *set, const char *directory,
                 const char *prefix, char error[IDX_ERROR])
{
    char images[IDX_ERROR / 2], labels[IDX_ERROR / 2];

    *set = (struct examples){0};
    if (find_file(images, sizeof images, directory, prefix, "images-idx3-ubyte",
                  error) != 0 ||
        find_file(labels, sizeof labels, directory, prefix, "labels-idx1-ubyte",
                  error) != 0)
        return -1;
    return idx_read(set, images, labels, error);
}

void idx_free(struct examples *set)
{
    free(set->x);
    free(set->labels);
    *set = (struct examples){0};
}

static void put_big_endian(FILE *file, size_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        putc(value >> shift & 0xff, file);
}

/* Write under another name first: whoever reads path never sees half a file. */
static int write_file(const char *path, uint32_t magic, const size_t size[],
                      const unsigned char bytes[], char error[IDX_ERROR])
{
    char part[IDX_ERROR];
    size_t n = 1;
    FILE *file;
    int length = snprintf(part, sizeof part, "%s.%ld", path, (long)getpid());

    if (length < 0 || (size_t)length >= sizeof part)
        return fail(error, "%.60s...: the name is too long", path);
    if ((file = fopen(part, "wb")) == NULL)
        return fail(error, "%s: %s", part, strerror(errno));
    put_big_endian(file, magic);
    for (uint32_t i = 0; i < (magic & 0xff); i++) {
        put_big_endian(file, size[i]);
        n *= size[i];
    }
    fwrite(bytes, 1, n, file);
    int failed = ferror(file);
    failed |= fclose(file) != 0;
    if (failed || rename(part, path) != 0) {
        fail(error, "%s: cannot be written: %s", path, strerror(errno));
        remove(part);
        return -1;
    }
    return 0;
}

int idx_write_images(const char *path, size_t n, size_t rows, size_t columns,
                     const unsigned char pixels[], char error[IDX_ERROR])
{
    return write_file(path, MAGIC_IMAGES, (size_t[]){n, rows, columns}, pixels,
                      error);
}

int idx_write_labels(const char *path, size_t n, const unsigned char labels[],
                     char error[IDX_ERROR])
{
    return write_file(path, MAGIC_LABELS, &n, labels, error);
}
