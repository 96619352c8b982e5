#!/usr/bin/env bash
# Checks the files of the package as far as this machine can: shells, JSON, the unit (systemd-analyze, where it is there), the sample's keys.
set -euo pipefail
cd "$(dirname "$0")"
for script in ../package.sh ../../eng/*.sh install.sh check.sh; do bash -n "$script"; done
python3 -m json.tool amazon-cloudwatch-agent.json > /dev/null
# Only keys and comments; each key once.
if grep -nvE '^(#.*|[A-Za-z][A-Za-z0-9_]*=.*|)$' clubshop-admin.env.sample; then echo "clubshop-admin.env.sample: systemd cannot read these lines." >&2; exit 1; fi
if grep -oE '^#?[A-Za-z_0-9]+=' clubshop-admin.env.sample | sort | uniq -d | grep .; then echo "clubshop-admin.env.sample has a key twice." >&2; exit 1; fi
if command -v systemd-analyze > /dev/null; then
  work="$(mktemp -d)"
  trap 'rm -rf "$work"' EXIT
  # The user, the program and the folder are those of the target: here anything that exists.
  sed -e 's|^ExecStart=.*|ExecStart=/bin/true|' -e 's|^WorkingDirectory=.*|WorkingDirectory=/|' -e 's|^EnvironmentFile=.*||' -e 's|^\(User\|Group\)=.*|\1=nobody|' \
    -e 's|^Group=nobody|Group=nogroup|' clubshop-admin.service > "$work/clubshop-admin.service"
  systemd-analyze verify --man=no "$work/clubshop-admin.service"
  systemd-analyze security --offline=true --threshold=25 --no-pager "$work/clubshop-admin.service" | tail -n 1
fi
echo "The package's files are in order."
