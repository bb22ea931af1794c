import type { Observation } from '@flytower/cloud-node/operations';
import {
  functionAnnotations,
  toConditions,
  type knativeKinds,
} from '@flytower/cloud-node/upstream/knative';
import type { JsonObject } from '@backstage/types';
import type { PlatformFunction } from '../map/toFunction';

type KnativeService = knativeKinds.KnativeService;

/** A revision's share of the requests. */
export interface Share extends JsonObject {
  revision: string;
  percent: number;
  tag?: string;
}

/** Whether all requests go to the newest revision that is ready, whichever that is. */
export function followsLatest({ spec }: KnativeService): boolean {
  const shared = (spec.traffic ?? []).filter(({ percent = 0 }) => percent > 0);
  return (
    shared.length === 0 || shared.every(({ revisionName }) => !revisionName)
  );
}

/** Targets of the service that only give a revision an address of its own. */
function taggedTargets(
  { spec }: KnativeService,
  except: (string | undefined)[] = [],
) {
  return (spec.traffic ?? [])
    .filter(({ tag }) => tag && !except.includes(tag))
    .map(({ tag = '', revisionName }) => ({
      tag,
      percent: 0,
      ...(revisionName ? { revisionName } : { latestRevision: true }),
    }));
}

/** Tags that give a revision of the service an address of its own. */
export function tagsOf(
  service: KnativeService | undefined,
  except: (string | undefined)[],
): string[] {
  return service ? taggedTargets(service, except).map(({ tag }) => tag) : [];
}

/** All requests to whatever is newest and ready; tags stay. */
export function latestTraffic(service: KnativeService) {
  return [{ latestRevision: true, percent: 100 }, ...taggedTargets(service)];
}

/** Exactly these shares. `keepTags`: revisions keep the addresses of their own that they had. */
export function pinnedTraffic(
  service: KnativeService,
  shares: Share[],
  keepTags: boolean,
) {
  return [
    ...shares.map(({ revision, percent, tag }) => ({
      revisionName: revision,
      percent,
      ...(tag && { tag }),
    })),
    ...(keepTags
      ? taggedTargets(
          service,
          shares.map(({ tag }) => tag),
        )
      : []),
  ];
}

/** Whether the platform says that requests go where they should. */
export function showsTraffic(
  { metadata, status }: KnativeService,
  shares: Share[],
): boolean {
  if (status?.observedGeneration !== metadata.generation) return false;
  const percents = new Map<string, number>();
  for (const { revisionName = '', percent = 0 } of status?.traffic ?? [])
    percents.set(revisionName, (percents.get(revisionName) ?? 0) + percent);
  const wanted = shares.filter(({ percent }) => percent > 0);
  const served = [...percents].filter(([, percent]) => percent > 0);
  return (
    served.length === wanted.length &&
    wanted.every(({ revision, percent }) => percents.get(revision) === percent)
  );
}

/** Whether what the watch has seen is as new as the operation. */
export function showsOperation(operationId: string) {
  return (objects: PlatformFunction | undefined): boolean =>
    objects?.service?.metadata.annotations[functionAnnotations.operation] ===
    operationId;
}

/** How a change of traffic stands. */
export function observeTraffic(
  objects: PlatformFunction | undefined,
  shares: Share[],
  operationId: string,
): Observation {
  const service = objects?.service;
  const step = (state: Observation['steps'][number]['state']) => [
    { name: 'Tell Knative', state: 'done' as const },
    { name: 'Requests go there', state },
  ];
  const failed = (outcome: string): Observation => ({
    message: outcome,
    steps: step('failed'),
    settled: 'failed',
    outcome,
  });
  if (!service || service.metadata.deletionTimestamp)
    return failed('The function was deleted meanwhile');
  const said = shares
    .filter(({ percent }) => percent > 0)
    .map(({ percent, revision }) => `${percent} % to ${revision}`)
    .join(', ');
  if (showsTraffic(service, shares))
    return {
      message: `Requests go ${said}`,
      steps: step('done'),
      settled: 'succeeded',
      outcome: `Requests go ${said}`,
    };
  if (!showsOperation(operationId)(objects))
    return failed(
      'Somebody else changed the function meanwhile; look where its requests go, and start again',
    );
  const routes = toConditions(service).find(
    ({ type }) => type === 'RoutesReady',
  );
  const isNew =
    service.status?.observedGeneration === service.metadata.generation;
  if (isNew && routes?.status === 'False')
    return failed(
      `Knative does not do it: ${
        routes.message ?? routes.reason ?? 'it does not say why'
      }. Requests go where they went before.`,
    );
  return {
    message: `Knative sends ${said}`,
    steps: step('running'),
  };
}
