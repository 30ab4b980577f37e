#!/usr/bin/env bash
# Generates a pow-blazor app, publishes it, runs it in Production on this machine, and opens many live pages at once. See README.md.
set -euo pipefail

pages=${1:-1000} port=${PORT:-5599}
pack=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/pow-benchmark-XXXXXX")
server=
stop() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2> /dev/null || true
    rm -rf "$folder"
}
trap stop EXIT

dotnet new install "$pack/templates" --debug:custom-hive "$folder/hive" > /dev/null
dotnet new pow-blazor --name Shop --output "$folder/Shop" --no-restore --no-update-check --debug:custom-hive "$folder/hive" > /dev/null
dotnet publish "$folder/Shop/src/Shop" --configuration Release --output "$folder/app" --verbosity quiet
dotnet publish "$pack/benchmarks/CircuitLoad" --artifacts-path "$folder/load" --output "$folder/load" --verbosity quiet

# In Development, cookies also work over plain HTTP. Queries are logged, to be counted.
export ASPNETCORE_ENVIRONMENT=Development ASPNETCORE_URLS="http://localhost:$port"
export Accounts__Throttling__SignInsPerMinute=100000 Accounts__Throttling__RegistrationsPerHour=100000
export Accounts__Password__HashQueue=1000 Accounts__Password__HashIterations=1000
export ConnectionStrings__App="Data Source=$folder/shop.db"

cd "$folder/app"
env Logging__LogLevel__Microsoft.EntityFrameworkCore.Database.Command=Information dotnet Shop.dll > "$folder/log" 2>&1 &
server=$!
for _ in $(seq 100); do
    grep -q 'Now listening on' "$folder/log" && break
    sleep 0.1
done

checks() { grep -c 'json_each' "$folder/log" || true; }
ticks() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }
dotnet "$folder/load/CircuitLoad.dll" "http://localhost:$port" "$pages" | while read -r line; do
    case "$line" in
        quiet) before=$(checks) cpu=$(ticks) ;;
        ending) echo "20 quiet seconds: $(($(checks) - before)) queries for all sessions, $((($(ticks) - cpu) * 10)) ms of processor time, $(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$server/status") MB" ;;
        *) echo "$line" ;;
    esac
done
