import { mockServices } from '@backstage/backend-test-utils';
import type {
  CloudFunction,
  FunctionAnswer,
} from '@flytower/cloud-common/functions';
import type { Operation } from '@flytower/cloud-common/operations';
import {
  startFunctions,
  type FunctionPage,
} from '../__testUtils__/startFunctions';

jest.setTimeout(90_000);

const secret = 'https://models.example/hunter2';

describe('deploying a function', () => {
  let door: Awaited<ReturnType<typeof startFunctions>>;
  let all: CloudFunction[];
  const auditor = mockServices.auditor.mock();
  const event = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(event);

  beforeAll(async () => {
    door = await startFunctions({ features: [auditor.factory] });
    const page = await door.until<FunctionPage>(
      '/functions',
      ({ items, total }) =>
        total === 6 &&
        items.every(fn => fn.owner && /ready|sleeping|failed/.test(fn.state)),
    );
    all = page.items;
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
  const read = async (id: string) =>
    (await door.ask<FunctionAnswer>(`/functions/${id}`)).body;

  it('gives it its environment, of which nothing is ever shown or written down', async () => {
    // this one ends at once without the variable
    const broken = all.find(({ state }) => state === 'failed');
    const without = await door.operate(
      'deploy-function',
      request({ name: 'bare', git: { url: broken?.git?.url } }),
    );
    expect(without).toMatchObject({
      state: 'failed',
      outcome: expect.stringContaining('RISK_MODEL_URL is not set'),
      steps: [
        { state: 'done' },
        { state: 'done' },
        { state: 'done' },
        { name: 'Become ready', state: 'failed' },
      ],
    });
    const done = await door.operate(
      'deploy-function',
      request({
        name: 'secretive',
        git: { url: broken?.git?.url },
        env: { RISK_MODEL_URL: secret },
      }),
    );
    expect(done.outcome).toMatch(/answers/);
    expect(done).toMatchObject({
      state: 'succeeded',
      input: { name: 'secretive', env: '***' },
    });
    const again = await door.operate('redeploy-function', {
      functionId: done.upstream.functionId,
    });
    expect(again.state).toBe('succeeded');
    const fn = await read(done.upstream.functionId);
    expect(fn).toMatchObject({ state: 'ready', builds: [{}, {}] });
    // the environment stayed as it was, so there was nothing to make a revision of
    expect(fn.revisions).toHaveLength(1);

    const cured = await door.operate('redeploy-function', {
      functionId: without.upstream.functionId,
      env: { RISK_MODEL_URL: secret },
    });
    expect(cured).toMatchObject({ state: 'succeeded', input: { env: '***' } });

    const { body } = await door.ask<object>('/operations');
    const written = [body, fn, auditor.createEvent.mock.calls, event];
    expect(
      JSON.stringify(written, (_, value) =>
        typeof value === 'function' ? value.mock?.calls : value,
      ),
    ).not.toContain('hunter2');
  });

  it('is the same operation when it is asked for twice with the same key, and refused with another one', async () => {
    const idempotencyKey = 'task-1';
    const input = request({ name: 'twice' });
    const first = await door.start('deploy-function', input, {
      idempotencyKey,
    });
    const second = await door.start('deploy-function', input, {
      idempotencyKey,
    });
    expect(second.body.id).toBe(first.body.id);
    const other = await door.start(
      'deploy-function',
      request({ name: 'twice', invoke: 'cloudevent' }),
    );
    expect(other.status).toBe(409);
    // another function of the same project is another matter
    const beside = await door.operate(
      'deploy-function',
      request({ name: 'beside' }),
    );
    expect(beside.state).toBe('succeeded');
    const done = await door.settled(first.body.id);
    expect(done.state).toBe('succeeded');
    const fn = await read(done.upstream.functionId);
    expect(fn.builds).toHaveLength(1);
    expect(fn.revisions).toHaveLength(1);
  });

  it('refuses in sentences what cannot be built', async () => {
    const refuse = async (more: object) => {
      const { status, body } = await door.start(
        'deploy-function',
        request({ name: 'never', ...more }),
      );
      return `${status} ${body.error.message}`;
    };
    const git = (url: string) => ({ git: { url } });
    expect(await refuse(git('https://github.com/a/b'))).toMatch(
      /The git host "github.com" is not one that this portal may build from/,
    );
    expect(await refuse({ name: 'Not A Name' })).toMatch(/400 .*name/);
    expect(await refuse({ source: 'west' })).toMatch(
      /There is no function platform "west"; choose one of north, south/,
    );
    expect(await refuse({ projectId: 'none' })).toMatch(/^404/);
    expect(
      await refuse({ git: { ...request().git, contextDir: '../x' } }),
    ).toMatch(/400 .*contextDir/);
    expect(await refuse({ env: { K_SERVICE: secret } })).toMatch(/400 .*env/);
    expect(await refuse({ env: { 'a b': secret } })).not.toContain('hunter2');
    expect(await refuse({ more: 1 })).toMatch(/400/);
    const { body } = await door.ask<{ items: Operation[] }>(
      '/operations?targetType=project',
    );
    expect(body.items.map(({ input }) => input.name)).not.toContain('never');
  });

  it('says beforehand what stands against it', async () => {
    const ask = (more: object) =>
      door.precheck('deploy-function', request(more));
    expect(await ask({ name: 'another' })).toEqual([]);
    expect(
      await ask({ name: 'another', git: { url: 'https://evil.example/a/b' } }),
    ).toMatchObject([{ severity: 'blocks', field: 'git' }]);
    const taken = all.find(fn => fn.projectId === project().id);
    expect(
      await ask({ name: taken?.name, source: taken?.source }),
    ).toMatchObject([
      {
        severity: 'blocks',
        field: 'name',
        message: expect.stringContaining('already; deploy it anew'),
      },
    ]);
    const lost = await door.operate(
      'deploy-function',
      request({ name: 'lost', git: { ...request().git, revision: 'nowhere' } }),
    );
    expect(lost.outcome).toContain('"nowhere" does not exist');
    expect(await ask({ name: 'lost' })).toMatchObject([
      { severity: 'warns', message: expect.stringContaining('never deployed') },
    ]);
    const found = await door.operate(
      'deploy-function',
      request({ name: 'lost' }),
    );
    expect(found.state).toBe('succeeded');
  });

  it('does nothing in a project that is disabled', async () => {
    const { id } = project();
    const change = (enabled: boolean) => {
      const index = door.projects.findIndex(one => one.id === id);
      door.projects[index] = { ...door.projects[index], enabled };
    };
    change(false);
    try {
      expect(
        await door.precheck('deploy-function', request({ name: 'too-late' })),
      ).toMatchObject([
        {
          severity: 'blocks',
          field: 'projectId',
          message: expect.stringContaining('is disabled'),
        },
      ]);
    } finally {
      change(true);
    }
  });

  it('chooses the platform that the project uses already, and builds what is there anew', async () => {
    const fn = all.find(one => one.name === 'quote-shipping');
    const [name] = await door.precheck(
      'deploy-function',
      request({ name: 'quote-shipping', source: undefined }),
    );
    expect(name).toMatchObject({ severity: 'blocks', field: 'name' });
    const done = await door.operate('redeploy-function', {
      functionId: fn?.id,
    });
    expect(done).toMatchObject({
      state: 'succeeded',
      target: { type: 'function', id: fn?.id, entityRef: fn?.entityRef },
    });
    const anew = await read(fn?.id ?? '');
    expect(anew).toMatchObject({ builds: [{ state: 'succeeded' }] });
    // the same source makes the same image, which needs no new revision
    expect(anew.revisions).toHaveLength(1);
  });
});
