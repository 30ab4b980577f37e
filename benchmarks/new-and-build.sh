#!/usr/bin/env bash
# Measures the time for "dotnet new", for the first build of a new app and until its first page, compared with the templates that come with
# .NET. See README.md.
set -euo pipefail

pack=$(cd "$(dirname "$0")/.." && pwd) port=${PORT:-5599}
folder=$(mktemp -d "${TMPDIR:-/tmp}/pow-benchmark-XXXXXX")
server=
stop() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2> /dev/null || true
    server=
}
trap 'stop; rm -rf "$folder"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
TIMEFORMAT=%R

seconds() {
    { time "$@" > "$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }; } 2>&1
}

start() {
    env --chdir="$(dirname "$1")" ASPNETCORE_ENVIRONMENT=Development ASPNETCORE_URLS="http://localhost:$port" dotnet bin/Debug/net10.0/Shop.dll > "$folder/server.log" 2>&1 &
    server=$!
}

home_page() {
    for _ in $(seq 1000); do
        curl --silent --fail --output "$folder/page" "http://localhost:$port/" && return
        sleep 0.02
    done
    cat "$folder/server.log"
    return 1
}

dotnet new install "$pack/templates" --debug:custom-hive "$folder/hive" > /dev/null
printf '%-40s%8s%8s%8s\n' '' 'new' 'build' 'page'
while read -r template; do
    # The first run of a template fills a cache, and so does the first restore.
    for run in warm-up counted; do
        app="$folder/$run/Shop"
        # shellcheck disable=SC2086 # a template and its options
        new=$(seconds dotnet new $template --name Shop --output "$app" --no-restore --no-update-check --debug:custom-hive "$folder/hive")
        project=$(find "$app" -name Shop.csproj)
        dotnet restore "$project" > /dev/null
        build=$(seconds dotnet build "$project" --no-restore)
        start "$project"
        page=$(seconds home_page)
        stop
        [ "$run" = warm-up ] && rm -rf "$app"
    done
    printf '%-40s%8s%8s%8s\n' "$template" "$new" "$build" "$page"
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
