import { define } from './define';
import { boolean, conditions, list, object, open, string } from './schema';

const management = { group: 'management.cattle.io', version: 'v3' } as const;

/** Rancher's own kinds have open schemas: the server keeps whatever is written. */
export const managementKinds = [
  define({
    ...management,
    kind: 'Cluster',
    plural: 'clusters',
    cluster: true,
    open: true,
  }),
  define({ ...management, kind: 'Node', plural: 'nodes', open: true }),
  define({
    ...management,
    kind: 'Setting',
    plural: 'settings',
    cluster: true,
    open: true,
    status: false,
    columns: ['Value .value'],
  }),
  define({
    ...management,
    kind: 'Token',
    plural: 'tokens',
    cluster: true,
    open: true,
    status: false,
  }),
  define({
    ...management,
    kind: 'ClusterRegistrationToken',
    plural: 'clusterregistrationtokens',
    open: true,
    status: false,
  }),
  define({
    ...management,
    kind: 'User',
    plural: 'users',
    cluster: true,
    status: false,
    fields: {
      description: string,
      displayName: string,
      enabled: boolean,
      me: boolean,
      mustChangePassword: boolean,
      password: string,
      principalIds: list(string),
      username: string,
      status: object({ conditions }),
    },
  }),
  define({
    ...management,
    kind: 'Project',
    plural: 'projects',
    fields: {
      spec: object(
        {
          clusterName: string,
          displayName: string,
          description: string,
          containerDefaultResourceLimit: open,
          namespaceDefaultResourceQuota: open,
          resourceQuota: open,
        },
        'clusterName',
        'displayName',
      ),
      status: object({ backingNamespace: string, conditions }),
    },
    status: false,
    columns: [
      'BACKINGNAMESPACE .status.backingNamespace',
      'AGE:date .metadata.creationTimestamp',
    ],
  }),
  define({
    ...management,
    kind: 'ClusterRoleTemplateBinding',
    plural: 'clusterroletemplatebindings',
    open: true,
  }),
  define({
    ...management,
    kind: 'FleetWorkspace',
    plural: 'fleetworkspaces',
    cluster: true,
    open: true,
  }),
  define({
    ...management,
    kind: 'NodeDriver',
    plural: 'nodedrivers',
    cluster: true,
    open: true,
    status: false,
  }),
  define({
    ...management,
    kind: 'Feature',
    plural: 'features',
    cluster: true,
    fields: {
      spec: object({ value: { ...boolean, nullable: true } }),
      status: object({
        default: boolean,
        description: string,
        dynamic: boolean,
        lockedValue: { ...boolean, nullable: true },
      }),
    },
  }),
];
