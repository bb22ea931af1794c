# ----------------------------------------------------------------- placement
setup_placement() {
  put "$ETC/placement/placement.conf" <<EOF
[DEFAULT]
debug = ${REAL_DEBUG:-false}
[api]
auth_strategy = keystone
[placement_database]
connection = $(db placement)
$(conf_authtoken placement placement)
EOF
  once placement-db placement-manage --config-file "$ETC/placement/placement.conf" db sync
}
up_placement() { OS_PLACEMENT_CONFIG_DIR=$ETC/placement uwsgi_api placement "$PLACEMENT_PORT" 2 1 /usr/bin/placement-api; }

# -------------------------------------------------------------------- glance
setup_glance() {
  put "$ETC/glance/glance-api.conf" <<EOF
[DEFAULT]
$(conf_log)
bind_host = $H
bind_port = $GLANCE_PORT
workers = 1
enabled_backends = file:file
enabled_import_methods = ['glance-direct','copy-image']
show_multiple_locations = false
[file]
filesystem_store_datadir = $VAR/glance/images
[os_glance_staging_store]
filesystem_store_datadir = $VAR/glance/staging
[os_glance_tasks_store]
filesystem_store_datadir = $VAR/glance/tasks
[glance_store]
default_backend = file
[database]
connection = $(db glance)
[paste_deploy]
flavor = keystone
config_file = /usr/share/real-none
$(conf_authtoken glance image)
$(conf_mq)
EOF
  sed -i "s#^config_file = .*#config_file = $ETC/glance/glance-api-paste.ini#" "$ETC/glance/glance-api.conf"
  mkdir -p "$VAR/glance/images" "$VAR/glance/staging" "$VAR/glance/tasks"
  local f; for f in /etc/glance/glance-api-paste.ini /usr/share/glance-common/glance-api-paste.ini /usr/share/glance-api/glance-api-paste.ini /usr/share/glance/glance-api-paste.ini; do
    [ -e $f ] && { put "$ETC/glance/glance-api-paste.ini" <$f; break; }; done
  once glance-db glance-manage --config-file "$ETC/glance/glance-api.conf" db_sync
}
up_glance() { start glance-api python3 -c 'import sys; from glance.cmd.api import main; sys.exit(main())' --config-file "$ETC/glance/glance-api.conf"; }
