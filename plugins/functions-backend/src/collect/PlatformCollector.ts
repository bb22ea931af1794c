import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { Changes } from '@flytower/cloud-common';
import type {
  KubernetesClient,
  ReadingReporter,
  WatchTimes,
} from '@flytower/cloud-node/upstream/kubernetes';
import type { FunctionPlatform } from '@flytower/cloud-node/upstream/knative';
import { setTimeout as wait } from 'node:timers/promises';
import { Deployer } from '../deploy/Deployer';
import {
  functionIdOf,
  toDetail,
  toFunction,
  type FunctionRecord,
  type PlatformFunction,
} from '../map/toFunction';
import { collections, PlatformSnapshot } from './PlatformSnapshot';

const reconnectMs = { first: 1_000, longest: 30_000 };

export interface PlatformCollectorOptions {
  platform: FunctionPlatform;
  logger: LoggerService;
  signal: AbortSignal;
  reporterFor(collection: string): ReadingReporter;
  onChanges(changes: Changes['changes']): void;
  times?: Partial<WatchTimes>;
}

/**
 * All that the portal knows of one function platform. While the platform cannot be reached, what was known stays as it
 * was; only its freshness tells.
 */
export class PlatformCollector {
  readonly platform: FunctionPlatform;
  private readonly deployer: Deployer;
  private readonly told = new Map<string, string>();
  private snapshot?: PlatformSnapshot;
  private connected?: KubernetesClient;

  constructor(private readonly options: PlatformCollectorOptions) {
    this.platform = options.platform;
    this.deployer = new Deployer({
      ...options,
      objectsOf: key => this.snapshot?.get(key),
    });
    void this.connect();
  }

  get name(): string {
    return this.platform.config.name;
  }

  /** True once all that functions are made of was read completely: only then is what is missing known to be missing. */
  get isComplete(): boolean {
    return this.snapshot?.isComplete ?? false;
  }

  /** The platform's API; refuses while the way to it is not known. */
  get client(): KubernetesClient {
    if (this.connected) return this.connected;
    throw new ServiceUnavailableError(
      `${this.platform.config.title} cannot be reached yet`,
    );
  }

  list(): FunctionRecord[] {
    return (this.snapshot?.keys() ?? []).flatMap(key => this.record(key) ?? []);
  }

  find(where: { namespace: string; name: string }): FunctionRecord | undefined {
    return this.record(`${where.namespace}/${where.name}`);
  }

  objects(where: {
    namespace: string;
    name: string;
  }): PlatformFunction | undefined {
    return this.snapshot?.get(`${where.namespace}/${where.name}`);
  }

  namespaces() {
    return [...(this.snapshot?.namespaces.items.values() ?? [])];
  }

  private record(key: string): FunctionRecord | undefined {
    const objects = this.snapshot?.get(key);
    if (!objects) return undefined;
    const [namespace = '', name = ''] = key.split('/');
    const where = { namespace, name };
    const record = toFunction(this.platform.config, where, objects);
    const problem = this.deployer.problemOf(key);
    return record.state === 'deploying' && problem
      ? { ...record, state: 'failed', message: problem }
      : record;
  }

  private async connect(): Promise<void> {
    const { signal, reporterFor, logger, platform } = this.options;
    const reporters = Object.keys(collections).map(reporterFor);
    let delay = reconnectMs.first;
    while (!signal.aborted) {
      try {
        this.connected = await platform.connect({ signal });
        break;
      } catch (error) {
        for (const reporter of reporters) reporter.failed(error);
        await wait(delay, undefined, { signal, ref: false }).catch(() => {});
        delay = Math.min(delay * 2, reconnectMs.longest);
      }
    }
    if (!this.connected || signal.aborted) return;
    this.snapshot = new PlatformSnapshot({
      ...this.options,
      client: this.connected,
      onTouched: keys => this.touched(keys),
      onUnreadable: (what, error) =>
        logger.warn(
          `${platform.config.title}: ${what} is not understood and stays as it was: ${error.message}`,
        ),
    });
    this.deployer.start(this.connected, key => this.touched([key]));
  }

  private touched(keys: string[]): void {
    const changes: Changes['changes'] = [];
    for (const key of keys) {
      this.deployer.look(key);
      const [namespace = '', name = ''] = key.split('/');
      const id = functionIdOf(this.name, { namespace, name });
      const objects = this.snapshot?.get(key);
      const record = this.record(key);
      if (!objects || !record) {
        if (this.told.delete(key)) changes.push({ id, change: 'removed' });
        continue;
      }
      const visible = JSON.stringify([record, toDetail(objects)]);
      if (this.told.get(key) === visible) continue;
      this.told.set(key, visible);
      changes.push({ id, change: 'upserted' });
    }
    if (changes.length > 0) this.options.onChanges(changes);
  }
}
