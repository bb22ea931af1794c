import { ManualClock } from '../Clock';
import { createCompany } from '../company/company';
import type { CloudContext } from '../context';
import { Scenarios } from '../Scenarios';
import { CloudState } from './CloudState';
import { createKeystone } from './keystone';
import { createNova } from './nova';

function startCloud() {
  const clock = new ManualClock();
  const scenarios = new Scenarios();
  const state = new CloudState({
    clock,
    scenarios,
    company: createCompany(),
    stateDir: '',
    urls: {} as CloudContext['urls'],
    log: () => {},
  });
  state.urls.keystone = 'http://keystone';
  state.urls.nova = 'http://nova';
  const keystone = createKeystone(state);
  const nova = createNova(state);

  async function signIn(
    user: object = {
      name: 'portal',
      password: 'portal-secret',
      domain: { id: 'default' },
    },
    project: object = { name: 'admin', domain: { id: 'default' } },
  ) {
    return keystone.request('/v3/auth/tokens', {
      method: 'POST',
      body: JSON.stringify({
        auth: {
          identity: { methods: ['password'], password: { user } },
          scope: { project },
        },
      }),
    });
  }
  async function tokenOf(...args: Parameters<typeof signIn>) {
    return (await signIn(...args)).headers.get('x-subject-token')!;
  }
  const ask = async (path: string, token: string, init: RequestInit = {}) => {
    const answer = await nova.request(path, {
      ...init,
      headers: {
        'x-auth-token': token,
        'openstack-api-version': 'compute 2.93',
        ...init.headers,
      },
    });
    return {
      status: answer.status,
      headers: answer.headers,
      body: await answer.json().catch(() => undefined),
    };
  };
  return { clock, scenarios, state, keystone, nova, signIn, tokenOf, ask };
}

const ines = {
  name: 'ines.duarte',
  password: 'meridian',
  domain: { name: 'company' },
};
const checkout = { name: 'checkout-api-prod', domain: { name: 'company' } };

describe('the simulated OpenStack', () => {
  it('gives a token with roles and a catalog of two regions, and the same refusal for every wrong sign-in', async () => {
    const { signIn } = startCloud();
    const answer = await signIn();
    const { token } = await answer.json();
    expect(answer.status).toBe(201);
    expect(token.roles.map((role: { name: string }) => role.name)).toEqual([
      'admin',
      'member',
      'reader',
    ]);
    const compute = token.catalog.find(
      (service: { type: string }) => service.type === 'compute',
    );
    expect(
      new Set(compute.endpoints.map((one: { url: string }) => one.url)),
    ).toEqual(new Set(['http://nova/north/v2.1', 'http://nova/south/v2.1']));

    for (const refused of [
      await signIn({ ...ines, password: 'wrong' }, checkout),
      await signIn(ines, {
        name: 'no-such-project',
        domain: { name: 'company' },
      }),
      await signIn(ines, {
        name: 'payments-api-dev',
        domain: { name: 'company' },
      }),
    ]) {
      expect(refused.status).toBe(401);
      expect(await refused.json()).toEqual({
        error: {
          code: 401,
          message: 'The request you have made requires authentication.',
          title: 'Unauthorized',
        },
      });
    }
  });

  it('has 300 servers, each of them on one page of one region', async () => {
    const { ask, tokenOf } = startCloud();
    const token = await tokenOf();
    const seen: string[] = [];
    for (const region of ['north', 'south']) {
      let path:
        | string
        | undefined = `/${region}/v2.1/servers/detail?all_tenants=1&limit=47`;
      while (path) {
        const { body } = await ask(path, token);
        seen.push(...body.servers.map((server: { id: string }) => server.id));
        path = body.servers_links?.[0].href.replace('http://nova', '');
      }
    }
    expect(seen).toHaveLength(300);
    expect(new Set(seen).size).toBe(300);
  });

  it('builds a server in time, and tells changes-since about it and about its end', async () => {
    const { ask, clock, state, tokenOf } = startCloud();
    const token = await tokenOf(ines, checkout);
    const admin = await tokenOf();
    const name = state.ctx.company.projects.find(
      ({ name: one }) => one === checkout.name,
    )!.regions[0];
    const region = state.regions.get(name)!;
    const before = new Date(clock.now()).toISOString();

    const created = await ask(`/${name}/v2.1/servers`, token, {
      method: 'POST',
      body: JSON.stringify({
        server: {
          name: 'new',
          flavorRef: region.flavors[0].id,
          imageRef: region.images.values()[0].id,
          networks: 'none',
        },
      }),
    });
    expect(created.status).toBe(202);
    const path = `/${name}/v2.1/servers/${created.body.server.id}`;
    expect((await ask(path, token)).body.server.status).toBe('BUILD');
    await clock.advance(15_000);
    expect((await ask(path, token)).body.server.status).toBe('ACTIVE');

    await ask(path, token, { method: 'DELETE' });
    expect((await ask(path, token)).status).toBe(404);
    const changed = await ask(
      `/${name}/v2.1/servers/detail?all_tenants=1&changes-since=${before}`,
      admin,
    );
    expect(changed.body.servers).toMatchObject([
      { name: 'new', status: 'DELETED' },
    ]);
  });

  it('keeps others out, and says so as Nova does', async () => {
    const { ask, tokenOf } = startCloud();
    const token = await tokenOf(ines, checkout);
    expect(
      await ask('/north/v2.1/servers/detail?all_tenants=1', token),
    ).toMatchObject({
      status: 403,
      body: { forbidden: { code: 403 } },
    });
    expect((await ask('/north/v2.1/servers', 'made-up')).status).toBe(401);
  });

  it('refuses what the quota does not hold, and versions that there are not', async () => {
    const { ask, scenarios, state, tokenOf } = startCloud();
    const token = await tokenOf(ines, checkout);
    const region = state.regions.get('north')!;
    scenarios.set({ name: 'quota-exceeded', on: true });
    const refused = await ask('/north/v2.1/servers', token, {
      method: 'POST',
      body: JSON.stringify({
        server: {
          name: 'new',
          flavorRef: region.flavors[0].id,
          imageRef: region.images.values()[0].id,
          networks: 'none',
        },
      }),
    });
    expect(refused.status).toBe(403);
    expect(refused.body.forbidden.message).toMatch(
      /^Quota exceeded for instances: Requested 1/,
    );

    const tooNew = await ask('/north/v2.1/servers', token, {
      headers: { 'openstack-api-version': 'compute 2.999' },
    });
    expect(tooNew.status).toBe(406);
  });

  it('fails in the ways that scenarios ask for', async () => {
    const { nova, scenarios, tokenOf, ask } = startCloud();
    const token = await tokenOf();
    const list = () =>
      nova.request('/north/v2.1/servers', {
        headers: { 'x-auth-token': token },
      });

    scenarios.set({ name: 'truncated-page', on: true });
    const half = await (await list()).text();
    expect(() => JSON.parse(half)).toThrow(SyntaxError);
    scenarios.set({ name: 'truncated-page', on: false });

    scenarios.set({ name: 'html-answer', on: true });
    expect((await list()).headers.get('content-type')).toMatch(/html/);
    scenarios.set({ name: 'html-answer', on: false });

    scenarios.set({ name: 'token-expiry', on: true });
    expect((await ask('/north/v2.1/servers', token)).status).toBe(401);
    expect((await ask('/north/v2.1/servers', await tokenOf())).status).toBe(
      200,
    );
  });
});
