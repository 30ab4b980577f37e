#!/usr/bin/env bash
# Run this after you change the model. It regenerates the one migration that a new app starts with, without anything specific to SQLite.
set -euo pipefail
cd "$(dirname "$0")"

id=00000000000000 # comes before every migration that the owner of an app adds
list=$PWD/extensions.json

# scaffold TEMPLATE FOLDER: writes the migration of the app that the source of a template is into a folder that the template takes.
scaffold() {
    local app=$1/src/PowApp.1 target=$2/src/PowApp.1/Data/Migrations

    dotnet restore "$app" # before the old migration goes: the tool needs a project that builds
    rm -rf "$target"
    (cd shared && dotnet ef migrations add CreateAccounts --project "../$app" --output-dir Data/Migrations)
    if [ "$1" != "$2" ]; then
        mv "$app/Data/Migrations" "$target"
        rmdir "$app/Data" 2> /dev/null || true # unless the template has more in it
    fi
    (cd "$target" && tidy "$1")
}

# tidy TEMPLATE: what EF has written into this folder becomes what every choice of extensions and every database can use.
tidy() {
    local file
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

    # What only an extension needs follows the choice: a table by its name, a column by its name. In a template that does not offer the
    # extension, it has no condition.
    TEMPLATE=$1 LIST=$list perl -MJSON::PP -0pi -e '
        sub choice { "#if ($_[0])\n$_[1]#endif\n" }
        BEGIN {
            open my $file, "<", $ENV{LIST} or die "$ENV{LIST}: $!";
            my $list = decode_json(join "", <$file>);
            for my $part (grep { grep { $_ eq $ENV{TEMPLATE} } @{ $_->{templates} } } @{ $list->{extensions} }) {
                %tables = (%tables, %{ $part->{tables} // {} });
                %columns = (%columns, %{ $part->{columns} // {} });
            }
        }

        for my $table (sort keys %tables) {
            my $symbol = $tables{$table};
            my ($entity) = /^ {12}modelBuilder\.Entity\("([^"]*)", b =>\n(?:(?! {16}\}\);)[^\n]*\n)*? {20}b\.ToTable\("$table"/m;
            s/^ {12}migrationBuilder\.CreateTable\(\n {16}name: "$table",\n.*?\n {16}\}\);\n\n/choice($symbol, $&)/mse;
            s/^ {12}migrationBuilder\.CreateIndex\(\n[^\n]*\n {16}table: "$table",\n(?: {16}[^\n]*\n)+\n/choice($symbol, $&)/mge;
            s/^ {12}migrationBuilder\.DropTable\(\n {16}name: "$table"\);\n\n/choice($symbol, $&)/me;
            s/^ {12}modelBuilder\.Entity\("\Q$entity\E", b =>\n.*?\n {16}\}\);\n\n/choice($symbol, $&)/mgse if $entity;
        }
        for my $column (sort keys %columns) {
            my $symbol = $columns{$column};
            s/^ {12}migrationBuilder\.CreateIndex\(\n(?: {16}[^\n]*\n)*? {16}column: "$column"(?:,\n {16}[^\n]*)*\);\n\n/choice($symbol, $&)/me;
            s/^ {20}b\.HasIndex\("$column"\)(?:\n {24}[^\n]*)*;\n\n/choice($symbol, $&)/me;
            s/^ {20}$column = table\.Column[^\n]*\n/choice($symbol, $&)/me;
            s/^ {20}b\.Property<[^\n]*\("$column"\)(?:\n {24}[^\n]*)*;\n\n/choice($symbol, $&)/me;
        }

        # SQL Server compares these as they are, as AppDbContext says.
        my $exact = "Latin1_General_100_BIN2";
        s/^( {20}Normalized\w+ = table\.Column<string>\([^\n]*)\)(,?)\n/"#if (!SqlServer)\n$1)$2\n#endif\n#if (SqlServer)\n$1, collation: \"$exact\")$2\n#endif\n"/mge;
        s/^ {20}b\.Property<string>\("Normalized\w+"\)\n/$&#if (SqlServer)\n                        .UseCollation("$exact")\n#endif\n/mg;
        1 while s/(#if (\([^\n]*\))\n(?:(?!#endif)[^\n]*\n)*)#endif\n#if \2\n/$1/;
    ' -- *.cs
}

dotnet tool restore --tool-manifest shared/dotnet-tools.json
scaffold pow-mvc shared-pages
scaffold pow-api pow-api
