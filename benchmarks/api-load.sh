#!/usr/bin/env bash
# Generates an API, publishes it, runs it in Production on this machine, and has many clients use it at once. See README.md.
set -euo pipefail

clients=${1:-200} seconds=${2:-60} port=${PORT:-5599}
pack=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/pow-benchmark-XXXXXX")
server=
stop() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2> /dev/null || true
    rm -rf "$folder"
}
trap stop EXIT

dotnet new install "$pack/templates" --debug:custom-hive "$folder/hive" > /dev/null
dotnet new pow-api --name Shop --output "$folder/Shop" --no-restore --no-update-check --debug:custom-hive "$folder/hive" > /dev/null
dotnet publish "$folder/Shop/src/Shop" --configuration Release --output "$folder/app" --verbosity quiet
dotnet publish "$pack/benchmarks/ApiLoad" --artifacts-path "$folder/load" --output "$folder/load" --verbosity quiet

# The settings that Production needs, and limits that allow 200 clients from one address. Passwords are hashed as in any app.
export ASPNETCORE_ENVIRONMENT=Production ASPNETCORE_URLS="http://127.0.0.1:$port"
export AllowedHosts=127.0.0.1 KnownProxies__0=127.0.0.1 Accounts__PublicOrigin=https://shop.example
export Mail__Smtp__Host=localhost Mail__From=no-reply@shop.example
export Accounts__Throttling__SignInsPerMinute=100000 Accounts__Throttling__RegistrationsPerHour=100000
export Accounts__Password__HashQueue=1000
export ConnectionStrings__App="Data Source=$folder/shop.db"

cd "$folder/app"
dotnet Shop.dll migrate > /dev/null
dotnet Shop.dll > "$folder/log" 2>&1 &
server=$!
for _ in $(seq 100); do
    grep -q 'Now listening on' "$folder/log" && break
    sleep 0.1
done

status=0
dotnet "$folder/load/ApiLoad.dll" "http://127.0.0.1:$port" "$clients" "$seconds" || status=$?
if grep -E '^(warn|fail|crit): ' -A 3 "$folder/log" | head -n 40; then status=1; fi
exit "$status"
