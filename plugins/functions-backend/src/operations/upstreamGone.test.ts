import type { FunctionAnswer } from '@flytower/cloud-common/functions';
import { isSettled } from '@flytower/cloud-common/operations';
import { startSimulatedCloud } from '@flytower/simulated-cloud/testUtils';
import { keptDatabase } from '../__testUtils__/keptDatabase';
import {
  startFunctions,
  type FunctionPage,
} from '../__testUtils__/startFunctions';

jest.setTimeout(180_000);

describe('an operation that the platform goes away under', () => {
  const database = keptDatabase();
  let cloud: Awaited<ReturnType<typeof startSimulatedCloud>>;
  let door: Awaited<ReturnType<typeof startFunctions>>;

  /** A backend on the journal that there is. */
  const begin = () => startFunctions({ cloud, ...database.options });
  const platformIs = (how: 'down' | 'back') =>
    cloud.scenarios.set({
      name: 'functions-down',
      target: 'north',
      on: how === 'down',
    });

  beforeAll(async () => {
    cloud = await startSimulatedCloud({ company: { functions: 6 } });
    door = await begin();
    await door.until<FunctionPage>(
      '/functions',
      ({ items, total }) => total === 6 && items.every(fn => fn.owner),
    );
  });
  afterAll(async () => {
    await door?.stop();
    await cloud?.stop();
    database.remove();
  });

  async function deployed(name: string): Promise<string> {
    const project = door.projects.find(one => one.name.startsWith('checkout-'));
    const made = await door.operate('deploy-function', {
      projectId: project?.id,
      name,
      source: 'north',
      git: { url: `${cloud.urls.git}/checkout/quote-shipping.git` },
    });
    return made.upstream.functionId;
  }

  async function restartedWhileDown(kind: string, input: object) {
    const { body } = await door.start(kind, input);
    platformIs('down');
    await door.stop();
    door = await begin();
    const waiting = await door.until<typeof body>(
      `/operations/${body.id}`,
      ({ trouble, state }) => !!trouble || isSettled(state),
    );
    platformIs('back');
    return { waiting, ended: await door.settled(body.id) };
  }

  it('is taken up by a backend that has read nothing yet, which loses nothing of the function', async () => {
    const functionId = await deployed('survivor');
    const { waiting, ended } = await restartedWhileDown('redeploy-function', {
      functionId,
    });
    expect(['queued', 'running']).toContain(waiting.state);
    expect(ended).toMatchObject({ state: 'succeeded' });
    const { body } = await door.ask<FunctionAnswer>(`/functions/${functionId}`);
    expect(body.builds).toHaveLength(2);
  });

  it('is taken up by a backend that has read nothing yet, which does not take that for a deletion', async () => {
    const functionId = await deployed('short-lived');
    const { waiting, ended } = await restartedWhileDown('delete-function', {
      functionId,
    });
    expect(waiting.state).not.toBe('failed');
    expect(ended).toMatchObject({ state: 'succeeded' });
    expect((await door.ask(`/functions/${functionId}`)).status).toBe(404);
  });
});
