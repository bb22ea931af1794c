import type {
  FunctionAnswer,
  FunctionChoices,
  FunctionLogs,
  InvocationResult,
} from '@flytower/cloud-common/functions';
import {
  startFunctions,
  type FunctionPage,
  type Refusal,
} from './__testUtils__/startFunctions';

jest.setTimeout(90_000);

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
      allowedOperations: expect.arrayContaining([
        'invoke',
        'read-logs',
        'redeploy-function',
        'delete-function',
      ]),
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
    const done = await door.operate('deploy-function', request());
    expect(done).toMatchObject({
      state: 'succeeded',
      steps: [
        { name: 'Find the source', state: 'done' },
        { name: 'Build the image', state: 'done' },
        { name: 'Deploy it', state: 'done' },
        { name: 'Become ready', state: 'done' },
      ],
      upstream: {
        functionId: expect.stringMatching(/^north\..*\.fresh$/),
        entityRef: expect.stringMatching(/^component:default\//),
        url: expect.stringContaining('fresh.'),
      },
    });
    const path = `/functions/${done.upstream.functionId}`;
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
    const failed = await door.operate(
      'deploy-function',
      request({ name: 'lost', git: { ...request().git, revision: 'nowhere' } }),
    );
    expect(failed).toMatchObject({
      state: 'failed',
      outcome: expect.stringContaining('"nowhere" does not exist'),
      steps: [
        { name: 'Find the source', state: 'failed' },
        { state: 'waiting' },
        { state: 'waiting' },
        { state: 'waiting' },
      ],
    });
    const fn = await door.ask<FunctionAnswer>(
      `/functions/${failed.upstream.functionId}`,
    );
    expect(fn.body.state).toBe('failed');
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
      const [problem] = await door.precheck(
        'deploy-function',
        request({ name: 'another' }),
      );
      expect(problem).toMatchObject({
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
