import { join } from 'node:path';
import type { CloudContext, CloudPart } from '../context';
import { KnativePlatform } from '../controllers/knative';
import type { KubeClient } from '../controllers/runtime';
import { ShipwrightControllers } from '../controllers/shipwright';
import type { ClusterHooks } from '../kubernetes/hooks';
import type { Repositories } from '../git';
import { FunctionGateway } from './FunctionGateway';
import { FunctionSeeder } from './FunctionSeeder';
import { ImageRegistry } from './ImageRegistry';

/** A cluster that runs functions, as its controllers reach it. */
export interface FunctionCluster {
  /** `north`: part of the host names of its functions. */
  name: string;
  client: KubeClient;
  /** Takes what the cluster's API server needs to answer for logs. */
  setHooks(hooks: ClusterHooks): void;
  /** Writes objects as if it were that time, before anybody is connected. */
  seed?(time: number, objects: object[]): void;
}

export interface FunctionPlatformsOptions {
  context: CloudContext;
  clusters: FunctionCluster[];
  /** Port of the gateway; 0 takes any free one. */
  port: number;
  /** How long a function without requests keeps its pod. */
  idleMs?: number;
  /** Where the sources of the company's functions go. */
  repositories?: Repositories;
}

/** All clusters that run functions: Knative and Shipwright on each, one registry and one gateway for all. */
export class FunctionPlatforms implements CloudPart {
  readonly registry: ImageRegistry;
  private readonly platforms: KnativePlatform[];
  private readonly builders: ShipwrightControllers[];
  private readonly gateway: FunctionGateway;
  private readonly seeder: FunctionSeeder;

  constructor(options: FunctionPlatformsOptions) {
    const { context, clusters, port, idleMs } = options;
    this.registry = new ImageRegistry(join(context.stateDir, 'images'));
    const { registry } = this;
    this.platforms = clusters.map(({ name, client, setHooks }) => {
      const platform = new KnativePlatform({
        context,
        name,
        client,
        registry,
        idleMs,
      });
      setHooks(platform.hooks);
      return platform;
    });
    this.builders = clusters.map(
      ({ client }) => new ShipwrightControllers({ context, client, registry }),
    );
    this.seeder = new FunctionSeeder({ ...options, registry });
    this.gateway = new FunctionGateway(context, this.platforms, port);
  }

  async start(): Promise<void> {
    await this.seeder.seed();
    await Promise.all(
      [...this.platforms, ...this.builders].map(part => part.start()),
    );
    await this.gateway.start();
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    await Promise.all(
      [...this.platforms, ...this.builders].map(part => part.stop()),
    );
  }
}
