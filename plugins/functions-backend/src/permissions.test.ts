import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  CloudFunction,
  FunctionAnswer,
} from '@flytower/cloud-common/functions';
import {
  startFunctions,
  type FunctionPage,
} from './__testUtils__/startFunctions';

jest.setTimeout(90_000);

const who = (rule: string, claim: string): ConditionalPolicyDecision => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'functions',
  resourceType: 'cloud-function',
  conditions: {
    rule,
    resourceType: 'cloud-function',
    params: { claims: [claim] },
  },
});

describe('what somebody may do with functions', () => {
  let door: Awaited<ReturnType<typeof startFunctions>>;
  let team = 'checkout';
  let owns = true;
  let onlyBy: ConditionalPolicyDecision | undefined;
  const auditor = mockServices.auditor.mock();
  const event = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(event);

  /** Reads what the team is a member of; operates it only while `owns`. */
  beforeAll(async () => {
    door = await startFunctions({
      features: [
        auditor.factory,
        mockServices.permissions.mock({
          authorize: async asked =>
            asked.map(() => ({
              result: owns ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
            })),
          authorizeConditional: async asked =>
            asked.map(({ permission }) => {
              if (onlyBy) return onlyBy;
              return /^cloud.(function|project).read$/.test(permission.name)
                ? who('IS_MEMBER', `group:default/${team}`)
                : who('IS_OWNER', owns ? `group:default/${team}` : 'nobody');
            }),
        }).factory,
      ],
    });
    team = 'checkout';
    await door.until<FunctionPage>('/functions', page => page.total > 0);
  });

  afterAll(() => door.stop());

  const mine = async () => {
    const { body } = await door.ask<FunctionPage>('/functions');
    return body;
  };

  it('an owner sees and operates what is theirs, and nothing else is even counted', async () => {
    team = 'checkout';
    owns = true;
    const page = await mine();
    expect(page.items.map(fn => fn.owner)).toEqual(
      page.items.map(() => 'group:default/checkout'),
    );
    expect(page.facets.owner).toEqual([
      { value: 'group:default/checkout', count: page.total },
    ]);
    const [fn] = page.items;
    expect([...fn.allowedOperations].sort()).toEqual([
      'delete-function',
      'invoke',
      'pause-function',
      'read-logs',
      'redeploy-function',
      'resume-function',
      'roll-back-function',
      'set-traffic',
    ]);
    const secret = { body: '{"secret":"hunter2"}', path: '/?key=hunter2' };
    const called = await door.ask(`/functions/${fn.id}/invoke`, {
      method: 'POST',
      body: secret,
    });
    expect(called.status).toBe(200);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'function-invoke',
        meta: expect.objectContaining({
          requester: 'user:default/ines.duarte',
        }),
      }),
    );
    expect(JSON.stringify(auditor.createEvent.mock.calls)).not.toContain(
      'hunter2',
    );
  });

  it('a member who does not own it may look, but not call, read logs or deploy', async () => {
    team = 'checkout';
    owns = false;
    const [fn] = (await mine()).items;
    expect(fn.allowedOperations).toEqual([]);
    const path = `/functions/${fn.id}`;
    expect((await door.ask<FunctionAnswer>(path)).status).toBe(200);
    const post = (to: string, body: object) =>
      door.ask(to, { method: 'POST', body });
    expect((await post(`${path}/invoke`, {})).status).toBe(403);
    expect((await door.ask(`${path}/logs`)).status).toBe(403);
    const input = {
      projectId: fn.projectId,
      name: 'mine',
      source: 'north',
      git: { url: `${door.cloud.urls.git}/checkout/quote-shipping.git` },
    };
    const deploy = '/operations/deploy-function';
    const pause = '/operations/pause-function';
    const functionId = fn.id;
    for (const step of ['precheck', 'start']) {
      expect((await post(`${deploy}/${step}`, { input })).status).toBe(403);
      expect(
        (await post(`${pause}/${step}`, { input: { functionId } })).status,
      ).toBe(403);
    }
    expect(event.fail.mock.calls.length).toBeGreaterThanOrEqual(4);
  });

  it('somebody else cannot tell it from what does not exist', async () => {
    team = 'checkout';
    owns = true;
    const [fn]: CloudFunction[] = (await mine()).items;
    team = 'nobody';
    expect(await mine()).toMatchObject({ total: 0, facets: { owner: [] } });
    const hidden = await door.ask<{ error: { message: string } }>(
      `/functions/${fn.id}`,
    );
    const missing = await door.ask<{ error: { message: string } }>(
      '/functions/north.a.b',
    );
    expect([hidden.status, missing.status]).toEqual([404, 404]);
    expect(hidden.body.error.message.replace(fn.id, 'X')).toBe(
      missing.body.error.message.replace('north.a.b', 'X'),
    );
    expect((await door.ask(`/functions/${fn.id}/logs`)).status).toBe(404);
    const paused = await door.start('pause-function', { functionId: fn.id });
    expect(paused.status).toBe(404);
  });

  it('a password in the address of a repository is refused and not written down', async () => {
    team = 'checkout';
    owns = true;
    const [fn] = (await mine()).items;
    const address = door.cloud.urls.git.replace('://', '://me:hunter2@');
    const refused = await door.start('deploy-function', {
      projectId: fn.projectId,
      name: 'mine',
      git: { url: `${address}/checkout/quote-shipping.git` },
    });
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).not.toContain('hunter2');
    for (const { mock } of [auditor.createEvent, event.fail])
      expect(
        JSON.stringify(mock.calls, (_, value) =>
          value instanceof Error ? value.message : value,
        ),
      ).not.toContain('hunter2');
  });

  it.each([
    ['HAS_TAG', { tags: ['team:search'] }],
    [
      'HAS_PROJECT_ROLE',
      { claims: ['group:default/search'], roles: ['member'] },
    ],
  ])(
    'a policy may look at what its project says (%s), in lists and for one alike',
    async (rule, params) => {
      owns = true;
      onlyBy = {
        ...who(rule, ''),
        conditions: { rule, resourceType: 'cloud-function', params },
      };
      const { items } = await mine();
      onlyBy = undefined;
      expect(items.length).toBeGreaterThan(0);
      for (const fn of items) {
        expect(fn.owner).toBe('group:default/search');
        expect(fn.allowedOperations).toContain('pause-function');
        expect(fn).not.toHaveProperty('members');
      }
    },
  );
});
