import { mockServices } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import type { CloudResource } from '@flytower/cloud-common/projects';
import type { DefinedOperation } from '@flytower/cloud-node/operations';
import type {
  NovaServer,
  OpenStackClient,
} from '@flytower/cloud-node/upstream/openstack';
import { fakeDomain } from '../__testUtils__/fakeDomain';
import { deleteServer } from './deleteServer';
import type { ProjectsDomain } from './ProjectsDomain';
import { rebootServer } from './rebootServer';
import { startServer } from './startServer';
import { stopServer } from './stopServer';

const known: CloudResource = {
  id: 's1',
  projectId: 'p1',
  cloud: 'main',
  region: 'north',
  type: 'server',
  name: 'web-1',
  state: 'active',
  health: 'ok',
  details: {},
  allowedOperations: [],
};

const healthy: NovaServer = {
  id: 's1',
  name: 'web-1',
  status: 'ACTIVE',
  tenant_id: 'p1',
  created: undefined,
  updated: undefined,
  flavor: {},
  addresses: {},
  locked: false,
  image: { id: 'i1' },
  'os-extended-volumes:volumes_attached': [],
};

const rancherKey = `web-1-${'0f'.repeat(32)}`;

function contextOf(
  server: Partial<NovaServer>,
  more: Partial<ProjectsDomain> = {},
) {
  const sent: unknown[] = [];
  const compute = {
    getServer: async () => ({ ...healthy, ...server }),
    listActions: async () => [],
    act: async (_: string, action: object) => sent.push(action),
    deleteServer: async (id: string) => sent.push(id),
  };
  const client = {
    name: 'main',
    regions: async () => ['north'],
    has: async () => true,
    region: () => ({ compute }),
  };
  const domain = fakeDomain({
    clients: [client as unknown as OpenStackClient],
    findServer: async () => known,
    ...more,
  });
  return {
    sent,
    domain,
    requester: 'user:default/ines.duarte',
    operationId: 'one',
    reason: '',
    startedAt: new Date().toISOString(),
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  };
}

type Operation = DefinedOperation<ProjectsDomain>;

async function ask(
  { spec }: Operation,
  input: object,
  context: ReturnType<typeof contextOf>,
): Promise<string[]> {
  const problems = await spec.precheck(spec.input.parse(input), context);
  return problems.map(({ severity, message }) => `${severity}: ${message}`);
}

const input = { serverId: 's1' };
const hard = { serverId: 's1', type: 'hard' };
const fine = '';

/** Nova's status and task, and what stands against starting, stopping, restarting softly and hard, and deleting. */
const table: [
  status: string,
  task: string | null,
  start: string,
  stop: string,
  soft: string,
  hard: string,
  deleting: string,
][] = [
  ['ACTIVE', null, 'active already', fine, fine, fine, fine],
  ['SHUTOFF', null, fine, 'shutoff already', 'start it instead', fine, fine],
  ['PAUSED', null, 'paused', 'paused', 'a hard reboot can', fine, fine],
  [
    'SUSPENDED',
    null,
    'suspended',
    'suspended',
    'a hard reboot can',
    fine,
    fine,
  ],
  ['ERROR', null, 'error', fine, 'a hard reboot can', fine, fine],
  ['BUILD', 'spawning', 'busy', 'busy', 'busy', 'busy', fine],
  ['REBOOT', 'rebooting', 'busy', 'busy', 'busy', 'busy', fine],
  ['ACTIVE', 'powering-off', 'busy', 'busy', 'busy', 'busy', fine],
  [
    'ACTIVE',
    'deleting',
    'busy',
    'busy',
    'busy',
    'busy',
    'being deleted already',
  ],
  [
    'VERIFY_RESIZE',
    null,
    'verify_resize',
    'verify_resize',
    'cannot be restarted from there',
    'cannot be restarted from there',
    fine,
  ],
  [
    'SHELVED_OFFLOADED',
    null,
    'shelved_offloaded',
    'shelved_offloaded',
    'cannot be restarted from there',
    'cannot be restarted from there',
    fine,
  ],
  [
    'UNKNOWN',
    null,
    'unknown',
    'unknown',
    'cannot be restarted from there',
    'cannot be restarted from there',
    fine,
  ],
  [
    'DELETED',
    null,
    'not there any more',
    'not there any more',
    'not there any more',
    'not there any more',
    'not there any more',
  ],
];

describe('what the state of a server allows', () => {
  it.each(table)('%s, %s', async (status, task, ...expected) => {
    const context = contextOf({ status, 'OS-EXT-STS:task_state': task });
    const asked: [Operation, object][] = [
      [startServer, input],
      [stopServer, input],
      [rebootServer, input],
      [rebootServer, hard],
      [deleteServer, input],
    ];
    for (const [index, [operation, wish]] of asked.entries()) {
      const told = await ask(operation, wish, context);
      const blocked = told.filter(one => one.startsWith('blocks'));
      expect(blocked).toHaveLength(expected[index] === fine ? 0 : 1);
      expect(blocked.join()).toContain(expected[index]);
    }
  });
});

