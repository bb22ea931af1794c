#!/usr/bin/env bash
# Starts a real OpenStack control plane (Keystone, Placement, Glance, Nova on the fake virt driver, Neutron, Cinder) from
# Debian's packages, on loopback, without systemd or containers. What is up stays up, what is down is started, what is
# in the databases stays. Everything lives in the folder given:
#
#   up.sh STATE_DIR          writes STATE_DIR/clouds.yaml
#   down.sh STATE_DIR        ends exactly what up.sh started
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${1:?usage: up.sh STATE_DIR}"
STATE=$(cd "$1" && pwd)
COMPUTES=${REAL_COMPUTES:-1}
for part in settings processes packages clients base keystone placement-glance nova neutron cinder; do
  # shellcheck source=/dev/null
  . "$HERE/$part.sh"
done

install_packages
# ---------------------------------------------------------------------- main
up_mariadb & pa=$!
up_rabbitmq & pb=$!
jobs_wait $pa $pb || exit 1
up_memcached
up_keystone
( make_catalog ) & pids=($!)
# Database migrations are pure CPU: two at a time.
( setup_nova ) & pids+=($!)
( setup_neutron; setup_placement ) & pids+=($!)
( setup_glance; setup_cinder;  ) & pids+=($!)
jobs_wait "${pids[@]}" || exit 1
say "databases migrated"
up_placement; up_glance; up_neutron; up_nova_api; up_cinder
up_nova
wait_http placement "http://$H:$PLACEMENT_PORT/"
wait_http glance-api "http://$H:$GLANCE_PORT/"
wait_http nova-api "http://$H:$NOVA_PORT/"
wait_http cinder-api "http://$H:$CINDER_PORT/"
wait_http neutron-server "http://$H:$NEUTRON_PORT/"
finish_nova

# Flavours, an image, networks: what any cloud has before its first user.
OS_CLIENT_CONFIG_FILE=$STATE/clouds.yaml once base python3 "$LIB/real_base.py"

say "ready: $STATE/clouds.yaml"
