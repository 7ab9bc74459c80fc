/* The assertions of the suites and what they say; see tests/suite.h. */
#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "memory.h"
#include "report.h"
#include "suite.h"

extern struct report *report;

enum { SHOWN = 8, TEXT = 1024 };

static int step_now;

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

const char *show(size_t n, const real a[])
{
    char *text = next_text(), number[40];

    for (size_t i = 0; i < n && i < SHOWN; i++) {
        append(text, "%s%s", i == 0 ? "(" : ", ", shortest(number, a[i]));
    }
    append(text, n > SHOWN ? ", .. %zu in all)" : ")", n);
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
    vsnprintf(report->called, sizeof report->called, format, arguments);
    va_end(arguments);
    step_now = 0;
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

    memcpy(message, report->message, sizeof message);
    report->message[0] = '\0';
    check_memory();
    memcpy(report->message, message, sizeof message);
    report->failed = 1;
    ck_abort_msg("an assertion failed");
    abort(); /* not reached: in fork mode ck_abort_msg ends the process */
}

static void tell_call(void)
{
    report->message[0] = '\0';
    tell("called", "%s", report->called);
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
    tell("expected", "%s", a);
    tell("got", "%s", b);
}

static void check_element(const char *what, long index, double got,
                          double expected, double allowed, const char *equation)
{
    char place[80] = "";

    if (is_close(got, expected, allowed)) {
        return;
    }
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
    tell("see", "%s", equation);
    end_failed();
}

void check_close(const char *what, double got, double expected, double relative,
                 double scale, const char *equation)
{
    check_element(what, -1, got, expected, relative * (fabs(expected) + scale),
                  equation);
}

void check_vector(const char *what, size_t n, const real got[],
                  const double expected[], double relative, double scale,
                  const char *equation)
{
    for (size_t i = 0; i < n; i++) {
        check_element(what, (long)i, got[i], expected[i],
                      relative * (fabs(expected[i]) + scale), equation);
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
    tell("but", "%s", text);
    tell("see", "%s", equation);
    end_failed();
}
