/* The supervisor: runs each exercise of a chapter in a process and session of
 * its own, and alone writes what came out; started by tests/grade.
 *
 *   supervise RESULTS DIRECTORY SECONDS PROGRAM... -- EXERCISE...
 *   supervise draw DIRECTORY SECONDS PROGRAM EXERCISE...
 *
 * Every PROGRAM is the chapter's suite, built in another way; an exercise has
 * passed when each of them marks all of its tests complete. All of them together
 * have SECONDS, and each has GRADE_MEGABYTES of memory, a variable.
 *
 * RESULTS has a row `exercise<TAB>state`, which is "not graded" until we have a
 * verdict. Its rows are read once and kept here, and the file is replaced as a
 * whole, by rename: who reads it finds whole rows at any moment, and what an
 * exercise writes into it does not last. (We may be killed at any moment. That
 * the machine may lose its power is not provided for: nothing is synced.)
 *
 * DIRECTORY gets EXERCISE.message, and EXERCISE.out and .err with what the run
 * printed. The second form only runs the program that prints what is drawn. */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "process.h"
#include "report.h"

enum { MAX_ROWS = 512 };

struct row {
    char exercise[64], state[16];
};

static const char *results, *directory;
static double seconds, megabytes;
static struct row rows[MAX_ROWS];
static int row_count;

/* A file for the report, which the runner maps; its name is gone at once. */
static int open_report(void)
{
    char path[4096];
    int fd;

    snprintf(path, sizeof path, "%s/report.XXXXXX", directory);
    fd = mkstemp(path);
    if (fd < 0) {
        die("%s", path);
    }
    unlink(path);
    if (ftruncate(fd, sizeof(struct report)) != 0) {
        die("%s", path);
    }
    return fd;
}

/* ---- what came out -------------------------------------------------------- */

static int all_complete(const struct report *r)
{
    for (int i = 0; i < r->tests; i++) {
        if (r->complete[i] != 1) {
            return 0;
        }
    }
    return r->tests > 0;
}

static int file_contains(const char *path, const char *text)
{
    char line[1024];
    int found = 0;
    FILE *file = fopen(path, "r");

    while (file != NULL && !found && fgets(line, sizeof line, file) != NULL) {
        found = strstr(line, text) != NULL;
    }
    if (file != NULL) {
        fclose(file);
    }
    return found;
}

static void explain_ending(FILE *out, enum ending ending)
{
    switch (ending) {
    case OUT_OF_TIME:
        fprintf(out,
                "but\tit was not done after %g seconds: a loop that never "
                "ends?\n",
                seconds);
        break;
    case OUT_OF_MEMORY:
        fprintf(out,
                "but\tit took more than %g MB of memory: a loop that takes "
                "more and more?\n",
                megabytes);
        break;
    case TOO_MANY_PROCESSES:
        fprintf(out, "but\tit started more than %d processes.\n",
                MOST_PROCESSES);
        break;
    default:
        fprintf(out, "but\tit ended before the test was over: it crashed, or "
                     "called exit() or the like.\n");
    }
}

/* Write why the exercise failed, as lines `key<TAB>text`. */
static void explain(FILE *out, const struct report *r, const char *exercise,
                    enum ending ending)
{
    char raw[4096];

    snprintf(raw, sizeof raw, "%s/%s.err", directory, exercise);
    if (r->missing[0] != '\0') {
        fprintf(out, "missing\t%s\n", r->missing);
        return;
    }
    if (r->failed) {
        fputs(r->message, out);
        return;
    }
    if (r->called[0] != '\0') {
        fprintf(out, "called\t%s\n", r->called);
    }
    if (ending == ENDED && (file_contains(raw, "ERROR: AddressSanitizer") ||
                            file_contains(raw, "runtime error: "))) {
        fprintf(out, "sanitizer\t%s\n", raw);
    } else {
        explain_ending(out, ending);
    }
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* The report as the run has left it. We read it and do not map it: who cuts the
 * file off would end us, too. Whatever has been written over it, texts end; and
 * with more tests than there can be nothing in it counts. */
static struct report take_report(int fd)
{
    struct report r = {0};

