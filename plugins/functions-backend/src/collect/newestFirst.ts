import {
  functionAnnotations,
  type knativeKinds,
} from '@flytower/cloud-node/upstream/knative';

type BuildRun = knativeKinds.ShipwrightBuildRun;

export function newestFirst(runs: BuildRun[]): BuildRun[] {
  return [...runs].sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1));
}

/** Timestamps of Kubernetes have no fractions of seconds, so the portal writes its own. */
function timeOf({ metadata }: BuildRun): string {
  const { annotations, creationTimestamp = '' } = metadata;
  return annotations[functionAnnotations.requestedAt] ?? creationTimestamp;
}
