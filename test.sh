#!/usr/bin/env bash
# Runs every test: those of the pack, which generate apps and run their tests too, those in the browser, those of production.
# Closes with one line, "N passed, N failed"; fails when a test failed or none ran.
set -euo pipefail
cd "$(dirname "$0")"

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
export TEST_RESULTS="$results" # where the suites of generated apps leave theirs
export DOTNET_TieredPGO=0 # Builds and suites are short runs: watching them to compile them better costs more than it brings.

dotnet build Pow.Templates.slnx

# A browser for the browser tests: the one of the system, or else the one that Playwright brings.
if [ -z "${CHROMIUM:-}" ] && ! [ -x /usr/bin/chromium ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium > /dev/null
    else
        playwright=$(find tests/*/bin -type d -name .playwright | head -n 1)
        "$(find "$playwright/node" -type f -name node | head -n 1)" "$playwright/package/cli.js" install chromium
    fi
fi

# A proxy for the tests of production.
if ! [ -x /usr/sbin/nginx ] && ! command -v nginx > /dev/null && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nginx > /dev/null
fi

# Adds up one of the numbers of all runs below a folder.
sum() {
    find "$1" -name '*.trx' -exec cat {} + | tr '<' '\n' | awk -v name="$2" '
        /^Counters / && match($0, " " name "=\"[0-9]+") { split(substr($0, RSTART, RLENGTH), part, "\""); sum += part[2] }
        END { print sum + 0 }'
}

failed=0
for project in tests/*/*.csproj; do
    run="$results/$(basename "$project" .csproj)"
    mkdir "$run"
    status=0
    dotnet test "$project" --no-build --logger trx --results-directory "$run" || status=$?
    of_run=$(($(sum "$run" executed) - $(sum "$run" passed)))
    [ "$status" = 0 ] || [ "$of_run" -gt 0 ] || of_run=1 # it ended early
    failed=$((failed + of_run))
done

passed=$(sum "$results" passed)
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
