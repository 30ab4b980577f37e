#!/usr/bin/env bash
# Breaks one line of an app after the other, as tests/break-it.txt says, and runs the app's own tests each time: some test must go red.
# Prints a line for each; fails when a broken app passed. With an argument, takes only the lines that contain it.
set -euo pipefail
cd "$(dirname "$0")/Pow.Templates.Tests"

export TEST_BREAK="${1:-}" DOTNET_TieredPGO=0
dotnet build -v quiet
dotnet bin/Debug/net10.0/Pow.Templates.Tests.dll -noColor -diagnostics -explicit only -trait "Layer=break it"
