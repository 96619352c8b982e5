#!/usr/bin/env bash
# Makes what is delivered, into artifacts/packages: deploy/package.sh [VERSION]
#   portal/VERSION.tar.gz    the portal (app/), the .NET runtime that built it (dotnet/), and the installer for a machine of one's own (systemd/)
#   api/VERSION.tar.gz       the end users' server and the runtime
#   */VERSION.cdx.json       what is in each, as a CycloneDX bill of materials
#   SHA256SUMS, version
# A server installs nothing and runs what was tested. Without VERSION it is the tag of the commit (v1.4.0), or the next version with the height and the commit.
# BUILD_NUMBER, when set, is shown by /health. The archives are the same bytes for the same commit.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet tool restore >/dev/null
commit=$(git rev-parse --short=12 HEAD 2>/dev/null || true)
time=$(git log -1 --format=%ct 2>/dev/null || echo 0)
version=${1:-}
if [ -z "$version" ]; then
  version=$(dotnet minver --tag-prefix v --minimum-major-minor 0.1 --verbosity error)
  case $version in *-*) version=$version.g${commit:-0} ;; esac
fi
case $version in *[!A-Za-z0-9.-]*) echo "package.sh: a version has letters, digits, dots and hyphens." >&2; exit 2 ;; esac

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
  shift 2
  rm -rf "$stage/app"
  dotnet publish "src/$project" -c Release -o "$stage/app" -v quiet ${BUILD_NUMBER:+-p:BuildNumber=$BUILD_NUMBER} \
    -p:MinVerSkip=true -p:IncludeSourceRevisionInInformationalVersion=false -p:InformationalVersion="$version${commit:++$commit}"
  rm -f "$stage/app/appsettings.Development.json"
  find "$stage/app" -name '*.pdb' -delete
  if [ -e "$stage/app/Clubshop.LocalAws.dll" ]; then echo "package.sh: the embedded AWS is in $project; it must not leave a developer's machine." >&2; exit 1; fi
  mkdir -p "$out/$process"
  # The same bytes for the same content: the commit's time, no owners, names sorted.
  tar --sort=name --mtime="@$time" --owner=0 --group=0 --numeric-owner --mode=a+rX -C "$stage" -cf - app dotnet "$@" | gzip -n >"$out/$process/$version.tar.gz"
  bash eng/sbom.sh "$project" "$version" "$runtime" >"$out/$process/$version.cdx.json"
}
mkdir "$stage/systemd"
cp -a deploy/package/clubshop-admin.* deploy/package/amazon-cloudwatch-agent.json deploy/package/fluent-bit.yaml deploy/package/install.sh "$stage/systemd/"
echo "$version" >"$stage/version"
package portal Clubshop.Admin systemd version
package api Clubshop.Api version
echo "$version" >"$out/version"
(cd "$out" && sha256sum */* >SHA256SUMS)
ls -l "$out"/*/*
