# ----------------------------------------------------------------- processes
# One pid file per process: "<pid> <start time in ticks>".  The start time
# guards against a pid that was reused after a reboot or a crash.
ticks() { sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
alive() { # NAME
  local pid t
  [ -s "$RUN/$1.pid" ] && read -r pid t <"$RUN/$1.pid" && [ -n "$pid" ] && [ "$(ticks "$pid")" = "$t" ]
}
start() { # NAME CMD...   (env, cwd as now); a process group of its own
  local name=$1; shift
  if alive "$name"; then return 0; fi
  ( cd "$VAR"; exec setsid bash -c 'echo "$$ $(sed "s/^.*) //" /proc/$$/stat | cut -d" " -f20)" >"$0"; exec "$@"' \
        "$RUN/$name.pid" "$@" ) </dev/null >>"$LOG/$name.log" 2>&1 &
  local i; for i in $(seq 100); do [ -s "$RUN/$name.pid" ] && alive "$name" && return 0; sleep .05; done
  tail -5 "$LOG/$name.log" >&2; die "$name did not start (see $LOG/$name.log)"
}
wait_for() { # SECONDS NAME CMD...  : until CMD succeeds, NAME dies, or time is up
  local lim=$1 name=$2 end=$(( $(date +%s) + $1 )); shift 2
  until "$@" >/dev/null 2>&1; do
    if ! alive "$name"; then tail -15 "$LOG/$name.log" >&2; die "$name ended (see $LOG/$name.log)"; fi
    if [ "$(date +%s)" -ge $end ]; then tail -15 "$LOG/$name.log" >&2; die "$name not ready after ${lim}s (see $LOG/$name.log)"; fi
    sleep .3
  done
}
http_up() { # URL : any HTTP answer below 500
  local c; c=$(curl -s -o /dev/null -m 20 -w '%{http_code}' "$1" || true); [ "$c" -ge 200 ] && [ "$c" -lt 500 ]
}
wait_http() { wait_for 120 "$1" http_up "$2"; say "$1 answers at $2"; }
once() { # KEY CMD... : run once per state directory
  local key=$1; shift
  [ -e "$VAR/done/$key" ] && return 0
  "$@" >>"$LOG/setup-$key.log" 2>&1 || { tail -15 "$LOG/setup-$key.log" >&2; die "step $key failed (see $LOG/setup-$key.log)"; }
  touch "$VAR/done/$key"
}
put() { # FILE : write stdin, only if it changed
  mkdir -p "$(dirname "$1")"; cat >"$1.new"
  if [ -e "$1" ] && cmp -s "$1" "$1.new"; then rm -f "$1.new"; else mv "$1.new" "$1"; fi
}
uwsgi_api() { # NAME PORT PROCESSES THREADS WSGI-FILE [ARGV]
  # An app that fails to load ends the server (need-app) instead of a 500 for ever.
  start "$1" uwsgi_python3 --http-socket "$H:$2" --master --need-app --lazy-apps --enable-threads \
    --thunder-lock --die-on-term --no-orphans --buffer-size 65535 --listen 100 \
    --add-header "Connection: close" --socket-timeout 60 \
    --processes "$3" --threads "$4" --disable-logging --procname-prefix "$1 " \
    --wsgi-file "$5" ${6:+--pyargv "$6"}
}
jobs_wait() { local p rc=0; for p in "$@"; do wait "$p" || rc=1; done; return $rc; }
