# The only build file. `make` alone prints what can be done; see README.md.

# A rule of make's own would make draw of draw.sh.
MAKEFLAGS += -r
.SUFFIXES:

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
PROGRAMS := $(sort $(patsubst src/%.c,%,$(wildcard src/[0-9][0-9]-*.c \
              src/race.c)))
UNITS    := $(sort $(patsubst solutions/%.c,%,$(wildcard solutions/*.c)))

.DELETE_ON_ERROR:
.SECONDARY:
.DEFAULT_GOAL := help

.PHONY: help
help: ## print this list
	@echo 'For readers:'
	@sed -n 's/^\([a-z-]*\)\(-%\)\{0,1\}:[^#]*## /\1\2@/p' Makefile | \
	  awk -F@ '{ sub(/-%/, "-NAME", $$1); printf "  make %-15s %s\n", $$1, $$2 }'
	@echo 'For authors (CONTRIBUTING.md):'
	@sed -n 's/^\([a-z-]*\):[^#]*#@ \(.*\)/\1@\2/p' Makefile | \
	  awk -F@ '{ printf "  make %-15s %s\n", $$1, $$2 }'

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
	@$(RUN) $< >$@

DATA := $(shell book/data-sets)
define data_rule
build/data/$1.tsv: build/programs/$(patsubst %/,%,$(dir $1))
	@mkdir -p $$(@D)
	@$$(RUN) $$< $(notdir $1) >$$@
endef
$(foreach set,$(DATA),$(eval $(call data_rule,$(set))))

# The figures of a chapter are drawn by one script, once a format.
FIGURED := $(sort $(patsubst src/%.gp,%,$(wildcard src/[0-9][0-9]-*.gp \
             src/race.gp)))
define figure_rule
build/figures/$1/$2.stamp: src/$1.gp book/style.gp book/draw \
    $(addprefix build/data/,$(addsuffix .tsv,$(filter $1/%,$(DATA)))) \
    $(if $(shell grep -l book/results src/$1.gp),$(wildcard book/results/*.tsv)) \
    | need-gnuplot
	@book/draw $1 $2
endef
$(foreach topic,$(FIGURED),$(foreach format,svg pdf,$(eval \
  $(call figure_rule,$(topic),$(format)))))

FIGURES := $(foreach topic,$(FIGURED),$(addprefix build/figures/$(topic)/, \
             svg.stamp pdf.stamp))

.PHONY: figures
figures: $(FIGURES) ## draw the figures of all chapters

# ---- book -------------------------------------------------------------------
CHAPTERS := $(TOPICS:%=chapters/%.md)
FILTER   := book/filter.lua $(wildcard book/filter/*.lua)
PANDOC   := pandoc --from markdown --lua-filter book/filter.lua \
            -M chapters="$(CHAPTERS)"

# Programs, transcripts and labels, as the chapters have them.
build/labels.tsv: $(CHAPTERS) $(FILTER) book/book.md | need-pandoc
	@rm -rf build/tangle && mkdir -p build/tangle
	@$(PANDOC) -M step=tangle -t plain -o /dev/null book/book.md

# Numbers behind labels may stand in the chapters' own code, so they come first.
.PHONY: tangle
tangle: build/labels.tsv #@ write src/NN-topic.* from the chapters, renew numbers
	@book/refresh
	@$(MAKE) -s build/labels.tsv
	@for file in build/tangle/*.c build/tangle/*.gp; do \
	  if [ -f "$$file" ] && ! cmp -s "$$file" "src/$${file##*/}"; then \
	    cp "$$file" src && echo "src/$${file##*/}"; fi; done

# What the text is checked against and shows.
EVIDENCE := $(PROGRAMS:%=build/data/%.txt) $(DATA:%=build/data/%.tsv) \
            $(wildcard book/results/*.tsv src/contract/*.h) \
            book/references.bib book/notation.tsv $(CHAPTERS) $(FILTER)

# The pages of all chapters, or of those that SHOW names: SHOW='01-sgd'.
HTML      := build/book/html
html_page  = $(PANDOC) -M step=html -M show="$(SHOW)" $1 --citeproc \
             --lua-filter book/pages.lua -M out=$(HTML) -t html -o /dev/null \
             book/book.md
PAGES     := $(EVIDENCE) book/book.md book/pages.lua book/page.html \
             book/cover.html $(FIGURED:%=build/figures/%/svg.stamp)

build/book/html.stamp: $(PAGES) | need-pandoc
	@mkdir -p $(HTML) && rm -f $(HTML)/*.html
	@$(call html_page,--fail-if-warnings)
	@touch $@

$(HTML)/assets.stamp: book/assets book/style.css build/book/cover.svg \
    $(FIGURED:%=build/figures/%/svg.stamp)
	@book/assets $(@D)
	@touch $@

# The printed book.
build/book/cover.%: book/cover.gp | need-gnuplot
	@mkdir -p $(@D)
	@book/draw cover $*

build/book/downhill.tex: $(EVIDENCE) book/book.md book/book.tex | need-pandoc
	@mkdir -p $(@D)
	@$(PANDOC) -M step=latex -M show="$(SHOW)" --fail-if-warnings --citeproc \
	  --template=book/book.tex --top-level-division=chapter -o $@ book/book.md

build/book/downhill.pdf: build/book/downhill.tex build/book/cover.pdf book/pdf \
    book/texlog $(FIGURED:%=build/figures/%/pdf.stamp) | need-lualatex
	@book/pdf $< $@

# The finished pages, read again: programs byte for byte, links, sessions.
build/book/pages-checked: build/book/html.stamp $(HTML)/assets.stamp \
    book/readback book/links
	@book/readback $(HTML)
	@book/links $(HTML)
	@touch $@

build/book/%.transcript: chapters/%.md book/transcripts $(FILTER) \
    $(wildcard src/*.* src/*/*.* exercises/*.c solutions/*.c tests/*.* \
      tests/grade tests/grader/* tests/mistakes/*/*) | need-pandoc
	@mkdir -p $(@D)
	@book/transcripts $<
	@touch $@

# Results that take long or need MNIST are kept; see the head of book/remeasure.
build/book/results-checked: book/remeasure $(wildcard book/results/*.tsv)
	@mkdir -p $(@D)
	@book/remeasure --format
	@touch $@

.PHONY: remeasure
remeasure: build/train/reference #@ run the commands behind book/results again, compare
	@book/remeasure

BOOK := build/book/pages-checked build/book/results-checked \
        build/book/downhill.pdf \
        $(TOPICS:%=build/book/%.transcript)

.PHONY: book
book: $(BOOK) ## make the book: PDF and HTML
	@echo
	@echo "The book is made:"
	@echo "  build/book/downhill.pdf      to print, or to read page by page"
	@echo "  $(HTML)/index.html   to read in a browser"
	@echo "Begin with chapter 0, or run chapter 1: cc src/01-sgd.c -lm && ./a.out"

# A draft is printed even where a check finds fault.
.PHONY: draft
draft: $(PAGES) $(HTML)/assets.stamp | need-pandoc ## make the HTML alone, whatever the checks say
	@$(call html_page,-M lenient=yes)
	@echo "$(HTML)/index.html"

# ---- grading ----------------------------------------------------------------

# The grader builds each suite three times: for double, for float, and for
# double under the sanitizers. Everything but the unit that is graded is one
# object, NN-topic.o: the suite, the runner, and the other chapters' units as in
# solutions/. tests/grade links it with a reader's unit.
# CC may be several words ("ccache gcc"); the folder's name is one.
empty           :=
GRADE           := build/grade/$(subst $(empty) ,-,$(strip $(notdir $(CC))))
GRADE_KINDS     := double float sanitized
GRADE_CFLAGS    := $(STD) -g -ffp-contract=off $(WARN) -Isrc -Itests
GRADE_double    := -O2
GRADE_float     := -O2 -DREAL_IS_FLOAT
GRADE_sanitized := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
                   -fno-omit-frame-pointer
GRADE_PARTS     := tests/grader/runner tests/grader/assert \
                   tests/grader/memory tests/grader/measure \
                   tests/grader/scatter src/given/rng src/given/optimizer
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

$(GRADE)/supervise: $(wildcard tests/grader/supervise.c tests/grader/process.[ch] \
                    tests/grader/family.[ch] tests/grader/report.h)
	@mkdir -p $(@D)
	$(CC) $(STD) -O2 -g $(WARN) -o $@ $(filter %.c,$^)

# The program whose output is drawn after a check, without and with our unit.
$(GRADE)/double/draw/%.o: $(GRADE)/double/tests/grader/draw/%.o \
    $(GRADE)/double/tests/grader/draw/main.o $(GRADE)/double/src/given/rng.o \
    $(GRADE)/double/src/given/optimizer.o $(GRADE)/double/src/given/network.o \
    $(UNITS:%=$(GRADE)/double/solutions/%.o)
	@mkdir -p $(@D)
	$(CC) -r -nostdlib -o $@ $(filter-out %/solutions/$*.o,$^)

$(GRADE)/draw/%: $(GRADE)/double/draw/%.o $(GRADE)/double/solutions/%.o
	@mkdir -p $(@D)
	$(CC) -o $@ $^ -lm

DRAWN := $(patsubst tests/grader/draw/%.c,%,\
           $(wildcard tests/grader/draw/[0-9]*.c))
$(DRAWN:%=grade-%): grade-%: $(GRADE)/draw/%

CHECK_LIBS       = $(shell pkg-config --libs check 2>/dev/null || \
                     echo -lcheck -lsubunit -lrt -lpthread)
# A suite with our unit, to ask for its exercises: a reader's code may hang or
# print lines of its own before main.
$(GRADE)/list/%: $(GRADE)/double/whole/%.o $(GRADE)/double/solutions/%.o
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(CHECK_LIBS) -lm

.PHONY: check stubs $(SUITES:%=grade-%)
$(SUITES:%=grade-%): grade-%: $(GRADE)/supervise $(GRADE)/list/% \
    $(GRADE_KINDS:%=$(GRADE)/%/whole/%.o)

stubs: #@ write pristine stubs to build/stubs, missing exercises
	@tests/grader/stubs.sh build/stubs exercises

check: ## grade your exercises
	@tests/grade

check-%: ## grade a chapter (sgd) or exercise (shuffle); V=1: in full
	@tests/grade '$*'

# What a reader asks for besides a grade; NAME is an exercise or, for reset and
# plot, a chapter too.
.PHONY: next hint reset solution plot
next: ## show the next exercise, and what to read for it
	@tests/grader/learner.sh next

hint-%: ## a hint, and one more at each call
	@tests/grader/learner.sh hint '$*'

reset-%: ## put the stub back; attempts/ keeps what you wrote
	@tests/grader/learner.sh reset '$*'

solution-%: ## ours beside yours, once yours has passed
	@tests/grader/learner.sh solution '$*'

plot-%: ## draw your run over ours; TEXT=1: in letters
	@tests/grader/learner.sh plot '$*'

# Without a name they tell how they are called.
hint reset solution plot hint- reset- solution- plot-:
	@tests/grader/learner.sh $(@:-=)

check-:
	@echo "Say of what, as in: make check-sgd_step" >&2; exit 2

# ---- given code, trainer, MNIST ---------------------------------------------

# The trainer is built in float and for speed. The reference is made weak: where
# the reader's function takes part, it is the one that is linked, and every
# caller gets it, the reference too (which is why that is compiled with
# -fsemantic-interposition: nothing of it is inlined into another function).
TRAIN        := build/train
TRAIN_EXTRA  :=# flags for compiling and linking, such as -fsanitize=address
TRAIN_CFLAGS := $(STD) -O3 -g -fno-math-errno -ffunction-sections -fPIC \
                -fsemantic-interposition -DREAL_IS_FLOAT $(WARN) $(INCLUDE)
TRAIN_LIBS    = $(or $(shell pkg-config --libs openblas 2>/dev/null), \
                -lopenblas) -lz -lm
BLAS_CFLAGS   = $(shell pkg-config --cflags openblas 2>/dev/null)
OBJCOPY      ?= objcopy
NM           ?= nm
EXERCISES    ?= exercises
GRADER       ?= tests/grade

TRAIN_PARTS  := $(addprefix src/,train given/digits given/idx given/network \
                given/optimizer given/options given/rng)
TRAIN_OURS   := $(addprefix $(TRAIN)/ours/,$(addsuffix .o, \
                src/given/affine_blas $(UNITS:%=solutions/%)))
TRAIN_READER := $(patsubst $(EXERCISES)/%.c,$(TRAIN)/reader/%.o, \
                $(wildcard $(EXERCISES)/*.c))

$(TRAIN)/libraries:
	@mkdir -p $(@D)
	@for header in cblas zlib; do \
	  echo "#include <$$header.h>" | \
	    $(CC) $(BLAS_CFLAGS) -E -x c -o /dev/null - 2>/dev/null || { \
	      echo "the trainer needs $$header.h; ./setup installs it" >&2; \
	      exit 1; }; \
	done
	@touch $@

# The trainer draws these digits when they are missing; those that an older one
# has drawn are taken away first.
build/digits: src/given/digits.c src/given/rng.c src/train.c
	@rm -rf $@

# What of the reader's has passed; graded anew when an exercise has changed.
$(TRAIN)/passed: $(wildcard $(EXERCISES)/*.c)
	@mkdir -p $(@D)
	@echo "Grading $(EXERCISES)/ to see which functions can be used."
	@CC="$(CC)" $(GRADER) -u $(EXERCISES) -o $(TRAIN)/check \
	  >$(TRAIN)/check.log 2>&1; \
	case $$? in 0|1) ;; \
	  3) echo "A file does not compile, so nothing of it is used:" \
	    "see make check." ;; \
	  *) cat $(TRAIN)/check.log >&2; exit 1 ;; esac
	@awk -F '\t' '$$2 == "passed" { print $$1 }' $(TRAIN)/check/results.tsv >$@

# What is built in folder $1 with flags $2, for the trainer and for the race.
# Of two weak functions the first is linked: the affine layers of BLAS, not the
# plain loops. objcopy --weaken would weaken what is called, too, and lose the C
# library.
# Only what the contract names stays visible in the reader's object; without any,
# a name that nobody has, because objcopy would take an empty list for no list.
# What has not passed is weak and comes last, so that ours is called in its
# place, also by the reader's own functions. A file that does not compile takes
# no part.
define mine_rules
$1/obj/%.o: %.c
	@mkdir -p $$(@D)
	@$$(CC) $2 -MMD -MP -c -o $$@ $$<

$1/ours/%.o: $1/obj/%.o Makefile
	@mkdir -p $$(@D)
	@$$(NM) -g --defined-only $$< | awk '{ print $$$$3 }' >$$@.names
	@$$(OBJCOPY) --weaken-symbols=$$@.names $$< $$@

$1/reader/%.o: $$(EXERCISES)/%.c $$(TRAIN)/passed
	@mkdir -p $$(@D)
	@$$(CC) $2 -w -c -o $$@.all $$< 2>/dev/null || \
	  echo | $$(CC) -c -x c -o $$@.all -
	@{ topic='$$*' && topic=src/contract/$$$${topic#*-}.h; \
	  [ ! -f $$$$topic ] || awk -f tests/grader/names.awk $$$$topic; \
	  echo no_function_has_passed; } >$$@.keep
	@grep -vxF -f $$(TRAIN)/passed $$@.keep >$$@.weak
	@$$(OBJCOPY) --keep-global-symbols=$$@.keep --weaken-symbols=$$@.weak \
	  $$@.all $$@

-include $$(wildcard $1/obj/*/*.d $1/obj/*/*/*.d)
endef
$(eval $(call mine_rules,$(TRAIN),$$(TRAIN_CFLAGS) $$(TRAIN_EXTRA) \
  $$(BLAS_CFLAGS)))
$(TRAIN_PARTS:%=$(TRAIN)/obj/%.o) $(TRAIN_OURS:$(TRAIN)/ours/%=$(TRAIN)/obj/%): \
  | $(TRAIN)/libraries

$(TRAIN)/reference: $(TRAIN_PARTS:%=$(TRAIN)/obj/%.o) $(TRAIN_OURS)
	@echo "Linking $@"
	@$(CC) $(TRAIN_EXTRA) -Wl,--gc-sections -o $@ $^ $(TRAIN_LIBS)

$(TRAIN)/mine: $(TRAIN_PARTS:%=$(TRAIN)/obj/%.o) $(TRAIN_OURS) $(TRAIN_READER)
	@echo "Linking $@"
	@$(CC) $(TRAIN_EXTRA) -Wl,--gc-sections -o $@ $^ $(TRAIN_LIBS)

# Of the functions that program $1 calls, print whose each is: the reference's,
# $2, are weak (W), the reader's are not (T). The first file lists all names that
# the reference offers.
define print_whose
$(NM) $2 | awk '$$2 == "W" { print $$3 }' >$1.names; \
$(NM) $1 | awk 'FNR == NR { ours[$$1] = 1; next } \
  function show(line, names, n, i, word) { \
    n = split(names, word, " "); \
    for (i = 1; i <= n; i++) { \
      if (length(line) + length(word[i]) > 78) { \
        print line; line = sprintf("%15s", "") } \
      line = line " " word[i] } \
    print line } \
  ($$3 in ours) && $$2 ~ /[TW]/ { list[$$2] = list[$$2] " " $$3 } \
  END { show("yours          ", list["T"] ? list["T"] : "none has passed yet"); \
        show("ours           ", list["W"] ? list["W"] : "none") }' \
  $1.names -
endef

.PHONY: train
train: $(TRAIN)/$(if $(filter-out 0,$(MINE)),mine,reference) | $(wildcard build/digits) ## train on MNIST; MINE=1: on your functions; ARGS=--help
	@rm -f $(TRAIN)/accuracy.tsv
	@$(if $(filter %/mine,$<),$(call print_whose,$<,$(TRAIN_OURS)))
	@$< --log $(TRAIN)/accuracy.tsv $(ARGS)
	@[ ! -f $(TRAIN)/accuracy.tsv ] || \
	if command -v gnuplot >/dev/null; then \
	  gnuplot -e "folder='$(TRAIN)'; topic='train'; format='svg'" src/train.gp && \
	  echo "accuracy curve  $(TRAIN)/accuracy.svg"; \
	else \
	  echo "accuracy curve  $(TRAIN)/accuracy.tsv (./setup installs gnuplot, which draws it)"; \
	fi

.PHONY: mnist
mnist: ## download MNIST to data/mnist
	@src/given/mnist.sh

# ---- the race ---------------------------------------------------------------

# The race is in double: its steps are counted, and compared with what others
# have counted. Otherwise it is linked as the trainer is.
RACE        := build/race
RACE_CFLAGS := $(STD) -O2 -g -ffp-contract=off -ffunction-sections -fPIC \
               -fsemantic-interposition $(WARN) $(INCLUDE)
RACE_PARTS  := $(addprefix src/,race given/network given/optimizer given/rng)
RACE_OURS   := $(UNITS:%=$(RACE)/ours/solutions/%.o)
RACE_READER := $(TRAIN_READER:$(TRAIN)/%=$(RACE)/%)
RACE_SETS    = $(patsubst race/%,%,$(filter race/%,$(DATA)))
$(eval $(call mine_rules,$(RACE),$$(RACE_CFLAGS)))

$(RACE)/reference: $(RACE_PARTS:%=$(RACE)/obj/%.o) $(RACE_OURS)
	@$(CC) -Wl,--gc-sections -o $@ $^ -lm

build/programs/race: $(RACE)/reference
	@mkdir -p $(@D)
	@cp $< $@

$(RACE)/mine: $(RACE_PARTS:%=$(RACE)/obj/%.o) $(RACE_OURS) $(RACE_READER)
	@$(CC) -Wl,--gc-sections -o $@ $^ -lm

.PHONY: race race-reference race-mine race-mnist
race: race-$(if $(filter-out 0,$(MINE)),mine,reference) ## race all methods; MINE=1: on your functions

race-reference: build/programs/race
	@$< | grep -v '^#'
	@if command -v gnuplot >/dev/null; then \
	  $(MAKE) -s build/figures/race/svg.stamp && \
	  echo "the figures are in build/figures/race/"; \
	else echo "./setup installs gnuplot, which draws the figures"; fi

race-mine: $(RACE)/mine
	@$(call print_whose,$<,$(RACE_OURS))
	@mkdir -p $(RACE)/figures
	@$(RUN) $< >$(RACE)/summary
	@grep -v '^#' $(RACE)/summary
	@for set in $(RACE_SETS); do \
	  ($(RUN) $< $$set >$(RACE)/figures/$$set.tsv) || exit 1; done
	@if command -v gnuplot >/dev/null; then \
	  gnuplot -e "folder='$(RACE)/figures'; topic='race'; format='svg'" \
	    src/race.gp && echo "the figures are in $(RACE)/figures/"; \
	else echo "./setup installs gnuplot, which draws the figures"; fi

# What is kept of it is in book/results; this measures it anew, in about ten
# minutes, or on generated digits, in a folder of the reader's.
race-mnist: $(TRAIN)/reference | $(wildcard build/digits) #@ race on MNIST: the runs behind book/results/race-*
	@mkdir -p build/race-mnist
	@for part in race-mnist race-mnist-curve race-mnist-rates; do \
	  echo "build/race-mnist/$$part.tsv"; \
	  book/measure/$$part >build/race-mnist/$$part.tsv || exit 1; done

# ---- the experiments of chapter 8 -------------------------------------------

# Measured anew in some minutes, on MNIST or on generated digits, and drawn as
# the chapter draws what is kept in book/results. SEEDS=1 and what else the
# heads of book/measure/experiment-* name make it shorter.
MEASURED := build/experiments

EXPERIMENTS := $(patsubst book/measure/%,%,$(filter-out %.sh, \
                 $(wildcard book/measure/experiment-*)))

.PHONY: $(EXPERIMENTS)
# For the list above alone; a pattern would make book/results/experiment-* too.
experiment-%: ## measure initialization, batch or overfitting (chapter 8)
$(EXPERIMENTS): $(TRAIN)/reference | $(wildcard build/digits)
	@mkdir -p $(MEASURED)
	@TRAINER=$< RUNS=$(MEASURED) book/measure/$@ >$(MEASURED)/$@.part || \
	  { rm $(MEASURED)/$@.part; exit 2; }
	@mv $(MEASURED)/$@.part $(MEASURED)/$@.tsv
	@echo $(MEASURED)/$@.tsv
	@if command -v gnuplot >/dev/null; then \
	  book/draw-measured $(MEASURED) $@ && echo $(MEASURED)/$@.svg; \
	else echo "./setup installs gnuplot, which draws it"; fi

# ---- tests ------------------------------------------------------------------
.PHONY: test
test: ## run everything that must hold
	@tests/all

# ---- cleaning ---------------------------------------------------------------
.PHONY: clean
clean: ## remove build/, never your exercises
	rm -rf build
