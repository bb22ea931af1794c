import type {
  CloudFunction,
  FunctionAnswer,
} from '@flytower/cloud-common/functions';
import { startSimulatedCloud } from '@flytower/simulated-cloud/testUtils';
import {
  startFunctions,
  type FunctionPage,
} from './__testUtils__/startFunctions';

jest.setTimeout(90_000);

it('a portal that is restarted while a function is built deploys it once', async () => {
  const cloud = await startSimulatedCloud();
  try {
    const before = await startFunctions({ cloud });
    await before.until<FunctionPage>('/functions', page => page.total > 0);
    const [project] = before.projects.filter(({ owner }) => owner);
    const body = {
      projectId: project.id,
      name: 'survivor',
      source: 'north',
      git: { url: `${cloud.urls.git}/checkout/quote-shipping.git` },
      idempotencyKey: 'task-1',
    };
    const asked = { method: 'POST', body };
    const { body: fn } = await before.ask<CloudFunction>('/functions', asked);
    await before.stop();

    const after = await startFunctions({ cloud });
    const path = `/functions/${fn.id}`;
    await after.until<FunctionAnswer>(path, ({ state }) => state === 'ready');
    // whoever asked may not have heard the answer, and asks again
    const again = await after.ask<CloudFunction>('/functions', asked);
    expect(again).toMatchObject({ status: 201, body: { id: fn.id } });
    const { body: found } = await after.ask<FunctionAnswer>(path);
    expect(found.builds).toHaveLength(1);
    expect(found.revisions).toHaveLength(1);
    await after.stop();
  } finally {
    await cloud.stop();
  }
});
