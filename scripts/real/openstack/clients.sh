# ------------------------------------------------------- clouds.yaml, openrc
put "$STATE/clouds.yaml" <<EOF
clouds:
  real:                      # project-scoped admin
    auth: {auth_url: "$AUTH_URL", username: admin, password: "$ADMIN_PASS", project_name: admin, user_domain_id: default, project_domain_id: default}
    region_name: $REGION
    interface: public
    identity_api_version: 3
  real-system:                # system-scoped admin
    auth: {auth_url: "$AUTH_URL", username: admin, password: "$ADMIN_PASS", system_scope: all, user_domain_id: default}
    region_name: $REGION
    interface: public
    identity_api_version: 3
  real-demo:                  # an ordinary member of project demo
    auth: {auth_url: "$AUTH_URL", username: demo, password: "$ADMIN_PASS", project_name: demo, user_domain_id: default, project_domain_id: default}
    region_name: $REGION
    interface: public
    identity_api_version: 3
EOF
put "$STATE/openrc" <<EOF
export OS_AUTH_URL=$AUTH_URL
export OS_USERNAME=admin
export OS_PASSWORD=$ADMIN_PASS
export OS_PROJECT_NAME=admin
export OS_USER_DOMAIN_ID=default
export OS_PROJECT_DOMAIN_ID=default
export OS_REGION_NAME=$REGION
export OS_INTERFACE=public
export OS_IDENTITY_API_VERSION=3
export OS_CLIENT_CONFIG_FILE=$STATE/clouds.yaml
export REAL_AMQP_URL=amqp://openstack:$MQ_PASS@$H:$MQ_PORT/
EOF
