/** What an administrator has set up before anybody makes clusters. */
export const rancherBasics = [
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'cc-openstack',
      namespace: 'cattle-global-data',
      annotations: {
        'field.cattle.io/name': 'openstack',
        'provisioning.cattle.io/driver': 'openstack',
      },
    },
    type: 'Opaque',
    stringData: { 'openstackcredentialConfig-password': 'portal-secret' },
  },
  {
    apiVersion: 'management.cattle.io/v3',
    kind: 'NodeDriver',
    metadata: { name: 'openstack' },
    spec: { active: true, builtin: true, displayName: 'openstack' },
  },
];
