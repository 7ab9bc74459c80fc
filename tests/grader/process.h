/* Runs one program where it cannot get at its supervisor; see process.c. */
#ifndef GRADER_PROCESS_H
#define GRADER_PROCESS_H

struct job {
    const char *program;
    const char *exercise;  /* its first argument */
    int descriptor;        /* its second: the report, or -1 */
    const char *directory; /* gets EXERCISE.out and EXERCISE.err */
    double seconds;        /* how long it may take */
    int is_sanitized;
};

enum ending { ENDED, OUT_OF_TIME };

/* Run it, and see to it that nothing of it is left. */
enum ending run(const struct job *job);

/* The grader itself failed: say so and end with its status, 4. */
_Noreturn void die(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

#endif
