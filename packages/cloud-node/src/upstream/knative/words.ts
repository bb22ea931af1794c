/** Labels and annotations on function objects. The first three are those of Knative's own tools. */
export const functionLabels = {
  name: 'function.knative.dev/name',
  runtime: 'function.knative.dev/runtime',
  function: 'boson.dev/function',
  /** On what Knative makes of a service. */
  service: 'serving.knative.dev/service',
  revision: 'serving.knative.dev/revision',
  generation: 'serving.knative.dev/configurationGeneration',
  /** `cluster-local`: it has no public address. */
  visibility: 'networking.knative.dev/visibility',
} as const;

export const functionAnnotations = {
  /** `http` or `cloudevent`. */
  invoke: 'cloud.flytower.io/invoke',
  environment: 'cloud.flytower.io/environment',
  gitUrl: 'cloud.flytower.io/git-url',
  gitRevision: 'cloud.flytower.io/git-revision',
  gitCommit: 'cloud.flytower.io/git-commit',
  /** Entity ref of who asked for it. */
  requester: 'cloud.flytower.io/requester',
  /** Name of the BuildRun whose image is deployed. */
  buildRun: 'cloud.flytower.io/build-run',
  /** On a Build: its function exists, and is not to be made again when somebody deletes it. */
  deployed: 'cloud.flytower.io/deployed',
  /** When a build run was asked for, to the millisecond. */
  requestedAt: 'cloud.flytower.io/requested-at',
  /** Id of the operation that changed the object last. */
  operation: 'cloud.flytower.io/operation',
  /** On a Build: name of the Secret with the environment of what it makes. */
  envSecret: 'cloud.flytower.io/env-secret',
  /** On a function that the portal took from the public: since when. */
  paused: 'cloud.flytower.io/paused-at',
} as const;
