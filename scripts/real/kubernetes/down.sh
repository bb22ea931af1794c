#!/usr/bin/env bash
# down.sh HOME_DIR: ends exactly the processes that up.sh started from this folder.
set -u
KUBE_HOME=$(realpath -m "${1:?usage: down.sh HOME_DIR}")
for n in kube-controller-manager kube-apiserver etcd; do
  f=$KUBE_HOME/$n.pid; [[ -f $f ]] || continue
  p=$(cat "$f")
  if [[ $(cat "/proc/$p/comm" 2>/dev/null) == "${n:0:15}" ]]; then
    kill "$p"; for _ in $(seq 100); do kill -0 "$p" 2>/dev/null || break; sleep 0.1; done; kill -0 "$p" 2>/dev/null && kill -9 "$p"
  fi
  rm -f "$f"
done
exit 0
