import type { CloudContext, CloudPart } from '../../context';
import type { ImageRegistry } from '../../functions/ImageRegistry';
import type { ClusterHooks } from '../../kubernetes/hooks';
import { conditionOf } from './conditions';
import { ServicesController } from './ServicesController';
import type { KubeClient } from '../runtime';
import type { KnativeService, Revision, TrafficTarget } from './types';

const coldStartMs = 30_000;

export interface KnativePlatformOptions {
  context: CloudContext;
  /** `north`: part of the host names of its functions. */
  name: string;
  client: KubeClient;
  registry: ImageRegistry;
  idleMs?: number;
}

/** A cluster with Knative Serving, and what its ingress and activator know. */
export class KnativePlatform implements CloudPart {
  readonly name: string;
  private readonly domain: string;
  private readonly controller: ServicesController;
  private turn = 0;

  constructor(options: KnativePlatformOptions) {
    const { context, name } = options;
    this.name = name;
    const company = context.company.name.toLowerCase();
    this.domain = `${name}.fn.${company}.example`;
    this.controller = new ServicesController({
      name: `knative ${name}`,
      client: options.client,
      registry: options.registry,
      clock: context.clock,
      idleMs: options.idleMs ?? 90_000,
      log: message => context.log(message),
      urls: { of: (service, tag) => this.urlOf(service, tag) },
    });
  }

  /** To be given to the cluster's API server. */
  get hooks(): ClusterHooks {
    return { logsOf: this.controller.instances.logsOf };
  }

  start(): Promise<void> {
    return this.controller.start();
  }

  stop(): Promise<void> {
    return this.controller.stop();
  }

  /** Which revision answers for a host; undefined when none of this platform's services has it. */
  route(
    host: string,
  ): { service: KnativeService; revision?: Revision } | undefined {
    if (!host.endsWith(`.${this.domain}`)) return undefined;
    const [label = '', namespace = '', ...more] = host
      .slice(0, -this.domain.length - 1)
      .split('.');
    if (more.length > 0) return undefined;
    const whole = this.controller.services.get(`${namespace}/${label}`);
    if (whole && isPrivate(whole)) return undefined;
    if (whole) return this.choose(whole, whole.status?.traffic ?? []);
    for (let at = label.indexOf('-'); at > 0; at = label.indexOf('-', at + 1)) {
      const tagged = this.controller.services.get(
        `${namespace}/${label.slice(at + 1)}`,
      );
      const target = tagged?.status?.traffic?.find(
        one => one.tag === label.slice(0, at),
      );
      if (tagged && target && !isPrivate(tagged))
        return this.choose(tagged, [{ ...target, percent: 100 }]);
    }
    return undefined;
  }

  /** Hands a request to the revision, once an instance of it is there. */
  async serve<T>(
    revision: Revision,
    ask: (port: number) => Promise<T>,
  ): Promise<T> {
    const { autoscaler, instances } = this.controller;
    const done = autoscaler.begin(revision);
    try {
      const signal = AbortSignal.timeout(coldStartMs);
      while (instances.stateOf(revision).phase === 'none') {
        if (signal.aborted) throw new Error('no instance came up in time');
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      return await ask(await instances.wake(revision));
    } finally {
      done();
    }
  }

  private choose(service: KnativeService, traffic: TrafficTarget[]) {
    // steps of 61 visit every percent once in a hundred requests, and spread each share evenly
    const turn = (this.turn++ * 61) % 100;
    let sum = 0;
    const target = traffic.find(one => (sum += one.percent ?? 0) > turn);
    const revision = this.controller
      .revisionsOf(service)
      .find(one => one.metadata.name === target?.revisionName);
    const ready = revision && conditionOf(revision, 'Ready')?.status === 'True';
    return { service, revision: ready ? revision : undefined };
  }

  private urlOf(service: KnativeService, tag?: string): string {
    const { name, namespace } = service.metadata;
    const label = tag ? `${tag}-${name}` : name;
    return isPrivate(service)
      ? `http://${label}.${namespace}.svc.cluster.local`
      : `http://${label}.${namespace}.${this.domain}`;
  }
}

/** The public ingress does not know it. */
function isPrivate({ metadata: { labels } }: KnativeService): boolean {
  return labels?.['networking.knative.dev/visibility'] === 'cluster-local';
}
