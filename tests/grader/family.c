/* Finds and ends all that descends from this process; used by process.c.
 *
 * An orphan becomes a child of its nearest ancestor that adopts. We do, and so
 * whatever a process does (leave its session, kill its parent), a chain of
 * parents leads from it to us; and when we have no children, nothing is left.
 * Other systems than Linux cannot do this; there only what stays in the
 * sessions of our children is ended. */
#define _DEFAULT_SOURCE
#include "family.h"
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "process.h"
#ifdef __linux__
#include <sys/prctl.h>
#endif

enum { MAX_PROCESSES = 1 << 16, PATIENCE = 30 /* seconds */ };

struct process {
    int pid, parent, group;
    long pages;
    int is_ours;
};

/* All processes of the machine, by rising number, as /proc lists them. */
static struct process table[MAX_PROCESSES];
static int table_length;

void adopt_orphans(void)
{
#ifdef __linux__
    prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
}

/* ---- who there is --------------------------------------------------------- */

/* Read /proc/PID/stat; 0 if there is no such process, or only its remains. */
static int read_process(const char *pid, struct process *p)
{
    char path[64], line[1024] = "", state = 'Z', *after;
    FILE *file;

    *p = (struct process){.pid = atoi(pid)};
    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    file = fopen(path, "r");
    if (file == NULL) {
        return 0;
    }
    after = fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
    fclose(file);
    return after != NULL &&
           sscanf(after,
                  ") %c %d %d %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s "
                  "%*s %*s %*s %*s %*s %*s %ld",
                  &state, &p->parent, &p->group, &p->pages) == 4 &&
           state != 'Z';
}

static int by_pid(const void *a, const void *b)
{
    const struct process *p = a, *q = b;

    return (p->pid > q->pid) - (p->pid < q->pid);
}

static int parent_is_ours(const struct process *p)
{
    const struct process key = {.pid = p->parent}, *parent;

    if (p->parent == getpid()) {
        return 1;
    }
    parent = bsearch(&key, table, (size_t)table_length, sizeof key, by_pid);
    return parent != NULL && parent->is_ours;
}

/* Fill the table. A parent mostly has the lower number, and one pass finds its
 * children; numbers that have started again need more. */
static void look_around(void)
{
    DIR *proc = opendir("/proc");
    const struct dirent *entry;
    int found = 1;

    table_length = 0;
    while (proc != NULL && (entry = readdir(proc)) != NULL &&
           table_length < MAX_PROCESSES) {
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9') {
            table_length += read_process(entry->d_name, &table[table_length]);
        }
    }
    if (proc != NULL) {
        closedir(proc);
    }
    while (found > 0) {
        found = 0;
        for (int i = 0; i < table_length; i++) {
            if (!table[i].is_ours && parent_is_ours(&table[i])) {
                found += table[i].is_ours = 1;
            }
        }
    }
}

struct family count_family(void)
{
    const double page = (double)sysconf(_SC_PAGESIZE) / (1 << 20);
    struct family family = {0, 0};

    look_around();
    for (int i = 0; i < table_length; i++) {
        if (table[i].is_ours) {
            family.processes++;
            family.megabytes += page * (double)table[i].pages;
        }
    }
    return family;
}

/* ---- the end of it -------------------------------------------------------- */

/* A signal to a group reaches all its processes at once, and none can fork in
 * between. Our own group is not theirs; one that is ending has none, -1. */
static int signal_family(int signal)
{
    int count = 0;

    for (int i = 0; i < table_length; i++) {
        if (table[i].is_ours && table[i].group > 1 &&
            table[i].group != getpgrp()) {
            kill(-table[i].group, signal);
        }
    }
    for (int i = 0; i < table_length; i++) {
        if (table[i].is_ours && table[i].pid > 1) {
            kill(table[i].pid, signal);
            count++;
        }
    }
    return count;
}

int end_family(void)
{
    const struct timespec pause = {0, 1000000};
    const double end = now() + PATIENCE;

    while (now() < end) {
        pid_t ended;

        while ((ended = waitpid(-1, NULL, WNOHANG)) > 0) {
        }
        if (ended < 0) {
            return 1; /* we have no children: nothing is left */
        }
        look_around();
        /* Stopped first, so that none forks while the others are killed. */
        signal_family(SIGSTOP);
        if (signal_family(SIGKILL) == 0) {
            nanosleep(&pause, NULL); /* they are ending */
        }
    }
    return 0;
}
