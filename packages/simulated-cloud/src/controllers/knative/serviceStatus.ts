import { conditionOf, no, perhaps, yes } from './conditions';
import type {
  Condition,
  KnativeService,
  Revision,
  TrafficTarget,
} from './types';

/** Where a function platform's services are reached. */
export interface ServiceUrls {
  of(service: KnativeService, tag?: string): string;
}

/** What a service's configuration and route say, drawn from its revisions. */
export interface ServiceState {
  created?: Revision;
  ready?: Revision;
  configuration: Condition;
  /** All conditions of the route. */
  route: Condition[];
  traffic?: TrafficTarget[];
}

export function generationOf(revision: Revision): number {
  return Number(
    revision.metadata.labels?.['serving.knative.dev/configurationGeneration'],
  );
}

/** The state of everything above the revisions. */
export function serviceState(
  service: KnativeService,
  createdName: string,
  revisions: Revision[],
  urls: ServiceUrls,
): ServiceState {
  const { name } = service.metadata;
  const created = revisions.find(one => one.metadata.name === createdName);
  const ready = revisions
    .filter(one => conditionOf(one, 'Ready')?.status === 'True')
    .sort((a, b) => generationOf(b) - generationOf(a))[0];
  const configuration = configurationCondition(created);
  const targets = service.spec.traffic ?? [
    { latestRevision: true, percent: 100 },
  ];
  const problem = targets
    .map(target =>
      trafficProblem(name, target, revisions, ready, configuration),
    )
    .find(Boolean);
  const assigned = problem ?? yes('AllTrafficAssigned');
  return {
    created,
    ready,
    configuration,
    route: routeConditions(assigned),
    traffic: problem
      ? undefined
      : targets.map(target => ({
          latestRevision: target.latestRevision ?? !target.revisionName,
          percent: target.percent ?? 0,
          revisionName: target.revisionName ?? ready?.metadata.name,
          ...(target.tag && {
            tag: target.tag,
            url: urls.of(service, target.tag),
          }),
        })),
  };
}

/** Conditions of the service itself. */
export function serviceConditions(state: ServiceState): Condition[] {
  const routeReady = state.route.find(one => one.type === 'Ready');
  const routes = { ...yes('RoutesReady'), ...routeReady, type: 'RoutesReady' };
  const configurations = {
    ...state.configuration,
    type: 'ConfigurationsReady',
  };
  const worst =
    [routes, configurations].find(one => one.status === 'False') ??
    [configurations, routes].find(one => one.status === 'Unknown') ??
    routes;
  return [configurations, routes, { ...worst, type: 'Ready' }];
}

function configurationCondition(created: Revision | undefined): Condition {
  const ready = created && conditionOf(created, 'Ready');
  if (ready?.status === 'True') return yes('Ready');
  if (ready?.status === 'False')
    return no(
      'Ready',
      'RevisionFailed',
      `Revision "${created?.metadata.name}" failed with message: ${ready.message}.`,
    );
  return perhaps('Ready');
}

function trafficProblem(
  name: string,
  target: TrafficTarget,
  revisions: Revision[],
  ready: Revision | undefined,
  configuration: Condition,
): Condition | undefined {
  const type = 'AllTrafficAssigned';
  const missing = 'RevisionMissing';
  if (target.revisionName) {
    const { revisionName } = target;
    const found = revisions.find(one => one.metadata.name === revisionName);
    if (!found)
      return no(
        type,
        missing,
        `Revision "${revisionName}" referenced in traffic not found.`,
      );
    const status = conditionOf(found, 'Ready')?.status;
    if (status === 'True') return undefined;
    return status === 'False'
      ? no(type, missing, `Revision "${revisionName}" failed to become ready.`)
      : perhaps(type, missing, `Revision "${revisionName}" is not yet ready.`);
  }
  if (ready) return undefined;
  return configuration.status === 'False'
    ? no(
        type,
        missing,
        `Configuration "${name}" does not have any ready Revision.`,
      )
    : perhaps(
        type,
        missing,
        `Configuration "${name}" is waiting for a Revision to become ready.`,
      );
}

function routeConditions(assigned: Condition): Condition[] {
  if (assigned.status !== 'True')
    return [
      assigned,
      perhaps('CertificateProvisioned'),
      perhaps(
        'IngressReady',
        'IngressNotConfigured',
        'Ingress has not yet been reconciled.',
      ),
      { ...assigned, type: 'Ready' },
    ];
  return [
    assigned,
    {
      ...yes('CertificateProvisioned'),
      reason: 'TLSNotEnabled',
      message: 'external-domain-tls is not enabled',
    },
    yes('IngressReady'),
    yes('Ready'),
  ];
}
