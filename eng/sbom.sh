#!/usr/bin/env bash
# Writes the bill of materials of a program, as CycloneDX JSON, to standard output: eng/sbom.sh PROJECT VERSION [RUNTIME]
# Packages with versions, hashes and licences are read from what was restored (no request leaves the machine); RUNTIME is the .NET runtime packed with it.
# Fails when the bill and the lock file of what is published differ.
set -euo pipefail
cd "$(dirname "$0")/.."
project=${1:?"usage: eng/sbom.sh PROJECT VERSION [RUNTIME]"} version=${2:?"usage: eng/sbom.sh PROJECT VERSION [RUNTIME]"} runtime=${3:-}
export TZ=UTC DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet tool restore >/dev/null
[ -e "src/$project/obj/project.assets.json" ] || dotnet restore "src/$project" -v quiet >&2
dotnet dotnet-CycloneDX "src/$project/$project.csproj" --output "$work" --filename bom.json --output-format Json --spec-version 1.6 \
  --disable-package-restore --no-serial-number --set-name "$project" --set-version "$version" >"$work/log" || { cat "$work/log" >&2; exit 1; }
lock=src/$project/packages.published.lock.json
[ -e "$lock" ] || lock=src/$project/packages.lock.json
python3 - "$work/bom.json" "$lock" "$runtime" "$(git log -1 --format=%cd --date=format-local:%Y-%m-%dT%H:%M:%SZ 2>/dev/null || true)" <<'PYTHON'
import json, sys
path, lock, runtime, at = sys.argv[1:]
bill = json.load(open(path, encoding="utf-8-sig"))
parts = bill["components"]
locked = {(name, entry["resolved"]) for graph in json.load(open(lock))["dependencies"].values() for name, entry in graph.items() if entry["type"] != "Project"}
listed = {(part["name"], part["version"]) for part in parts}
if listed != locked:
    sys.exit(f"sbom.sh: {lock} and the bill differ: {sorted(locked ^ listed)}")
unknown = [part["name"] for part in parts if not part.get("licenses") or not part.get("hashes")]
if unknown:
    sys.exit(f"sbom.sh: without licence or hash: {unknown}")
if runtime:
    parts += [{"type": "framework", "bom-ref": f"dotnet/{name}@{runtime}", "name": name, "version": runtime, "scope": "required",
               "licenses": [{"license": {"id": "MIT"}}], "purl": f"pkg:generic/{name}@{runtime}"} for name in ("Microsoft.NETCore.App", "Microsoft.AspNetCore.App")]
# The same bytes for the same commit.
if at:
    bill["metadata"]["timestamp"] = at
print(json.dumps(bill, indent=2))
PYTHON
