import search from '@backstage/plugin-search-backend';
import searchCatalog from '@backstage/plugin-search-backend-module-catalog';
import type { JsonObject } from '@backstage/types';
import type {
  Finding,
  Operation,
  OperationDefinition,
} from '@flytower/cloud-common/operations';
import { keystone, keystoneId } from './__testUtils__/clients';
import type { Answer } from './__testUtils__/entrances';
import {
  meanings,
  searchSoon,
  sight,
  waysTo,
  type Seen,
} from './__testUtils__/sight';
import {
  domains,
  eventually,
  startPortal,
  type Domain,
  type Portal,
} from './__testUtils__/startPortal';
import { people, roles, truth, type Role } from './__testUtils__/truth';

jest.setTimeout(240_000);

type TargetType = 'project' | 'server' | 'cluster' | 'function';

interface Item {
  id: string;
  name: string;
  entityRef: string;
  owner?: string;
  projectId?: string;
  regions: string[];
  readers: string[];
  state?: string;
}

const decisions = ['approve', 'reject', 'cancel'] as const;
type Decision = (typeof decisions)[number];
const ends = { approve: 'succeeded', reject: 'rejected', cancel: 'cancelled' };

const domainOf: Record<TargetType, Domain> = {
  project: 'projects',
  server: 'projects',
  cluster: 'clusters',
  function: 'functions',
};

