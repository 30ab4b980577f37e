#!/usr/bin/env bash
# Breaks one line of an app after the other, as tests/break-it.txt says, and runs the app's own tests each time: some test must go red.
# Prints a line for each; fails when a broken app passed. With an argument, takes only the lines that contain it; with two, only those of
# the template that the second names. About 40 s a line; a test that hangs is red after five minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

lines=$PWD/tests/break-it.txt
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -r templates global.json .editorconfig "$scratch"
export UseSharedCompilation=true

survivors=0
while IFS= read -r line; do
    if [[ $line = '['*']' ]]; then
        template=${line:1:-1}
        cd "$scratch/templates/$template"
        parts=(. ../shared)
        [ "$template" = pow-api ] || parts+=(../shared-pages)
    fi
    [[ -z $line || $line = ['#[']* || $line != *"${1:-}"* || $template != "${2:-$template}" ]] && continue
    file=${line%%: *} change=${line#*: }
    from=${change%% => *} to=${change#* => }
    path=$(ls -d "${parts[@]/%//src/PowApp.1/$file}" 2> /dev/null || true)

    cp "${path:?$file is not there}" "$scratch/whole"
    FROM=$from TO=$to perl -0pi -e '$n = s/\Q$ENV{FROM}\E/$ENV{TO}/; END { exit !$n }' "$path" || { echo "NOT THERE  $line"; survivors=1; continue; }
    if ! dotnet build tests/PowApp.1.Tests -v quiet > "$scratch/log" 2>&1; then
        echo "NOT BUILT  $line"; survivors=1
    elif timeout 5m tests/PowApp.1.Tests/bin/Debug/net10.0/PowApp.1.Tests -stopOnFail -noColor > "$scratch/log" 2>&1; then
        echo "SURVIVED   $line"; survivors=1
    else
        echo "red        $line   ($(grep -oEm1 '[A-Za-z]+Tests\.[A-Za-z0-9_]+' "$scratch/log"))"
    fi
    cp "$scratch/whole" "$path"
done < "$lines"
exit "$survivors"
