#!/usr/bin/env bash
# Measures the time for "dotnet new" and for the first build of a new app, compared with the template that comes with .NET. See README.md.
set -euo pipefail

pack=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/pow-benchmark-XXXXXX")
trap 'rm -rf "$folder"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
TIMEFORMAT=%R

seconds() {
    { time "$@" > "$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }; } 2>&1
}

dotnet new install "$pack/templates" --debug:custom-hive "$folder/hive" > /dev/null
printf '%-40s%8s%8s\n' '' 'new' 'build'
while read -r template; do
    # The first run of a template fills a cache, and so does the first restore.
    for run in warm-up counted; do
        app="$folder/$run/Shop"
        # shellcheck disable=SC2086 # a template and its options
        new=$(seconds dotnet new $template --name Shop --output "$app" --no-restore --no-update-check --debug:custom-hive "$folder/hive")
        project=$(find "$app" -name Shop.csproj)
        dotnet restore "$project" > /dev/null
        build=$(seconds dotnet build "$project" --no-restore)
        [ "$run" = warm-up ] && rm -rf "$app"
    done
    printf '%-40s%8s%8s\n' "$template" "$new" "$build"
    rm -rf "$folder/counted"
done << 'END'
mvc --auth Individual
pow-mvc
pow-mvc --extensions all
blazor --auth Individual
pow-blazor
pow-blazor --extensions all
pow-api
pow-api --extensions all
END
