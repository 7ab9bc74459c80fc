#!/bin/sh
# CONTRIBUTING.md works as written: its sessions are run, and the sample chapter
# is held to the rules of a real one.
set -eu
. tests/tap.sh
work=build/test/contributing
rm -rf "$work"
mkdir -p "$work"

# One of them makes the whole book, from nothing.
ok 'the sessions of CONTRIBUTING.md run as shown' \
    env TRANSCRIPT_SECONDS=600 book/transcripts CONTRIBUTING.md

# A bad example, so that it is known that sessions are run at all.
printf '```console\n$ echo one\ntwo\n```\n' >"$work/bad.md"
rejects 'a session that shows something else is turned down' \
    'bad.md:3: the text shows "two"' book/transcripts "$work/bad.md"
tap_end
