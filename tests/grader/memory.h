/* Memory lent to the learner's functions: between suite.c and runner.c. */
#ifndef GRADER_MEMORY_H
#define GRADER_MEMORY_H

/* Before a test, with its number: where arrays begin depends on it. */
void begin_lending(int test);

/* Fail when something was written outside a lent array or into an input. */
void check_memory(void);

#endif
