#!/usr/bin/env bash
# Publishes the portal into an archive for a machine with systemd: deploy/package/publish.sh [OUTPUT_FOLDER]
# BUILD_NUMBER, when set, is shown by /health. The archive is the same for the same commit: names sorted, owner root, time of the commit.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
out="${1:-$root/artifacts/package}"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir -p "$out"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
version="$(sed -n 's|.*<VersionPrefix>\(.*\)</VersionPrefix>.*|\1|p' "$root/src/Clubshop.Admin/Clubshop.Admin.csproj")"
commit="$(git -C "$root" rev-parse --short=12 HEAD 2>/dev/null || echo nogit)"
name="clubshop-admin-$version-$commit"
mkdir -p "$work/$name"
dotnet publish "$root/src/Clubshop.Admin" -c Release -o "$work/$name/app" --nologo -v quiet ${BUILD_NUMBER:+-p:BuildNumber=$BUILD_NUMBER}
find "$work/$name/app" -name '*.pdb' -delete
if [ -e "$work/$name/app/Clubshop.LocalAws.dll" ]; then echo "The embedded AWS is in the archive; it must not leave a developer's machine." >&2; exit 1; fi
cp "$root/deploy/package/clubshop-admin.service" "$root/deploy/package/clubshop-admin.env.sample" "$root/deploy/package/clubshop-admin.logrotate" \
   "$root/deploy/package/clubshop-admin.sysusers" "$root/deploy/package/clubshop-admin.tmpfiles" "$root/deploy/package/amazon-cloudwatch-agent.json" \
   "$root/deploy/package/fluent-bit.yaml" "$root/deploy/package/install.sh" "$work/$name/"
time="$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$time" -C "$work" -cf - "$name" | gzip -n > "$out/$name.tar.gz"
( cd "$out" && sha256sum "$name.tar.gz" > "$name.tar.gz.sha256" )
echo "$out/$name.tar.gz"
