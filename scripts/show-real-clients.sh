#!/usr/bin/env bash
# Shows that the real clients work against the simulated cloud: run `npm start` in another terminal first.
# Installs kubectl, openstack and git from Debian's packages where they are missing (needs root for that).
set -euo pipefail
state=${FLYTOWER_STATE:-$(cd "$(dirname "$0")/.." && pwd)/.flytower/cloud}

if [ ! -f "$state/clouds.yaml" ] || [ ! -f "$state/kubeconfig" ]; then
  echo "There is no simulated cloud at $state. Start it with: npm start" >&2
  exit 1
fi

missing=()
command -v kubectl >/dev/null || missing+=(kubernetes-client)
command -v openstack >/dev/null || missing+=(python3-openstackclient)
command -v git >/dev/null || missing+=(git)
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

show() { printf '\n\033[1m$ %s\033[0m\n' "$*"; "$@"; }
first() { "$@" | head -n 8; }

export OS_CLIENT_CONFIG_FILE=$state/clouds.yaml OS_CLOUD=flytower KUBECONFIG=$state/kubeconfig
unset OS_REGION_NAME
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

show openstack token issue -c expires -c project_id
show first openstack project list
show first openstack server list --all-projects
show openstack flavor list
show first openstack network list
show first openstack volume list --all-projects
network=$(OS_CLOUD=ines openstack network list -f value -c Name | grep -v -e '^public$' -e '^shared$' | head -n 1)
OS_CLOUD=ines show openstack server create --flavor m1.small --image ubuntu-24.04 --network "$network" --wait \
  -c name -c status -c addresses shown-by-script
OS_CLOUD=ines show openstack server delete shown-by-script

show kubectl get clusters.provisioning.cattle.io -n fleet-default
cluster=$(kubectl get clusters.provisioning.cattle.io -n fleet-default -o jsonpath='{.items[0].metadata.name}')
show kubectl --context "$cluster" get nodes
show kubectl --context "$cluster" create namespace shown-by-script
cat >"$work/config.yaml" <<'YAML'
apiVersion: v1
kind: ConfigMap
metadata: { name: hello, namespace: shown-by-script }
data: { greeting: hello }
YAML
show kubectl --context "$cluster" apply -f "$work/config.yaml"
show kubectl --context "$cluster" apply --server-side --force-conflicts -f "$work/config.yaml"
show kubectl --context "$cluster" patch configmap hello -n shown-by-script --type merge -p '{"data":{"greeting":"hi"}}'
show kubectl --context "$cluster" describe configmap hello -n shown-by-script
show kubectl --context "$cluster" delete namespace shown-by-script
show kubectl --context "$cluster" wait --for=delete namespace/shown-by-script --timeout=30s

source=$(kubectl --context functions-north get services.serving.knative.dev -A -o jsonpath='{range .items[*]}{.metadata.annotations.function\.knative\.dev/git-url}{"\n"}{end}' | grep -m1 . || true)
source=${source:-http://127.0.0.1:7120/checkout/quote-shipping.git}
show git clone --quiet "$source" "$work/function"
show ls "$work/function"
