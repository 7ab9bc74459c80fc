/* What the assertions of a test find out when they are asked to measure:
 * between assert.c and measure.c. */
#ifndef GRADER_MEASURE_H
#define GRADER_MEASURE_H

struct measured {
    double finest, coarsest; /* of the tolerances, as `relative`; 0: none */
    double share; /* the largest |got - expected| / what is allowed */
    int exact;    /* something without a tolerance was wrong */
    int complete;
};

/* NULL when the exercise is graded: then a wrong number ends the test. */
extern struct measured *measured;

/* Run each test of the exercises named, or of all, alone, in so many seconds at
 * most; print what was measured. */
int measure(unsigned seconds, char *names[]);

#endif
