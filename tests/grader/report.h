/* What a runner tells its supervisor: memory shared by runner.c, supervise.c. */
#ifndef GRADER_REPORT_H
#define GRADER_REPORT_H

enum { MAX_TESTS = 32 };

struct report {
    int tests;                         /* how many tests the exercise has */
    unsigned char complete[MAX_TESTS]; /* the positive marks */
    int failed;                        /* an assertion failed: see message */
    char not_started[64];              /* the function whose TODO was met */
    char missing[64];                  /* the function that is not there */
    char running[64];                  /* the test that was begun last */
    char called[512];                  /* the last call that was announced */
    char message[4096];                /* lines `key<TAB>text` */
};

#endif
