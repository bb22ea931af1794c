# ---------------------------------------------------------------- a private apt, so the machine's own sources stay as they are
# HOST, SUITES are Debian's ordinary ones; the mirror is read from the machine's own configuration.
apt_private() {
  local d=$KUBE_CACHE/apt
  if [[ ! -f $d/ok ]]; then
    mkdir -p "$d"/{etc,state/lists/partial,cache/archives/partial}
    local mirror key
    mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | grep -vE 'security|snapshot' | head -1 | tr -d ' ' || true)
    : "${mirror:?no Debian mirror in the configuration of apt}"
    key=/usr/share/keyrings/debian-archive-keyring.gpg
    for s in bookworm trixie; do
      echo "deb [signed-by=$key] $mirror $s main"; echo "deb-src [signed-by=$key] $mirror $s main"
    done > "$d/etc/sources.list"
    cat > "$d/apt.conf" <<A
Dir::State "$d/state"; Dir::State::status "/var/lib/dpkg/status"; Dir::Cache "$d/cache";
Dir::Etc::SourceList "$d/etc/sources.list"; Dir::Etc::SourceParts "/dev/null"; Dir::Etc::Preferences "/dev/null"; Dir::Etc::PreferencesParts "/dev/null";
Acquire::Languages "none"; APT::Sandbox::User "root"; Acquire::Check-Valid-Until "false";
A
    APT_CONFIG=$d/apt.conf apt-get -qq update; touch "$d/ok"
  fi
  APT_CONFIG=$d/apt.conf "$@"
}

# ---------------------------------------------------------------- etcd: Debian's own binary (3.5 runs on bookworm as it is)
ensure_etcd() {
  ETCD=$KUBE_CACHE/etcd/usr/bin/etcd
  [[ -x $ETCD ]] && return
  say "fetching etcd from Debian"
  local t; t=$(mktemp -d); ( cd "$t"; apt_private apt-get -qq download etcd-server/trixie ); dpkg -x "$t"/etcd-server_*.deb "$KUBE_CACHE/etcd"; rm -rf "$t"
}

# ---------------------------------------------------------------- kubernetes from Debian's source package
ensure_kubernetes() {
  KUBE_BIN=$KUBE_CACHE/kube-1.20.2
  [[ -x $KUBE_BIN/kube-apiserver && -x $KUBE_BIN/kube-controller-manager ]] && return
  say "building kubernetes 1.20.2 from Debian's source package (once; then cached)"
  local w=$KUBE_CACHE/build; rm -rf "$w"; mkdir -p "$w/go" "$w/src" "$w/gopath/src/k8s.io" "$w/debs"
  ( cd "$w/debs"; apt_private apt-get -qq download golang-1.19-go golang-1.19-src golang-github-modern-go-reflect2-dev; for f in *.deb; do dpkg -x "$f" "$w/go"; done )
  ( cd "$w/src"; apt_private apt-get -qq source --download-only kubernetes=1.20.5+really1.20.2-1.1+deb12u1; tar -xzf kubernetes_*.orig.tar.gz --strip-components=1 )
  # 1.20 vendors reflect2 1.0.1, which crashes with Go 1.18 and later (map iteration); Debian packages 1.0.2
  rm -rf "$w/src/vendor/github.com/modern-go/reflect2"
  cp -r "$w/go/usr/share/gocode/src/github.com/modern-go/reflect2" "$w/src/vendor/github.com/modern-go/reflect2"
  ln -sfn "$w/src" "$w/gopath/src/k8s.io/kubernetes"
  export GOROOT=$w/go/usr/lib/go-1.19 GOPATH=$w/gopath GOCACHE=$w/gocache GO111MODULE=off GOFLAGS= CGO_ENABLED=0 GOPROXY=off
  local go=$GOROOT/bin/go k=k8s.io/kubernetes
  cd "$w/gopath/src/$k"
  # 1.20's tree leaves one generated file out: the OpenAPI definitions. Its generator is vendored.
  say "generating OpenAPI definitions"
  "$go" build -o "$w/openapi-gen" $k/vendor/k8s.io/kube-openapi/cmd/openapi-gen
  local dirs
  dirs=$(grep -rl --include='*.go' '+k8s:openapi-gen=' pkg cmd plugin staging/src/k8s.io \
    | grep -vE 'zz_generated|code-generator|sample-apiserver|/testdata/' | xargs -n1 dirname \
    | sed 's#^staging/src/#vendor/#' | LC_ALL=C sort -u | sed "s#^#$k/#" | paste -sd,)
  PATH=$GOROOT/bin:$PATH "$w/openapi-gen" --logtostderr -i "$dirs" -p $k/pkg/generated/openapi -O zz_generated.openapi \
    -h vendor/k8s.io/code-generator/hack/boilerplate.go.txt -r "$w/violations"
  local ld="-s -w" p
  for p in $k/vendor/k8s.io/component-base/version $k/vendor/k8s.io/client-go/pkg/version; do
    ld+=" -X $p.gitVersion=v1.20.2 -X $p.gitMajor=1 -X $p.gitMinor=20 -X $p.gitTreeState=clean"
  done
  mkdir -p "$KUBE_BIN"
  for c in kube-apiserver kube-controller-manager; do say "compiling $c"; "$go" build -ldflags "$ld" -o "$KUBE_BIN/$c" $k/cmd/$c; done
  cd /; chmod -R u+w "$w"; rm -rf "$w"
}
