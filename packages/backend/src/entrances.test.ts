import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import mcp from '@backstage/plugin-mcp-actions-backend';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import type { JsonObject } from '@backstage/types';
import type { OperationDefinition } from '@flytower/cloud-common/operations';
import { keystone, keystoneId } from './__testUtils__/clients';
import {
  dryRun,
  meaningOf,
  startMcpClient,
  type Answer,
} from './__testUtils__/entrances';
import { meanings } from './__testUtils__/sight';
import {
  domains,
  eventually,
  startPortal,
  type Domain,
  type Portal,
} from './__testUtils__/startPortal';
import { people, roles, truth, type Role } from './__testUtils__/truth';

jest.setTimeout(240_000);

interface Item {
  id: string;
  owner?: string;
  projectId?: string;
  allowedOperations: string[];
}

describe('every operation, by every entrance, for everybody', () => {
  let portal: Portal;
  let definitions: OperationDefinition[];
  /** What the operations are tried on: all of it is team Checkout's. */
  const targets: Partial<
    Record<OperationDefinition['target'], Pick<Item, 'id' | 'projectId'>>
  > = { source: { id: 'main/identity' } };

  const who = (role: Role) => portal.as(people[role]);
  const inputFor = (definition: OperationDefinition): JsonObject => ({
    ...(definition.examples[0].input as JsonObject),
    [definition.targetField]: targets[definition.target]?.id ?? '',
  });
  const expected = (role: Role, of = definitions) =>
    of.map(one => `${one.plugin} ${one.id}: ${truth(role, one)}`);
  /** What an entrance says to them of each operation, in words that can be compared. */
  const answers = async (
    ask: (definition: OperationDefinition) => Promise<Answer>,
    of = definitions,
  ) => {
    const said: string[] = [];
    for (const one of of)
      said.push(`${one.plugin} ${one.id}: ${await ask(one)}`);
    return said;
  };

  const ofCheckout = async (domain: Domain) => {
    const { items } = await who('platform').list<
      Item & { name: string; readers: string[] }
    >(domain);
    return items.filter(({ owner }) => owner === 'group:default/checkout');
  };
  /** The cloud, its people and something of each kind. */
  const everythingIsThere = async () => {
    [targets.cluster] = await ofCheckout('clusters');
    [targets.function] = await ofCheckout('functions');
    expect(targets).toMatchObject({ cluster: {}, function: {} });
    const projectId = targets.cluster?.projectId;
    targets.project = (await ofCheckout('projects')).find(
      ({ id }) => id === projectId,
    );
    const { items } = await who('platform').read<{ items: Item[] }>(
      `/api/projects/projects/${projectId}/resources?type=server&limit=1`,
    );
    [targets.server] = items;
    expect(targets).toMatchObject({ project: {}, server: {} });
    // the catalog must know people and groups before the policy does
    expect((await who('platform').entities('user')).length).toBe(
      portal.cloud.context.company.people.length,
    );
  };
  /** What the member was given in Keystone counts. */
  const memberIsIn = async () => {
    for (const [domain, target] of [
      ['projects', targets.project],
      ['clusters', targets.cluster],
      ['functions', targets.function],
    ] as const) {
      const path = `/api/${domain}/${domain}/${target?.id}`;
      expect((await who('member').fetch(path)).status).toBe(200);
    }
  };

  beforeAll(async () => {
    portal = await startPortal([
      actionsRegistryServiceFactory,
      actionsServiceFactory,
      scaffolder,
      mcp,
    ]);
    const { people: all, projects } = portal.cloud.context.company;
    people.stranger = all.find(({ teams }) => teams[0] === 'search')!.name;
    await eventually(everythingIsThere, 90_000);

    const call = await keystone(portal.cloud);
    for (const { id } of projects.filter(({ team }) => team === 'checkout')) {
      const group = await keystoneId(call, 'groups', 'payments');
      const role = await keystoneId(call, 'roles', 'reader');
      await call('PUT', `/projects/${id}/groups/${group}/roles/${role}`);
    }
    await eventually(memberIsIn, 30_000);

    definitions = (
      await Promise.all(
        domains.map(domain =>
          who('owner').read<{ items: OperationDefinition[] }>(
            `/api/${domain}/operations/definitions`,
          ),
        ),
      )
    ).flatMap(({ items }) => items);
  });
  afterAll(() => portal?.stop());

  it('knows the operations that people need', () => {
    expect(definitions.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'create-cluster',
        'add-workers',
        'replace-node',
        'upgrade-cluster',
        'take-snapshot',
        'restore-snapshot',
        'rotate-certificates',
        'delete-cluster',
        'install-addon',
        'upgrade-addon',
        'remove-addon',
        'start-server',
        'stop-server',
        'reboot-server',
        'delete-server',
        'change-quota',
        'accept-removal',
        'deploy-function',
        'roll-back-function',
        'set-traffic',
        'pause-function',
        'delete-function',
      ]),
    );
  });

  it('is reachable through REST, templates, MCP and the dialog', async () => {
    const client = await startMcpClient(portal, people.owner);
    const tools = await client.listTools();
    await client.stop();
    const actions = await who('owner').read<
      { id: string; examples?: unknown[] }[]
    >('/api/scaffolder/v2/actions');
    for (const definition of definitions) {
      const { plugin, id, risk } = definition;
      const rest = await who('platform').fetch(
        `/api/${plugin}/operations/${id}/precheck`,
        { method: 'POST', body: { input: inputFor(definition) } },
      );
      expect({ id, status: rest.status }).toEqual({ id, status: 200 });
      const tool = tools.find(({ name }) => name.endsWith(`.${id}`));
      expect({ id, annotations: tool?.annotations }).toMatchObject({
        id,
        annotations: {
          readOnlyHint: false,
          destructiveHint: risk === 'disruptive' || risk === 'destructive',
          idempotentHint: definition.idempotent,
        },
      });
      const action = actions.find(one =>
        JSON.stringify(one.examples ?? []).includes(`id: ${id}\\n`),
      );
      expect({ id, action: action?.id }).toEqual({
        id,
        action: expect.stringMatching(/^cloud:/),
      });
      // what the dialog makes its form of
      expect(definition.inputSchema).toMatchObject({
        type: 'object',
        properties: { [definition.targetField]: { type: 'string' } },
      });
    }
  });

  const byRest = (role: Role, verb: 'precheck' | 'choices') =>
    answers(async ({ plugin, id, targetField, ...definition }) => {
      const input = inputFor({ plugin, id, targetField, ...definition });
      const answer = await who(role).fetch(
        `/api/${plugin}/operations/${id}/${verb}`,
        {
          method: 'POST',
          body: {
            input:
              verb === 'precheck'
                ? input
                : { [targetField]: input[targetField] },
          },
        },
      );
      return meanings[answer.status];
    });

  it.each(roles)('answers by REST what the policy says (%s)', async role => {
    expect(await byRest(role, 'precheck')).toEqual(expected(role));
  });

  it.each(roles)('completes forms as the policy says (%s)', async role => {
    expect(await byRest(role, 'choices')).toEqual(expected(role));
  });

  it.each(roles.filter(role => role !== 'owner' && role !== 'platform'))(
    'starts nothing for whom the policy refuses, and keeps no row of it (%s)',
    async role => {
      for (const definition of definitions) {
        if (truth(role, definition) === 'yes') continue;
        const answer = await who(role).fetch(
          `/api/${definition.plugin}/operations/${definition.id}/start`,
          { method: 'POST', body: { input: inputFor(definition) } },
        );
        expect({ id: definition.id, status: answer.status }).toEqual({
          id: definition.id,
          status: truth(role, definition) === 'no' ? 403 : 404,
        });
      }
      for (const domain of domains) {
        const rows = await who('platform').read<{ total: number }>(
          `/api/${domain}/operations?requester=user:default/${people[role]}`,
        );
        expect(rows.total).toBe(0);
      }
    },
  );

  it.each(roles)(
    'offers on each object what the policy says (%s)',
    async role => {
      const offered: Record<string, string[] | undefined> = {};
      for (const [type, domain] of [
        ['project', 'projects'],
        ['cluster', 'clusters'],
        ['function', 'functions'],
      ] as const) {
        const id = targets[type]?.id;
        const one = await who(role).fetch(`/api/${domain}/${domain}/${id}`);
        if (one.ok) {
          offered[type] = ((await one.json()) as Item).allowedOperations;
        }
        const list = await who(role).list<
          Item & { name: string; readers: string[] }
        >(domain);
        const same = list.items.find(item => item.id === id);
        // who may not open it does not find it in the list either
        expect(same?.allowedOperations).toEqual(offered[type]);
        expect(list.total).toBe(list.items.length);
      }
      const { items = [] } = (await (
        await who(role).fetch(
          `/api/projects/projects/${targets.project?.id}/resources?type=server&limit=1`,
        )
      ).json()) as { items?: Item[] };
      offered.server = items[0]?.allowedOperations;
      // a source is no object of a list: its finding offers what settles it
      const listed = definitions.filter(({ target }) => target !== 'source');
      const said = await answers(async ({ target, id }) => {
        if (!offered[target]) return 'not there';
        return offered[target].includes(id) ? 'yes' : 'no';
      }, listed);
      expect(said).toEqual(expected(role, listed));
    },
  );

  it.each(roles)(
    'answers in a template what the policy says (%s)',
    async role => {
      const actions = await who('owner').read<
        { id: string; examples?: unknown[] }[]
      >('/api/scaffolder/v2/actions');
      const said = await answers(async definition => {
        const action = actions.find(one =>
          JSON.stringify(one.examples ?? []).includes(
            `id: ${definition.id}\\n`,
          ),
        );
        const input = inputFor(definition);
        return meaningOf(
          (await dryRun(portal, people[role], action?.id ?? '', input)).text,
        );
      });
      expect(said).toEqual(expected(role));
    },
  );

  it.each(roles)(
    'answers an MCP client what the policy says (%s)',
    async role => {
      const client = await startMcpClient(portal, people[role]);
      const tools = await client.listTools();
      const said = await answers(async definition => {
        const tool = tools.find(({ name }) =>
          name.endsWith(`.${definition.id}`),
        );
        const { text } = await client.call(tool?.name ?? '', {
          ...inputFor(definition),
          dryRun: true,
        });
        return meaningOf(text);
      });
      await client.stop();
      expect(said).toEqual(expected(role));
    },
  );

  it('is nobody else by what a request says of itself', async () => {
    const me = `user:default/${people.platform}`;
    const disguise = {
      'x-backstage-user': me,
      'x-forwarded-user': me,
      'x-remote-user': me,
      'backstage-on-behalf-of': me,
      'x-backstage-on-behalf-of': me,
    };
    for (const definition of definitions) {
      const { plugin, id } = definition;
      const input = inputFor(definition);
      for (const verb of ['precheck', 'start']) {
        const path = `/api/${plugin}/operations/${id}/${verb}`;
        const headed = await who('stranger').fetch(path, {
          method: 'POST',
          headers: disguise,
          body: { input },
        });
        expect([path, headed.status]).toEqual([path, 404]);
        for (const more of [
          { onBehalfOf: me },
          { requester: me },
          { credentials: { principal: { type: 'user', userEntityRef: me } } },
        ]) {
          const told = await who('stranger').fetch(path, {
            method: 'POST',
            body: { input, ...more },
          });
          expect([path, told.status]).toEqual([path, 400]);
        }
      }
    }
    for (const [domain, { id }] of [
      ['projects', targets.project!],
      ['clusters', targets.cluster!],
      ['functions', targets.function!],
    ] as const) {
      const path = `/api/${domain}/${domain}/${id}`;
      const answer = await who('stranger').fetch(
        `${path}?onBehalfOf=${encodeURIComponent(me)}`,
        { headers: disguise },
      );
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  it('is not started by a service that comes without a person', async () => {
    for (const definition of definitions) {
      const { plugin, id } = definition;
      const answer = await fetch(
        `${portal.url}/api/${plugin}/operations/${id}/start`,
        {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: mockCredentials.service.header({
              onBehalfOf: mockCredentials.service('plugin:scaffolder'),
              targetPluginId: plugin,
            }),
          },
          body: JSON.stringify({ input: inputFor(definition) }),
        },
      );
      expect([id, answer.status]).toEqual([id, 403]);
    }
  });
});
