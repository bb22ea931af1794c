import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { isSettled, type Operation } from '@flytower/cloud-common/operations';
import {
  fleetKinds,
  rancherKinds,
  RancherSource,
  readRancherConfig,
} from '@flytower/cloud-node/upstream/rancher';
import { SystemClock } from '@flytower/simulated-cloud';
import { startSimulatedCloud } from '@flytower/simulated-cloud/testUtils';
import { merge } from 'lodash';
import knexFactory, { type Knex } from 'knex';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { eventually } from '../startOperating';
import { KillableBackend } from './KillableBackend';

/** A cloud and a journal that outlive the backends on them. */
export class Stage {
  static async open(database?: {
    config: JsonObject;
    connect(): Knex;
  }): Promise<Stage> {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'flytower-kill-'));
    const cloud = await startSimulatedCloud({ clock: new SystemClock(200) });
    return new Stage(
      home,
      cloud,
      database ?? {
        config: {
          client: 'better-sqlite3',
          connection: { directory: home },
        },
        connect: () =>
          knexFactory({
            client: 'better-sqlite3',
            connection: { filename: path.join(home, 'clusters.sqlite') },
            useNullAsDefault: true,
          }),
      },
    );
  }

  private readonly all: KillableBackend[] = [];
  private warm = this.warmUp();

  private constructor(
    private readonly home: string,
    readonly cloud: Awaited<ReturnType<typeof startSimulatedCloud>>,
    private readonly database: { config: JsonObject; connect(): Knex },
  ) {}

  private warmUp() {
    const backend = new KillableBackend();
    this.all.push(backend);
    return backend;
  }

  /** A backend that has read everything. The next one is made ready meanwhile. */
  async backend(): Promise<KillableBackend> {
    const { warm } = this;
    await warm.start({
      company: this.cloud.context.company,
      config: merge(this.cloud.config(), {
        backend: {
          baseUrl: 'http://localhost',
          database: this.database.config,
        },
        cloud: { operations: { approvals: [] } },
      }),
    });
    this.warm = this.warmUp();
    await eventually(async () => {
      const { total, freshness } = await warm.ask<{
        total: number;
        freshness: { state: string }[];
      }>('/clusters?limit=1');
      if (total === 0 || freshness[0].state !== 'fresh')
        throw new Error('Rancher is not read yet');
    });
    return warm;
  }

  /** Where a backend notes its last words. */
  get note() {
    return path.join(this.home, 'last-words');
  }

  async settled(backend: KillableBackend, id: string): Promise<Operation> {
    return eventually(async () => {
      const operation = await backend.ask<Operation>(`/operations/${id}`);
      if (!isSettled(operation.state))
        throw new Error(`It goes on: ${JSON.stringify(operation)}`);
      return operation;
    });
  }

  /** The time goes by after which a dead backend has lost what it held. */
  async letLeasesRunOut() {
    await this.rows(async journal => {
      await journal.update({ lease_until: 0 });
    });
  }

  async rows<T>(act: (journal: Knex.QueryBuilder) => Promise<T>): Promise<T> {
    const knex = this.database.connect();
    try {
      return await act(knex('cloud_operations'));
    } finally {
      await knex.destroy();
    }
  }

  /** Everything that Rancher has of a cluster that the portal wrote. */
  async written(name: string) {
    const [config] = readRancherConfig(new ConfigReader(this.cloud.config()));
    const { management } = new RancherSource(config);
    const where = { namespace: config.namespace };
    const [clusters, configs, helmOps] = await Promise.all([
      management.listAll(rancherKinds.provisioningCluster, where),
      management.listAll(rancherKinds.openstackConfig, where),
      management.listAll(fleetKinds.helmOp, where),
    ]);
    return {
      cluster: clusters.filter(({ metadata }) => metadata.name === name)[0],
      clusters: clusters.filter(({ metadata }) => metadata.name === name)
        .length,
      machineConfigs: configs
        .map(({ metadata }) => metadata.name)
        .filter(one => one.startsWith(`nc-${name}-`)),
      helmOps: helmOps
        .map(({ metadata }) => metadata.name)
        .filter(one => one.startsWith(`${name}-`)),
    };
  }

  async close() {
    await Promise.all(this.all.map(backend => backend.kill()));
    await this.cloud.stop();
    fs.rmSync(this.home, { recursive: true });
  }
}
