/* The supervisor: runs each exercise of a chapter in a process and session of
 * its own, and alone writes what came out; started by tests/grade.
 *
 *   supervise RESULTS DIRECTORY SECONDS PROGRAM... [-- EXERCISE...]
 *   supervise draw DIRECTORY SECONDS PROGRAM EXERCISE...
 *
 * Every PROGRAM is the chapter's suite, built in another way; an exercise has
 * passed when each of them marks all of its tests complete. For each exercise a
 * row `exercise<TAB>state` is added to RESULTS, by rename, and DIRECTORY gets
 * EXERCISE.message, and EXERCISE.out and .err with what the run printed. The
 * second form only runs the program that prints what is drawn. */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "process.h"
#include "report.h"

enum { MAX_EXERCISES = 64 };

static const char *results, *directory;
static double seconds;

/* Memory that the runner shares with us; the file is gone at once. */
static struct report *share(int *fd)
{
    char path[4096];
    void *memory;

    snprintf(path, sizeof path, "%s/report.XXXXXX", directory);
    *fd = mkstemp(path);
    if (*fd < 0) {
        die("%s", path);
    }
    unlink(path);
    if (ftruncate(*fd, sizeof(struct report)) != 0) {
        die("%s", path);
    }
    memory = mmap(NULL, sizeof(struct report), PROT_READ | PROT_WRITE,
                  MAP_SHARED, *fd, 0);
    if (memory == MAP_FAILED) {
        die("%s", path);
    }
    return memory;
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
    if (file_contains(raw, "ERROR: AddressSanitizer") ||
        file_contains(raw, "runtime error: ")) {
        fprintf(out, "sanitizer\t%s\n", raw);
    } else if (ending == OUT_OF_TIME) {
        fprintf(out,
                "but\tit was not done after %g seconds: a loop that never "
                "ends?\n",
                seconds);
    } else {
        fprintf(out, "but\tit ended before the test was over: it crashed, or "
                     "called exit() or the like.\n");
    }
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* Run the exercise in all builds; return its state. */
static const char *grade(const char *exercise, char *programs[], int count)
{
    const char *state = "passed";
    char path[4096];
    FILE *out;

    snprintf(path, sizeof path, "%s/%s.message", directory, exercise);
    out = fopen(path, "w");
    if (out == NULL) {
        die("%s", path);
    }
    for (int i = 0; i < count && strcmp(state, "passed") == 0; i++) {
        int fd;
        struct report *r = share(&fd);
        enum ending ending;

        ending = run(
            &(struct job){programs[i], exercise, fd, directory, seconds,
                          strcmp(file_name(programs[i]), "sanitized") == 0});

        if (r->not_started[0] != '\0') {
            state = "not started";
        } else if (ending != ENDED || !all_complete(r)) {
            state = "failed";
            fprintf(out, "test\t%.60s\n", r->running);
            fprintf(out, "build\t%s\n", file_name(programs[i]));
            explain(out, r, exercise, ending);
        }
        munmap(r, sizeof *r);
        close(fd);
    }
    if (fclose(out) != 0) {
        die("%s", path);
    }
    return state;
}

/* Add a row to the results. They are replaced as a whole, so that whoever reads
 * them finds whole rows at any moment. */
static void record(const char *exercise, const char *state)
{
    char path[4096], line[256];
    FILE *old = fopen(results, "r"), *new;

    snprintf(path, sizeof path, "%s.new", results);
    new = fopen(path, "w");
    if (new == NULL) {
        die("%s", path);
    }
    while (old != NULL && fgets(line, sizeof line, old) != NULL) {
        fputs(line, new);
    }
    if (old != NULL) {
        fclose(old);
    }
    fprintf(new, "%s\t%s\n", exercise, state);
    if (fclose(new) != 0 || rename(path, results) != 0) {
        die("%s", results);
    }
}

/* Ask the suite for the names of its exercises. */
static int list(const char *program, char names[MAX_EXERCISES][64])
{
    char command[4096], line[256];
    int count = 0;
    FILE *pipe;

    snprintf(command, sizeof command, "'%s' --list", program);
    pipe = popen(command, "r");
    while (pipe != NULL && count < MAX_EXERCISES &&
           fgets(line, sizeof line, pipe) != NULL) {
        if (sscanf(line, "%63[^\t]\t", names[count]) == 1) {
            count++;
        }
    }
    if (pipe == NULL || pclose(pipe) != 0 || count == 0) {
        die("%s lists no exercises", program);
    }
    return count;
}

static int is_wanted(const char *exercise, char *wanted[], int count)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(exercise, wanted[i]) == 0) {
            return 1;
        }
    }
    return count == 0;
}

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
        run(&(struct job){program, *exercises, -1, directory, seconds, 0});
    }
    return 0;
}

int main(int argc, char *argv[])
{
    char names[MAX_EXERCISES][64];
    int programs = 0, wanted = 0, count;

    if (argc < 5) {
        fprintf(stderr, "usage: supervise RESULTS DIRECTORY SECONDS "
                        "PROGRAM... [-- EXERCISE...]\n");
        return 4;
    }
    results = argv[1];
    directory = argv[2];
    seconds = atof(argv[3]);
    while (argv[4 + programs] != NULL &&
           strcmp(argv[4 + programs], "--") != 0) {
        programs++;
    }
    if (argv[4 + programs] != NULL) {
        wanted = argc - 5 - programs;
    }
    clear_environment();
    if (strcmp(results, "draw") == 0) {
        return draw(argv[4], argv + 5);
    }
    count = list(argv[4], names);
    for (int i = 0; i < count; i++) {
        if (is_wanted(names[i], argv + 5 + programs, wanted)) {
            record(names[i], grade(names[i], argv + 4, programs));
        }
    }
    return 0;
}
