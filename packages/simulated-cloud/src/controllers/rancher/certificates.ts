const day = 86_400_000;

/** Certificates of RKE2's own components are good for a year. */
const names = [
  'kube-admin',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-etcd',
  'kube-proxy',
  'kube-scheduler',
];

/** `status.certificatesExpiration` of a management cluster whose certificates are that old. */
export function certificatesFrom(issuedAt: number) {
  const expirationDate = new Date(issuedAt + 365 * day)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
  return Object.fromEntries(names.map(name => [name, { expirationDate }]));
}
