import type { FunctionAnswer } from '@flytower/cloud-common/functions';
import { startSimulatedCloud } from '@flytower/simulated-cloud/testUtils';
import {
  startFunctions,
  type FunctionPage,
} from '../__testUtils__/startFunctions';

jest.setTimeout(120_000);

const foreign = 'was not made by the portal';

describe('changing a function that is there', () => {
  let door: Awaited<ReturnType<typeof startFunctions>>;
  let functionId: string;

  /** Two revisions, of which the second has all requests. */
  beforeAll(async () => {
    const cloud = await startSimulatedCloud({ company: { functions: 8 } });
    door = await startFunctions({ cloud });
    await door.until<FunctionPage>(
      '/functions',
      ({ items, total }) => total === 8 && items.every(fn => fn.owner),
    );
    const project = door.projects.find(one => one.name.startsWith('checkout-'));
    const made = await door.operate('deploy-function', {
      projectId: project?.id,
      name: 'changing',
      source: 'north',
      git: { url: `${door.cloud.urls.git}/checkout/quote-shipping.git` },
    });
    functionId = made.upstream.functionId;
    await door.operate('redeploy-function', { functionId, env: { A: '1' } });
  });

  afterAll(async () => {
    await door.stop();
    await door.cloud.stop();
  });

  const read = async () =>
    (await door.ask<FunctionAnswer>(`/functions/${functionId}`)).body;
  const shares = async () =>
    Object.fromEntries(
      (await read()).revisions.map(({ name, percent }) => [name, percent]),
    );
  const foreignId = async () => {
    const { body } = await door.ask<FunctionPage>('/functions');
    const ids = await Promise.all(
      body.items.map(async ({ id }) => {
        const [problem] = await door.precheck('pause-function', {
          functionId: id,
        });
        return problem?.message.includes(foreign) ? id : undefined;
      }),
    );
    return ids.find(Boolean);
  };

  it('goes back to a revision, and forward again with the next deployment', async () => {
    expect(await shares()).toEqual({
      'changing-00002': 100,
      'changing-00001': 0,
    });
    const { body: choices } = await door.ask<{
      fields: { revision: { value: string }[] };
    }>('/operations/roll-back-function/choices', {
      method: 'POST',
      body: { input: { functionId } },
    });
    expect(choices.fields.revision.map(({ value }) => value)).toEqual([
      'changing-00001',
    ]);
    const back = { functionId, revision: 'changing-00001' };
    expect(await door.operate('roll-back-function', back)).toMatchObject({
      state: 'succeeded',
      outcome: 'Requests go 100 % to changing-00001',
    });
    expect(await shares()).toMatchObject({ 'changing-00001': 100 });
    expect(await door.precheck('roll-back-function', back)).toMatchObject([
      { severity: 'blocks', message: expect.stringContaining('all requests') },
    ]);
    expect(
      await door.precheck('redeploy-function', { functionId }),
    ).toMatchObject([
      { severity: 'warns', message: expect.stringContaining('by hand') },
    ]);
    const anew = await door.operate('redeploy-function', {
      functionId,
      env: { A: '2' },
    });
    expect(anew.steps.at(-1)).toMatchObject({
      name: 'Send it all requests',
      state: 'done',
    });
    expect(await shares()).toEqual({
      'changing-00003': 100,
      'changing-00002': 0,
      'changing-00001': 0,
    });
  });

  it('says which revisions there are to go back to', async () => {
    expect(
      await door.precheck('roll-back-function', {
        functionId,
        revision: 'changing-00099',
      }),
    ).toMatchObject([
      {
        severity: 'blocks',
        field: 'revision',
        message: expect.stringContaining(
          'choose one of changing-00002, changing-00001',
        ),
      },
    ]);
  });

  it('does not go back to a revision that is not ready', async () => {
    const { body } = await door.ask<FunctionPage>('/functions?state=failed');
    const [failing] = body.items;
    const revision = failing.latestRevision;
    const input = { functionId: failing.id, revision };
    expect(await door.precheck('roll-back-function', input)).toMatchObject([
      { severity: 'blocks', message: expect.stringContaining('is not ready') },
    ]);
    expect(
      await door.precheck('set-traffic', {
        functionId: failing.id,
        targets: [{ revision, percent: 100 }],
      }),
    ).toMatchObject([
      { severity: 'blocks', message: expect.stringContaining('is not ready') },
    ]);
  });

  it('divides requests as it is told, and gives addresses to tags', async () => {
    const targets = [
      { revision: 'changing-00001', percent: 70 },
      { revision: 'changing-00002', percent: 30, tag: 'next' },
    ];
    expect(
      await door.operate('set-traffic', { functionId, targets }),
    ).toMatchObject({
      state: 'succeeded',
      outcome: 'Requests go 70 % to changing-00001, 30 % to changing-00002',
    });
    expect((await read()).revisions).toMatchObject([
      { name: 'changing-00003', percent: 0 },
      { name: 'changing-00002', percent: 30, tags: ['next'] },
      { name: 'changing-00001', percent: 70 },
    ]);
    const refuse = async (...shared: object[]) => {
      const answer = await door.start('set-traffic', {
        functionId,
        targets: shared,
      });
      return `${answer.status} ${answer.body.error.message}`;
    };
    const [one] = targets;
    expect(await refuse({ ...one, percent: 50 })).toMatch(
      /400 .*must sum to 100/,
    );
    expect(
      await refuse({ ...one, percent: 50 }, { ...one, percent: 50 }),
    ).toMatch(/400 .*named once/);
    expect(await refuse({ revision: 'none', percent: 100 })).toMatch(
      /There is no revision "none"/,
    );
    expect(
      await door.precheck('set-traffic', {
        functionId,
        targets: [{ revision: 'changing-00001', percent: 100 }],
      }),
    ).toMatchObject([
      { severity: 'warns', message: expect.stringContaining('"next"') },
    ]);
    expect(await door.precheck('set-traffic', { functionId, targets })).toEqual(
      [],
    );
    // a tag outlives going back
    await door.operate('roll-back-function', {
      functionId,
      revision: 'changing-00003',
    });
    expect((await read()).revisions).toMatchObject([
      { name: 'changing-00003', percent: 100 },
      { name: 'changing-00002', percent: 0, tags: ['next'] },
      { percent: 0 },
    ]);
  });

  it('takes it from the public, and gives it back', async () => {
    const call = () =>
      door.ask<{ status: number; error: { message: string } }>(
        `/functions/${functionId}/invoke`,
        { method: 'POST', body: { body: '{"weight":1}' } },
      );
    const { url } = await read();
    const [refused] = await door.precheck('resume-function', { functionId });
    expect(refused.message).toContain('not paused');
    const started = await door.start('pause-function', { functionId });
    const again = await door.start('pause-function', { functionId });
    expect(again.body.id === started.body.id || again.status === 409).toBe(
      true,
    );
    expect(await door.settled(started.body.id)).toMatchObject({
      state: 'succeeded',
      outcome: expect.stringContaining('no public address'),
    });
    const paused = await read();
    expect(paused).toMatchObject({
      state: 'paused',
      url: expect.stringContaining('.svc.cluster.local'),
    });
    const gateway = await fetch(door.cloud.urls.gateway, {
      headers: { host: new URL(url ?? '').host },
    });
    expect(gateway.status).toBe(404);
    expect(await call()).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('is paused') } },
    });
    expect(await door.precheck('pause-function', { functionId })).toMatchObject(
      [{ severity: 'blocks', message: 'It is paused already' }],
    );
    // what is deployed meanwhile stays in the dark
    const anew = await door.operate('redeploy-function', {
      functionId,
      env: { A: '3' },
    });
    expect(anew.state).toBe('succeeded');
    expect((await read()).state).toBe('paused');

    expect(await door.operate('resume-function', { functionId })).toMatchObject(
      {
        state: 'succeeded',
        outcome: `It answers at ${url} again`,
      },
    );
    expect(await call()).toMatchObject({ status: 200, body: { status: 200 } });
  });

  it('warns of instances that go on running while it is paused', async () => {
    const { body } = await door.ask<FunctionPage>('/functions?state=ready');
    const problems = await Promise.all(
      body.items.map(({ id }) =>
        door.precheck('pause-function', { functionId: id }),
      ),
    );
    expect(problems.flat().map(({ message }) => message)).toContainEqual(
      expect.stringContaining('always keeps instances'),
    );
  });

  it('leaves alone what others made', async () => {
    const id = await foreignId();
    const inputs = {
      'redeploy-function': {},
      'roll-back-function': { revision: 'x' },
      'set-traffic': { targets: [{ revision: 'x', percent: 100 }] },
      'pause-function': {},
      'resume-function': {},
      'delete-function': {},
    };
    for (const [kind, input] of Object.entries(inputs)) {
      const [problem] = await door.precheck(kind, { functionId: id, ...input });
      expect([kind, problem.severity, problem.message]).toEqual([
        kind,
        'blocks',
        expect.stringContaining(foreign),
      ]);
      const { status } = await door.start(kind, { functionId: id, ...input });
      expect([kind, status >= 400]).toEqual([kind, true]);
    }
  });

  it('waits while the platform is down, and goes on afterwards', async () => {
    const down = { name: 'functions-down', target: 'north' } as const;
    const { body } = await door.start('redeploy-function', { functionId });
    door.cloud.scenarios.set({ ...down, on: true });
    try {
      await door.until<typeof body>(`/operations/${body.id}`, ({ trouble }) =>
        /503|cannot be reached/.test(trouble ?? ''),
      );
      expect(await door.precheck('pause-function', { functionId })).toEqual([
        {
          severity: 'blocks',
          message: expect.stringContaining('"Redeploy function" is running'),
        },
        expect.objectContaining({
          severity: 'blocks',
          message: expect.stringContaining('cannot be reached'),
        }),
      ]);
    } finally {
      door.cloud.scenarios.set({ ...down, on: false });
    }
    expect(await door.settled(body.id)).toMatchObject({ state: 'succeeded' });
  });

  it('is not deleted while it is deployed, which would bring a part of it back', async () => {
    const { body } = await door.start('redeploy-function', { functionId });
    const refused = await door.start('delete-function', { functionId });
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('Redeploy function');
    expect(await door.settled(body.id)).toMatchObject({ state: 'succeeded' });
  });

  it('deletes it with what was made for it, and says what is lost and what stays', async () => {
    const messages = (
      await door.precheck('delete-function', { functionId })
    ).map(({ severity, message }) => `${severity}: ${message}`);
    expect(messages).toEqual([
      expect.stringMatching(/^warns: .* stops answering at once, and 4 rev/),
      expect.stringMatching(/^warns: Its git repository .* stays$/),
    ]);
    const gone = await door.operate('delete-function', { functionId });
    expect(gone).toMatchObject({
      state: 'succeeded',
      target: { id: functionId, uid: expect.any(String) },
      outcome: 'changing is deleted. Its git repository and its images stay.',
      steps: [
        { name: 'Address and service', state: 'done' },
        { name: 'Revisions', state: 'done' },
        { name: 'Builds', state: 'done' },
      ],
    });
    expect((await door.ask(`/functions/${functionId}`)).status).toBe(404);
    const { status } = await door.start('delete-function', { functionId });
    expect(status).toBe(404);
    const git = `${door.cloud.urls.git}/checkout/quote-shipping/src/branch/main`;
    expect((await fetch(git)).status).toBe(200);
  });
});
