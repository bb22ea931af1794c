#!/bin/bash
# down.sh STATE_DIR: ends exactly the processes that up.sh started from this folder.
set -uo pipefail
STATE=${1:?usage: down.sh STATE_DIR}
[ -d "$STATE/run" ] || { echo "openstack: nothing at $STATE"; exit 0; }
STATE=$(cd "$STATE" && pwd); RUN=$STATE/run
ticks() { sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
up() { local pid t; read -r pid t <"$1" && [ -n "$pid" ] && [ "$(ticks "$pid")" = "$t" ]; }
stop() { # each NAME gets TERM to its process group, KILL after 10 s
  local f pid t end; for f in "$@"; do up "$f" && { read -r pid t <"$f"; kill -TERM -- "-$pid" 2>/dev/null; }; done
  end=$(( $(date +%s) + 10 ))
  for f in "$@"; do
    while up "$f" && [ "$(date +%s)" -lt $end ]; do sleep .2; done
    read -r pid t <"$f"
    if up "$f"; then echo "openstack: $(basename "$f" .pid) did not end, killing"; fi
    # children of the group that outlived their leader
    if up "$f" || [ -n "$(ps -o pid= --no-headers -g "$pid" 2>/dev/null)" ]; then
      sid=$(ps -o sid= -g "$pid" 2>/dev/null | head -1 | tr -d ' '); [ "${sid:-$pid}" = "$pid" ] && kill -KILL -- "-$pid" 2>/dev/null
    fi
    rm -f "$f"
  done
}
shopt -s nullglob
svc=() base=()
for f in "$RUN"/*.pid; do case $(basename "$f" .pid) in mariadb|rabbitmq|epmd|memcached) base+=("$f");; *) svc+=("$f");; esac; done
n=$(( ${#svc[@]} + ${#base[@]} ))
[ ${#svc[@]} -gt 0 ] && stop "${svc[@]}"
[ ${#base[@]} -gt 0 ] && stop "${base[@]}"
echo "openstack: stopped $n processes"
