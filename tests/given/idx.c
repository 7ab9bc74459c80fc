/* given/idx.h: what it reads, and what it says about files that are wrong. */
#include "unit.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include "given/idx.h"
#include "given/rng.h"

/* tests/test-given.sh makes this folder and sets it. */
static char images[200], labels[200];

/* Three images of 2 x 2 pixels, and their labels. */
static const unsigned char good_images[] = {0, 0, 8, 3, 0, 0, 0, 3,   0,   0,
                                            0, 2, 0, 0, 0, 2, 0, 255, 128, 1,
                                            2, 3, 4, 5, 6, 7, 8, 9};
static const unsigned char good_labels[] = {0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 7};

enum { N_IMAGES = sizeof good_images, N_LABELS = sizeof good_labels };

static void name_files(void)
{
    const char *folder = getenv("WORK");

    ck_assert_msg(folder != NULL, "WORK is not set");
    snprintf(images, sizeof images, "%s/%ld-images-idx3-ubyte", folder,
             (long)getpid());
    snprintf(labels, sizeof labels, "%s/%ld-labels-idx1-ubyte", folder,
             (long)getpid());
}

static void save(const char *path, size_t n, const unsigned char bytes[])
{
    FILE *file = fopen(path, "wb");

    ck_assert_msg(file != NULL, "%s cannot be written", path);
    ck_assert_uint_eq(fwrite(bytes, 1, n, file), n);
    ck_assert_int_eq(fclose(file), 0);
}

static void save_gzip(const char *path, size_t n, const unsigned char bytes[])
{
    gzFile file = gzopen(path, "wb");

    ck_assert_msg(file != NULL, "%s cannot be written", path);
    ck_assert_int_eq(gzwrite(file, bytes, (unsigned)n), (int)n);
    ck_assert_int_eq(gzclose(file), Z_OK);
}

static size_t load(const char *path, size_t size, unsigned char bytes[])
{
    FILE *file = fopen(path, "rb");

    ck_assert(file != NULL);
    size_t n = fread(bytes, 1, size, file);
    fclose(file);
    return n;
}

static void save_both(size_t n_images, const unsigned char image_bytes[],
                      size_t n_labels, const unsigned char label_bytes[])
{
    save(images, n_images, image_bytes);
    save(labels, n_labels, label_bytes);
}

/* Reading fails with one line that holds both texts, and leaves nothing. */
static void fails_with(const char *text, const char *other)
{
    struct examples set;
    char error[IDX_ERROR] = "";

    ck_assert_int_eq(idx_read(&set, images, labels, error), -1);
    ck_assert_msg(strstr(error, text) && strstr(error, other),
                  "the error is '%s', without '%s' or '%s'", error, text,
                  other);
    ck_assert(strchr(error, '\n') == NULL);
    ck_assert(set.n == 0 && set.x == NULL && set.labels == NULL);
}

static void is_the_good_set(void)
{
    struct examples set;
    char error[IDX_ERROR] = "";

    ck_assert_msg(idx_read(&set, images, labels, error) == 0, "%s", error);
    ck_assert_uint_eq(set.n, 3);
    ck_assert_uint_eq(set.inputs, 4);
    for (int i = 0; i < 12; i++)
        ck_close(set.x[i], good_images[16 + i] / 255.0, TOLERANCE(0, 1e-7));
    ck_assert_mem_eq(set.labels, good_labels + 8, 3);
    idx_free(&set);
    ck_assert(set.x == NULL);
}

START_TEST(reads_plain_and_gzip)
{
    name_files();
    save_both(N_IMAGES, good_images, N_LABELS, good_labels);
    is_the_good_set();
    save_gzip(images, N_IMAGES, good_images);
    save_gzip(labels, N_LABELS, good_labels);
    is_the_good_set();
}
END_TEST

START_TEST(finds_a_set_by_its_prefix)
{
    struct examples set;
    char error[IDX_ERROR] = "", prefix[40], gz[220];
    const char *folder = getenv("WORK");

    name_files();
    snprintf(prefix, sizeof prefix, "%ld", (long)getpid());
    snprintf(gz, sizeof gz, "%s.gz", images);
    save_gzip(gz, N_IMAGES, good_images);
    ck_assert_int_eq(idx_read_set(&set, folder, prefix, error), -1);
    ck_assert_msg(strstr(error, labels) && strstr(error, "not there"), "%s",
                  error);
    save(labels, N_LABELS, good_labels);
    ck_assert_msg(idx_read_set(&set, folder, prefix, error) == 0, "%s", error);
    ck_assert_uint_eq(set.n, 3);
    idx_free(&set);
    /* A name that does not fit in its buffer. */
    char longest[2 * IDX_ERROR];
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    ck_assert_int_eq(idx_read_set(&set, longest, prefix, error), -1);
    ck_assert(strstr(error, "too long"));
}
END_TEST

