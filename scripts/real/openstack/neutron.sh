# ------------------------------------------------------------------- neutron
setup_neutron() {
  put "$ETC/neutron/neutron.conf" <<EOF
[DEFAULT]
$(conf_log)
bind_host = $H
bind_port = $NEUTRON_PORT
state_path = $VAR/neutron
api_paste_config = /usr/share/neutron-common/api-paste.ini
core_plugin = ml2
service_plugins = router,qos,trunk,port_forwarding,network_ip_availability,segments,metering
api_workers = 1
rpc_workers = 1
rpc_state_report_workers = 0
auth_strategy = keystone
allow_overlapping_ips = true
dns_domain = real.test.
notify_nova_on_port_status_changes = true
notify_nova_on_port_data_changes = true
pagination_max_limit = -1
[database]
connection = $(db neutron)
[nova]
$(auth_opts nova)
[placement]
$(auth_opts placement)
[quotas]
$(conf_authtoken neutron network)
$(conf_mq)
EOF
  put "$ETC/neutron/ml2_conf.ini" <<EOF
[ml2]
type_drivers = local,flat,vlan,vxlan
tenant_network_types = vxlan
mechanism_drivers = real_noop,openvswitch
extension_drivers = port_security,qos,dns
[ml2_type_flat]
flat_networks = public
[ml2_type_vlan]
network_vlan_ranges = physnet1:1000:1999
[ml2_type_vxlan]
vni_ranges = 1:60000
[securitygroup]
enable_security_group = true
EOF
  mkdir -p "$VAR/neutron"
  once neutron-db python3 -c 'import sys; from neutron.db.migration.cli import main; sys.exit(main())' \
    --config-file "$ETC/neutron/neutron.conf" --config-file "$ETC/neutron/ml2_conf.ini" upgrade heads
}
up_neutron() { start neutron-server neutron-server --config-file "$ETC/neutron/neutron.conf" --config-file "$ETC/neutron/ml2_conf.ini"; }
