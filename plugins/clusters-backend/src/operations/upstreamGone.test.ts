import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { ConfigReader } from '@backstage/config';
import {
  clusterListSchema,
  type Cluster,
} from '@flytower/cloud-common/clusters';
import type { Operation } from '@flytower/cloud-common/operations';
import {
  rancherKinds,
  RancherSource,
  readRancherConfig,
} from '@flytower/cloud-node/upstream/rancher';
import {
  startCloudBackend,
  startSimulatedCloud,
} from '@flytower/simulated-cloud/testUtils';
import knexFactory from 'knex';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectsOfTheCompany } from '../__testUtils__/projectsOfTheCompany';
import { eventually } from '../__testUtils__/startOperating';
import { clustersPlugin } from '../plugin';

jest.setTimeout(180_000);

const away = 'cannot be read now';
const hourMs = 3_600_000;

describe('an operation that Rancher goes away under', () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'flytower-gone-'));
  let cloud: Awaited<ReturnType<typeof startSimulatedCloud>>;
  let backend: Awaited<ReturnType<typeof startCloudBackend>>;

  /** A backend on the journal that there is. */
  const begin = () =>
    startCloudBackend({
      cloud,
      config: {
        backend: {
          database: {
            client: 'better-sqlite3',
            connection: { directory: home },
          },
        },
      },
      features: [
        clustersPlugin,
        projectsOfTheCompany(() => cloud.context.company),
        databaseServiceFactory,
      ],
    });

  /** By so much it is later for everybody than it was. */
  let ahead = 0;

  beforeAll(async () => {
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
    cloud = await startSimulatedCloud({ company: { clusters: 12 } });
    backend = await begin();
    await eventually(async () => {
      const { freshness } = await clusters();
      if (freshness[0]?.state !== 'fresh')
        throw new Error('Rancher is not read yet');
    });
  });
  afterEach(() => {
    rancherIs('back');
  });
  afterAll(async () => {
    await backend?.stop();
    await cloud?.stop();
    jest.restoreAllMocks();
    fs.rmSync(home, { recursive: true });
  });

  function rancherIs(how: 'down' | 'back') {
    cloud.scenarios.set({ name: 'rancher-down', on: how === 'down' });
  }

  async function ask<T>(route: string, body?: object): Promise<T> {
    const answer = await backend
      .as('user:default/mei.tanaka')
      .fetch(`/api/clusters${route}`, {
        ...(body && { method: 'POST', body }),
      });
    return (await answer.json()) as T;
  }

  const clusters = async () =>
    clusterListSchema.parse(await ask('/clusters?limit=500'));

  /** A cluster of that release to which nothing has happened yet. */
  async function at(release: string): Promise<Cluster> {
    return eventually(async () => {
      const found = (await clusters()).items.find(
        one => one.state === 'active' && one.version?.startsWith(release),
      );
      if (!found) throw new Error(`There is no cluster of ${release}`);
      return found;
    });
  }

  const request = (clusterId: string, version: string) =>
    ask<Operation & { error?: { message: string } }>(
      '/operations/upgrade-cluster/start',
      { input: { clusterId, version } },
    );
  const upgrade = (clusterId: string, version: string) =>
    eventually(async () => {
      const started = await request(clusterId, version);
      if (started.error) throw new Error(started.error.message);
      return started;
    });

  const becomes = (id: string, wanted: (now: Operation) => boolean) =>
    eventually(async () => {
      const now = await ask<Operation>(`/operations/${id}`);
      if (!wanted(now)) throw new Error(`It is ${JSON.stringify(now)}`);
      return now;
    }, 60_000);

  const settles = (id: string) =>
    becomes(id, ({ finishedAt }) => finishedAt !== undefined);

  /** The backend is at it, by the time that it is now. */
  async function isHeld(id: string) {
    const journal = knexFactory({
      client: 'better-sqlite3',
      connection: { filename: path.join(home, 'clusters.sqlite') },
      useNullAsDefault: true,
    });
    try {
      const row = await journal('cloud_operations').where({ id }).first();
      if (row.lease_until < Date.now()) throw new Error('Nobody is at it');
    } finally {
      await journal.destroy();
    }
  }

  /** What Rancher itself has of the cluster, past the portal. */
  async function wantedVersion({ name }: Cluster) {
    const [config] = readRancherConfig(new ConfigReader(cloud.config()));
    const { management } = new RancherSource(config);
    const where = { namespace: config.namespace, name };
    const found = await management.get(rancherKinds.provisioningCluster, where);
    return found.spec.kubernetesVersion;
  }

  it('waits and says so while it goes on, and ends well once Rancher is back', async () => {
    const cluster = await at('v1.32');
    const { id } = await upgrade(cluster.id, 'v1.33.5+rke2r1');
    const before = await becomes(id, ({ steps }) => steps.length > 0);
    rancherIs('down');
    const during = await becomes(id, ({ trouble }) => !!trouble);
    expect(during).toMatchObject({
      state: 'running',
      trouble: expect.stringContaining(away),
      steps: before.steps.map(({ name }) => expect.objectContaining({ name })),
    });
    rancherIs('back');
    const ended = await settles(id);
    expect(ended).toMatchObject({
      state: 'succeeded',
      outcome: `${cluster.displayName} runs v1.33.5+rke2r1.`,
    });
    expect(ended.trouble).toBeUndefined();
  });

  it('waits and says so before anything was sent, and sends it once', async () => {
    const cluster = await at('v1.33');
    const from = cluster.version;
    rancherIs('down');
    await eventually(async () => {
      const { freshness } = await clusters();
      if (freshness[0].state !== 'failing')
        throw new Error('Rancher is still heard');
    });
    const { id } = await upgrade(cluster.id, 'v1.34.1+rke2r1');
    const waiting = await becomes(id, ({ trouble }) => !!trouble);
    expect(waiting).toMatchObject({ state: 'running', steps: [] });
    rancherIs('back');
    expect(await settles(id)).toMatchObject({ state: 'succeeded' });
    expect(from).not.toBe('v1.34.1+rke2r1');
    expect(await wantedVersion(cluster)).toBe('v1.34.1+rke2r1');
  });

  it('is taken up by a backend that has read nothing yet, which does not take that for a deletion', async () => {
    const cluster = await at('v1.33');
    const { id } = await upgrade(cluster.id, 'v1.34.1+rke2r1');
    await becomes(id, ({ steps }) => steps.length > 0);
    rancherIs('down');
    await backend.stop();
    backend = await begin();
    const waiting = await becomes(id, ({ trouble }) => !!trouble);
    expect(waiting.state).toBe('running');
    rancherIs('back');
    expect(await settles(id)).toMatchObject({
      state: 'succeeded',
      outcome: `${cluster.displayName} runs v1.34.1+rke2r1.`,
    });
  });

  it('fails only by its own deadline, and says what to do', async () => {
    const cluster = await at('v1.31');
    const { id } = await upgrade(cluster.id, 'v1.32.8+rke2r1');
    await becomes(id, ({ steps }) => steps.length > 0);
    rancherIs('down');
    await becomes(id, ({ trouble }) => !!trouble);
    // of three hours
    ahead = 2.9 * hourMs;
    await eventually(() => isHeld(id));
    expect(await ask(`/operations/${id}`)).toMatchObject({ state: 'running' });
    ahead = 3.1 * hourMs;
    const ended = await settles(id);
    expect(ended.state).toBe('failed');
    expect(ended.outcome).toMatch(
      /^It did not finish within 180 minutes\. At the end: .* cannot be read now: /,
    );
    expect(ended.outcome).toContain(`Look for clusterId ${cluster.id}`);
    expect(ended.outcome).toContain('see whether it came about after all');

    rancherIs('back');
    await eventually(async () => {
      const { version } = await ask<Cluster>(`/clusters/${cluster.id}`);
      if (version !== 'v1.32.8+rke2r1') throw new Error(`It runs ${version}`);
    });
    expect(await request(cluster.id, 'v1.32.8+rke2r1')).toMatchObject({
      error: {
        message: expect.stringContaining('runs v1.32.8+rke2r1 already'),
      },
    });
  });
});
