/* Lends arrays to the functions under test and watches over them: exact blocks
 * under the sanitizers, guard words otherwise. Used by the suites, suite.h. */
#include <stdlib.h>
#include <string.h>
#include "memory.h"
#include "suite.h"

#if defined(__SANITIZE_ADDRESS__)
enum { GUARD = 0 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { GUARD = 0 };
#else
enum { GUARD = 256 };
#endif
#else
enum { GUARD = 256 };
#endif

enum { MAX_LENT = 256, FILL = 0xa5 };

struct lent {
    const char *name;
    size_t bytes, element;
    unsigned char *block;   /* guard, the array, guard */
    unsigned char *array;   /* in the block */
    unsigned char *content; /* what an input must still hold, or NULL */
};

static struct lent lent[MAX_LENT];
static size_t lent_count;
static int test_now;

void begin_lending(int test)
{
    test_now = test;
}

/* A malloc'ed block begins at a multiple of 16 bytes. Code that needs this must
 * show, so between guards the arrays begin at other elements, too, each in turn
 * and another one first in every test. Bytes may hold what must be aligned. */
static size_t shift(size_t element)
{
    return GUARD == 0 || element == 1
               ? 0
               : element * ((lent_count + (size_t)test_now) % 4);
}

static void *take(size_t bytes)
{
    void *memory = malloc(bytes);

    check_that(memory != NULL, "", "the grader has run out of memory");
    return memory;
}

static void *lend_elements(const char *name, size_t bytes, size_t element,
                           const void *from, int is_input)
{
    const size_t before = GUARD + shift(element);
    struct lent *l = &lent[lent_count++];

    check_that(lent_count <= MAX_LENT, "", "the suite lends too many arrays");
    *l = (struct lent){.name = name, .bytes = bytes, .element = element};
    l->block = take(before + bytes + GUARD);
    l->array = l->block + before;
    memset(l->block, FILL, before + bytes + GUARD);
    if (from != NULL) {
        memcpy(l->array, from, bytes);
    }
    if (is_input) {
        l->content = take(bytes);
        memcpy(l->content, l->array, bytes);
    }
    return l->array;
}

real *vector(const char *name, size_t n, const real from[])
{
    return lend_elements(name, n * sizeof *from, sizeof *from, from, 0);
}

const real *input(const char *name, size_t n, const real from[])
{
    return lend_elements(name, n * sizeof *from, sizeof *from, from, 1);
}

real *filled(const char *name, size_t n, real value)
{
    real *a = vector(name, n, NULL);

    for (size_t i = 0; i < n; i++) {
        a[i] = value;
    }
    return a;
}

void *lend(const char *name, size_t bytes, const void *from)
{
    return lend_elements(name, bytes, 1, from, 0);
}

const void *lend_input(const char *name, size_t bytes, const void *from)
{
    return lend_elements(name, bytes, 1, from, 1);
}

static void check_guard(const struct lent *l, const unsigned char *guard,
                        const char *where)
{
    for (int i = 0; i < GUARD; i++) {
        check_that(guard[i] == FILL, "",
                   "something was written outside an array: %s %s.", where,
                   l->name);
    }
}

static void check_content(const struct lent *l)
{
    for (size_t i = 0; l->content != NULL && i < l->bytes; i++) {
        check_that(l->array[i] == l->content[i], "",
                   "%s must only be read, but was changed (element %zu).",
                   l->name, i / l->element);
    }
}

void check_memory(void)
{
    const size_t count = lent_count;

    lent_count = 0; /* so that a failure in here does not come back */
    for (size_t i = 0; i < count; i++) {
        check_guard(&lent[i], lent[i].array - GUARD, "before the start of");
        check_guard(&lent[i], lent[i].array + lent[i].bytes,
                    "after the end of");
        check_content(&lent[i]);
    }
}

void give_back(void)
{
    const size_t count = lent_count;

    check_memory();
    for (size_t i = 0; i < count; i++) {
        free(lent[i].block);
        free(lent[i].content);
    }
}
