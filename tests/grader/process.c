/* Runs one program in a session of its own, within limits of time, memory and
 * processes.
 *
 * supervisor -> guard -> keeper -> program -> whatever it starts. Where the
 * system lets us, the keeper is process 1 of a namespace: from inside nothing
 * else can be seen or killed, and its end is the end of all that is inside.
 * Where not, all descend from the supervisor (family.c). Each of the three dies
 * with the one that started it, so that a supervisor that is killed leaves
 * nothing behind. */
#define _GNU_SOURCE /* unshare, setresuid */
#include "process.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "family.h"
#ifdef __linux__
#include <dirent.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#endif

enum { NOBODY = 65534 };

static int usual_priority;
static int is_enclosed; /* in a namespace of processes */
static int alive[2]; /* a pipe that the supervisor alone holds open to write */

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

double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void die_with_parent(void)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

void prepare_to_run(void)
{
    const pid_t parent = getppid();

    die_with_parent();
    if (getppid() != parent) {
        exit(4);
    }
    if (pipe(alive) != 0) {
        die("pipe");
    }
    fcntl(alive[0], F_SETFD, FD_CLOEXEC);
    fcntl(alive[1], F_SETFD, FD_CLOEXEC);
    adopt_orphans();
    /* We must come to run whatever the exercise does. Root may ask for it. */
    usual_priority = getpriority(PRIO_PROCESS, 0);
    setpriority(PRIO_PROCESS, 0, -20);
}

/* ---- the program ---------------------------------------------------------- */

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
    /* What we were started with is not the program's business. */
    for (int other = 3; other < 1024; other++) {
        if (other != job->descriptor && other != alive[0]) {
            close(other);
        }
    }
}

static void limit(int resource, rlim_t value)
{
    const struct rlimit bound = {value, value};

    setrlimit(resource, &bound);
}

static void limit_all(const struct job *job)
{
    setpriority(PRIO_PROCESS, 0, usual_priority);
    limit(RLIMIT_CORE, 0);
    /* Of a flood of text the first part is kept, and the rest is no crash. */
    limit(RLIMIT_FSIZE, (rlim_t)1 << 20);
    signal(SIGXFSZ, SIG_IGN);
    if (!job->is_sanitized) { /* AddressSanitizer reserves terabytes */
        limit(RLIMIT_AS, (rlim_t)(2 * job->megabytes) << 20);
    }
#ifdef __linux__
    struct sysinfo system;

    /* For a fork without end. It counts all processes of the user, of which the
     * system has at least as many; root's it does not count. */
    if (sysinfo(&system) == 0) {
        limit(RLIMIT_NPROC, system.procs + (rlim_t)4 * MOST_PROCESSES);
    }
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); /* sudo would be out of reach */
    /* Root may exceed limits and unmount; the program's root may not. */
    prctl(PR_CAPBSET_DROP, CAP_SYS_RESOURCE, 0, 0, 0);
    prctl(PR_CAPBSET_DROP, CAP_SYS_ADMIN, 0, 0, 0);
    /* A flood that no namespace ends must not begin: it is counted for somebody
     * else, who may open what root may. */
    if (!is_enclosed && geteuid() == 0 &&
        setresuid(NOBODY, (uid_t)-1, (uid_t)-1) != 0) {
        return; /* there is no such user; end_family() must do */
    }
#endif
}

static _Noreturn void become(const struct job *job)
{
    char descriptor[16], options[128];

    die_with_parent();
    snprintf(descriptor, sizeof descriptor, "%d", job->descriptor);
    limit_all(job);
    snprintf(options, sizeof options,
             "detect_leaks=0:max_allocation_size_mb=%.0f:"
             "allocator_may_return_null=1",
             job->megabytes);
    setenv("ASAN_OPTIONS", options, 1);
    setenv("UBSAN_OPTIONS", "print_stacktrace=1", 1);
    setenv("MALLOC_PERTURB_", "165", 1); /* new memory does not hold zeros */
    execl(job->program, job->program, job->exercise, descriptor, (char *)NULL);
    die("%s", job->program);
}

/* ---- the guard and the keeper --------------------------------------------- */

/* If memory ends although we watch, the system shall choose the exercise. */
static void offer_as_victim(void)
{
    FILE *file = fopen("/proc/self/oom_score_adj", "w");

    if (file != NULL) {
        fputs("1000", file);
        fclose(file);
    }
}

/* The parent may have died before we asked to die with it. */
static void end_if_alone(void)
{
    struct pollfd supervisors = {.fd = alive[0], .events = POLLIN};

    if (poll(&supervisors, 1, 0) > 0) {
        _exit(4);
    }
}

#ifdef __linux__
/* Let FOLDER look as it is, but not be changed. */
static void write_protect(const char *folder)
{
    struct statvfs now_is;
    unsigned long flags = MS_REMOUNT | MS_BIND | MS_RDONLY;

    if (statvfs(folder, &now_is) != 0 ||
        mount(folder, folder, NULL, MS_BIND | MS_REC, NULL) != 0) {
        return;
    }
    /* What is forbidden there stays so; otherwise we are refused. */
    flags |= now_is.f_flag &
             (ST_NOSUID | ST_NODEV | ST_NOEXEC | ST_NOATIME | ST_NODIRATIME);
    flags |= now_is.f_flag & ST_RELATIME ? MS_RELATIME : 0;
    mount(NULL, folder, NULL, flags, NULL);
}

