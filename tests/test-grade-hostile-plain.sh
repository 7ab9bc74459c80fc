#!/bin/sh
# The second half of tests/test-grade-hostile.sh: without sanitizers, without a
# namespace, before main, and bad limits.
exec "$(dirname "$0")/test-grade-hostile.sh" "double float"
