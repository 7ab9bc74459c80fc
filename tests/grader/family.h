/* Finds and ends all that descends from this process; see family.c. */
#ifndef GRADER_FAMILY_H
#define GRADER_FAMILY_H

struct family {
    int processes;
    double megabytes; /* of memory in use, resident */
};

/* Adopt orphans from now on, so that no descendant can leave the family. */
void adopt_orphans(void);

/* Count the family. Without /proc nothing is found. */
struct family count_family(void);

/* Kill the family, and leave nothing of it; 0 if that cannot be done. */
int end_family(void);

#endif
