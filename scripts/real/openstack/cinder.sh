# -------------------------------------------------------------------- cinder
setup_cinder() {
  put "$ETC/cinder/cinder.conf" <<EOF
[DEFAULT]
$(conf_log)
host = control
my_ip = $H
state_path = $VAR/cinder
api_paste_config = /usr/share/cinder-common/api-paste.ini
resource_query_filters_file = /etc/cinder/resource_filters.json
auth_strategy = keystone
enabled_backends = fake
default_volume_type = standard
glance_api_servers = http://$H:$GLANCE_PORT
osapi_volume_workers = 1
[fake]
volume_driver = real_cinder.FakeVolumeDriver
volume_backend_name = fake
image_volume_cache_enabled = false
[database]
connection = $(db cinder)
[nova]
interface = public
$(auth_opts nova)
[service_user]
send_service_user_token = true
$(auth_opts cinder)
$(conf_authtoken cinder volumev3)
$(conf_mq)
EOF
  mkdir -p "$VAR/cinder"
  once cinder-db cinder-manage --config-file "$ETC/cinder/cinder.conf" db sync
  once cinder-type cinder_type
}
cinder_type() {
  python3 - "$ETC/cinder/cinder.conf" <<'EOF'
import sys
from cinder import context, objects
from cinder.common import config  # noqa
from cinder.volume import volume_types
from oslo_config import cfg
objects.register_all()
cfg.CONF(['--config-file', sys.argv[1]], project='cinder')
try:
    volume_types.create(context.get_admin_context(), 'standard', {'volume_backend_name': 'fake'}, description='fake back end')
except Exception as e:
    if 'exists' not in str(e): raise
EOF
}
up_cinder() {
  uwsgi_api cinder-api "$CINDER_PORT" 2 1 "$LIB/real_cinder_wsgi.py" "--config-file $ETC/cinder/cinder.conf"
  local run='import sys; from cinder.cmd.%s import main; import real_compat; sys.argv[0]="cinder-%s"; sys.exit(main())' s
  for s in scheduler volume; do start cinder-$s python3 -c "${run//%s/$s}" --config-file "$ETC/cinder/cinder.conf"; done
}