describe('what somebody asked for on what is team Checkout’s', () => {
  let portal: Portal;
  const things: Partial<Record<Domain, Seen>> = {};
  /** The next thing to ask for there. What was agreed to is done, so it is another one each time. */
  const next = {} as Record<
    TargetType,
    () => { kind: string; input: JsonObject }
  >;

  let isPaused = false;

  const who = (role: Role) => portal.as(people[role]);
  const post = (role: Role, path: string, body: object = {}) =>
    who(role).fetch(path, { method: 'POST', body });

  /** Asks for something that somebody has to agree to. */
  const ask = async (role: Role, type: TargetType): Promise<Operation> => {
    const { kind, input } = next[type]();
    const path = `/api/${domainOf[type]}/operations/${kind}/start`;
    const answer = await post(role, path, { input });
    const operation = (await answer.json()) as Operation;
    expect(operation).toMatchObject({ kind, state: 'waiting-approval' });
    return operation;
  };

  /** What the default policy promises to one who did not ask, and to one who did. */
  const expected = (
    role: Role,
    requester: Role,
    decision: Decision,
    { kind, target }: Operation,
  ): Answer => {
    if (role === requester) return decision === 'cancel' ? 'yes' : 'no';
    const { type } = target;
    return truth(role, { id: kind, target: type } as OperationDefinition);
  };

  const ofCheckout = async (domain: Domain) =>
    (await who('platform').list<Item>(domain)).items.filter(
      ({ owner }) => owner === 'group:default/checkout',
    );

  /** What there is of a domain, with something that was asked for on it. */
  const find = async (domain: Domain, item: Item, type: TargetType) => {
    const { id: operationId } = await ask('platform', type);
    const findingId = await eventually(async () => {
      const { items } = await who('platform').read<{ items: Finding[] }>(
        `/api/${domain}/findings?limit=500`,
      );
      const found = items.find(({ subject }) => subject.id === item.id);
      // of clusters there is one, once it has been seen for long enough
      if (domain === 'clusters') expect(found).toBeDefined();
      return found?.id;
    }, 60_000);
    things[domain] = { domain, item, operationId, findingId };
  };

  /** Something of each kind, the people, and the role that the member was given in Keystone. */
  const everythingIsThere = async () => {
    const [[cluster], [service], projects] = await Promise.all([
      ofCheckout('clusters'),
      ofCheckout('functions'),
      ofCheckout('projects'),
    ]);
    const project = projects.find(({ id }) => id === cluster.projectId)!;
    const { items } = await who('platform').read<{ items: Item[] }>(
      `/api/projects/projects/${project.id}/resources?type=server&limit=100`,
    );
    const server = items.find(({ state }) => state === 'active')!;
    expect([service, server]).not.toContain(undefined);
    const { people: all } = portal.cloud.context.company;
    expect(await who('platform').entities('user')).toHaveLength(all.length);
    for (const [domain, { id }] of [
      ['projects', project],
      ['clusters', cluster],
      ['functions', service],
    ] as const) {
      const path = `/api/${domain}/${domain}/${id}`;
      expect((await who('member').fetch(path)).status).toBe(200);
    }
    return { cluster, service, project, server };
  };

  /** What somebody is offered and told of a decision, and what comes of it. */
  const decide = async (role: Role, decision: Decision, asked: Operation) => {
    const { plugin, id } = asked;
    const path = `/api/${plugin}/operations/${id}`;
    const shown = await who(role).fetch(path);
    const { allowedActions } = (await shown.json()) as Partial<Operation>;
    const { status } = await post(role, `${path}/${decision}`);
    const { state } = await who('platform').read<Operation>(path);
    return {
      role,
      decision,
      offered: !!allowedActions?.includes(decision),
      said: meanings[status],
      isWaiting: state === 'waiting-approval',
    };
  };
  const hasEnded = (decision: Decision, { plugin, id }: Operation) =>
    eventually(async () => {
      const path = `/api/${plugin}/operations/${id}`;
      const { state } = await who('platform').read<Operation>(path);
      expect(state).toBe(ends[decision]);
    }, 60_000);

  beforeAll(async () => {
    portal = await startPortal([search, searchCatalog], {
      cloud: {
        refresh: { projects: 2 },
        findings: { opensAfterSeconds: 1 },
        operations: {
          approvals: ['read', 'change', 'disruptive', 'destructive'].map(
            risk => ({ risk }),
          ),
        },
      },
      search: searchSoon,
    });
    const { people: all, projects } = portal.cloud.context.company;
    people.stranger = all.find(({ teams }) => teams[0] === 'search')!.name;
    const call = await keystone(portal.cloud);
    for (const { id } of projects.filter(({ team }) => team === 'checkout')) {
      const group = await keystoneId(call, 'groups', 'payments');
      const role = await keystoneId(call, 'roles', 'reader');
      await call('PUT', `/projects/${id}/groups/${group}/roles/${role}`);
    }

    const { cluster, service, project, server } = await eventually(
      everythingIsThere,
      90_000,
    );

    // owners may lower their limits, not raise them
    let cores = 119;
    next.project = () => ({
      kind: 'change-quota',
      input: {
        projectId: project.id,
        region: project.regions[0],
        cores: cores--,
      },
    });
    next.server = () => ({
      kind: 'reboot-server',
      input: { serverId: server.id },
    });
    next.cluster = () => ({
      kind: 'take-snapshot',
      input: { clusterId: cluster.id },
    });
    next.function = () => ({
      kind: isPaused ? 'resume-function' : 'pause-function',
      input: { functionId: service.id },
    });
    await find('projects', project, 'project');
    await find('clusters', cluster, 'cluster');
    await find('functions', service, 'function');
  });
  afterAll(() => portal?.stop());

  it.each(roles)(
    'is seen by every way by whom the policy shows it to (%s)',
    async role => {
      await eventually(async () => {
        for (const domain of domains) {
          const thing = things[domain]!;
          const isSeen =
            truth(role, { target: 'project' } as OperationDefinition) !==
            'not there';
          for (const [way, look] of waysTo(sight, thing)) {
            expect([way, await look(portal, people[role], thing)]).toEqual([
              way,
              isSeen ? 'yes' : 'not there',
            ]);
          }
        }
      }, 60_000);
    },
  );

  it('has something of each kind that needs attention or was asked for', () => {
    expect(things.clusters?.findingId).toBeDefined();
    for (const domain of domains)
      expect(things[domain]?.operationId).toBeDefined();
  });

  it.each([
    ['owner', 'project'],
    ['platform', 'project'],
    ['owner', 'server'],
    ['platform', 'server'],
    ['owner', 'cluster'],
    ['platform', 'cluster'],
    ['operator', 'cluster'],
    ['owner', 'function'],
    ['platform', 'function'],
  ] as const)(
    'is decided about by whom the policy lets, when the %s asks for it on a %s',
    async (requester, type) => {
      // what was asked for to be looked at would stand in the way
      const seen = things[domainOf[type]]!;
      await post(
        'platform',
        `/api/${seen.domain}/operations/${seen.operationId}/cancel`,
      );
      let operation = await ask(requester, type);
      for (const role of roles) {
        for (const decision of decisions) {
          const said = expected(role, requester, decision, operation);
          const isSo = said === 'yes';
          expect(await decide(role, decision, operation)).toEqual({
            role,
            decision,
            offered: isSo,
            said,
            isWaiting: !isSo,
          });
          if (!isSo) continue;
          await hasEnded(decision, operation);
          if (decision === 'approve' && type === 'function')
            isPaused = operation.kind === 'pause-function';
          operation = await ask(requester, type);
        }
      }
      await post(
        requester,
        `/api/${operation.plugin}/operations/${operation.id}/cancel`,
      );
    },
  );
});
