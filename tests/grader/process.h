/* Runs one program where it cannot get at its supervisor; see process.c. */
#ifndef GRADER_PROCESS_H
#define GRADER_PROCESS_H

struct job {
    const char *program;
    const char *exercise;  /* its first argument */
    int descriptor;        /* its second: the report, or -1 */
    const char *directory; /* gets EXERCISE.out and EXERCISE.err */
    double seconds;        /* how long it may take */
    double megabytes;      /* how much memory it may use */
    int is_sanitized;
};

enum { MOST_PROCESSES = 64 };

enum ending { ENDED, OUT_OF_TIME, OUT_OF_MEMORY, TOO_MANY_PROCESSES };

/* Before the first run: from now on we end with the process that started us. */
void prepare_to_run(void);

/* Run it, and see to it that nothing of it is left. */
enum ending run(const struct job *job);

/* Seconds, from some moment in the past. */
double now(void);

/* The grader itself failed: say so and end with its status, 4. */
_Noreturn void die(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

#endif
