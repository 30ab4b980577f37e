#!/usr/bin/env bash
# Breaks the lines of an app that tests/break-it.txt lists, one at a time, and runs the app's own tests each time: at least one must fail.
# Prints a line for each; fails if a broken app passed. With an argument, uses only the lines that contain it.
set -euo pipefail
cd "$(dirname "$0")/Pow.Templates.Tests"

export TEST_BREAK="${1:-}" DOTNET_TieredPGO=0
dotnet build -v quiet
dotnet bin/Debug/net10.0/Pow.Templates.Tests.dll -noColor -diagnostics -explicit only -trait "Layer=break it"
