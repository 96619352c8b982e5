#!/usr/bin/env bash
# The long run of the fuzzers, for the night: every …FuzzTests class with that many cases a property (1,000,000 unless said).
# A failure prints CsCheck's seed; the same case again, shrunk from there:  CsCheck_Seed=… dotnet test --filter …
#   bash eng/fuzz.sh                       all of them
#   bash eng/fuzz.sh 200000                fewer cases
#   bash eng/fuzz.sh 5000000 PhoneReader   one reader
set -euo pipefail
cd "$(dirname "$0")/.."

cases=${1:-1000000}
only=${2:-}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build Clubshop.Admin.sln -v quiet

# One project after the other: CsCheck uses every core by itself.
failed=0
for project in Clubshop.Admin.Tests Clubshop.Aws.Tests Clubshop.LocalAws.Tests; do
  CsCheck_Iter=$cases dotnet test "tests/$project" --no-build --logger "console;verbosity=normal" \
    --filter "FullyQualifiedName~FuzzTests&FullyQualifiedName~$only" || failed=1
done
exit $failed
