import { mockServices } from '@backstage/backend-test-utils';
import type { Changes } from '@flytower/cloud-common';
import { EndpointPolicy, HttpSource } from '@flytower/cloud-node/upstream/http';
import {
  OpenStackClient,
  type OpenStackConfig,
} from '@flytower/cloud-node/upstream/openstack';
import { SystemClock } from '@flytower/simulated-cloud';
import {
  startOpenStack,
  type SimulatedOpenStack,
} from '@flytower/simulated-cloud/testUtils';
import { CloudCollector } from '../collect/CloudCollector';
import { ProjectReader } from '../store/ProjectReader';
import { ProjectWriter } from '../store/ProjectWriter';
import { ResourceWriter } from '../store/ResourceWriter';
import { SourceStates } from '../store/SourceStates';
import { openTestDatabase, type engines } from './databases';

export const everyProject = {
  offset: 0,
  limit: 500,
  order: 'asc',
  sort: 'name',
  owner: undefined,
  region: undefined,
  environment: undefined,
  cloud: undefined,
  reader: undefined,
} as const;

/** A collector on a simulated OpenStack and a database, whose passes a test makes by hand. */
export async function startCollector(
  options: {
    engine?: (typeof engines)[number];
    config?: Partial<OpenStackConfig>;
    maxRemovedShare?: number;
    company?: { projects: number; servers: number };
  } = {},
) {
  const cloud: SimulatedOpenStack = await startOpenStack({
    clock: new SystemClock(10),
    company: options.company,
  });
  const { knex, destroy } = await openTestDatabase(options.engine ?? 'SQLite');
  const http = new HttpSource({
    endpoints: new EndpointPolicy(['127.0.0.1']),
    retries: 1,
    firstRetryMs: 1,
    timeoutMs: 1_500,
    longTimeoutMs: 1_500,
    // Faults come and go within a test, so nothing is left alone for long.
    restMs: 1,
  });
  const client = new OpenStackClient(
    {
      name: 'main',
      authUrl: cloud.authUrl,
      interface: 'public',
      domains: [cloud.company.domain],
      account: {
        kind: 'password',
        username: 'portal',
        password: 'portal-secret',
        userDomain: { name: 'Default' },
        scope: { project: 'admin', projectDomain: { name: 'Default' } },
      },
      ...options.config,
    },
    http,
  );
  const announced: Changes['changes'] = [];
  const share = options.maxRemovedShare ?? 0.2;
  const states = new SourceStates(knex, {
    clouds: ['main'],
    staleAfterMs: 60_000,
  });
  const reader = new ProjectReader(knex, ['main']);
  const collector = new CloudCollector({
    client,
    projects: new ProjectWriter(knex, share),
    resources: new ResourceWriter(knex, share),
    states,
    ownerRoles: ['owner', 'admin', 'member'],
    logger: mockServices.logger.mock(),
    announce: async changes => {
      announced.push(...changes);
    },
  });
  return {
    cloud,
    client,
    knex,
    reader,
    states,
    announced,
    identity: () => collector.readIdentity(),
    /** One turn of both. */
    async pass() {
      const identity = await collector.readIdentity();
      const { signal } = new AbortController();
      return (await collector.readRegions(signal)) && identity;
    },
    freshness: async () => (await states.freshness())[0],
    projects: async () => (await reader.list(everyProject, 'all')).items,
    resources: async () => {
      const [{ count }] = await knex('resources').count({ count: '*' });
      return Number(count);
    },
    async stop() {
      await http.close();
      await destroy();
      await cloud.stop();
    },
  };
}
