import { expect, test } from '@playwright/test';
import { cloudOf, portalOf } from './setup/api';

test('a cluster whose creation was cut off by a killed portal is brought to its end, once', async () => {
  const portal = await portalOf('ines.duarte');
  const { items } = await portal.get(
    '/api/projects/projects?search=checkout-api-stage',
  );
  const region = items[0].regions[0];
  const { versions } = await portal.get('/api/clusters/choices');
  const { id } = await portal.post('/api/scaffolder/v2/tasks', {
    templateRef: 'template:default/cluster',
    values: {
      projectId: items[0].id,
      region,
      name: 'second-act',
      version: versions.find((one: { recommended: boolean }) => one.recommended)
        .version,
      controlPlaneCount: 1,
      controlPlaneFlavor: 'm1.medium',
      workerCount: 1,
      workerFlavor: 'm1.medium',
      addons: [],
    },
  });
  await expect
    .poll(async () => (await cloudOf('second-act')).length, { timeout: 60_000 })
    .toBe(1);

  await portal.kill();
  await portal.start();

  const again = await portalOf('ines.duarte');
  await expect
    .poll(
      async () => (await again.get(`/api/scaffolder/v2/tasks/${id}`)).status,
      {
        timeout: 150_000,
        intervals: [2_000],
      },
    )
    .toBe('completed');
  expect(await cloudOf('second-act')).toHaveLength(1);
  const cluster = await again.get('/api/clusters/clusters/main.second-act');
  expect(cluster.state).toBe('active');
});
