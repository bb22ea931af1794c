# ------------------------------------------------- MariaDB, RabbitMQ, cache
SOCK=$RUN/mysqld.sock
sql() { mariadb --no-defaults -uroot -S "$SOCK" "$@"; }
up_mariadb() {
  if [ ! -d "$STATE/mysql/mysql" ]; then
    once mariadb-init mariadb-install-db --no-defaults --datadir="$STATE/mysql" --user=root \
      --auth-root-authentication-method=normal --skip-test-db
  fi
  start mariadb mariadbd --no-defaults --user=root --datadir="$STATE/mysql" --socket="$SOCK" \
    --bind-address=$H --port="$DB_PORT" --pid-file="$RUN/mysqld.own" --skip-log-bin \
    --character-set-server=utf8mb4 --collation-server=utf8mb4_general_ci --skip-name-resolve \
    --max-connections=2000 --innodb-buffer-pool-size=512M --innodb-log-file-size=96M \
    --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 --innodb-flush-method=O_DIRECT_NO_FSYNC \
    --performance-schema=OFF --table-open-cache=4000
  wait_for 60 mariadb sql -e 'select 1'
  local dbs="keystone glance placement nova_api nova nova_cell0 neutron cinder" d
  { echo "CREATE USER IF NOT EXISTS 'openstack'@'127.0.0.1' IDENTIFIED BY '$DB_PASS';"
    echo "GRANT ALL ON *.* TO 'openstack'@'127.0.0.1';"
    for d in $dbs; do echo "CREATE DATABASE IF NOT EXISTS \`$d\` CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;"; done
  } | sql
  say "mariadb up"
}
rabbit_env() {
  export HOME=$STATE/rabbitmq ERL_EPMD_PORT=$EPMD_PORT ERL_EPMD_ADDRESS=$H
  export RABBITMQ_NODENAME=flytower@localhost RABBITMQ_NODE_IP_ADDRESS=$H RABBITMQ_NODE_PORT=$MQ_PORT
  export RABBITMQ_DIST_PORT=$MQ_DIST_PORT RABBITMQ_MNESIA_BASE=$STATE/rabbitmq/mnesia RABBITMQ_LOG_BASE=$LOG
  export RABBITMQ_CONFIG_FILE=$ETC/rabbitmq/rabbitmq.conf RABBITMQ_CONF_ENV_FILE=/dev/null
  export RABBITMQ_ENABLED_PLUGINS_FILE=$ETC/rabbitmq/enabled_plugins
  export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +S 2:2"
}
rabbitctl() { ( rabbit_env; /usr/lib/rabbitmq/bin/rabbitmqctl -q "$@" ); }
up_rabbitmq() {
  mkdir -p "$STATE/rabbitmq"
  put "$ETC/rabbitmq/rabbitmq.conf" <<EOF
listeners.tcp.default = $H:$MQ_PORT
default_user = openstack
default_pass = $MQ_PASS
default_user_tags.administrator = true
loopback_users = none
vm_memory_high_watermark.absolute = 1GiB
disk_free_limit.absolute = 100MB
log.console = true
log.console.level = info
log.file = false
EOF
  echo '[].' | put "$ETC/rabbitmq/enabled_plugins"
  ( rabbit_env; start epmd epmd -address $H -port "$EPMD_PORT"
    start rabbitmq /usr/lib/rabbitmq/bin/rabbitmq-server )
  wait_for 90 rabbitmq bash -c "exec 3<>/dev/tcp/$H/$MQ_PORT"
  say "rabbitmq up"
}
up_memcached() { start memcached memcached -u root -l $H -p "$MC_PORT" -m 128 -c 2048; }

# ------------------------------------------------------- shared config parts
conf_log() { # NAME
  cat <<EOF
debug = ${REAL_DEBUG:-false}
use_syslog = false
transport_url = $MQ_URL
EOF
}
conf_mq() {
  cat <<EOF
[oslo_messaging_notifications]
driver = messagingv2
topics = notifications
transport_url = $MQ_URL
[oslo_messaging_rabbit]
heartbeat_in_pthread = false
[oslo_concurrency]
lock_path = $VAR/lock
EOF
}
auth_opts() { # USER : a password plugin block
  cat <<EOF
auth_type = password
auth_url = $AUTH_URL
username = $1
password = $SVC_PASS
project_name = service
user_domain_id = default
project_domain_id = default
region_name = $REGION
EOF
}
conf_authtoken() { # USER TYPE  (the type makes access rules of application credentials work)
  cat <<EOF
[keystone_authtoken]
service_type = $2
www_authenticate_uri = $AUTH_URL
memcached_servers = $MC
memcache_use_advanced_pool = false
service_token_roles = service
service_token_roles_required = true
$(auth_opts "$1")
[oslo_policy]
enforce_scope = false
enforce_new_defaults = false
EOF
}
