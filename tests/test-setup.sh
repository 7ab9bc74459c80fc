#!/bin/sh
# ./setup: its options, its messages, and that it asks the manager for the
# right things. Nothing is installed: the managers here are small impostors.
# The impostors' bodies and the commands of sh -c are expanded later.
# shellcheck disable=SC2016,SC2317
set -eu
. tests/tap.sh
work=build/test/setup
rm -rf "$work"
mkdir -p "$work"

# impostor NAME: a directory of commands in which NAME is the package manager.
# It records its arguments, and says that nothing is installed until it has run.
impostor()
{
    bin=$work/$1
    mkdir -p "$bin"
    for needed in sh cat dirname grep id env sed tr touch printf echo test; do
        ln -sf "$(command -v "$needed")" "$bin/$needed"
    done
    for fake in "$@"; do
        printf '#!/bin/sh\necho "%s $*" >>%s/%s.log\n%s\n' "$fake" \
            "$PWD/$work" "$1" "$fake_body" >"$bin/$fake"
        chmod +x "$bin/$fake"
    done
}

run() # MANAGER SETUP-ARGUMENTS...
{
    name=$1
    shift
    PATH=$PWD/$work/$name /bin/sh ./setup "$@"
}

ok 'setup --help explains --list' sh -c './setup --help | grep -q -- --list'
rejects 'an unknown option is named' "'--bogus'" ./setup --bogus
ok 'an unknown option has status 2' sh -c './setup --bogus 2>/dev/null; test $? -eq 2'
rejects 'two options are too many' 'one option' ./setup --list --list

fake_body='exit 0'
impostor none
rm -f "$work/none/none"
rejects 'without a package manager it names what to install' 'libc6-dev' \
    run none

# dpkg-query knows the packages once apt-get has "installed" them.
fake_body='case $0 in
*dpkg-query) test -e '$PWD/$work'/apt.done && echo installed ;;
*apt-get) case $* in install*) touch '$PWD/$work'/apt.done ;; esac ;;
*) exec "$@" ;;
esac'
impostor apt-get dpkg-query sudo
ok 'setup --list names what is missing' \
    sh -c "PATH=$PWD/$work/apt-get ./setup --list | grep -q '^  libclang-rt-14-dev\$'"
ok 'setup --list installs nothing' \
    sh -c "! grep -q '^apt-get' $work/apt-get.log"
ok 'setup installs without recommended packages' sh -c "
    PATH=$PWD/$work/apt-get ./setup >/dev/null &&
    grep -q '^apt-get install .*--no-install-recommends .*pandoc' $work/apt-get.log"
ok 'a second run finds nothing missing' sh -c "
    PATH=$PWD/$work/apt-get ./setup | grep -q 'nothing is missing'"

for tool in dnf pacman brew; do
    fake_body='case $0 in *sudo) exec "$@" ;; esac
case $* in -q*|-Qq*|list*) exit 1 ;; esac'
    impostor "$tool" rpm sudo
    rejects "$tool: what is still missing after installing is named" \
        'still missing' run "$tool"
done

# The table and the README's promise: no package twice in a column.
ok 'no package stands twice in the table' sh -c "
    test -z \"\$(sed -n '/<<.TABLE/,/^TABLE/p' setup | awk '{print \$2}' |
        grep -v '^-\$' | sort | uniq -d)\""
tap_end
