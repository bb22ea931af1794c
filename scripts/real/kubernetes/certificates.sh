# ---------------------------------------------------------------- certificates, tokens, kubeconfigs
certs() {
  local d=$KUBE_HOME/pki; [[ -f $d/ok ]] && return
  mkdir -p "$d"; cd "$d"
  say "certificates"
  new() { # NAME SUBJECT CA EXT
    openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
    openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"
    openssl x509 -req -in "$1.csr" -CA "$3.crt" -CAkey "$3.key" -CAcreateserial -days 3650 -extfile <(printf '%s' "$4") -out "$1.crt" 2>/dev/null
  }
  for ca in ca front-proxy-ca; do openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout $ca.key -out $ca.crt -days 3650 -subj "/CN=$ca" 2>/dev/null; done
  new apiserver /CN=kube-apiserver ca "subjectAltName=IP:127.0.0.1,IP:10.96.0.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc
extendedKeyUsage=serverAuth"
  new admin /O=system:masters/CN=admin ca extendedKeyUsage=clientAuth
  new kcm /CN=system:kube-controller-manager ca extendedKeyUsage=clientAuth
  new front-proxy-client /CN=front-proxy-client front-proxy-ca extendedKeyUsage=clientAuth
  openssl ecparam -name prime256v1 -genkey -noout -out sa.key; openssl ec -in sa.key -pubout -out sa.pub 2>/dev/null
  # static bearer tokens: token,user,uid,groups. 'admin' is cluster-admin; 'viewer' and 'nobody' have what RBAC gives them.
  { echo "$(openssl rand -hex 16),admin,u-admin,\"system:masters\""
    echo "$(openssl rand -hex 16),viewer,u-viewer,\"viewers\""
    echo "$(openssl rand -hex 16),nobody,u-nobody,\"nobodies\""; } > tokens.csv
  chmod 600 ./*.key tokens.csv; touch ok; cd - >/dev/null
}
kubeconfig() { # FILE USER-STANZA
  local d=$KUBE_HOME/pki
  cat > "$KUBE_HOME/$1" <<K
apiVersion: v1
kind: Config
current-context: real
clusters: [{name: real, cluster: {server: "$URL", certificate-authority-data: $(base64 -w0 < "$d/ca.crt")}}]
contexts: [{name: real, context: {cluster: real, user: me, namespace: default}}]
users: [{name: me, user: {$2}}]
K
  chmod 600 "$KUBE_HOME/$1"
}
b64() { base64 -w0 < "$1"; }
kubeconfigs() {
  local d=$KUBE_HOME/pki
  kubeconfig admin.kubeconfig "client-certificate-data: $(b64 "$d/admin.crt"), client-key-data: $(b64 "$d/admin.key")"
  kubeconfig kcm.kubeconfig "client-certificate-data: $(b64 "$d/kcm.crt"), client-key-data: $(b64 "$d/kcm.key")"
  for u in admin viewer nobody; do kubeconfig "$u-token.kubeconfig" "token: $(grep ",$u," "$d/tokens.csv" | cut -d, -f1)"; done
}
