#!/usr/bin/env bash
# Runs the tests, layer by layer, and reports how long each took. The last line is "N passed, N failed"; the script fails if a test failed or
# none ran. CONTRIBUTING.md explains what each layer proves.
set -euo pipefail
cd "$(dirname "$0")"

case "${1:-}" in
    "" | --all | --quick) ;;
    *)
        echo "usage: ./test.sh             what every change must pass: half an hour" >&2
        echo "       ./test.sh --quick     what the current change can break: two minutes" >&2
        echo "       ./test.sh --all       every choice of options, built and tested: hours, before a release" >&2
        exit 2
        ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/results" "$work/tmp"
chmod 711 "$work" "$work/tmp" # The database server runs under an account of its own.
export TMPDIR="$work/tmp"           # Files left behind by killed processes are deleted too.
export TEST_RESULTS="$work/results" # where the suites of generated apps save theirs

# Builds and suites are many short runs. Profiling them to compile them better, protecting what was just compiled and collecting garbage
# early cost more time than they save. So does collecting it on one processor.
export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0 DOTNET_gcServer=1 DOTNET_GCHeapCount=2 DOTNET_gcConcurrent=0 DOTNET_GCgen0size=0x10000000

# The commit decides which tests have their turn, so that a run can be repeated.
commit=$(git rev-parse --short=7 HEAD 2> /dev/null || echo 0)
export TEST_SEED="${TEST_SEED:-$((16#${commit:0:7}))}"

# Adds up one of the numbers from all runs.
sum() {
    find "$TEST_RESULTS" -name '*.trx' -exec cat {} + | tr '<' '\n' | awk -v name="$1" '
        /^Counters / && match($0, " " name "=\"[0-9]+") { split(substr($0, RSTART, RLENGTH), part, "\""); sum += part[2] }
        END { print sum + 0 }'
}

times=""
broken=0
note_time() { times+=$(printf '%-14s %3d:%02d   %6d passed' "$1" $((($SECONDS - $2) / 60)) $((($SECONDS - $2) % 60)) "$3")$'\n'; }

# layer NAME PROJECT [ARGUMENT ...]: runs the tests of a project. A layer that ends early or runs no tests is broken.
layer() {
    local start=$SECONDS executed passed failed status=0
    executed=$(sum executed) passed=$(sum passed)
    echo "== $1"
    dotnet "tests/$2/bin/Debug/net10.0/$2.dll" -noColor -diagnostics -trx "$TEST_RESULTS/$1.trx" "${@:3}" || status=$?
    executed=$(($(sum executed) - executed)) passed=$(($(sum passed) - passed))
    failed=$((executed - passed))
    if [ "$failed" = 0 ] && { [ "$status" != 0 ] || [ "$executed" = 0 ]; }; then broken=$((broken + 1)); fi
    note_time "$1" "$start" "$passed"
}

# Without the apps of the templates: where they are tested, a copy of them is built.
dotnet build Pow.Templates.Tests.slnf
note_time "the tests" 0 0

if [ "${1:-}" = --quick ]; then
    # The uncommitted changes or, if there are none, the last commit.
    TEST_CHANGED=$(git diff --name-only HEAD; git ls-files --others --exclude-standard)
    export TEST_CHANGED="${TEST_CHANGED:-$(git diff --name-only HEAD~1)}"
    export TEST_CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/pow-templates" # What was learned from one real build of a template.
    layer generation Pow.Templates.Tests -trait Layer=files
    if grep -q '^templates/' <<< "$TEST_CHANGED"; then
        layer apps Pow.Templates.Tests -trait Layer=compile -trait Layer=suites
    fi
else
    [ "${1:-}" != --all ] || export TEST_WIDTH=all
    export TEST_APPS="$work/apps" # The apps that are really built: all layers run the same ones.

    # The browser tests use the system's browser, preferably the one without windows, or else the one that Playwright installs.
    # Apps are tested with a proxy, a database server and Redis, too. Those that the system starts by itself are not used.
    if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
        wanted=()
        [ -n "${CHROMIUM:-}" ] || [ -x /usr/bin/chromium-headless-shell ] || wanted+=(chromium-headless-shell)
        command -v nginx > /dev/null || [ -x /usr/sbin/nginx ] || wanted+=(nginx)
        command -v postgres > /dev/null || [ -d /usr/lib/postgresql ] || wanted+=(postgresql)
        command -v redis-server > /dev/null || wanted+=(redis-server)
        if [ "${#wanted[@]}" -gt 0 ]; then
            apt-get update -qq
            for package in "${wanted[@]}"; do DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" > /dev/null || true; done
        fi
    fi
    if [ -z "${CHROMIUM:-}" ] && ! [ -x /usr/bin/chromium-headless-shell ] && ! [ -x /usr/bin/chromium ]; then
        playwright=$(find tests/*/bin -type d -name .playwright | head -n 1)
        "$(find "$playwright/node" -type f -name node | head -n 1)" "$playwright/package/cli.js" install chromium
    fi

    layer builds Pow.Templates.Tests -trait Layer=builds
    layer generation Pow.Templates.Tests -trait Layer=files -trait "Layer=command line"
    layer apps Pow.Templates.Tests -trait Layer=compile -trait Layer=suites # Apps that are compiled are also run.
    [ "${1:-}" != --all ] || layer "break it" Pow.Templates.Tests -explicit only -trait "Layer=break it"
    # Nothing else runs on the machine at the same time as these.
    layer API Pow.Templates.ApiTests
    layer browser Pow.Templates.BrowserTests
    layer production Pow.Templates.ProductionTests
fi

passed=$(sum passed)
failed=$(($(sum executed) - passed + broken))
echo
echo "Minutes (TEST_SEED=$TEST_SEED):"
note_time "in all" 0 "$passed"
printf '%s' "$times"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
