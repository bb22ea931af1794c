import type { Clock } from '../../Clock';
import type { ImageRegistry } from '../../functions/ImageRegistry';
import {
  Controller,
  Informer,
  isStatus,
  keyOf,
  kinds,
  type KubeClient,
} from '../runtime';
import type { KubeObject } from '../../kubernetes/types';
import { Autoscaler } from './Autoscaler';
import { conditionList } from './conditions';
import { Instances } from './Instances';
import { servingKinds } from './kinds';
import {
  configurationOf,
  mergePatch,
  revisionNameOf,
  revisionOf,
  routeOf,
} from './objects';
import { revisionStatus } from './revisionStatus';
import {
  serviceConditions,
  serviceState,
  type ServiceState,
  type ServiceUrls,
} from './serviceStatus';
import type { Configuration, KnativeService, Revision, Route } from './types';

export interface ServicesOptions {
  name: string;
  client: KubeClient;
  clock: Clock;
  registry: ImageRegistry;
  urls: ServiceUrls;
  /** How long a revision without requests keeps its pod. */
  idleMs: number;
  log(message: string): void;
}

/** What Knative Serving's controllers do: services to configurations, routes, revisions, and instances of them. */
export class ServicesController {
  readonly instances: Instances;
  readonly autoscaler: Autoscaler;
  readonly services: Informer<KnativeService>;
  readonly revisions: Informer<Revision>;
  private readonly pods: Informer<KubeObject>;
  private readonly controller: Controller;

  constructor(private readonly options: ServicesOptions) {
    const { client, clock, registry } = options;
    this.controller = new Controller({
      name: options.name,
      clock,
      log: options.log,
      reconcile: key => this.reconcile(key),
    });
    const changed = (revision: Revision) => this.enqueueOwner(revision);
    this.instances = new Instances({ client, registry, clock, changed });
    this.autoscaler = new Autoscaler(clock, options.idleMs, changed);
    this.services = new Informer(client, servingKinds.service, clock);
    this.revisions = new Informer(client, servingKinds.revision, clock);
    this.pods = new Informer(client, kinds.pod, clock);
    this.services.onChange(({ object }) =>
      this.controller.enqueue(keyOf(object)),
    );
    this.revisions.onChange(({ type, object }) => {
      if (type === 'gone') void this.forget(object);
      this.enqueueOwner(object);
    });
    this.pods.onChange(({ type, object }) => {
      if (type === 'gone') void this.instances.podGone(object);
    });
  }

  async start(): Promise<void> {
    await Promise.all([
      this.services.start(),
      this.revisions.start(),
      this.pods.start(),
    ]);
    this.controller.start();
    this.autoscaler.start();
  }

  async stop(): Promise<void> {
    this.autoscaler.stop();
    await this.controller.stop();
    await Promise.all([
      this.services.stop(),
      this.revisions.stop(),
      this.pods.stop(),
      this.instances.stop(),
    ]);
  }

  revisionsOf(service: KnativeService): Revision[] {
    return this.revisions.list(
      ({ metadata }) =>
        metadata.namespace === service.metadata.namespace &&
        metadata.labels?.['serving.knative.dev/service'] ===
          service.metadata.name &&
        !metadata.deletionTimestamp,
    );
  }

  enqueueOwner(revision: Revision): void {
    const name = revision.metadata.labels?.['serving.knative.dev/service'];
    if (name) this.controller.enqueue(`${revision.metadata.namespace}/${name}`);
  }

  private async forget(revision: Revision) {
    this.autoscaler.forget(revision);
    await this.instances.end(revision);
  }

  private async reconcile(key: string): Promise<void> {
    const service = this.services.get(key);
    if (!service || service.metadata.deletionTimestamp) return;
    try {
      await this.bring(service);
    } catch (error) {
      // deleted under our hands; the informer tells
      if (!isStatus(error, 404)) throw error;
    }
  }

  private async bring(service: KnativeService): Promise<void> {
    const configuration = await this.configuration(service);
    const createdName = revisionNameOf(configuration);
    const present = this.revisionsOf(service);
    if (!present.some(one => one.metadata.name === createdName)) {
      present.push(
        await this.options.client.ensure(
          servingKinds.revision,
          revisionOf(configuration),
        ),
      );
    }
    const revisions = await Promise.all(
      present.map(revision => this.revision(service, revision, createdName)),
    );
    const state = serviceState(
      service,
      createdName,
      revisions,
      this.options.urls,
    );
    await this.report(service, configuration, state);
    await this.label(revisions, state);
  }

