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

# What only an extension needs follows the choice: a table by its name and that of its entity, a column by its name.
perl -0pi -e '
    my %tables = (Invitations => "Invitation", DataProtectionKeys => "Pages");
    my %entities = (Invitation => "Invitation", DataProtectionKey => "Pages");
    my %columns = (
        IsUnconfirmed => "EmailConfirmation && OpenRegistration",
        RegistrationHash => "EmailConfirmation && OpenRegistration && Pages",
        PreviousTokenHash => "Pages",
        RenewalSalt => "Pages",
        RenewalTokenSalt => "PersistentSession",
        map { $_ => "RenewalTokens" } qw(RenewalFamily RenewalTokenHash UsedRenewalTokenHash RenewalTokenUsedAt),
    );
    sub choice { "#if ($_[0])\n$_[1]#endif\n" }

    while (my ($table, $symbol) = each %tables) {
        s/^ {12}migrationBuilder\.CreateTable\(\n {16}name: "$table",\n.*?\n {16}\}\);\n\n/choice($symbol, $&)/mse;
        s/^ {12}migrationBuilder\.CreateIndex\(\n[^\n]*\n {16}table: "$table",\n(?: {16}[^\n]*\n)+\n/choice($symbol, $&)/mge;
        s/^ {12}migrationBuilder\.DropTable\(\n {16}name: "$table"\);\n\n/choice($symbol, $&)/me;
    }
    while (my ($entity, $symbol) = each %entities) {
        s/^ {12}modelBuilder\.Entity\("[^"]*\.$entity", b =>\n.*?\n {16}\}\);\n\n/choice($symbol, $&)/mgse;
    }
    while (my ($column, $symbol) = each %columns) {
        s/^ {12}migrationBuilder\.CreateIndex\(\n(?: {16}[^\n]*\n)*? {16}column: "$column"(?:,\n {16}[^\n]*)*\);\n\n/choice($symbol, $&)/me;
        s/^ {20}b\.HasIndex\("$column"\)(?:\n {24}[^\n]*)*;\n\n/choice($symbol, $&)/me;
        s/^ {20}$column = table\.Column[^\n]*\n/choice($symbol, $&)/me;
        s/^ {20}b\.Property<[^\n]*\("$column"\)(?:\n {24}[^\n]*)*;\n\n/choice($symbol, $&)/me;
    }
    1 while s/(#if (\([^\n]*\))\n(?:(?!#endif)[^\n]*\n)*)#endif\n#if \2\n/$1/;
' -- *.cs
