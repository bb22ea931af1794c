# ---------------------------------------------------------------------- nova
nova_conf() { # HOST
  cat <<EOF
[DEFAULT]
$(conf_log)
host = $1
my_ip = $H
state_path = $VAR/nova/$1
compute_driver = real_nova.FakeDriver
instances_path = $VAR/nova/$1/instances
allow_resize_to_same_host = true
reclaim_instance_interval = 0
resume_guests_state_on_host_boot = false
cpu_allocation_ratio = 16.0
ram_allocation_ratio = 1.5
disk_allocation_ratio = 10.0
vif_plugging_is_fatal = false
vif_plugging_timeout = 0
osapi_compute_workers = 1
max_concurrent_builds = 20
update_resources_interval = 60
running_deleted_instance_poll_interval = 0
sync_power_state_interval = -1
heal_instance_info_cache_interval = -1
shelved_offload_time = 0
instance_usage_audit = true
instance_usage_audit_period = hour
[api]
auth_strategy = keystone
max_limit = ${REAL_NOVA_MAX_LIMIT:-1000}
[wsgi]
api_paste_config = /usr/share/nova-common/api-paste.ini
$(case $1 in compute*) ;; *) echo "[database]"; echo "connection = $(db nova)"; echo "[api_database]"; echo "connection = $(db nova_api)";; esac)
[conductor]
workers = 1
[scheduler]
workers = 1
discover_hosts_in_cells_interval = 30
[notifications]
notification_format = both
notify_on_state_change = vm_and_task_state
versioned_notifications_topics = versioned_notifications
[glance]
api_servers = http://$H:$GLANCE_PORT
region_name = $REGION
[placement]
$(auth_opts placement)
[neutron]
$(auth_opts neutron)
service_metadata_proxy = false
[cinder]
os_region_name = $REGION
catalog_info = volumev3::publicURL
[service_user]
send_service_user_token = true
$(auth_opts nova)
[barbican]
[key_manager]
backend = nova.keymgr.conf_key_mgr.ConfKeyManager
fixed_key = 0000000000000000000000000000000000000000000000000000000000000000
[vnc]
enabled = false
[quota]
$(conf_authtoken nova compute)
$(conf_mq)
EOF
}
setup_nova() {
  nova_conf control | put "$ETC/nova/nova.conf"
  put "$ETC/nova/api-paste.ini" </usr/share/nova-common/api-paste.ini
  local i; for i in $(seq "$COMPUTES"); do
    nova_conf "compute$i" | put "$ETC/nova/compute$i.conf"; mkdir -p "$VAR/nova/compute$i/instances"
  done
  mkdir -p "$VAR/nova/control"
  local nm=(nova-manage --config-file "$ETC/nova/nova.conf")
  once nova-api-db "${nm[@]}" api_db sync
  once nova-cell0 "${nm[@]}" cell_v2 map_cell0 --database_connection "$(db nova_cell0)"
  once nova-cell1 bash -c '"$@" || [ $? = 2 ]' - "${nm[@]}" cell_v2 create_cell --name cell1
  once nova-db "${nm[@]}" db sync
}
up_nova_api() { OS_NOVA_CONFIG_DIR=$ETC/nova uwsgi_api nova-api "$NOVA_PORT" 2 1 /usr/bin/nova-api-wsgi; }
up_nova() {
  # nova only loads drivers from its own nova.virt package: lend it our folder
  local run='import os, sys, nova.virt; nova.virt.__path__.append(os.environ["REAL_LIB"]); from nova.cmd.%s import main; sys.argv[0]="nova-%s"; sys.exit(main())' s i
  export REAL_LIB=$LIB
  for s in conductor scheduler; do
    start nova-$s python3 -c "${run//%s/$s}" --config-file "$ETC/nova/nova.conf"
  done
  for i in $(seq "$COMPUTES"); do
    start "nova-compute$i" python3 -c "${run//%s/compute}" --config-file "$ETC/nova/compute$i.conf"
  done
}
computes_up() {
  n=$(sql -N nova -e "select count(*) from compute_nodes where deleted=0"); [ "$n" -ge "$COMPUTES" ]
}
finish_nova() {
  wait_for 120 nova-compute1 computes_up
  nova-manage --config-file "$ETC/nova/nova.conf" cell_v2 discover_hosts >>"$LOG/setup-discover.log" 2>&1
  say "nova: $COMPUTES compute hosts in cell1"
}