  private async configuration(service: KnativeService): Promise<Configuration> {
    const { client } = this.options;
    const kind = servingKinds.configuration;
    const wanted = configurationOf(service);
    const found = await client.ensure(kind, wanted);
    const patch = mergePatch(found.spec, wanted.spec);
    if (Object.keys(patch).length === 0) return found;
    return client.patch(kind, found.metadata, { spec: patch });
  }

  private async revision(
    service: KnativeService,
    revision: Revision,
    createdName: string,
  ): Promise<Revision> {
    const { client, registry, clock } = this.options;
    const image = revision.spec.containers[0]?.image ?? '';
    const imageFound = await registry.has(image);
    const routed =
      revision.metadata.name === createdName ||
      Boolean(
        service.status?.traffic?.some(
          target => target.revisionName === revision.metadata.name,
        ),
      );
    const wanted = imageFound && this.autoscaler.wants(revision, routed);
    if (wanted) await this.instances.run(revision);
    else await this.instances.end(revision);
    const facts = {
      imageFound,
      wanted,
      instance: this.instances.stateOf(revision),
    };
    const { conditions, ...replicas } = revisionStatus(revision, facts);
    const time = new Date(clock.now()).toISOString().replace(/\.\d+/, '');
    return client.patchStatus(servingKinds.revision, revision, {
      ...replicas,
      observedGeneration: revision.metadata.generation ?? 1,
      containerStatuses: [
        {
          ...(image.includes('@') && { imageDigest: image }),
          name: 'user-container',
        },
      ],
      conditions: conditionList(revision.status?.conditions, conditions, time),
    });
  }

  private async report(
    service: KnativeService,
    configuration: Configuration,
    state: ServiceState,
  ): Promise<void> {
    const { client, clock, urls } = this.options;
    const { name, namespace } = service.metadata;
    const time = new Date(clock.now()).toISOString().replace(/\.\d+/, '');
    const latest = {
      latestCreatedRevisionName: state.created?.metadata.name,
      latestReadyRevisionName: state.ready?.metadata.name,
    };
    await client.patchStatus(servingKinds.configuration, configuration, {
      ...latest,
      observedGeneration: configuration.metadata.generation ?? 1,
      conditions: conditionList(
        configuration.status?.conditions,
        [{ ...state.configuration, type: 'Ready' }],
        time,
      ),
    });
    const wantedRoute = routeOf(service);
    let route = await client.ensure<Route>(servingKinds.route, wantedRoute);
    const patch = mergePatch(route.spec, wantedRoute.spec);
    if (Object.keys(patch).length > 0)
      route = await client.patch(servingKinds.route, route.metadata, {
        spec: patch,
      });
    const reached = {
      url: urls.of(service),
      ...(state.traffic && {
        traffic: state.traffic,
        address: { url: `http://${name}.${namespace}.svc.cluster.local` },
      }),
    };
    await client.patchStatus(servingKinds.route, route, {
      ...reached,
      observedGeneration: route.metadata.generation ?? 1,
      conditions: conditionList(route.status?.conditions, state.route, time),
    });
    await client.patchStatus(servingKinds.service, service, {
      ...latest,
      ...reached,
      observedGeneration: service.metadata.generation ?? 1,
      conditions: conditionList(
        service.status?.conditions,
        serviceConditions(state),
        time,
      ),
    });
  }

  /** Whether traffic goes to a revision is written on it. */
  private async label(revisions: Revision[], state: ServiceState) {
    const label = 'serving.knative.dev/routingState';
    const routed = new Set(state.traffic?.map(target => target.revisionName));
    for (const revision of revisions) {
      const before = revision.metadata.labels?.[label];
      const isRouted = routed.has(revision.metadata.name);
      const now = isRouted ? 'active' : 'reserve';
      if (now === before || !state.traffic) continue;
      await this.options.client.patch(
        servingKinds.revision,
        revision.metadata,
        { metadata: { labels: { [label]: now } } },
      );
    }
  }
}
