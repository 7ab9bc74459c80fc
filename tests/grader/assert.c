/* The assertions of the suites and what they say; see tests/suite.h. */
#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "measure.h"
#include "memory.h"
#include "report.h"
#include "suite.h"

extern struct report *report;
void __sanitizer_print_stack_trace(void);

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

enum { SHOWN = 8, TEXT = 1024, KEPT = 8, MARK = 1 };

static int step_now;
static char hinted[TEXT];

/* The long arrays that were shown last. Their texts are a MARK and the place in
 * this table, so that a failure shows the element that it is about. */
static struct {
    size_t n;
    real *a;
} kept[KEPT];
static char called_with_marks[TEXT];

/* With the fewest digits that read back as the same number. */
static const char *shortest(char text[40], double value)
{
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, 40, "%.*g", digits, value);
        /* 20 and not 2e+01, but 1e+30. */
        if ((real)strtod(text, NULL) == (real)value &&
            (strchr(text, 'e') == NULL || !(fabs(value) < 1e6) ||
             fabs(value) < 1e-4)) {
            break;
        }
    }
    return text;
}

/* A place to build a text in; the last eight of them stay readable. */
static char *next_text(void)
{
    static char texts[8][TEXT];
    static int next;

    next = (next + 1) % 8;
    texts[next][0] = '\0';
    return texts[next];
}

static void append(char *text, const char *format, ...)
{
    size_t length = strlen(text);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text + length, TEXT - length, format, arguments);
    va_end(arguments);
}

static const char *keep(char *text, size_t n, const real a[])
{
    static int last;

    last = (last + 1) % KEPT;
    kept[last].n = n;
    kept[last].a = realloc(kept[last].a, n * sizeof *a);
    if (kept[last].a == NULL) {
        append(text, "(%zu numbers)", n);
        return text;
    }
    memcpy(kept[last].a, a, n * sizeof *a);
    append(text, "%c%c", MARK, '0' + last);
    return text;
}

/* Write out the marks of long arrays; those of n elements show the one that the
 * failure is about, if there is one. */
static void without_marks(char *to, size_t size, const char *from, size_t n,
                          long index)
{
    size_t length = 0;
    char number[40];

    for (; *from != '\0' && length + 1 < size; from++) {
        if (*from != MARK) {
            to[length++] = *from;
            to[length] = '\0';
            continue;
        }
        const int k = *++from - '0';
        if (index >= 0 && kept[k].n == n) {
            snprintf(to + length, size - length, "(%zu numbers, [%ld] = %s)", n,
                     index, shortest(number, kept[k].a[index]));
        } else {
            snprintf(to + length, size - length, "(%zu numbers)", kept[k].n);
        }
        length += strlen(to + length);
    }
    to[length] = '\0';
}

const char *show(size_t n, const real a[])
{
    char *text = next_text(), number[40];

    if (n > SHOWN) {
        return keep(text, n, a);
    }
    for (size_t i = 0; i < n; i++) {
        append(text, "%s%s", i == 0 ? "(" : ", ", shortest(number, a[i]));
    }
    append(text, ")");
    return text;
}

const char *show_sizes(size_t n, const size_t a[])
{
    char *text = next_text();

    for (size_t i = 0; i < n && i < SHOWN; i++) {
        append(text, "%s%zu", i == 0 ? "(" : ", ", a[i]);
    }
    append(text, n > SHOWN ? ", .. %zu in all)" : ")", n);
    return text;
}

const char *number(double value)
{
    return shortest(next_text(), value);
}

void calling(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(called_with_marks, sizeof called_with_marks, format, arguments);
    va_end(arguments);
    without_marks(report->called, sizeof report->called, called_with_marks, 0,
                  -1);
    step_now = 0;
    hinted[0] = '\0';
}

void hint(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(hinted, sizeof hinted, format, arguments);
    va_end(arguments);
}

void at_step(int step)
{
    step_now = step;
}

/* Add a line `key<TAB>text` to the message; an empty text adds nothing. */
static void tell(const char *key, const char *format, ...)
{
    size_t length = strlen(report->message);
    char text[TEXT];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (text[0] != '\0') {
        snprintf(report->message + length, sizeof report->message - length,
                 "%s\t%s\n", key, text);
    }
}

/* Ends the test. What was done to memory explains most wrong numbers, so it is
 * told instead of them. */
static _Noreturn void end_failed(void)
{
    char message[sizeof report->message];

    if (measured != NULL) {
        measured->exact = 1;
        _exit(1);
    }
    memcpy(message, report->message, sizeof message);
    report->message[0] = '\0';
    check_memory();
    memcpy(report->message, message, sizeof message);
    report->failed = 1;
#ifdef __SANITIZE_ADDRESS__
    /* Inside a call of the learner's: the frames name the line. */
    __sanitizer_print_stack_trace();
#endif
    ck_abort_msg("an assertion failed");
    abort(); /* not reached: in fork mode ck_abort_msg ends the process */
}

