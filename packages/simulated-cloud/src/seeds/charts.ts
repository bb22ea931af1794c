/** What the Helm repositories of the simulated internet hold: chart → versions, newest first. */
export const chartRepositories: Record<string, Record<string, string[]>> = {
  'https://charts.jetstack.io': {
    'cert-manager': ['v1.18.2', 'v1.17.4', 'v1.16.5'],
    'trust-manager': ['v0.18.0', 'v0.17.1'],
  },
  'https://kubernetes.github.io/ingress-nginx': {
    'ingress-nginx': ['4.13.1', '4.12.4', '4.11.8'],
  },
  'https://charts.rancher.io': {
    'rancher-monitoring': ['107.0.0+up69.8.2', '106.1.2+up69.8.2'],
    'rancher-logging': ['107.0.0+up4.10.0', '106.0.2+up4.10.0'],
    'rancher-backup': ['107.0.0+up8.0.0'],
  },
  'https://kubernetes-sigs.github.io/external-dns': {
    'external-dns': ['1.18.0', '1.17.0', '1.16.1'],
  },
  'https://grafana.github.io/helm-charts': {
    loki: ['6.36.1', '6.30.1', '6.29.0'],
    tempo: ['1.23.2', '1.21.1'],
    'k8s-monitoring': ['3.2.5'],
  },
  'https://vmware-tanzu.github.io/helm-charts': {
    velero: ['10.0.13', '9.2.0', '8.7.2'],
  },
  'https://kubernetes.github.io/cloud-provider-openstack': {
    'openstack-cloud-controller-manager': ['2.33.0', '2.32.1'],
    'openstack-cinder-csi': ['2.33.0', '2.32.1'],
  },
  'https://kyverno.github.io/kyverno': {
    kyverno: ['3.5.1', '3.4.4'],
  },
  'https://charts.external-secrets.io': {
    'external-secrets': ['0.19.2', '0.18.2'],
  },
};

/** An add-on of the company's catalogue, as `cloud.addons` of the portal has it. */
export interface SeedAddon {
  name: string;
  title: string;
  description: string;
  repo: string;
  chart: string;
  versions: string[];
  namespace: string;
  /** Kubernetes releases that it is known to work with. */
  kubernetes?: string;
}

const addon = (
  name: string,
  repo: string,
  about: Pick<SeedAddon, 'title' | 'description' | 'namespace' | 'kubernetes'>,
): SeedAddon => ({
  name,
  ...about,
  repo,
  chart: name,
  versions: chartRepositories[repo][name],
});

/** What the platform team offers for clusters. */
export const seedAddons: SeedAddon[] = [
  addon('cert-manager', 'https://charts.jetstack.io', {
    title: 'cert-manager',
    description: 'Gets and renews TLS certificates',
    namespace: 'cert-manager',
  }),
  addon('ingress-nginx', 'https://kubernetes.github.io/ingress-nginx', {
    title: 'Ingress NGINX',
    description: 'Lets HTTP traffic in',
    namespace: 'ingress-nginx',
  }),
  addon('rancher-monitoring', 'https://charts.rancher.io', {
    title: 'Monitoring',
    description: 'Prometheus, Alertmanager and Grafana for this cluster',
    namespace: 'cattle-monitoring-system',
  }),
  addon('external-dns', 'https://kubernetes-sigs.github.io/external-dns', {
    title: 'ExternalDNS',
    description: 'Keeps DNS records of services and ingresses in Designate',
    namespace: 'external-dns',
  }),
  addon('loki', 'https://grafana.github.io/helm-charts', {
    title: 'Loki',
    description: 'Keeps logs and makes them searchable',
    namespace: 'logging',
  }),
  addon('velero', 'https://vmware-tanzu.github.io/helm-charts', {
    title: 'Velero',
    description: 'Backs up namespaces and volumes',
    namespace: 'velero',
  }),
  addon('kyverno', 'https://kyverno.github.io/kyverno', {
    title: 'Kyverno',
    description: 'Checks what is deployed against policies',
    namespace: 'kyverno',
    kubernetes: '>=1.30 <1.34',
  }),
  addon('external-secrets', 'https://charts.external-secrets.io', {
    title: 'External Secrets',
    description: 'Brings secrets from Barbican into namespaces',
    namespace: 'external-secrets',
  }),
];
