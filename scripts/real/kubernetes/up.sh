#!/usr/bin/env bash
# Starts a real etcd, kube-apiserver and kube-controller-manager on loopback, without root, containers or systemd.
# Kubernetes 1.20.2 is built once from Debian's source package (7 to 20 minutes) and kept in the cache.
#
#   up.sh HOME_DIR CACHE_DIR       prints the path of an admin kubeconfig
#   down.sh HOME_DIR               ends exactly what up.sh started
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
KUBE_HOME=$(realpath -m "${1:?usage: up.sh HOME_DIR CACHE_DIR}")
KUBE_CACHE=$(realpath -m "${2:?usage: up.sh HOME_DIR CACHE_DIR}")
KUBE_PORT=${KUBE_PORT:-16443} ETCD_PORT=${ETCD_PORT:-12379} ETCD_PEER_PORT=${ETCD_PEER_PORT:-12380} KCM_PORT=${KCM_PORT:-10257}
t0=$SECONDS
say() { printf '[%4ds] %s\n' "$((SECONDS - t0))" "$*" >&2; }
alive() { [[ -f "$KUBE_HOME/$1.pid" ]] && kill -0 "$(cat "$KUBE_HOME/$1.pid")" 2>/dev/null; }
URL=https://127.0.0.1:$KUBE_PORT
mkdir -p "$KUBE_HOME" "$KUBE_CACHE"; chmod 700 "$KUBE_HOME"
# shellcheck source=/dev/null
. "$HERE/binaries.sh"
# shellcheck source=/dev/null
. "$HERE/certificates.sh"

# ---------------------------------------------------------------- start
start() { # NAME CMD...
  local n=$1; shift; alive "$n" && return
  setsid nohup "$@" >"$KUBE_HOME/$n.log" 2>&1 </dev/null & echo $! > "$KUBE_HOME/$n.pid"
}
wait_for() { # NAME SECONDS CMD...
  local n=$1 s=$2 end; shift 2; end=$((SECONDS + s))
  until "$@" >/dev/null 2>&1; do
    alive "$n" || { say "$n died:"; tail -20 "$KUBE_HOME/$n.log" >&2; exit 1; }
    (( SECONDS < end )) || { say "$n not ready after ${s}s:"; tail -20 "$KUBE_HOME/$n.log" >&2; exit 1; }
    sleep 0.1
  done
}

ensure_etcd
ensure_kubernetes
# Every run begins with an empty cluster.
alive etcd || rm -rf "$KUBE_HOME/etcd"
certs; kubeconfigs
P=$KUBE_HOME/pki
start etcd "$ETCD" --name real --data-dir "$KUBE_HOME/etcd" --unsafe-no-fsync --log-level error \
  --listen-client-urls "http://127.0.0.1:$ETCD_PORT" --advertise-client-urls "http://127.0.0.1:$ETCD_PORT" \
  --listen-peer-urls "http://127.0.0.1:$ETCD_PEER_PORT" --initial-advertise-peer-urls "http://127.0.0.1:$ETCD_PEER_PORT" \
  --initial-cluster "real=http://127.0.0.1:$ETCD_PEER_PORT"
wait_for etcd 30 curl -sf --noproxy '*' "http://127.0.0.1:$ETCD_PORT/health"
say "etcd is up"
start kube-apiserver "$KUBE_BIN/kube-apiserver" --etcd-servers "http://127.0.0.1:$ETCD_PORT" \
  --bind-address 127.0.0.1 --advertise-address 127.0.0.1 --secure-port "$KUBE_PORT" \
  --tls-cert-file "$P/apiserver.crt" --tls-private-key-file "$P/apiserver.key" --client-ca-file "$P/ca.crt" \
  --authorization-mode RBAC --token-auth-file "$P/tokens.csv" --anonymous-auth=true \
  --service-account-issuer https://kubernetes.default.svc --api-audiences https://kubernetes.default.svc,api \
  --service-account-key-file "$P/sa.pub" --service-account-signing-key-file "$P/sa.key" \
  --service-cluster-ip-range 10.96.0.0/16 --allow-privileged=true --endpoint-reconciler-type none \
  --requestheader-client-ca-file "$P/front-proxy-ca.crt" --requestheader-allowed-names front-proxy-client \
  --requestheader-username-headers X-Remote-User --requestheader-group-headers X-Remote-Group --requestheader-extra-headers-prefix X-Remote-Extra- \
  --proxy-client-cert-file "$P/front-proxy-client.crt" --proxy-client-key-file "$P/front-proxy-client.key" \
  --cert-dir "$KUBE_HOME" --profiling=false
wait_for kube-apiserver 120 curl -sf --noproxy '*' --cacert "$P/ca.crt" --cert "$P/admin.crt" --key "$P/admin.key" "$URL/readyz"
say "kube-apiserver is ready"
# --port=0: 1.20 would also open an insecure port on all addresses
start kube-controller-manager "$KUBE_BIN/kube-controller-manager" --kubeconfig "$KUBE_HOME/kcm.kubeconfig" --leader-elect=false \
    --bind-address 127.0.0.1 --secure-port "$KCM_PORT" --cert-dir "$KUBE_HOME" --use-service-account-credentials=true \
    --service-account-private-key-file "$P/sa.key" --root-ca-file "$P/ca.crt" \
    --cluster-signing-cert-file "$P/ca.crt" --cluster-signing-key-file "$P/ca.key" \
    --controllers '*,-nodeipam,-nodelifecycle,-service,-route,-attachdetach,-persistentvolume-expander' --profiling=false --port=0
wait_for kube-controller-manager 60 curl -sf --noproxy '*' --cacert "$P/ca.crt" --cert "$P/admin.crt" --key "$P/admin.key" "$URL/api/v1/namespaces/default/serviceaccounts/default"
say "ready: $("$KUBE_BIN/kube-apiserver" --version)"
echo "$KUBE_HOME/admin.kubeconfig"
