#!/usr/bin/env bash
# Asks the package feed for known weaknesses of every package of the solution: eng/vulnerable.sh [--required]
# A feed without such data answers "none" as well. So it is asked for a package first of which everybody knows one (CVE-2024-21907); when it does not know
# that, nothing was checked, and with --required that is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count() { python3 -c 'import json,sys
bad=[(q["id"],q["resolvedVersion"]) for p in json.load(sys.stdin).get("projects",[]) for f in p.get("frameworks",[]) for k in ("topLevelPackages","transitivePackages") for q in f.get(k,[]) if q.get("vulnerabilities")]
print("\n".join(sorted({f"{name} {version}" for name,version in bad})))'; }
cat >"$work/known.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
  <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.1" /></ItemGroup>
</Project>
PROJECT
dotnet restore "$work" -v quiet
if [ -z "$(dotnet list "$work/known.csproj" package --vulnerable --format json | count)" ]; then
  echo "vulnerable.sh: the feed has no data on vulnerabilities. Nothing was checked." >&2
  [ "${1:-}" != --required ]; exit
fi
dotnet restore Clubshop.Admin.sln -v quiet
found=$(dotnet list Clubshop.Admin.sln package --vulnerable --include-transitive --format json | count)
[ -z "$found" ] || { echo "vulnerable.sh: packages with known weaknesses:"; echo "$found"; exit 1; }
echo "No package with a known weakness."