/* No folder of the project may change, nor that of the results: an exercise
 * would take the programs from the next. A file beside them may be written, for
 * who looks for a mistake. */
static void write_protect_project(const struct job *job)
{
    char results[4096];
    DIR *project = opendir(".");
    const struct dirent *entry;

    while (project != NULL && (entry = readdir(project)) != NULL) {
        if (entry->d_type == DT_DIR && strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0) {
            write_protect(entry->d_name);
        }
    }
    if (project != NULL) {
        closedir(project);
    }
    snprintf(results, sizeof results, "%s/..", job->directory);
    write_protect(results);
}

/* Root may have namespaces for the asking, others inside one of users; some
 * systems give none, or only a part of what we ask for. */
static void enter_namespaces(const struct job *job)
{
    const int all = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC;

    is_enclosed = unshare(all) == 0 || unshare(CLONE_NEWUSER | all) == 0;
    /* Only if nothing that we mount gets out. */
    if (is_enclosed && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0) {
        write_protect_project(job);
    }
    is_enclosed = is_enclosed || unshare(CLONE_NEWPID) == 0 ||
                  unshare(CLONE_NEWUSER | CLONE_NEWPID) == 0;
}
#endif

static void wait_for(pid_t child)
{
    pid_t ended;

    do { /* the child, or an orphan that a process 1 inherits */
        ended = wait(NULL);
    } while (ended != child && (ended > 0 || errno == EINTR));
}

static _Noreturn void keeper(const struct job *job)
{
    pid_t program;

    die_with_parent();
    end_if_alone();
    adopt_orphans(); /* so that who asks for his parent does not find us all */
    program = fork();
    if (program == 0) {
        become(job);
    }
    wait_for(program);
    _exit(0);
}

static _Noreturn void guard(const struct job *job)
{
    pid_t child;

    close(alive[1]);
    setsid();
    redirect(job);
    offer_as_victim();
#ifdef __linux__
    enter_namespaces(job);
#endif
    die_with_parent(); /* after unshare, which may forget it */
    end_if_alone();
    adopt_orphans();
    child = fork();
    if (child == 0) {
        keeper(job);
    }
    wait_for(child);
    _exit(0);
}

/* ---- the supervisor ------------------------------------------------------- */

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

/* How many processes and threads the machine has: quickly known. */
static int crowd(void)
{
#ifdef __linux__
    struct sysinfo machine;

    if (sysinfo(&machine) == 0) {
        return machine.procs;
    }
#endif
    return 0;
}

static enum ending judge(const struct job *job, const struct family *family)
{
    if (family->processes > MOST_PROCESSES) {
        return TOO_MANY_PROCESSES;
    }
    return family->megabytes > job->megabytes ? OUT_OF_MEMORY : ENDED;
}

/* A fork without end may first show as memory, because each child seems to have
 * what all share. Where there are more than a few, see whether more come. */
static enum ending judge_again(const struct job *job, struct family *family)
{
    enum { FEW = 16, TIMES = 5 };
    const struct timespec pause = {0, 4000000};

    for (int k = 0; k < TIMES && family->processes > FEW; k++) {
        nanosleep(&pause, NULL);
        *family = count_family();
        if (judge(job, family) == TOO_MANY_PROCESSES) {
            return TOO_MANY_PROCESSES;
        }
    }
    return OUT_OF_MEMORY;
}

/* Is there too much of it? To look takes time, so look less where it is long,
 * but at once when the machine fills with processes: each moment there may be
 * twice as many. */
static enum ending look_at(const struct job *job, double *next,
                           int crowd_before)
{
    const double begun = now();
    struct family family;
    enum ending ending;

    if (begun < *next && crowd() < crowd_before + MOST_PROCESSES) {
        return ENDED;
    }
    family = count_family();
    ending = judge(job, &family);
    if (ending == OUT_OF_MEMORY) {
        ending = judge_again(job, &family);
    }
    *next = now() + 0.02 + 5 * (now() - begun);
    return ending;
}

/* Reap the guard, and what we have adopted; has the guard ended? */
static int has_ended(pid_t leader)
{
    pid_t ended;

    while ((ended = waitpid(-1, NULL, WNOHANG)) > 0) {
        if (ended == leader) {
            return 1;
        }
    }
    return ended < 0;
}

enum ending run(const struct job *job)
{
    const double begun = now(), deadline = begun + job->seconds;
    const struct timespec pause = {0, 2000000};
    const int crowd_before = crowd();
    double next_look = begun + 0.02;
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
    while (ending == ENDED && !has_ended(leader)) {
        ending = now() > deadline ? OUT_OF_TIME
                                  : look_at(job, &next_look, crowd_before);
        tell_waiting(job->exercise, &told, begun);
        nanosleep(&pause, NULL);
    }
    tell_waiting(NULL, &told, begun);
    if (ending !=
        ENDED) { /* with the guard the keeper goes, and its namespace */
        kill(leader, SIGKILL);
    }
    if (!end_family()) {
        die("%s leaves a process that cannot be ended", job->exercise);
    }
    return ending;
}
