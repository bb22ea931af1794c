# Addresses, passwords and folders. Everything listens on loopback; ports can be set by environment.
export LC_ALL=C.UTF-8 LANG=C.UTF-8
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
unset PYTHONHOME http_proxy https_proxy HTTP_PROXY HTTPS_PROXY || true
export no_proxy=127.0.0.1,localhost NO_PROXY=127.0.0.1,localhost
for v in $(env | sed -n 's/^\(OS_[A-Z_]*\)=.*/\1/p'); do unset "$v"; done

REGION=${REAL_REGION:-RegionOne}
ADMIN_PASS=${REAL_ADMIN_PASSWORD:-real-admin}
SVC_PASS=${REAL_SERVICE_PASSWORD:-real-service}
DB_PASS=${REAL_DB_PASSWORD:-real-db}
MQ_PASS=${REAL_MQ_PASSWORD:-real-mq}
H=127.0.0.1
DB_PORT=${REAL_DB_PORT:-13306}
MQ_PORT=${REAL_MQ_PORT:-15673}
MQ_DIST_PORT=${REAL_MQ_DIST_PORT:-25683}
EPMD_PORT=${REAL_EPMD_PORT:-24369}
MC_PORT=${REAL_MC_PORT:-11311}
KEYSTONE_PORT=${REAL_KEYSTONE_PORT:-5000}
PLACEMENT_PORT=${REAL_PLACEMENT_PORT:-8778}
GLANCE_PORT=${REAL_GLANCE_PORT:-9292}
NOVA_PORT=${REAL_NOVA_PORT:-8774}
NEUTRON_PORT=${REAL_NEUTRON_PORT:-9696}
CINDER_PORT=${REAL_CINDER_PORT:-8776}

ETC=$STATE/etc LOG=$STATE/log RUN=$STATE/run VAR=$STATE/var
LIB=$HERE/drivers
mkdir -p "$ETC" "$LOG" "$RUN" "$VAR" "$VAR/lock" "$VAR/done"
AUTH_URL=http://$H:$KEYSTONE_PORT/v3
MQ_URL=rabbit://openstack:$MQ_PASS@$H:$MQ_PORT/
MC=$H:$MC_PORT
db() { echo "mysql+pymysql://openstack:$DB_PASS@$H:$DB_PORT/$1?charset=utf8mb4"; }
T0=$(date +%s)
say() { printf '[%4ds] %s\n' "$(( $(date +%s) - T0 ))" "$*"; }
die() { echo "openstack: $*" >&2; exit 1; }

export PYTHONPATH=$LIB PYTHONDONTWRITEBYTECODE=1
