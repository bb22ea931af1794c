import type { Condition } from '@flytower/cloud-common';
import type {
  FunctionBuild,
  FunctionRevision,
  FunctionState,
} from '@flytower/cloud-common/functions';
import type { ConditionWire } from '../kubernetes';
import type {
  KnativeRevision,
  KnativeService,
  ShipwrightBuildRun,
} from './kinds';
import { functionAnnotations, functionLabels } from './words';

/** How long a controller may take to notice an object before that is worth a remark. */
const noticeMs = 60_000;

interface Conditioned {
  metadata: { generation?: number };
  status?: { observedGeneration?: number; conditions?: ConditionWire[] };
}

/** A condition, unless it speaks of an older generation of the object. */
function conditionOf(object: Conditioned, type: string) {
  return object.status?.conditions?.find(condition => condition.type === type);
}

function isUpToDate({ metadata, status }: Conditioned): boolean {
  return (
    metadata.generation === undefined ||
    status?.observedGeneration === metadata.generation
  );
}

/** Whatever a condition has to say: messages and reasons may both be empty. */
function textOf(condition: ConditionWire): string {
  return (
    condition.message ||
    condition.reason ||
    `${condition.type} is ${condition.status}`
  );
}

export function toConditions(object: Conditioned): Condition[] {
  return (object.status?.conditions ?? []).map(condition => ({
    type: condition.type,
    status: condition.status,
    reason: condition.reason || undefined,
    message: condition.message || undefined,
    since: condition.lastTransitionTime,
  }));
}

/** What is known of one function, as its platform tells it. */
export interface FunctionObjects {
  service?: KnativeService;
  revisions: KnativeRevision[];
  /** Newest first. */
  runs: ShipwrightBuildRun[];
}

export interface StateAndMessage {
  state: FunctionState;
  message?: string;
}

/** How a function is doing, and why. */
export function functionState(
  { service, revisions, runs }: FunctionObjects,
  now: number = Date.now(),
): StateAndMessage {
  if (service?.metadata.deletionTimestamp) return { state: 'removing' };
  const deploying = deploymentState(service, runs[0]);
  if (deploying) return deploying;
  if (!service) return { state: 'unknown' };

  if (!service.status?.conditions?.length) {
    const created = Date.parse(service.metadata.creationTimestamp ?? '');
    const waiting = now - created > noticeMs;
    return {
      state: 'pending',
      message: waiting
        ? 'Knative has not picked it up yet; is its controller running?'
        : undefined,
    };
  }
  if (!isUpToDate(service))
    return { state: 'deploying', message: 'The newest change is not live yet' };

  const ready = conditionOf(service, 'Ready');
  switch (ready?.status) {
    case 'True':
      if (isPaused(service))
        return { state: 'paused', message: 'It has no public address now' };
      return { state: isAsleep(service, revisions) ? 'sleeping' : 'ready' };
    case 'False':
      return { state: 'failed', message: causeOf(service) };
    case 'Unknown':
      return { state: 'deploying', message: ready.message || undefined };
    default:
      return { state: 'unknown' };
  }
}

/** What a build that is newer than what is deployed says of the function. */
function deploymentState(
  service: KnativeService | undefined,
  run: ShipwrightBuildRun | undefined,
): StateAndMessage | undefined {
  if (!run) return undefined;
  const deployed = service?.metadata.annotations[functionAnnotations.buildRun];
  if (deployed === run.metadata.name) return undefined;
  const build = toBuild(run);
  switch (build.state) {
    case 'failed':
      return {
        state: 'failed',
        message: `The build failed: ${build.message}${
          service ? ' What was deployed before stays.' : ''
        }`,
      };
    case 'succeeded':
      return { state: 'deploying', message: 'The image is built' };
    default:
      return { state: 'building' };
  }
}

/**
 * Why a service is not ready. When its first revision fails, Ready only says that there is no revision: the cause is
 * in ConfigurationsReady.
 */
function causeOf(service: KnativeService): string | undefined {
  for (const type of ['ConfigurationsReady', 'RoutesReady', 'Ready']) {
    const condition = conditionOf(service, type);
    if (condition?.status === 'False') return textOf(condition);
  }
  return undefined;
}

/** The portal took its public address away, and nobody gave it back since. */
export function isPaused({ metadata }: KnativeService): boolean {
  const { annotations, labels } = metadata;
  return (
    Boolean(annotations[functionAnnotations.paused]) &&
    labels[functionLabels.visibility] === 'cluster-local'
  );
}

function isAsleep(service: KnativeService, revisions: KnativeRevision[]) {
  const routed = (service.status?.traffic ?? [])
    .filter(target => (target.percent ?? 0) > 0)
    .map(target => target.revisionName);
  const active = revisions.filter(one => routed.includes(one.metadata.name));
  return (
    active.length > 0 &&
    active.every(one => {
      const condition = conditionOf(one, 'Active');
      return condition?.status === 'False' && condition.reason === 'NoTraffic';
    })
  );
}

/** Newest first. */
export function toRevisions({
  service,
  revisions,
}: FunctionObjects): FunctionRevision[] {
  return revisions
    .map(revision => {
      const { name, labels, creationTimestamp } = revision.metadata;
      const targets = (service?.status?.traffic ?? []).filter(
        target => target.revisionName === name,
      );
      const ready = conditionOf(revision, 'Ready');
      const generation = Number(labels[functionLabels.generation]);
      return {
        name,
        generation: Number.isInteger(generation) ? generation : undefined,
        state: revisionState(ready),
        message:
          ready?.status === 'False'
            ? textOf(ready)
            : ready?.message || undefined,
        image:
          revision.status?.containerStatuses?.[0]?.imageDigest ??
          revision.spec.containers?.[0]?.image,
        percent: targets.reduce((sum, one) => sum + (one.percent ?? 0), 0),
        tags: targets.flatMap(target => (target.tag ? [target.tag] : [])),
        replicas: revision.status?.actualReplicas,
        createdAt: creationTimestamp,
      };
    })
    .sort(
      (a, b) =>
        (b.generation ?? 0) - (a.generation ?? 0) || (a.name < b.name ? 1 : -1),
    );
}

function revisionState(
  ready: ConditionWire | undefined,
): FunctionRevision['state'] {
  if (!ready) return 'unknown';
  if (ready.status === 'Unknown') return 'deploying';
  return ready.status === 'True' ? 'ready' : 'failed';
}

const buildStates = {
  True: 'succeeded',
  False: 'failed',
  Unknown: 'running',
} as const;

export function toBuild(run: ShipwrightBuildRun): FunctionBuild {
  const succeeded = run.status?.conditions?.find(
    condition => condition.type === 'Succeeded',
  );
  const details = run.status?.failureDetails;
  const failed = succeeded?.status === 'False';
  return {
    name: run.metadata.name,
    state: buildStates[succeeded?.status ?? 'Unknown'],
    message: failed
      ? details?.message || details?.reason || textOf(succeeded)
      : succeeded?.message || undefined,
    startedAt: run.status?.startTime ?? run.metadata.creationTimestamp,
    completedAt: run.status?.completionTime,
  };
}
