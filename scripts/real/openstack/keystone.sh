# ------------------------------------------------------------------ keystone
up_keystone() {
  put "$ETC/keystone/keystone.conf" <<EOF
[DEFAULT]
$(conf_log)
notification_format = ${REAL_KEYSTONE_NOTIFICATION_FORMAT:-basic}
notification_opt_out = identity.authenticate.success
notification_opt_out = identity.authenticate.pending
public_endpoint = http://$H:$KEYSTONE_PORT
max_param_size = 255
[database]
connection = $(db keystone)
[cache]
enabled = true
backend = dogpile.cache.memcached
memcache_servers = $MC
[token]
provider = fernet
expiration = ${REAL_TOKEN_EXPIRATION:-3600}
[fernet_tokens]
key_repository = $VAR/keystone/fernet-keys
[credential]
key_repository = $VAR/keystone/credential-keys
[identity]
# bcrypt's default of 12 rounds costs a quarter second of CPU per log-in
password_hash_rounds = ${REAL_HASH_ROUNDS:-4}
[security_compliance]
[oslo_policy]
enforce_scope = false
enforce_new_defaults = false
$(conf_mq)
EOF
  local km=(keystone-manage --config-file "$ETC/keystone/keystone.conf") me; me=$(id -un)
  mkdir -p -m 700 "$VAR/keystone/fernet-keys" "$VAR/keystone/credential-keys"
  [ -e "$VAR/keystone/fernet-keys/0" ] || once fernet "${km[@]}" fernet_setup --keystone-user "$me" --keystone-group "$me"
  [ -e "$VAR/keystone/credential-keys/0" ] || once credential "${km[@]}" credential_setup --keystone-user "$me" --keystone-group "$me"
  once keystone-db "${km[@]}" db_sync
  once keystone-bootstrap "${km[@]}" bootstrap --bootstrap-password "$ADMIN_PASS" --bootstrap-region-id "$REGION" \
    --bootstrap-public-url "$AUTH_URL/" --bootstrap-internal-url "$AUTH_URL/" --bootstrap-admin-url "$AUTH_URL/"
  OS_KEYSTONE_CONFIG_DIR=$ETC/keystone uwsgi_api keystone "$KEYSTONE_PORT" ${REAL_KEYSTONE_PROCESSES:-3} 1 /usr/bin/keystone-wsgi-public
  wait_http keystone "$AUTH_URL/"
}

# One Python process makes all users, roles, services and endpoints: the
# openstack command costs more than a second of CPU each time it starts.
make_catalog() {
  local users="placement glance nova neutron cinder" eps roles=""
  eps="placement placement http://$H:$PLACEMENT_PORT
image glance http://$H:$GLANCE_PORT
compute nova http://$H:$NOVA_PORT/v2.1
network neutron http://$H:$NEUTRON_PORT
volumev3 cinder http://$H:$CINDER_PORT/v3/%(project_id)s
block-storage cinder http://$H:$CINDER_PORT/v3"
  local key; key=catalog-$(printf '%s' "$users $roles $eps $REGION" | md5sum | cut -c1-12)
  REGION=$REGION AUTH_URL=$AUTH_URL ADMIN_PASS=$ADMIN_PASS SVC_PASS=$SVC_PASS USERS=$users ENDPOINTS=$eps ROLES=$roles \
    once "$key" /usr/bin/python3 "$LIB/real_catalog.py"
  say "catalog: service users, roles and endpoints"
}
