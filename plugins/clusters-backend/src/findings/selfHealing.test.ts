import { notificationService } from '@backstage/plugin-notifications-node';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { clusterListSchema } from '@flytower/cloud-common/clusters';
import {
  findingListSchema,
  operationListSchema,
} from '@flytower/cloud-common/operations';
import {
  startCloudBackend,
  type CloudBackend,
} from '@flytower/simulated-cloud/testUtils';
import { setTimeout as pause } from 'node:timers/promises';
import { projectsOfTheCompany } from '../__testUtils__/projectsOfTheCompany';
import { eventually } from '../__testUtils__/startOperating';
import { clustersPlugin } from '../plugin';

jest.setTimeout(240_000);

const withinMs = 90_000;

describe('a node that breaks, with the policy auto', () => {
  let cloud: CloudBackend;
  const sent: { to: unknown; title: string }[] = [];

  const notifications = createServiceFactory({
    service: notificationService,
    deps: {},
    factory: () => ({
      send: async ({ recipients, payload }) => {
        sent.push({
          to: 'entityRef' in recipients && recipients.entityRef,
          title: payload.title,
        });
      },
    }),
  });

  beforeAll(async () => {
    cloud = await startCloudBackend({
      cloud: { company: { clusters: 4 } },
      config: {
        cloud: {
          findings: {
            opensAfterSeconds: 1,
            closesAfterSeconds: 1,
            policies: { 'node-not-ready': { policy: 'auto', perHour: 9 } },
          },
        },
      },
      features: [
        clustersPlugin,
        projectsOfTheCompany(() => cloud?.cloud.context.company),
        notifications,
      ],
    });
  });
  afterAll(() => cloud?.stop());

  const ask = async (path: string) => {
    const mei = cloud.as('user:default/mei.tanaka');
    return (await mei.fetch(`/api/clusters${path}`)).json();
  };
  const clusters = async () =>
    clusterListSchema.parse(await ask('/clusters?limit=500')).items;
  const findings = async (query: string) =>
    findingListSchema.parse(await ask(`/findings?limit=500&${query}`));
  const operations = async (id: string) =>
    operationListSchema.parse(await ask(`/operations?targetId=${id}`)).items;

  it('is replaced untouched: one finding, one operation, one notification', async () => {
    const record = await eventually(async () => {
      const found = (await clusters()).find(
        ({ state, owner }) => state === 'active' && owner,
      );
      expect(found).toBeDefined();
      // what the company brought along is told before
      expect((await findings('state=open')).total).toBeGreaterThan(0);
      return found!;
    }, withinMs);
    const ofThis = `kind=node-not-ready&subjectId=${record.id}`;
    expect((await findings(ofThis)).total).toBe(0);
    const told = sent.length;

    cloud.cloud.context.scenarios.set({
      name: 'node-broken',
      on: true,
      target: record.name,
    });
    const closed = await eventually(async () => {
      const { items } = await findings(ofThis);
      expect(items).toMatchObject([{ state: 'closed' }]);
      return items[0];
    }, withinMs);
    const [operation] = await eventually(async () => {
      const items = await operations(record.id);
      expect(items).toMatchObject([{ state: 'succeeded' }]);
      return items;
    }, withinMs);
    expect(closed).toMatchObject({
      owner: record.owner,
      policy: 'auto',
      operationId: operation.id,
    });
    expect(operation).toMatchObject({
      kind: 'replace-node',
      requester: 'policy:node-not-ready',
      findingId: closed.id,
      input: { node: closed.part },
    });
    await eventually(async () => {
      const after = (await clusters()).find(({ id }) => id === record.id);
      expect(after).toMatchObject({ state: 'active', nodes: record.nodes });
    });
    // long enough for everything to be looked at once more
    await pause(12_000);

    expect((await findings(ofThis)).total).toBe(1);
    expect(await operations(record.id)).toHaveLength(1);
    const mine = sent
      .slice(told)
      .filter(({ title }) => title.includes(record.displayName));
    expect(mine).toEqual([
      {
        to: [record.owner],
        title: `${record.displayName}: Node ${closed.part} is not ready`,
      },
    ]);
  });
});
