/* Runs one program in a session of its own, within limits of time and memory.
 *
 * supervisor -> guard -> program -> whatever it starts. The guard leads the
 * session and adopts orphans, so that even what leaves the session is found.
 * Code that kills its parent meets the program's main process, then the guard,
 * never the supervisor. */
#define _DEFAULT_SOURCE
#include "process.h"
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

_Noreturn void die(const char *format, ...)
{
    const int why = errno;
    va_list arguments;

    fprintf(stderr, "The grader itself failed: ");
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, ": %s\n", strerror(why));
    exit(4);
}

/* ---- the end of a session ------------------------------------------------- */

/* Is the process of this number alive and one of the guard's? */
static int belongs(pid_t pid, pid_t guard)
{
    char path[64], line[512] = "", state = 'Z', *after = NULL;
    int parent = 0, group = 0, session = 0;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    file = fopen(path, "r");
    if (file == NULL) {
        return 0;
    }
    if (fgets(line, sizeof line, file) != NULL) {
        after = strrchr(line, ')');
    }
    fclose(file);
    if (after == NULL || sscanf(after, ") %c %d %d %d", &state, &parent, &group,
                                &session) != 4) {
        return 0;
    }
    return state != 'Z' && (session == guard || parent == guard);
}

/* Kill all that is the guard's but not the guard; return how many there were. */
static int kill_all_of(pid_t guard)
{
    DIR *proc = opendir("/proc");
    const struct dirent *entry;
    int killed = 0;

    if (proc == NULL) {
        kill(-guard, SIGKILL);
        return 0;
    }
    while ((entry = readdir(proc)) != NULL) {
        const pid_t pid = (pid_t)atoi(entry->d_name);
        if (pid > 1 && pid != guard && belongs(pid, guard)) {
            kill(pid, SIGKILL);
            killed++;
        }
    }
    closedir(proc);
    return killed;
}

/* ---- the three processes -------------------------------------------------- */

static void redirect(const struct job *job)
{
    char path[4096];

    if (freopen("/dev/null", "r", stdin) == NULL) {
        die("/dev/null");
    }
    snprintf(path, sizeof path, "%s/%s.out", job->directory, job->exercise);
    if (freopen(path, "w", stdout) == NULL) {
        die("%s", path);
    }
    snprintf(path, sizeof path, "%s/%s.err", job->directory, job->exercise);
    if (freopen(path, "w", stderr) == NULL) {
        die("%s", path);
    }
}

static void limit(int resource, rlim_t value)
{
    const struct rlimit bound = {value, value};

    setrlimit(resource, &bound);
}

static _Noreturn void become(const struct job *job)
{
    char descriptor[16];

    snprintf(descriptor, sizeof descriptor, "%d", job->descriptor);
    redirect(job);
    limit(RLIMIT_CORE, 0);
    /* Of a flood of text the first part is kept, and the rest is no crash. */
    limit(RLIMIT_FSIZE, (rlim_t)1 << 20);
    signal(SIGXFSZ, SIG_IGN);
    if (!job->is_sanitized) { /* AddressSanitizer reserves terabytes */
        limit(RLIMIT_AS, (rlim_t)2 << 30);
    }
    setenv("ASAN_OPTIONS",
           "detect_leaks=0:max_allocation_size_mb=1024:"
           "allocator_may_return_null=1",
           1);
    setenv("UBSAN_OPTIONS", "print_stacktrace=1", 1);
    execl(job->program, job->program, job->exercise, descriptor, (char *)NULL);
    die("%s", job->program);
}

static _Noreturn void guard(const struct job *job)
{
    pid_t program, ended;

    setsid();
#ifdef __linux__
    prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
    program = fork();
    if (program == 0) {
        become(job);
    }
    do { /* the program, or an orphan that we have adopted */
        ended = wait(NULL);
    } while (ended != program && ended > 0);
    while (kill_all_of(getpid()) > 0) {
        while (waitpid(-1, NULL, WNOHANG) > 0) {
        }
    }
    _exit(0);
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* On a terminal, name an exercise that takes long; then take the name away. */
static void tell_waiting(const char *exercise, int *told, double begun)
{
    if (exercise == NULL && *told) {
        fputs("\r\033[K", stderr);
    } else if (exercise != NULL && !*told && now() > begun + 1 &&
               isatty(STDERR_FILENO)) {
        *told = fprintf(stderr, "checking %s ..", exercise);
    }
    fflush(stderr);
}

enum ending run(const struct job *job)
{
    const double begun = now(), deadline = begun + job->seconds;
    const struct timespec pause = {0, 2000000};
    enum ending ending = ENDED;
    int told = 0;
    pid_t leader;

    fflush(NULL);
    leader = fork();
    if (leader < 0) {
        die("fork");
    }
    if (leader == 0) {
        guard(job);
    }
    while (waitpid(leader, NULL, WNOHANG) == 0) {
        if (now() > deadline) {
            ending = OUT_OF_TIME;
            break;
        }
        tell_waiting(job->exercise, &told, begun);
        nanosleep(&pause, NULL);
    }
    tell_waiting(NULL, &told, begun);
    while (kill_all_of(leader) > 0) { /* if the guard was killed, too */
    }
    if (ending == OUT_OF_TIME) {
        kill(leader, SIGKILL);
        waitpid(leader, NULL, 0);
    }
    return ending;
}
