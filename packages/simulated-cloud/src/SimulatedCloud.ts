import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject } from '@backstage/types';
import { portalConfig } from './assembly/portalConfig';
import { RancherWithFleet } from './assembly/RancherWithFleet';
import { startError } from './assembly/startError';
import { SystemClock, type Clock } from './Clock';
import { createCompany } from './company/company';
import type { CompanyOptions } from './company/types';
import {
  defaultPorts,
  type CloudContext,
  type CloudPart,
  type CloudPorts,
  type CloudUrls,
} from './context';
import { Control } from './control';
import { FunctionPlatforms } from './functions';
import { GitHost } from './git';
import { IdentityProvider } from './identity';
import type { KubernetesApi } from './kubernetes';
import { OpenStackCloud } from './openstack';
import { Scenarios, type Scenario } from './Scenarios';

/** Which cloud, and where. */
export interface SimulatedCloudOptions {
  /** Certificates, clouds.yaml, kubeconfig and git repositories go here. */
  stateDir: string;
  /** The well-known ones by default; `freePorts` takes any. */
  ports?: CloudPorts;
  company?: Partial<CompanyOptions>;
  clock?: Clock;
  scenarios?: Scenario[];
  log?(message: string): void;
}

/** A private cloud in one process: OpenStack, Rancher, function platforms, a git host and who signs in. */
export class SimulatedCloud {
  /** Resolves once all of it can be used. */
  static async start(options: SimulatedCloudOptions): Promise<SimulatedCloud> {
    const stateDir = path.resolve(options.stateDir);
    await mkdir(stateDir, { recursive: true });
    const scenarios = new Scenarios();
    for (const scenario of options.scenarios ?? []) scenarios.set(scenario);
    const cloud = new SimulatedCloud(
      {
        clock: options.clock ?? new SystemClock(),
        company: createCompany(options.company),
        scenarios,
        stateDir,
        urls: {
          keystone: '',
          rancher: '',
          git: '',
          gateway: '',
          identity: '',
          control: '',
        },
        log: options.log ?? (() => {}),
      },
      options.ports ?? defaultPorts,
    );
    try {
      await cloud.startParts();
    } catch (error) {
      await cloud.stop();
      throw startError(error);
    }
    return cloud;
  }

  private readonly started: CloudPart[] = [];
  private readonly openstack: OpenStackCloud;
  private readonly rancher: RancherWithFleet;

  private constructor(
    readonly context: CloudContext,
    private readonly ports: CloudPorts,
  ) {
    this.openstack = new OpenStackCloud(context, ports);
    const regions = [...this.openstack.state.regions.values()];
    this.rancher = new RancherWithFleet(context, {
      port: ports.rancher,
      flavors: new Map(
        regions
          .flatMap(region => region.flavors)
          .flatMap(flavor => [
            [flavor.name, flavor],
            [flavor.id, flavor],
          ]),
      ),
    });
  }

  get urls(): CloudUrls {
    return this.context.urls;
  }

  get scenarios(): Scenarios {
    return this.context.scenarios;
  }

  /** The configuration that points a portal at this cloud: nothing in it is special. */
  config(): JsonObject {
    return portalConfig(this.context, this.rancher.server.token);
  }

  /** The API of Rancher's own cluster, for tests that look behind the scenes. */
  get management(): KubernetesApi {
    return this.rancher.server.management;
  }

  async stop(): Promise<void> {
    for (const part of this.started.splice(0).reverse()) await part.stop();
  }

  private async startParts() {
    const { context, ports, rancher } = this;
    await this.startPart(this.openstack);
    await this.startPart(new IdentityProvider(context, ports.identity));
    const git = new GitHost(context, ports.git);
    await this.startPart(git);
    await this.startPart(rancher);
    await writeFile(
      path.join(context.stateDir, 'rancher-token'),
      rancher.server.token,
      { mode: 0o600 },
    );
    await this.startPart(this.functions(git));
    await this.startPart(new Control(context, ports.control));
  }

  private functions(git: GitHost): FunctionPlatforms {
    const { context, ports, rancher } = this;
    return new FunctionPlatforms({
      context,
      port: ports.gateway,
      repositories: git.repositories,
      clusters: rancher.clusters
        .filter(cluster => cluster.functions)
        .map(({ name, region }) => {
          const { client, api, seed } = rancher.reach(name);
          return {
            name: region,
            client,
            seed,
            setHooks: hooks => api()?.setHooks(hooks),
          };
        }),
    });
  }

  private async startPart(part: CloudPart) {
    // also what came up only half is stopped
    this.started.push(part);
    await part.start();
  }
}
