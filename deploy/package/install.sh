#!/usr/bin/env bash
# Installs the portal of an unpacked archive on a machine with systemd, as root: systemd/install.sh. Run again with a newer archive, it is the update: the
# new version stands beside the old one, and the link is turned. Back: turn the link to the older folder and restart.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
name="$(cat "$here/../version")"
releases=/opt/clubshop-admin/releases
install -d -m 0755 "$releases" /etc/clubshop-admin
rm -rf "${releases:?}/$name.new"
install -d "$releases/$name.new"
cp -a "$here/../app" "$here/../dotnet" "$releases/$name.new/"
chown -R root:root "$releases/$name.new"
chmod -R u=rwX,go=rX "$releases/$name.new"
rm -rf "${releases:?}/$name"
mv "$releases/$name.new" "$releases/$name"
install -m 0644 "$here/clubshop-admin.sysusers" /usr/lib/sysusers.d/clubshop-admin.conf
install -m 0644 "$here/clubshop-admin.tmpfiles" /usr/lib/tmpfiles.d/clubshop-admin.conf
install -m 0644 "$here/clubshop-admin.service" /etc/systemd/system/clubshop-admin.service
install -m 0644 "$here/clubshop-admin.logrotate" /etc/logrotate.d/clubshop-admin
systemd-sysusers /usr/lib/sysusers.d/clubshop-admin.conf
systemd-tmpfiles --create /usr/lib/tmpfiles.d/clubshop-admin.conf
# Never over what somebody filled in.
[ -e /etc/clubshop-admin/clubshop-admin.env ] || install -m 0640 -g clubshop-admin "$here/clubshop-admin.env.sample" /etc/clubshop-admin/clubshop-admin.env
ln -sfn "$releases/$name" /opt/clubshop-admin/current
systemctl daemon-reload
systemctl enable clubshop-admin
systemctl restart clubshop-admin
# The four newest stay, to go back to.
find "$releases" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\n' | sort -rn | tail -n +5 | cut -d' ' -f2- | while read -r old; do
  [ "$old" = "$(readlink -f /opt/clubshop-admin/current)" ] || rm -rf "$old"
done