    if (pread(fd, &r, sizeof r, 0) != (ssize_t)sizeof r || r.tests < 0 ||
        r.tests > MAX_TESTS) {
        r = (struct report){0};
    }
    r.not_started[sizeof r.not_started - 1] = '\0';
    r.missing[sizeof r.missing - 1] = '\0';
    r.running[sizeof r.running - 1] = '\0';
    r.called[sizeof r.called - 1] = '\0';
    r.message[sizeof r.message - 1] = '\0';
    return r;
}

/* An exercise that calls others of its file has a program of its own, with ours
 * in their place; see build.sh. */
static const char *program_for(const char *exercise, const char *program)
{
    static char path[4096];

    snprintf(path, sizeof path, "%s/callers/%s/%s", directory, exercise,
             file_name(program));
    return access(path, X_OK) == 0 ? path : program;
}

/* Run the exercise in one build; return its state. */
static const char *grade_in(const char *program, const char *exercise,
                            double time, FILE *out)
{
    struct report r;
    const int fd = open_report();
    const char *kind = file_name(program);
    const enum ending ending = run(
        &(struct job){program_for(exercise, program), exercise, fd, directory,
                      time, megabytes, strcmp(kind, "sanitized") == 0});

    r = take_report(fd);
    close(fd);
    if (r.not_started[0] != '\0') {
        return "not started";
    }
    if (ending == ENDED && all_complete(&r)) {
        return "passed";
    }
    fprintf(out, "test\t%.60s\n", r.running);
    fprintf(out, "build\t%s\n", kind);
    explain(out, &r, exercise, ending);
    return "failed";
}

/* Run the exercise in all builds, up to one that it does not pass in. */
static const char *grade(const char *exercise, char *programs[], int count)
{
    const double deadline = now() + seconds;
    const char *state = "passed";
    char path[4096];
    FILE *out;

    snprintf(path, sizeof path, "%s/%s.message", directory, exercise);
    out = fopen(path, "w");
    if (out == NULL) {
        die("%s", path);
    }
    for (int i = 0; i < count && strcmp(state, "passed") == 0; i++) {
        state = grade_in(programs[i], exercise, deadline - now(), out);
    }
    if (fclose(out) != 0) {
        die("%s", path);
    }
    return state;
}

/* ---- the results ---------------------------------------------------------- */

static void set_row(const char *exercise, const char *state)
{
    int i = 0;

    while (i < row_count && strcmp(rows[i].exercise, exercise) != 0) {
        i++;
    }
    if (i == MAX_ROWS) {
        die("more than %d exercises", MAX_ROWS);
    }
    row_count += i == row_count;
    snprintf(rows[i].exercise, sizeof rows[i].exercise, "%s", exercise);
    snprintf(rows[i].state, sizeof rows[i].state, "%s", state);
}

static void read_rows(void)
{
    char line[256], exercise[64], state[16];
    FILE *file = fopen(results, "r");

    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "%63[^\t]\t%15[^\n]", exercise, state) == 2) {
            set_row(exercise, state);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
}

static void write_rows(void)
{
    char path[4096];
    FILE *new;
    int fd;

    snprintf(path, sizeof path, "%s.new", results);
    unlink(path); /* of a run that was killed, or a link to somewhere */
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
    new = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (new == NULL) {
        die("%s", path);
    }
    for (int i = 0; i < row_count; i++) {
        fprintf(new, "%s\t%s\n", rows[i].exercise, rows[i].state);
    }
    if (fclose(new) != 0 || rename(path, results) != 0) {
        die("%s", results);
    }
}

/* ---- what we are asked for ------------------------------------------------ */

/* Check listens to variables of the environment; the reader's must not count.
 */
static void clear_environment(void)
{
    static const char *const names[] = {"CK_FORK",
                                        "CK_RUN_SUITE",
                                        "CK_RUN_CASE",
                                        "CK_INCLUDE_TAGS",
                                        "CK_EXCLUDE_TAGS",
                                        "CK_VERBOSITY",
                                        "CK_LOG_FILE_NAME",
                                        "CK_XML_LOG_FILE_NAME",
                                        "CK_TAP_LOG_FILE_NAME",
                                        "CK_DEFAULT_TIMEOUT",
                                        "CK_TIMEOUT_MULTIPLIER",
                                        "LD_PRELOAD"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        unsetenv(names[i]);
    }
}

/* Let PROGRAM print the run of each exercise, under the same limits. */
static int draw(const char *program, char *exercises[])
{
    for (; *exercises != NULL; exercises++) {
        run(&(struct job){program, *exercises, -1, directory, seconds,
                          megabytes,
                          strcmp(file_name(program), "sanitized") == 0});
    }
    return 0;
}

static int usage(void)
{
    fprintf(stderr,
            "usage: supervise RESULTS DIRECTORY SECONDS PROGRAM... "
            "-- EXERCISE...\n"
            "       supervise draw DIRECTORY SECONDS PROGRAM EXERCISE...\n");
    return 4;
}

int main(int argc, char *argv[])
{
    const char *memory = getenv("GRADE_MEGABYTES");
    char **programs = argv + 4;
    int count = 0;

    if (argc < 5) {
        return usage();
    }
    results = argv[1];
    directory = argv[2];
    seconds = atof(argv[3]);
    megabytes = memory != NULL ? atof(memory) : 1024;
    clear_environment();
    prepare_to_run();
    if (strcmp(results, "draw") == 0) {
        return draw(argv[4], argv + 5);
    }
    while (programs[count] != NULL && strcmp(programs[count], "--") != 0) {
        count++;
    }
    if (programs[count] == NULL) {
        return usage();
    }
    read_rows();
    for (char **exercise = programs + count + 1; *exercise; exercise++) {
        set_row(*exercise, "not graded");
    }
    for (char **exercise = programs + count + 1; *exercise; exercise++) {
        set_row(*exercise, grade(*exercise, programs, count));
        write_rows();
    }
    return 0;
}
