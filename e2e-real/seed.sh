#!/usr/bin/env bash
# People, owners and a server in the real OpenStack of CLOUDS_YAML, so that there is something to see. Can be run again.
set -euo pipefail
export OS_CLIENT_CONFIG_FILE=${1:?usage: seed.sh CLOUDS_YAML} OS_CLOUD=real
unset OS_REGION_NAME PYTHONHOME

openstack group show platform >/dev/null 2>&1 || openstack group create platform --description 'Cloud Platform' >/dev/null
openstack user show oskar.lind >/dev/null 2>&1 ||
  openstack user create oskar.lind --email oskar.lind@meridian.example --description 'Oskar Lind' --password meridian >/dev/null
openstack group add user platform oskar.lind
openstack project show theatre >/dev/null 2>&1 || openstack project create theatre --description 'Seen on stage' >/dev/null
openstack role add --project theatre --group platform member
openstack server show backdrop >/dev/null 2>&1 ||
  openstack server create --flavor m1.nano --image cirros --network shared --wait backdrop >/dev/null
