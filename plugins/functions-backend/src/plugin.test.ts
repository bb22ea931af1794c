import type {
  CloudFunction,
  FunctionAnswer,
  FunctionChoices,
  FunctionLogs,
  InvocationResult,
} from '@flytower/cloud-common/functions';
import type { Precheck } from '@flytower/cloud-common';
import {
  startFunctions,
  type FunctionPage,
} from './__testUtils__/startFunctions';

jest.setTimeout(90_000);

interface Refusal {
  error: { name: string; message: string };
}

describe('the functions door', () => {
  let door: Awaited<ReturnType<typeof startFunctions>>;

  beforeAll(async () => {
    door = await startFunctions();
    await door.until<FunctionPage>(
      '/functions',
      page =>
        page.total === 6 &&
        page.items.every(
          fn => fn.owner && /ready|sleeping|failed/.test(fn.state),
        ),
    );
  });

  afterAll(() => door.stop());

  const project = () => {
    const found = door.projects.find(one => one.name.startsWith('checkout-'));
    if (!found) throw new Error('the company has no such project');
    return found;
  };

  const request = (more: object = {}) => ({
    projectId: project().id,
    name: 'fresh',
    source: 'north',
    git: { url: `${door.cloud.urls.git}/checkout/quote-shipping.git` },
    ...more,
  });

  it('lists functions with their owners, state, facets and freshness', async () => {
    const { body } = await door.ask<FunctionPage>('/functions');
    expect(body.freshness).toMatchObject([
      { source: 'north', kind: 'knative', state: 'fresh' },
      { source: 'south', state: 'fresh' },
    ]);
    const [failing] = body.items.filter(fn => fn.state === 'failed');
    expect(failing.message).toContain('RISK_MODEL_URL is not set');
    expect(body.facets.source.length).toBeGreaterThan(0);
    const quote = body.items.find(fn => fn.name === 'quote-shipping');
    expect(quote).toMatchObject({
      owner: 'group:default/checkout',
      projectId: project().id,
      projectRef: project().entityRef,
      runtime: 'node',
      invoke: 'http',
      url: expect.stringContaining('.fn.meridian.example'),
      platformRef: expect.stringMatching(/^resource:default\/main\.functions-/),
      git: { url: expect.stringContaining('/checkout/quote-shipping.git') },
      allowedOperations: ['invoke', 'read-logs', 'redeploy'],
    });
    expect(JSON.stringify(quote)).not.toContain('containers');
  });

  it('pages, filters, searches and sorts on the server', async () => {
    const page = await door.ask<FunctionPage>('/functions?limit=1&offset=1');
    expect(page.body).toMatchObject({ total: 6 });
    expect(page.body.items).toHaveLength(1);
    const found = await door.ask<FunctionPage>('/functions?search=quote');
    expect(found.body.items.map(fn => fn.name)).toEqual(['quote-shipping']);
    const failed = await door.ask<FunctionPage>('/functions?state=failed');
    expect(failed.body.total).toBe(1);
    const wrong = await door.ask<Refusal>('/functions?limit=many');
    expect(wrong).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('"limit"') } },
    });
  });

  it('builds and deploys a function from git, calls it and shows its log', async () => {
    const deployed = await door.ask<CloudFunction>('/functions', {
      method: 'POST',
      body: request({ idempotencyKey: 'task-1' }),
    });
    expect(deployed).toMatchObject({
      status: 201,
      body: { name: 'fresh', state: 'building', projectId: project().id },
    });
    const again = await door.ask<CloudFunction>('/functions', {
      method: 'POST',
      body: request({ idempotencyKey: 'task-1' }),
    });
    expect(again.body.id).toBe(deployed.body.id);
    const path = `/functions/${deployed.body.id}`;
    const ready = await door.until<FunctionAnswer>(
      path,
      fn => fn.state === 'ready',
    );
    expect(ready).toMatchObject({
      latestRevision: 'fresh-00001',
      readyRevision: 'fresh-00001',
      builds: [{ state: 'succeeded' }],
      revisions: [{ state: 'ready', percent: 100 }],
    });

    const called = await door.ask<InvocationResult>(`${path}/invoke`, {
      method: 'POST',
      body: { body: '{"weight":2,"country":"SE"}' },
    });
    expect(called.body).toMatchObject({ status: 200, truncated: false });
    expect(JSON.parse(called.body.body)).toMatchObject({ country: 'SE' });

    const logs = await door.until<FunctionLogs>(
      `${path}/logs`,
      ({ lines }) => lines.length > 0,
    );
    expect(logs.lines[0]).toMatchObject({
      text: expect.stringContaining('quoted'),
      revision: 'fresh-00001',
      time: expect.any(String),
    });
    const later = await door.ask<FunctionLogs>(
      `${path}/logs?since=${encodeURIComponent(logs.next ?? '')}`,
    );
    expect(later.body).toMatchObject({ lines: [], next: logs.next });
  });

  it('says why a build failed', async () => {
    const { body } = await door.ask<CloudFunction>('/functions', {
      method: 'POST',
      body: request({
        name: 'lost',
        git: { ...request().git, revision: 'nowhere' },
      }),
    });
    const failed = await door.until<FunctionAnswer>(
      `/functions/${body.id}`,
      fn => fn.state === 'failed',
    );
    expect(failed.message).toContain('"nowhere" does not exist');
  });

  it('wakes a sleeping function, and sends events to one that takes them', async () => {
    const { body } = await door.ask<FunctionPage>('/functions');
    const taker = body.items.find(fn => fn.invoke === 'cloudevent');
    expect(taker).toMatchObject({ state: 'sleeping' });
    const quiet = await door.ask<FunctionLogs>(`/functions/${taker?.id}/logs`);
    expect(quiet.body).toMatchObject({
      lines: [],
      message: expect.stringContaining('asleep'),
    });
    const path = `/functions/${taker?.id}/invoke`;
    const without = await door.ask<Refusal>(path, { method: 'POST', body: {} });
    expect(without).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('event:') } },
    });
    const answer = await door.ask<InvocationResult>(path, {
      method: 'POST',
      body: { event: { type: 'a.b', source: '/test' }, body: '{}' },
    });
    expect(answer.body.status).toBe(200);
    const logs = await door.until<FunctionLogs>(
      `/functions/${taker?.id}/logs`,
      ({ lines }) => lines.length > 0,
    );
    expect(logs.lines[0].text).toContain('a.b');
  });

  it('refuses in sentences what cannot be built', async () => {
    const refuse = async (more: object) => {
      const { status, body } = await door.ask<Refusal>('/functions', {
        method: 'POST',
        body: request(more),
      });
      return `${status} ${body.error.message}`;
    };
    const git = (url: string) => ({ git: { url } });
    expect(await refuse(git('https://github.com/a/b'))).toMatch(
      /400 git: The git host "github.com" is not one that this portal may build from/,
    );
    expect(await refuse({ name: 'Not A Name' })).toMatch(/400 .*"name"/);
    expect(await refuse({ source: 'west' })).toMatch(
      /400 source: There is no function platform "west"; choose one of north, south/,
    );
    expect(await refuse({ projectId: 'none' })).toMatch(/^404/);
    expect(
      await refuse({ git: { ...request().git, contextDir: '../x' } }),
    ).toMatch(/400 .*git.contextDir/);
  });

  it('says beforehand what stands against a function', async () => {
    const ask = async (more: object) =>
      (
        await door.ask<Precheck>('/functions/precheck', {
          method: 'POST',
          body: request(more),
        })
      ).body.problems;
    expect(await ask({ name: 'another' })).toEqual([]);
    expect(
      await ask({ name: 'another', git: { url: 'https://evil.example/a/b' } }),
    ).toMatchObject([{ severity: 'blocks', field: 'git' }]);
    expect(await ask({})).toMatchObject([{ severity: 'warns', field: 'name' }]);
  });

  it('deploys nothing in a project that is disabled', async () => {
    const { id } = project();
    const change = (enabled: boolean) => {
      const index = door.projects.findIndex(one => one.id === id);
      door.projects[index] = { ...door.projects[index], enabled };
    };
    const input = { method: 'POST', body: request({ name: 'too-late' }) };
    change(false);
    try {
      const { status, body } = await door.ask<Refusal>('/functions', input);
      expect(`${status} ${body.error.message}`).toMatch(/400 .*is disabled/);
      const before = await door.ask<Precheck>('/functions/precheck', input);
      expect(before.body.problems).toMatchObject([
        { severity: 'blocks', field: 'projectId' },
      ]);
    } finally {
      change(true);
    }
  });

  it('chooses the platform that the project uses already', async () => {
    const { body } = await door.ask<FunctionPage>('/functions');
    const fn = body.items.find(one => one.name === 'quote-shipping');
    const deployed = await door.ask<CloudFunction>('/functions', {
      method: 'POST',
      body: request({ name: 'quote-shipping', source: undefined }),
    });
    expect(deployed.body).toMatchObject({ id: fn?.id, state: 'building' });
    const anew = await door.until<FunctionAnswer>(
      `/functions/${fn?.id}`,
      ({ state }) => state === 'ready' || state === 'failed',
    );
    expect(anew).toMatchObject({
      state: 'ready',
      builds: [{ state: 'succeeded' }],
    });
    // the same source makes the same image, which needs no new revision
    expect(anew.revisions).toHaveLength(1);
  });

  it('offers platforms and git hosts', async () => {
    const { body } = await door.ask<FunctionChoices>('/choices');
    expect(body).toEqual({
      sources: [
        { name: 'north', title: 'Functions North' },
        { name: 'south', title: 'Functions South' },
      ],
      gitHosts: [new URL(door.cloud.urls.git).host],
    });
  });

  it('does not know what is not there', async () => {
    const { status } = await door.ask('/functions/north.none.nothing');
    expect(status).toBe(404);
  });

  it('keeps what it knows while a platform is down, and says since when', async () => {
    const down = { name: 'functions-down', target: 'north' } as const;
    door.cloud.scenarios.set({ ...down, on: true });
    try {
      const page = await door.until<FunctionPage>(
        '/functions',
        ({ freshness }) => freshness[0].state === 'failing',
      );
      expect(page.total).toBeGreaterThanOrEqual(6);
      expect(page.freshness[0].since).toEqual(expect.any(String));
      expect(page.freshness[1].state).toBe('fresh');
      const problems = await door.ask<Precheck>('/functions/precheck', {
        method: 'POST',
        body: request({ name: 'another' }),
      });
      expect(problems.body.problems[0]).toMatchObject({
        severity: 'blocks',
        field: 'source',
        message: expect.stringContaining('Functions North cannot be reached'),
      });
    } finally {
      door.cloud.scenarios.set({ ...down, on: false });
    }
    await door.until<FunctionPage>('/functions', ({ freshness }) =>
      freshness.every(one => one.state === 'fresh'),
    );
  });
});
