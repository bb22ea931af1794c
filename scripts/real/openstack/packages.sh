# ------------------------------------------------------------------ packages
PKG_CORE="mariadb-server rabbitmq-server memcached uwsgi-plugin-python3 python3-pymysql python3-memcache
  keystone placement-common glance-common nova-common neutron-common cinder-common
  python3-openstackclient python3-osc-placement"
install_packages() {
  local want=($PKG_CORE) miss=() p
  for p in "${want[@]}"; do
    dpkg-query -W -f='${db:Status-Abbrev}' "$p" 2>/dev/null | grep -q '^ii' || miss+=("$p")
  done
  [ ${#miss[@]} = 0 ] && { say "packages: all there"; return; }
  say "packages: installing ${#miss[@]} (${miss[*]})"
  export DEBIAN_FRONTEND=noninteractive
  # No daemon may start by itself: Debian asks this file (101 = "do not").
  local prc=/usr/sbin/policy-rc.d made=0
  if [ ! -e $prc ]; then printf '#!/bin/sh\nexit 101\n' >$prc; chmod 755 $prc; made=1; fi
  local opt=(-y -q --no-install-recommends -o DPkg::Lock::Timeout=900 -o Acquire::Retries=3
             -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold)
  local t=$(date +%s)
  { apt-get -q update && apt-get "${opt[@]}" -d install "${miss[@]}"; } >"$LOG/apt.log" 2>&1 \
      || { tail -20 "$LOG/apt.log" >&2; die "download of packages failed"; }
  say "packages: downloaded in $(( $(date +%s) - t ))s"; t=$(date +%s)
  # eatmydata-like: dpkg need not fsync on a machine made for tests
  apt-get "${opt[@]}" -o Dpkg::Options::=--force-unsafe-io install "${miss[@]}" >>"$LOG/apt.log" 2>&1 \
      || { tail -20 "$LOG/apt.log" >&2; die "installation of packages failed"; }
  [ $made = 1 ] && rm -f $prc
  say "packages: installed in $(( $(date +%s) - t ))s"
}
