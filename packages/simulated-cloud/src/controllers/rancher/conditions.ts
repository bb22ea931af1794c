import type { Condition } from './types';

type Wanted = Omit<Condition, 'lastUpdateTime' | 'lastTransitionTime'>;

/** New conditions over old ones: what did not change keeps its time. */
export function withTimes(
  wanted: Wanted[],
  present: Condition[] | undefined,
  now: number,
): Condition[] {
  const time = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
  return wanted.map(condition => {
    const old = present?.find(({ type }) => type === condition.type);
    const same =
      old?.status === condition.status &&
      (old.message ?? '') === (condition.message ?? '') &&
      (old.reason ?? '') === (condition.reason ?? '');
    return {
      ...condition,
      lastTransitionTime:
        (old?.status === condition.status && old.lastTransitionTime) || time,
      lastUpdateTime: (same && old?.lastUpdateTime) || time,
    };
  });
}

/** The same for Cluster API, whose conditions know only since when they are so, and always say something. */
export function withTransitions(
  ...[wanted, present, now]: Parameters<typeof withTimes>
): Condition[] {
  return withTimes(wanted, present, now).map(
    ({ lastUpdateTime: _updated, ...condition }) => ({
      ...condition,
      reason: condition.reason ?? condition.type,
      message: condition.message ?? '',
    }),
  );
}

/** How far Rancher is with a cluster. */
export interface Progress {
  /** What is being waited for, in Rancher's words. */
  waiting?: string;
  /** What went wrong and will not right itself. */
  failure?: string;
  /** Has once been up. */
  provisioned: boolean;
  connected: boolean;
  removing?: boolean;
}

const always = [
  'BackingNamespaceCreated',
  'DefaultProjectCreated',
  'SystemProjectCreated',
  'InitialRolesPopulated',
  'CreatorMadeOwner',
];

const yes = (type: string): Wanted => ({ type, status: 'True' });
const no = (type: string): Wanted => ({ type, status: 'False' });

/** `Ready`, `Updated` and `Provisioned` tell the same story while a cluster comes up. */
function unfinished(type: string, progress: Progress): Wanted {
  if (progress.failure)
    return {
      type,
      status: 'False',
      reason: 'Error',
      message: progress.failure,
    };
  if (progress.waiting)
    return {
      type,
      status: 'Unknown',
      reason: 'Waiting',
      message: progress.waiting,
    };
  return yes(type);
}

function ready(progress: Progress): Wanted {
  if (!progress.provisioned) return unfinished('Ready', progress);
  if (!progress.connected)
    return {
      type: 'Ready',
      status: 'False',
      reason: 'Disconnected',
      message: 'Cluster agent is not connected',
    };
  return yes('Ready');
}

function reconciling({ waiting, failure }: Progress): Wanted[] {
  return [
    waiting && !failure
      ? {
          type: 'Reconciling',
          status: 'True',
          reason: 'Waiting',
          message: waiting,
        }
      : no('Reconciling'),
    failure
      ? { type: 'Stalled', status: 'True', reason: 'Error', message: failure }
      : no('Stalled'),
  ];
}

/** Conditions of provisioning.cattle.io/v1 Cluster. */
export function clusterConditions(progress: Progress): Wanted[] {
  return [
    ...reconciling(progress),
    yes('Created'),
    yes('RKECluster'),
    ...always.map(yes),
    progress.connected ? yes('Connected') : no('Connected'),
    unfinished('Updated', progress),
    progress.provisioned
      ? yes('Provisioned')
      : unfinished('Provisioned', progress),
    ready(progress),
    ...(progress.removing
      ? [
          {
            type: 'Removed',
            status: 'Unknown',
            reason: 'Waiting',
            message: progress.waiting,
          } as const,
        ]
      : []),
  ];
}

/** Conditions of management.cattle.io/v3 Cluster. */
export function managementConditions(progress: Progress): Wanted[] {
  return [
    ...reconciling(progress),
    ...always.map(yes),
    yes('NoDiskPressure'),
    yes('NoMemoryPressure'),
    yes('SecretsMigrated'),
    yes('ServiceAccountSecretsMigrated'),
    yes('SystemAccountCreated'),
    yes('GlobalAdminsSynced'),
    progress.provisioned ? yes('AgentDeployed') : no('AgentDeployed'),
    progress.provisioned ? yes('Waiting') : no('Waiting'),
    progress.connected ? yes('Connected') : no('Connected'),
    unfinished('Updated', progress),
    progress.provisioned
      ? yes('Provisioned')
      : unfinished('Provisioned', progress),
    ready(progress),
  ];
}

/** Conditions of rke.cattle.io/v1 RKEControlPlane. */
export function controlPlaneConditions(progress: Progress): Wanted[] {
  return [
    ...reconciling(progress),
    progress.provisioned ? yes('Bootstrapped') : no('Bootstrapped'),
    progress.connected ? yes('AgentConnected') : no('AgentConnected'),
    unfinished('Reconciled', progress),
    progress.provisioned ? yes('Stable') : no('Stable'),
    unfinished('Ready', progress),
  ];
}
