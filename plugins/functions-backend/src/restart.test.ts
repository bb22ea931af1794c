import type { FunctionAnswer } from '@flytower/cloud-common/functions';
import { startSimulatedCloud } from '@flytower/simulated-cloud/testUtils';
import { keptDatabase } from './__testUtils__/keptDatabase';
import {
  startFunctions,
  type FunctionPage,
} from './__testUtils__/startFunctions';

jest.setTimeout(90_000);

it('a portal that is restarted while a function is built deploys it once', async () => {
  const cloud = await startSimulatedCloud();
  const database = keptDatabase();
  const begin = () => startFunctions({ cloud, ...database.options });
  try {
    const before = await begin();
    await before.until<FunctionPage>('/functions', page => page.total > 0);
    const [project] = before.projects.filter(({ owner }) => owner);
    const { body: asked } = await before.start('deploy-function', {
      projectId: project.id,
      name: 'survivor',
      source: 'north',
      git: { url: `${cloud.urls.git}/checkout/quote-shipping.git` },
    });
    await before.until<typeof asked>(
      `/operations/${asked.id}`,
      ({ state }) => state === 'running',
    );
    await before.stop();

    const after = await begin();
    expect(await after.settled(asked.id)).toMatchObject({ state: 'succeeded' });
    const { items } = await after.until<FunctionPage>(
      '/functions?search=survivor',
      page => page.items[0]?.state === 'ready',
    );
    const path = `/functions/${items[0].id}`;
    const { body: found } = await after.ask<FunctionAnswer>(path);
    expect(found.builds).toHaveLength(1);
    expect(found.revisions).toHaveLength(1);
    await after.stop();
  } finally {
    await cloud.stop();
    database.remove();
  }
});
