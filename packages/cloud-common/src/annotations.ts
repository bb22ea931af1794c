const prefix = 'cloud.flytower.io';

/** Annotations of catalog entities that lead back to the cloud. @public */
export const cloudAnnotations = {
  /** Keystone id of the project. */
  projectId: `${prefix}/project-id`,
  /** Id of the cluster at the clusters door. */
  clusterId: `${prefix}/cluster-id`,
  /** Id of the function at the functions door. */
  functionId: `${prefix}/function-id`,
  /** Name of the source in the portal's configuration. */
  source: `${prefix}/source`,
  /** Comma-separated regions. */
  regions: `${prefix}/regions`,
  environment: `${prefix}/environment`,
} as const;

/** Labels that Flytower writes on upstream objects (clusters, namespaces, Knative services). @public */
export const cloudLabels = {
  /** Keystone id of the project that owns the object. */
  projectId: `${prefix}/project-id`,
  /** `flytower` on everything that the portal made. */
  managedBy: 'app.kubernetes.io/managed-by',
  /** Name of the add-on that a HelmOp installs. */
  addon: `${prefix}/addon`,
} as const;

/** `spec.type` of the entities. @public */
export const cloudEntityTypes = {
  project: 'openstack-project',
  cluster: 'kubernetes-cluster',
  function: 'function',
} as const;
