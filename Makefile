# The only build file. `make` alone prints what can be done; see README.md.

# ---- settings ---------------------------------------------------------------
CC       ?= cc
ifeq ($(origin CC),default)
CC       := gcc
endif
CLANG    ?= clang
STD      := -std=c11 -D_XOPEN_SOURCE=700
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes
CFLAGS   := -O2 -g
INCLUDE  := -Isrc

TOPICS   := $(sort $(patsubst chapters/%.md,%,$(wildcard chapters/*.md)))
PROGRAMS := $(sort $(patsubst src/%.c,%,$(wildcard src/[0-9][0-9]-*.c)))
UNITS    := $(sort $(patsubst solutions/%.c,%,$(wildcard solutions/*.c)))

.DELETE_ON_ERROR:
.SECONDARY:
.DEFAULT_GOAL := help

.PHONY: help
help: ## print this list
	@sed -n 's/^\([a-z][a-zA-Z-]*\):[^#]*## \(.*\)/  make \1@\2/p' Makefile | \
	  awk -F@ '{ printf "%-24s %s\n", $$1, $$2 }'

# ---- programs, data and figures ---------------------------------------------
build/programs/%: src/%.c
	@mkdir -p $(@D)
	$(CC) $(STD) -O2 $(WARN) -o $@ $< -lm

# ---- book -------------------------------------------------------------------

# ---- grading ----------------------------------------------------------------

# The grader builds each suite three times: for double, for float, and for
# double under the sanitizers. Everything but the unit that is graded is one
# object, NN-topic.o: the suite, the runner, and the other chapters' units as in
# solutions/. tests/grade links it with a reader's unit.
GRADE           := build/grade/$(notdir $(CC))
GRADE_KINDS     := double float sanitized
GRADE_CFLAGS    := $(STD) -g -ffp-contract=off $(WARN) -Isrc -Itests
GRADE_double    := -O2
GRADE_float     := -O2 -DREAL_IS_FLOAT
GRADE_sanitized := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
                   -fno-omit-frame-pointer
GRADE_PARTS     := tests/grader/runner tests/grader/assert \
                   tests/grader/memory src/given/rng
SUITES          := $(sort $(patsubst tests/%.c,%,$(wildcard tests/[0-9]*-*.c)))

define grade_rules
$(GRADE)/$1/%.o: %.c
	@mkdir -p $$(@D)
	$$(CC) $$(GRADE_CFLAGS) $$(GRADE_$1) -MMD -MP -c -o $$@ $$<

$(GRADE)/$1/whole/%.o: $(GRADE)/$1/tests/%.o $(GRADE_PARTS:%=$(GRADE)/$1/%.o) \
                       $(UNITS:%=$(GRADE)/$1/solutions/%.o)
	@mkdir -p $$(@D)
	$$(CC) -r -nostdlib -o $$@ $$(filter-out %/solutions/$$*.o,$$^)
endef
$(foreach kind,$(GRADE_KINDS),$(eval $(call grade_rules,$(kind))))
-include $(wildcard $(GRADE)/*/*/*.d $(GRADE)/*/*/*/*.d)

$(GRADE)/supervise: tests/grader/supervise.c tests/grader/report.h
	@mkdir -p $(@D)
	$(CC) $(STD) -O2 -g $(WARN) -o $@ $<

.PHONY: check stubs $(SUITES:%=grade-%)
$(SUITES:%=grade-%): grade-%: $(GRADE)/supervise \
    $(GRADE_KINDS:%=$(GRADE)/%/whole/%.o)

check: ## grade all exercises; check-sgd or check-01: one chapter
	@tests/grade

check-%:
	@tests/grade $*

# ---- given code, trainer, MNIST ---------------------------------------------

# ---- tests ------------------------------------------------------------------
.PHONY: test
test: ## run everything that must hold; ends with `N passed, N failed`
	@tests/all

# ---- cleaning ---------------------------------------------------------------
.PHONY: clean
clean: ## remove everything generated (never your exercises or attempts)
	rm -rf build
