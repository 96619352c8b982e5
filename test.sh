#!/usr/bin/env bash
# Installs what the tests need (Chromium, fonts, memcached, nginx, Node) where it is missing, then runs every test, the browser's included.
# Arguments are passed on to dotnet test, e.g.  bash test.sh --filter Offer
set -euo pipefail
cd "$(dirname "$0")"

faults=${CLUBSHOP_FAULTS:-index-lag=500,throttle=0.02,seed=7}
unset CLUBSHOP_FAULTS # the first pass is without
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Dozens of short-lived portals start here, and each compiles itself: without what pays off after minutes alone. A quarter of the run.
export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0

missing=()
command -v dotnet >/dev/null || { echo "test.sh: the .NET 10 SDK is missing: 'dotnet' is not on the PATH." >&2; exit 1; }
browser=""
# Without windows of its own it takes a third less time.
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
  if path=$(command -v "$name"); then browser=$path; break; fi
done
[ -n "$browser" ] || missing+=(chromium)
# Devanagari, and letters as wide as on people's machines: without them long text is judged wrongly.
fonts=$(fc-list 2>/dev/null || true)
grep -qi devanagari <<<"$fonts" || missing+=(fonts-noto-core)
grep -qi '/inter' <<<"$fonts" || missing+=(fonts-inter)
# Debian's packages would start them as services; the tests start their own.
command -v memcached >/dev/null || missing+=(memcached)
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx-light)
# The templates of the deployment are made with it.
command -v node >/dev/null || missing+=(nodejs)

if [ ${#missing[@]} -gt 0 ]; then
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "test.sh: installing ${missing[*]}"
    apt-get update -qq
    apt-cache show chromium-headless-shell >/dev/null 2>&1 && missing=("${missing[@]/#chromium/chromium-headless-shell}")
    # No service is started while packages are installed (Debian Policy 9.3.3); whoever has a policy of their own keeps it.
    policy=/usr/sbin/policy-rc.d
    own=""
    if [ ! -e "$policy" ]; then
      own=$policy
      trap 'rm -f "$own"' EXIT
      printf '#!/bin/sh\nexit 101\n' >"$policy"
      chmod +x "$policy"
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fontconfig "${missing[@]}" >/dev/null
    [ -z "$own" ] || rm -f "$own"
    trap - EXIT
    browser=${browser:-$(command -v chromium-headless-shell || command -v chromium)}
  else
    echo "test.sh: missing: ${missing[*]}. On Debian or Ubuntu run this as root; elsewhere install them and try again." >&2
    exit 1
  fi
fi
export CLUBSHOP_BROWSER=${CLUBSHOP_BROWSER:-$browser}

dotnet restore Clubshop.Admin.sln -v quiet
dotnet build Clubshop.Admin.sln --no-restore -v quiet
# Several test projects at once; all of them run to their end, and it fails when one did.
together() {
  local failed=0 pids=()
  for run in "$@"; do
    $run &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
  return $failed
}
arguments=("$@")
# A test that hangs is named and ends the run.
project() { dotnet test "tests/$1" --no-build --blame-hang-timeout 10m --blame-hang-dump-type none "${arguments[@]}" "${@:2}"; }
# With what the tests reach of one assembly, as a share of its lines and branches. Of a part of the tests it would say nothing.
coverage=$(mktemp -d)
trap 'rm -rf "$coverage"' EXIT
covered() {
  [ ${#arguments[@]} -eq 0 ] || { project "$1"; return; }
  local settings=DataCollectionRunSettings.DataCollectors.DataCollector.Configuration
  project "$1" --collect "XPlat Code Coverage" --results-directory "$coverage/$2" \
    -- "$settings.Include=[$2]*" "$settings.SkipAutoProps=true" "$settings.SingleHit=true"
}
print_coverage() {
  local report
  for report in "$coverage"/*/*/coverage.cobertura.xml; do
    [ -f "$report" ] || continue
    sed -nE 's/.*<coverage line-rate="([^"]*)" branch-rate="([^"]*)".*/\1 \2/p' "$report" | head -1 |
      awk -v of="$(basename "$(dirname "$(dirname "$report")")")" '{ printf "test.sh: coverage of %s: %.1f %% of lines, %.1f %% of branches\n", of, $1 * 100, $2 * 100 }'
  done
}
aws() { covered Clubshop.Aws.Tests Clubshop.Aws; }
local_aws() { covered Clubshop.LocalAws.Tests Clubshop.LocalAws; }
portal() { covered Clubshop.Admin.Tests Clubshop.Admin; }
api() { project Clubshop.Api.Tests; }
deployment() { project Clubshop.Deploy.Tests; }
journeys() { project Clubshop.Admin.Browser; }

# Once more with DynamoDB as it can be: indexes that lag and requests that are throttled. The seed is fixed, so that a failing run can be
# repeated; other faults, or another seed: CLUBSHOP_FAULTS=index-lag=2000,throttle=0.05,seed=8 bash test.sh
# Tests that the faults do not reach (readers, controls, programs of their own) are not run twice. It waits more than it computes, so it
# takes more threads than there are cores.
portal_with_faults() {
  echo "test.sh: the portal's tests again, with faults: $faults"
  [ ${#arguments[@]} -gt 0 ] || local arguments=(--filter "FullyQualifiedName!~ProcessTests&FullyQualifiedName!~TwoProcesses&FullyQualifiedName!~FuzzTests&FullyQualifiedName!~Tests.Ui.&FullyQualifiedName!~Tests.Input.&FullyQualifiedName!~Architecture&FullyQualifiedName!~ThousandGuesses")
  CLUBSHOP_FAULTS=$faults project Clubshop.Admin.Tests -- xUnit.MaxParallelThreads=4
}

# The portal's tests take longest; beside them run the others, one after the other: tests that share two cores among five runners fail by waiting.
others() {
  local failed=0
  for run in aws local_aws deployment api; do $run || failed=1; done
  return $failed
}
failed=0
together portal others || failed=1
print_coverage
# The journeys are people at browsers, who wait seconds, not minutes: beside them runs what waits most itself.
together journeys portal_with_faults || failed=1
exit $failed
