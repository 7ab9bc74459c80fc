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

# ---- given code, trainer, MNIST ---------------------------------------------

# ---- tests ------------------------------------------------------------------
.PHONY: test
test: ## run everything that must hold; ends with `N passed, N failed`
	@tests/all

# ---- cleaning ---------------------------------------------------------------
.PHONY: clean
clean: ## remove everything generated (never your exercises or attempts)
	rm -rf build
