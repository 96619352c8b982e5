#!/usr/bin/env bash
# Makes what a server starts from: artifacts/packages/portal/VERSION.tar.gz and api/VERSION.tar.gz, each with the program (app/) and the .NET
# runtime that built it (dotnet/), so that a server installs nothing and runs what was tested.
set -euo pipefail
cd "$(dirname "$0")/.."
version=${1:?"usage: deploy/package.sh VERSION"}
case $version in *[!A-Za-z0-9.-]*) echo "package.sh: a version has letters, digits, dots and hyphens." >&2; exit 2 ;; esac
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

out=artifacts/packages
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
rm -rf "$out"

sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
# The newest runtime of the major version that the program asks for.
runtime=$(dotnet --list-runtimes | sed -nE 's/^Microsoft\.AspNetCore\.App (10\.0\.[0-9]+) .*/\1/p' | sort -V | tail -1)
[ -n "$runtime" ] || { echo "package.sh: there is no ASP.NET Core runtime 10.0 beside the SDK in $sdk." >&2; exit 1; }
mkdir -p "$stage/dotnet/shared"
cp -a "$sdk/dotnet" "$stage/dotnet/"
cp -a "$sdk/host" "$stage/dotnet/"
for framework in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
  mkdir -p "$stage/dotnet/shared/$framework"
  cp -a "$sdk/shared/$framework/$runtime" "$stage/dotnet/shared/$framework/"
done

package() {
  local process=$1 project=$2
  rm -rf "$stage/app"
  dotnet publish "src/$project" -c Release -o "$stage/app" -v quiet -p:InformationalVersion="$version"
  rm -f "$stage/app/appsettings.Development.json"
  mkdir -p "$out/$process"
  # The same bytes for the same content: no times, no owners.
  tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=a+rX -C "$stage" -cf - app dotnet | gzip -n >"$out/$process/$version.tar.gz"
}
package portal Clubshop.Admin
package api Clubshop.Api
echo "$version" >"$out/version"
ls -l "$out"/*/*.tar.gz
