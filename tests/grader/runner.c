/* The main program of every suite: lists its exercises, or runs one of them
 * on Check and reports to the supervisor; see tests/suite.h, supervise.c. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <check.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include "given/todo.h"
#include "measure.h"
#include "memory.h"
#include "report.h"
#include "suite.h"

struct report *report;

static const struct exercise *exercise;

/* Called by TODO; in an exercise that is not written yet. */
_Noreturn void todo(const char *function)
{
    snprintf(report->not_started, sizeof report->not_started, "%s", function);
    ck_abort_msg("%s is not started", function);
    abort(); /* not reached: in fork mode ck_abort_msg ends the process */
}

/* Called by the stand-in of a function that the learner's file lacks. */
_Noreturn void missing(const char *function)
{
    snprintf(report->missing, sizeof report->missing, "%s", function);
    ck_abort_msg("%s is missing", function);
    abort();
}

START_TEST(run_test)
{
    const struct test *test = &exercise->tests[_i];

    if (_i > 0 && !report->complete[_i - 1]) {
        return; /* one failure is told at a time */
    }
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test may not outlive its runner */
#endif
    snprintf(report->running, sizeof report->running, "%s", test->name);
    report->called[0] = '\0';
    begin_lending(_i);
    test->run();
    check_memory();
    report->complete[_i] = 1;
}
END_TEST

static int count_tests(const struct exercise *e)
{
    int count = 0;
    while (e->tests[count].run != NULL) {
        count++;
    }
    return count;
}

static int list(void)
{
    for (const struct exercise *e = exercises; e->name != NULL; e++) {
        printf("%s\t%d\t%s\n", e->name, count_tests(e), e->section);
    }
    return 0;
}

/* The report: the supervisor's, by file descriptor, or one of our own. */
static struct report *map_report(const char *descriptor)
{
    int fd = descriptor != NULL ? atoi(descriptor) : -1;
    int flags = MAP_SHARED | (fd < 0 ? MAP_ANONYMOUS : 0);
    void *memory =
        mmap(NULL, sizeof(struct report), PROT_READ | PROT_WRITE, flags, fd, 0);

    if (memory == MAP_FAILED) {
        perror("runner: mmap");
        exit(4);
    }
    if (fd >= 0) {
        close(fd);
    }
    return memory;
}

static int run(void)
{
    Suite *suite = suite_create(exercise->name);
    TCase *tests = tcase_create(exercise->name);
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_set_timeout(tests, 0); /* time is the supervisor's business */
    tcase_add_loop_test(tests, run_test, 0, report->tests);
    suite_add_tcase(suite, tests);
    srunner_set_fork_status(runner, CK_FORK);
    srunner_run_all(runner, CK_SILENT);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed;
}

static int all_complete(void)
{
    for (int i = 0; i < report->tests; i++) {
        if (!report->complete[i]) {
            return 0;
        }
    }
    return report->tests > 0;
}

int main(int argc, char *argv[])
{
    /* What the learner prints before a crash must not be lost. */
    setvbuf(stdout, NULL, _IONBF, 0);
#ifdef __GLIBC__
    mallopt(M_PERTURB, 165); /* new memory does not hold zeros */
#endif
    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        return list();
    }
    if (argc > 2 && strcmp(argv[1], "--measure") == 0) {
        report = map_report(NULL);
        return measure((unsigned)atoi(argv[2]), argv + 3);
    }
    for (exercise = exercises; exercise->name != NULL; exercise++) {
        if (argc >= 2 && strcmp(exercise->name, argv[1]) == 0) {
            break;
        }
    }
    if (exercise->name == NULL) {
        fprintf(stderr, "usage: %s --list | EXERCISE [DESCRIPTOR]\n", argv[0]);
        return 2;
    }
    report = map_report(argc > 2 ? argv[2] : NULL);
    memset(report, 0, sizeof *report); /* code before main may have been here */
    report->tests = count_tests(exercise);
    run();
    if (all_complete()) {
        return 0;
    }
    fprintf(stderr, "%s, test %s:\n%s", exercise->name, report->running,
            report->message);
    return 1;
}