START_TEST(a_missing_file_and_a_folder_are_named)
{
    name_files();
    fails_with(images, "No such file");
    save(images, N_IMAGES, good_images);
    fails_with(labels, "No such file");
    ck_assert_int_eq(mkdir(labels, 0777), 0);
    fails_with(labels, "directory");
}
END_TEST

START_TEST(every_shorter_file_is_cut_off)
{
    name_files();
    save(labels, N_LABELS, good_labels);
    for (size_t n = 0; n < N_IMAGES; n++) {
        save(images, n, good_images);
        fails_with(images, n < 16 ? "inside the header" : "inside image");
    }
    save(images, N_IMAGES, good_images);
    for (size_t n = 0; n < N_LABELS; n++) {
        save(labels, n, good_labels);
        fails_with(labels, n < 8 ? "inside the header" : "inside the labels");
    }
}
END_TEST

START_TEST(every_shorter_gzip_file_is_refused)
{
    unsigned char packed[200];

    name_files();
    save(labels, N_LABELS, good_labels);
    save_gzip(images, N_IMAGES, good_images);
    size_t n = load(images, sizeof packed, packed);
    /* Down to its two magic bytes, without which it is not gzip at all. */
    while (--n >= 2) {
        save(images, n, packed);
        fails_with(images, "");
    }
}
END_TEST

START_TEST(one_byte_too_many_is_refused)
{
    unsigned char longer[N_IMAGES + 1] = {0};

    name_files();
    memcpy(longer, good_images, N_IMAGES);
    save_both(N_IMAGES + 1, longer, N_LABELS, good_labels);
    fails_with(images, "more bytes");
    save_gzip(images, N_IMAGES + 1, longer);
    fails_with(images, "more bytes");
    memcpy(longer, good_labels, N_LABELS);
    save_both(N_IMAGES, good_images, N_LABELS + 1, longer);
    fails_with(labels, "more bytes");
}
END_TEST

START_TEST(the_wrong_kind_of_file_is_refused)
{
    name_files();
    save_both(N_LABELS, good_labels, N_LABELS, good_labels);
    fails_with(images, "no IDX file of images: it begins with 00000801");
    save_both(N_IMAGES, good_images, N_IMAGES, good_images);
    fails_with(labels, "no IDX file of labels: it begins with 00000803");
    save(images, 5, (const unsigned char *)"P5 28");
    fails_with(images, "no IDX file");
}
END_TEST

START_TEST(counts_that_differ_are_refused)
{
    unsigned char four[] = {0, 0, 8, 1, 0, 0, 0, 4, 1, 2, 3, 4};

    name_files();
    save_both(N_IMAGES, good_images, sizeof four, four);
    fails_with("4 labels", "3 images");
    fails_with(labels, images);
}
END_TEST

START_TEST(a_label_over_9_is_refused)
{
    unsigned char bad[N_LABELS];

    name_files();
    memcpy(bad, good_labels, N_LABELS);
    bad[9] = 10;
    save_both(N_IMAGES, good_images, N_LABELS, bad);
    fails_with(labels, "label 2 is 10");
    bad[9] = 255;
    save(labels, N_LABELS, bad);
    fails_with(labels, "label 2 is 255");
}
END_TEST

/* Sizes whose product is too large, or overflows 32 or 64 bits. */
START_TEST(absurd_sizes_are_refused)
{
    static const unsigned char size[][12] = {
        {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255},
        {255, 255, 255, 255, 0, 0, 0, 28, 0, 0, 0, 28},
        {0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0},
        {0, 0, 0, 3, 128, 0, 0, 0, 0, 0, 0, 2},
        {64, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 2},
        {0, 0, 0, 3, 0, 0, 0, 2, 64, 0, 0, 0},
    };
    unsigned char bad[N_IMAGES];

    name_files();
    for (size_t i = 0; i < sizeof size / sizeof size[0]; i++) {
        memcpy(bad, good_images, N_IMAGES);
        memcpy(bad + 4, size[i], 12);
        save_both(N_IMAGES, bad, N_LABELS, good_labels);
        fails_with(images, "cannot be");
    }
    for (int i = 4; i < 16; i += 4) {
        memcpy(bad, good_images, N_IMAGES);
        memset(bad + i, 0, 4);
        save_both(N_IMAGES, bad, N_LABELS, good_labels);
        fails_with(images, "no image");
    }
}
END_TEST

