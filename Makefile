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

# A missing tool is named, with the remedy: `target: | need-pandoc`.
need-%:
	@command -v $* >/dev/null || \
	  { echo "$* is missing; ./setup installs it" >&2; exit 1; }

build/programs/%: src/%.c
	@mkdir -p $(@D)
	$(CC) $(STD) -O2 $(WARN) -o $@ $< -lm

# What a program prints: its transcript, and each data set that a figure or a
# table asks for by name. No chapter program may compute for long.
RUN := ulimit -t 5; LC_ALL=C

build/data/%.txt: build/programs/%
	@mkdir -p $(@D)
	$(RUN) $< >$@

DATA := $(shell book/data-sets)
define data_rule
build/data/$1.tsv: build/programs/$(patsubst %/,%,$(dir $1))
	@mkdir -p $$(@D)
	$$(RUN) $$< $(notdir $1) >$$@
endef
$(foreach set,$(DATA),$(eval $(call data_rule,$(set))))

# The figures of a chapter are drawn by one script, once a format.
DRAWN := $(sort $(patsubst src/%.gp,%,$(wildcard src/[0-9][0-9]-*.gp)))
define figure_rule
build/figures/$1/$2.stamp: src/$1.gp book/style.gp book/draw \
    $(addprefix build/data/,$(addsuffix .tsv,$(filter $1/%,$(DATA)))) \
    | need-gnuplot
	book/draw $1 $2
endef
$(foreach topic,$(DRAWN),$(foreach format,svg pdf,$(eval \
  $(call figure_rule,$(topic),$(format)))))

.PHONY: figures
figures: $(foreach topic,$(DRAWN),$(addprefix build/figures/$(topic)/, \
  svg.stamp pdf.stamp)) ## draw the figures of all chapters

# ---- book -------------------------------------------------------------------
CHAPTERS := $(TOPICS:%=chapters/%.md)
FILTER   := book/filter.lua $(wildcard book/filter/*.lua)
PANDOC   := pandoc --from markdown --lua-filter book/filter.lua \
            --fail-if-warnings -M chapters="$(CHAPTERS)"

# Programs, transcripts and labels, as the chapters have them.
build/labels.tsv: $(CHAPTERS) $(FILTER) book/book.md | need-pandoc
	@rm -rf build/tangle && mkdir -p build/tangle
	@$(PANDOC) -M step=tangle -t plain -o /dev/null book/book.md

# Numbers behind labels may stand in the chapters' own code, so they come first.
.PHONY: tangle
tangle: build/labels.tsv ## write src/NN-topic.* from the chapters, renew numbers
	@book/refresh
	@$(MAKE) -s build/labels.tsv
	@for file in build/tangle/*.c build/tangle/*.gp; do \
	  if [ -f "$$file" ] && ! cmp -s "$$file" "src/$${file##*/}"; then \
	    cp "$$file" src && echo "src/$${file##*/}"; fi; done

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

stubs: ## write pristine stubs to build/stubs, and to exercises where one lacks
	@tests/grader/stubs.sh build/stubs
	@for stub in build/stubs/*.c; do \
	    test -e exercises/$${stub##*/} || cp $$stub exercises; done

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
