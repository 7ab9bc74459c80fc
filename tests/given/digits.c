/* given/digits.h: the same digits everywhere, and digits that differ. */
#include "unit.h"

#include <string.h>
#include <unistd.h>
#include "given/digits.h"

static unsigned char image[DIGITS_PIXELS], other[DIGITS_PIXELS];

/* FNV-1a, 64 bit (Fowler, Noll, Vo). */
static uint64_t add_to_sum(uint64_t sum, size_t n, const unsigned char bytes[])
{
    for (size_t i = 0; i < n; i++)
        sum = (sum ^ bytes[i]) * 0x100000001b3;
    return sum;
}

/*
 * Runs with other data cannot be compared with those in the book. Whoever
 * changes how digits are drawn measures anew what was measured on them, and
 * then writes the new sum here.
 */
START_TEST(every_machine_draws_the_same)
{
    uint64_t sum = 0xcbf29ce484222325;
    struct rng rng;

    rng_seed(&rng, 1);
    for (int i = 0; i < 1000; i++) {
        digits_draw(&rng, i % 10, image);
        sum = add_to_sum(sum, DIGITS_PIXELS, image);
    }
    ck_assert_msg(sum == 0x23e8aaf29362efef,
                  "the sum of the first 1000 is 0x%llx",
                  (unsigned long long)sum);
}
END_TEST

START_TEST(no_two_are_alike)
{
    struct rng rng;

    rng_seed(&rng, 1);
    digits_draw(&rng, 3, image);
    digits_draw(&rng, 3, other);
    ck_assert(memcmp(image, other, DIGITS_PIXELS) != 0);
    rng_seed(&rng, 2);
    digits_draw(&rng, 3, other);
    ck_assert(memcmp(image, other, DIGITS_PIXELS) != 0);
}
END_TEST

/* Ink covers part of the paper, is black somewhere, and is where it can be
 * seen: a digit whose centre is out of the image would be a blunder. */
START_TEST(every_image_shows_a_digit)
{
    struct rng rng;

    rng_seed(&rng, 4);
    for (int i = 0; i < 2000; i++) {
        int black = 0, inked = 0, middle = 0;
        digits_draw(&rng, i % 10, image);
        for (int j = 0; j < DIGITS_PIXELS; j++) {
            int row = j / DIGITS_SIDE, column = j % DIGITS_SIDE;
            black += image[j] > 200;
            inked += image[j] > 0;
            middle += image[j] > 0 && row >= 7 && row < 21 && column >= 7 &&
                      column < 21;
        }
        ck_assert_msg(black >= 3 && inked >= 15 && inked <= 400 && middle >= 10,
                      "image %d: %d black, %d inked, %d in the middle", i,
                      black, inked, middle);
    }
}
END_TEST

START_TEST(the_files_are_a_data_set)
{
    char error[IDX_ERROR] = "";
    const char *folder = getenv("WORK");
    struct examples train, test;
    int count[IDX_CLASSES] = {0};

    ck_assert(folder != NULL);
    ck_assert_msg(digits_write(folder, 5, 1000, 100, error) == 0, "%s", error);
    ck_assert_msg(idx_read_set(&train, folder, "train", error) == 0, "%s",
                  error);
    ck_assert_msg(idx_read_set(&test, folder, "t10k", error) == 0, "%s", error);
    ck_assert_uint_eq(train.n, 1000);
    ck_assert_uint_eq(test.n, 100);
    ck_assert_uint_eq(train.inputs, DIGITS_PIXELS);
    for (size_t i = 0; i < train.n; i++)
        count[train.labels[i]]++;
    /* Mean 100, standard deviation 9.5. */
    for (int i = 0; i < IDX_CLASSES; i++)
        ck_assert(count[i] > 50 && count[i] < 150);
    /* The test set is not the beginning of the training set. */
    ck_assert(memcmp(train.x, test.x, DIGITS_PIXELS * sizeof *test.x) != 0);
    idx_free(&train);
    idx_free(&test);
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_named)
{
    char error[IDX_ERROR] = "";

    ck_assert_int_eq(digits_write("no/such/folder", 5, 10, 10, error), -1);
    ck_assert_msg(strstr(error, "no/such/folder"), "%s", error);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        every_machine_draws_the_same,        no_two_are_alike,
        every_image_shows_a_digit,           the_files_are_a_data_set,
        a_folder_that_is_not_there_is_named, NULL};
    return run_tests("digits", tests);
}