/* Whatever is read, the set is sound or there is none. The sanitizers see to
 * it that nothing outside is touched. */
static void is_sound_or_empty(void)
{
    struct examples set;
    char error[IDX_ERROR] = "";

    if (idx_read(&set, images, labels, error) != 0) {
        ck_assert(set.n == 0 && set.x == NULL && set.labels == NULL);
        ck_assert(strlen(error) > 0 && strchr(error, '\n') == NULL);
        ck_assert(strstr(error, images) || strstr(error, labels));
        return;
    }
    for (size_t i = 0; i < set.n * set.inputs; i++)
        ck_assert(set.x[i] >= 0 && set.x[i] <= 1);
    for (size_t i = 0; i < set.n; i++)
        ck_assert(set.labels[i] <= 9);
    idx_free(&set);
}

static void flip_a_byte(struct rng *rng, size_t n, unsigned char bytes[])
{
    bytes[rng_below(rng, n)] ^= (unsigned char)(1 + rng_below(rng, 255));
}

START_TEST(damaged_files_do_no_harm)
{
    unsigned char image_bytes[N_IMAGES], label_bytes[N_LABELS];
    unsigned char packed[200], damaged[200];
    struct rng rng;

    name_files();
    rng_seed(&rng, 3);
    for (int i = 0; i < 1500; i++) {
        memcpy(image_bytes, good_images, N_IMAGES);
        memcpy(label_bytes, good_labels, N_LABELS);
        for (size_t flips = rng_below(&rng, 3); flips-- > 0;)
            flip_a_byte(&rng, N_IMAGES, image_bytes);
        for (size_t flips = rng_below(&rng, 3); flips-- > 0;)
            flip_a_byte(&rng, N_LABELS, label_bytes);
        save_both(N_IMAGES, image_bytes, N_LABELS, label_bytes);
        is_sound_or_empty();
    }
    save(labels, N_LABELS, good_labels);
    save_gzip(images, N_IMAGES, good_images);
    size_t n = load(images, sizeof packed, packed);
    for (int i = 0; i < 1500; i++) {
        memcpy(damaged, packed, n);
        flip_a_byte(&rng, n, damaged);
        save(images, n, damaged);
        is_sound_or_empty();
    }
}
END_TEST

START_TEST(what_is_written_is_read_again)
{
    char error[IDX_ERROR] = "";
    unsigned char bytes[100];

    name_files();
    ck_assert_msg(idx_write_images(images, 3, 2, 2, good_images + 16, error) ==
                      0,
                  "%s", error);
    ck_assert_msg(idx_write_labels(labels, 3, good_labels + 8, error) == 0,
                  "%s", error);
    is_the_good_set();
    ck_assert_uint_eq(load(images, sizeof bytes, bytes), N_IMAGES);
    ck_assert_mem_eq(bytes, good_images, N_IMAGES);
    ck_assert_uint_eq(load(labels, sizeof bytes, bytes), N_LABELS);
    ck_assert_mem_eq(bytes, good_labels, N_LABELS);
}
END_TEST

START_TEST(what_cannot_be_written_is_named)
{
    char error[IDX_ERROR] = "", path[250];

    name_files();
    snprintf(path, sizeof path, "%s/no/such/folder", images);
    ck_assert_int_eq(idx_write_labels(path, 3, good_labels + 8, error), -1);
    ck_assert_msg(strstr(error, path), "%s", error);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {reads_plain_and_gzip,
                                  finds_a_set_by_its_prefix,
                                  a_missing_file_and_a_folder_are_named,
                                  every_shorter_file_is_cut_off,
                                  every_shorter_gzip_file_is_refused,
                                  one_byte_too_many_is_refused,
                                  the_wrong_kind_of_file_is_refused,
                                  counts_that_differ_are_refused,
                                  a_label_over_9_is_refused,
                                  absurd_sizes_are_refused,
                                  damaged_files_do_no_harm,
                                  what_is_written_is_read_again,
                                  what_cannot_be_written_is_named,
                                  NULL};
    return run_tests("idx", tests);
}
