#!/usr/bin/env bash
# After a change of the model: writes the one migration that a new app starts with, free of anything that only SQLite knows.
set -euo pipefail
cd "$(dirname "$0")"

app=pow-mvc/src/PowApp.1
target=shared/src/PowApp.1/Data/Migrations
id=20000101000000

dotnet tool restore --tool-manifest shared/dotnet-tools.json
dotnet restore "$app" # before the old migration goes: the tool needs a project that builds
rm -rf "$target"
(cd shared && dotnet ef migrations add CreateAccounts --project "../$app" --output-dir Data/Migrations)
mv "$app/Data/Migrations" "$target"
rmdir "$app/Data"

cd "$target"
for file in *_CreateAccounts*.cs; do mv "$file" "${id}_${file#*_}"; done
sed -i \
    -e 's/\xEF\xBB\xBF//; s/\r$//' \
    -e '/^using .*ValueConversion;$/d' \
    -e 's/type: "[A-Z]*", //' \
    -e '/^ *\.HasColumnType("[A-Z]*");$/d' \
    -e 's/[0-9]\{14\}_CreateAccounts/'"$id"'_CreateAccounts/' \
    -- *.cs

# A property whose last call was the store type has lost its semicolon with that line.
perl -0pi -e 's/(\n +b\.Property<[^\n]+(?:\n +\.[^\n]+)*?[^;\n])(?=\n\n)/$1;/g' -- *.cs
