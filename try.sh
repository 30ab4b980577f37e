#!/usr/bin/env bash
# Packs the templates, generates an app from one of them and runs it. Installs nothing: the templates and the app are in a
# temporary folder, and only the app is kept there.
set -euo pipefail

if [ $# = 0 ] || [ "$1" = -h ] || [ "$1" = --help ]; then
    echo "usage: ./try.sh TEMPLATE [OPTION ...]     OPTION: see \"dotnet new TEMPLATE -h\"" >&2
    echo "for example: ./try.sh pow-mvc --extensions reset-password" >&2
    echo "             ./try.sh pow-blazor --extensions all" >&2
    echo "             ./try.sh pow-api --extensions all" >&2
    exit 2
fi

pack=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/pow-templates-XXXXXX")
app="$folder/Shop"
server=
trap 'rm -rf "$folder/hive" "$folder/package"; rmdir "$folder" 2> /dev/null || true' EXIT
stop() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } || true
    exit 130
}
trap stop INT TERM

dotnet pack "$pack/Pow.Templates.csproj" --output "$folder/package" --artifacts-path "$folder/package" --verbosity quiet
dotnet new install "$folder"/package/*.nupkg --debug:custom-hive "$folder/hive" > /dev/null
dotnet new "$1" --name Shop --output "$app" --no-update-check --debug:custom-hive "$folder/hive" "${@:2}"

# The template has chosen a free port.
address=$(grep -o 'http://localhost:[0-9]*' "$app/src/Shop/Properties/launchSettings.json" | head -n 1)
dotnet build "$app/src/Shop" --verbosity quiet
echo
echo "The app is in $app"
echo "and runs at $address until you press Ctrl+C."
if [ "$1" = pow-api ]; then echo "$address/scalar shows its endpoints and sends requests; $app/README.md has the requests for curl."; fi
echo

# Runs the server itself, without "dotnet run" around it, so that a signal to this script always ends it.
cd "$app/src/Shop"
ASPNETCORE_ENVIRONMENT=Development ASPNETCORE_URLS="$address" dotnet bin/Debug/net10.0/Shop.dll &
server=$!
wait "$server"