describe('a locked server', () => {
  const locked = { locked: true, locked_reason: 'audit' };
  const operations: [string, Operation, string][] = [
    ['start', startServer, 'SHUTOFF'],
    ['stop', stopServer, 'ACTIVE'],
    ['reboot', rebootServer, 'ACTIVE'],
    ['delete', deleteServer, 'ACTIVE'],
  ];

  it.each(operations)('cannot be had to %s', async (_, operation, status) => {
    const context = contextOf({ ...locked, status });
    expect(await ask(operation, input, context)).toContain(
      'blocks: web-1 is locked ("audit"); whoever locked it or an administrator of OpenStack may unlock it, with "openstack server unlock s1"',
    );
    // locked between the look and the start: Nova itself would let the portal through
    const { spec } = operation;
    await expect(spec.start(spec.input.parse(input), context)).rejects.toThrow(
      'web-1 is locked',
    );
    expect(context.sent).toEqual([]);
  });
});

describe('a machine of a Kubernetes cluster', () => {
  const clusterOf = async () => ({ id: 'main.shop', name: 'shop' });
  const sentence =
    'web-1 is a machine of the cluster shop; use "Replace node" on the cluster, or delete the cluster';

  it('is not stopped or deleted behind the back of its cluster', async () => {
    const context = contextOf({}, { clusterOf });
    expect(await ask(stopServer, input, context)).toEqual([
      `blocks: ${sentence}`,
    ]);
    expect(await ask(deleteServer, input, context)).toContain(
      `blocks: ${sentence}`,
    );
  });

  it('may be restarted when it hangs, and started', async () => {
    const context = contextOf({}, { clusterOf });
    expect(await ask(rebootServer, hard, context)).toEqual([
      `warns: ${sentence}`,
    ]);
    const off = contextOf({ status: 'SHUTOFF' }, { clusterOf });
    expect(await ask(startServer, input, off)).toEqual([]);
  });

  it('is known by the key pair that Rancher makes for each machine', async () => {
    const context = contextOf({ key_name: rancherKey });
    expect(await ask(stopServer, input, context)).toEqual([
      expect.stringContaining('blocks: Rancher made web-1'),
    ]);
    for (const key of ['web-1', 'web-1-mine', `db-${'0f'.repeat(32)}`]) {
      expect(
        await ask(stopServer, input, contextOf({ key_name: key })),
      ).toEqual([]);
    }
  });

  it('is not taken for an ordinary server while nobody can tell', async () => {
    const context = contextOf(
      {},
      {
        clusterOf: async () => {
          throw new Error('It cannot be told');
        },
      },
    );
    await expect(ask(deleteServer, input, context)).rejects.toThrow(
      'It cannot be told',
    );
  });
});

describe('what is sent', () => {
  const at = (status: string, task: string) =>
    contextOf({ status, 'OS-EXT-STS:task_state': task });

  it('is not taken for sent while Nova is at something else', async () => {
    const busy = at('ACTIVE', 'image_snapshot');
    await expect(stopServer.spec.start(input, busy)).rejects.toThrow(
      'web-1 is busy (image_snapshot)',
    );
    // which is upstream's trouble, so that it is tried again
    await expect(stopServer.spec.start(input, busy)).rejects.toThrow(
      ServiceUnavailableError,
    );
    expect(busy.sent).toEqual([]);
  });

  it('is not sent twice', async () => {
    const stopping = at('ACTIVE', 'powering-off');
    await stopServer.spec.start(input, stopping);
    const starting = at('SHUTOFF', 'powering-on');
    await startServer.spec.start(input, starting);
    expect([...stopping.sent, ...starting.sent]).toEqual([]);
  });
});

describe('deleting a server that is in no list of the portal any more', () => {
  const again = (status: string) =>
    contextOf({ status }, { findServer: async () => undefined });

  it('has succeeded when Nova has it no more', async () => {
    for (const status of ['DELETED', 'SOFT_DELETED']) {
      const context = again(status);
      const follow = await deleteServer.spec.start(input, context);
      expect(
        await deleteServer.spec.observe(follow, { ...context, input }),
      ).toMatchObject({
        settled: 'succeeded',
        outcome: 'No OpenStack has the server s1 any more.',
      });
      expect(context.sent).toEqual([]);
    }
  });

  it('waits when Nova has it all the same', async () => {
    const context = again('ACTIVE');
    await expect(deleteServer.spec.start(input, context)).rejects.toThrow(
      ServiceUnavailableError,
    );
    expect(context.sent).toEqual([]);
  });
});

describe('following', () => {
  it('waits while a server in error is being switched off', async () => {
    const context = contextOf({
      status: 'ERROR',
      'OS-EXT-STS:task_state': 'powering-off',
    });
    const follow = await stopServer.spec.start(input, context);
    const seen = await stopServer.spec.observe(follow, { ...context, input });
    expect(seen.settled).toBeUndefined();
  });

  it('ends when the server is gone from Nova and from the portal', async () => {
    const context = contextOf({});
    const follow = await stopServer.spec.start(input, context);
    const gone = contextOf(
      { status: 'DELETED' },
      { findServer: async () => undefined },
    );
    expect(
      await stopServer.spec.observe(follow, { ...gone, input }),
    ).toMatchObject({
      settled: 'failed',
      outcome: 'web-1 was deleted meanwhile.',
    });
  });
});