static void tell_call(void)
{
    report->message[0] = '\0';
    tell("called", "%s", report->called);
}

/* What the builds fill variables with that have no first value: bytes 0xfe with
 * gcc, 0xff (not a number) with clang. */
static int looks_unset(double got, double expected)
{
    return isfinite(expected) && fabs(expected) < TOL(1e280, 1e30) &&
           (isnan(got) || fabs(got) > TOL(1e290, 1e35));
}

static int is_close(double got, double expected, double allowed)
{
    if (isnan(expected)) {
        return isnan(got);
    }
    if (isinf(expected)) {
        return got == expected;
    }
    return isfinite(got) && fabs(got - expected) <= allowed;
}

/* Both numbers with as many digits as it takes to see them differ. */
static void tell_numbers(double expected, double got)
{
    char a[40] = "", b[40] = "";

    for (int digits = 6; digits <= 17; digits++) {
        snprintf(a, sizeof a, "%.*g", digits, expected);
        snprintf(b, sizeof b, "%.*g", digits, got);
        if (strcmp(a, b) != 0) {
            break;
        }
    }
    if (strcmp(a, b) == 0) {
        strcat(b, ", in other bits"); /* of a NaN */
    }
    tell("expected", "%s", a);
    tell("got", "%s", b);
}

/* The share of what is allowed, if anything is; a number of another kind is
 * infinitely far. */
static void note_distance(double got, double expected, double allowed,
                          double relative)
{
    const double off = fabs(got - expected);
    double share = off / allowed;

    if (relative > 0) {
        if (measured->finest == 0 || relative < measured->finest) {
            measured->finest = relative;
        }
        measured->coarsest = fmax(measured->coarsest, relative);
    }
    if (!isfinite(off) || allowed == 0) {
        share = is_close(got, expected, allowed) ? 0 : INFINITY;
    }
    measured->share = fmax(measured->share, share);
}

static void check_element(const char *what, size_t n, long index, double got,
                          double expected, double relative, double scale,
                          const char *equation)
{
    char place[80] = "";
    const double allowed = relative * (fabs(expected) + scale);

    if (measured != NULL) {
        note_distance(got, expected, allowed, relative);
        return;
    }
    if (is_close(got, expected, allowed)) {
        return;
    }
    without_marks(report->called, sizeof report->called, called_with_marks, n,
                  index);
    tell_call();
    if (step_now > 0) {
        snprintf(place, sizeof place, ", after step %d", step_now);
    }
    if (index < 0) {
        tell("where", "%s%s", what, place);
    } else {
        tell("where", "%s[%ld]%s", what, index, place);
    }
    tell_numbers(expected, got);
    if (isinf(got) && isfinite(expected)) {
        tell("hint", "infinity comes from a division by 0, a number that grew"
                     " too large, or a variable without a first value.");
    } else if (looks_unset(got, expected)) {
        tell("hint", "this looks like a variable without a first value%s.",
             isnan(got) ? ", or 0 / 0" : "");
    } else {
        tell("hint", "%s", hinted);
    }
    tell("see", "%s", equation);
    end_failed();
}

void check_close(const char *what, double got, double expected, double relative,
                 double scale, const char *equation)
{
    check_element(what, 0, -1, got, expected, relative, scale, equation);
}

void check_vector(const char *what, size_t n, const real got[],
                  const double expected[], double relative, double scale,
                  const char *equation)
{
    for (size_t i = 0; i < n; i++) {
        check_element(what, n, (long)i, got[i], expected[i], relative, scale,
                      equation);
    }
}

void check_each(const char *what, size_t n, const real got[],
                const double expected[], double relative, const double scale[],
                const char *equation)
{
    for (size_t i = 0; i < n; i++) {
        check_element(what, n, (long)i, got[i], expected[i], relative, scale[i],
                      equation);
    }
}

void check_same_bits(const char *what, size_t n, const real got[],
                     const real expected[], const char *equation)
{
    for (size_t i = 0; i < n; i++) {
        if (memcmp(&got[i], &expected[i], sizeof got[i]) != 0) {
            tell_call();
            tell("where", "%s[%zu], which must keep its very bits", what, i);
            tell_numbers(expected[i], got[i]);
            tell("see", "%s", equation);
            end_failed();
        }
    }
}

/* A text with tabs: where, expected, got and perhaps a hint. */
static void tell_parts(char *text)
{
    static const char *const keys[] = {"where", "expected", "got", "hint"};

    for (int k = 0; k < 4 && text != NULL; k++) {
        char *tab = strchr(text, '\t');

        if (tab != NULL) {
            *tab++ = '\0';
        }
        tell(keys[k], "%s", text);
        text = tab;
    }
}

void check_that(int condition, const char *equation, const char *format, ...)
{
    char text[TEXT];
    va_list arguments;

    if (condition) {
        return;
    }
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    tell_call();
    if (strchr(text, '\t') != NULL) {
        tell_parts(text);
    } else {
        tell("but", "%s", text);
    }
    tell("see", "%s", equation);
    end_failed();
}
