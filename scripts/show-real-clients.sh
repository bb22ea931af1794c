#!/usr/bin/env bash
# Shows that the clients people use on a real cloud work on the simulated one: openstack, kubectl and git, as Debian
# packages them. Start the cloud first (npm start), then run this. What it makes it takes away again.
#
#   FLYTOWER_STATE   folder of the running cloud's clouds.yaml and kubeconfig (.flytower/cloud)
set -euo pipefail
cd "$(dirname "$0")/.."
state=$(realpath -m "${FLYTOWER_STATE:-.flytower/cloud}")
for file in clouds.yaml kubeconfig; do
  if [ ! -r "$state/$file" ]; then
    echo "There is no $state/$file: start the simulated cloud first (npm start), or name its folder in FLYTOWER_STATE." >&2
    exit 1
  fi
done

missing=()
command -v openstack > /dev/null || missing+=(python3-openstackclient)
command -v kubectl > /dev/null || missing+=(kubernetes-client)
command -v git > /dev/null || missing+=(git)
if [ ${#missing[@]} -gt 0 ]; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  echo "Installing from Debian: ${missing[*]}"
  "${as_root[@]}" apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${missing[@]}"
fi

# OS_* settings of the shell would win over the file.
for name in $(compgen -e OS_ || true); do unset "$name"; done
export OS_CLIENT_CONFIG_FILE=$state/clouds.yaml
export KUBECONFIG=$state/kubeconfig
server=hello-$$
config=hello-$$
folder=$(mktemp -d)

cleanup() {
  openstack --os-cloud ines server delete "$server" > /dev/null 2>&1 || true
  kubectl -n default delete configmap "$config" > /dev/null 2>&1 || true
  rm -rf "$folder"
}
trap cleanup EXIT

show() {
  printf '\n\033[1m$ %s\033[0m\n' "$*"
  "$@"
}
first() { # the first lines of what a command says
  printf '\n\033[1m$ %s\033[0m\n' "${*:2}"
  "${@:2}" > "$folder/out" || [ $? = 124 ] # 124: a watch that has lasted long enough
  head -n "$1" "$folder/out"
}

# The portal's account sees everything; Ines Duarte, an engineer, sees her team's projects.
admin=(openstack --os-cloud flytower)
person=(openstack --os-cloud ines)
show "${admin[@]}" token issue -c expires -c project_id
show openstack --os-cloud flytower-appcred token issue -c expires -c project_id
first 10 "${admin[@]}" project list
first 10 "${admin[@]}" role assignment list --names
show "${admin[@]}" server list --all-projects --limit 5
show "${admin[@]}" flavor list
show "${admin[@]}" image list
show "${person[@]}" project list
show "${person[@]}" network list
show "${person[@]}" volume list
network=$("${person[@]}" network list -f value -c Name | grep -v -x -e public -e shared | head -n 1)
show "${person[@]}" server create --wait --image ubuntu-24.04 --flavor m1.small --network "$network" "$server" \
  -c name -c status -c addresses
show "${person[@]}" server stop "$server"
show "${person[@]}" server event list "$server"
show "${person[@]}" server delete --wait "$server"

show kubectl version
show kubectl get clusters.provisioning.cattle.io -A
first 20 kubectl describe clusters.provisioning.cattle.io -n fleet-default functions-north
show kubectl --context functions-north get nodes
first 8 kubectl --context functions-north get services.serving.knative.dev -A
show kubectl -n default create configmap "$config" --from-literal=colour=red
# Changes arrive while one watches.
(
  sleep 2
  kubectl -n default annotate configmap "$config" seen=yes > /dev/null
) &
first 5 timeout 5 kubectl -n default get configmap "$config" --watch -o name
wait
show kubectl -n default patch configmap "$config" --type merge -p '{"data":{"colour":"green"}}'
cat > "$folder/config.yaml" << YAML
apiVersion: v1
kind: ConfigMap
metadata: { name: $config, namespace: default }
data: { colour: blue }
YAML
show kubectl apply --server-side --force-conflicts -f "$folder/config.yaml"
show kubectl -n default get configmap "$config" -o jsonpath='{.data}{"\n"}'
show kubectl -n default delete configmap "$config"
show kubectl -n default wait --for=delete "configmap/$config" --timeout=30s

repository=$(
  kubectl --context functions-north get services.serving.knative.dev -A \
    -o jsonpath='{.items[0].metadata.annotations.cloud\.flytower\.io/git-url}'
)
show git clone "$repository" "$folder/function"
show git -C "$folder/function" log --oneline -n 3
show ls "$folder/function"
printf '\nAll of them work.\n'
