import { conditionOf, no, perhaps, yes } from './conditions';
import type { Condition, InstanceState, Revision } from './types';

/** What is known of a revision's image and of the instance that may run. */
export interface RevisionFacts {
  imageFound: boolean;
  instance: InstanceState;
  /** Whether somebody wants it to run. */
  wanted: boolean;
}

/** How a revision is doing: its conditions and the number of its pods. */
export function revisionStatus(
  revision: Revision,
  facts: RevisionFacts,
): {
  conditions: Condition[];
  actualReplicas: number;
  desiredReplicas: number;
} {
  const { imageFound, instance, wanted } = facts;
  const image = revision.spec.containers[0]?.image ?? '';
  const running = instance.phase === 'running';
  const replicas = {
    actualReplicas: running ? 1 : 0,
    desiredReplicas: wanted ? 1 : 0,
  };
  const before = conditionOf(revision, 'Ready');
  const wasReady = before?.status === 'True';

  if (!imageFound && !wasReady) {
    const message = `Unable to fetch image "${image}": failed to resolve image to digest: GET https://${image.replace(
      /[@:][^/]*$/,
      '',
    )}: MANIFEST_UNKNOWN: manifest unknown`;
    return {
      ...replicas,
      conditions: [
        no('ContainerHealthy', 'ContainerMissing', message),
        no('Ready', 'ContainerMissing', message),
        perhaps('ResourcesAvailable', 'ResolvingDigests'),
      ],
    };
  }
  const failure = failureOf(instance, before);
  if (!wasReady && !running && failure) {
    const { reason, message } = failure;
    return {
      ...replicas,
      conditions: [
        active(false, false),
        no('ContainerHealthy', reason, message),
        no('Ready', reason, message),
        perhaps('ResourcesAvailable', 'Deploying'),
      ],
    };
  }
  if (wasReady || running || !wanted) {
    return {
      ...replicas,
      conditions: [
        active(running, wanted),
        yes('ContainerHealthy'),
        yes('Ready'),
        yes('ResourcesAvailable'),
      ],
    };
  }
  return {
    ...replicas,
    conditions: [
      active(false, true),
      perhaps('ContainerHealthy', 'Deploying'),
      perhaps('Ready', 'Deploying'),
      perhaps('ResourcesAvailable', 'Deploying'),
    ],
  };
}

/** What the container died of; a revision that never ran remembers it when its pod is gone. */
function failureOf(instance: InstanceState, before: Condition | undefined) {
  if (instance.phase === 'failed')
    return {
      reason: `ExitCode${instance.exitCode}`,
      message: `Container failed with: ${instance.message}`,
    };
  const { status, reason = '', message = '' } = before ?? {};
  return instance.phase === 'none' &&
    status === 'False' &&
    reason.startsWith('ExitCode')
    ? { reason, message }
    : undefined;
}

function active(running: boolean, wanted: boolean): Condition {
  if (running) return { ...yes('Active'), severity: 'Info' };
  const condition = wanted
    ? perhaps(
        'Active',
        'Queued',
        'Requests to the target are being buffered as resources are provisioned.',
      )
    : no('Active', 'NoTraffic', 'The target is not receiving traffic.');
  return { ...condition, severity: 'Info' };
}
