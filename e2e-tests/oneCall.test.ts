import { portalOf } from './setup/api';
import { expect, look, lookOnce, people, signIn, test } from './setup/journey';

const cluster = 'main.checkout-prod';

test('an owner takes a snapshot by one call, and sees who did it and how it ended', async ({
  page,
}) => {
  await signIn(page, people.engineer);
  await page.goto(`/clusters/${cluster}`);
  await page.getByRole('button', { name: 'Take snapshot' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /Why/ }).fill('Before the sale');
  const start = dialog.getByRole('button', { name: 'Start' });
  await expect(start).toBeEnabled();
  await lookOnce(page, 'take-snapshot');
  await start.click();
  await expect(dialog.getByText(/has a new snapshot/).first()).toBeVisible({
    timeout: 60_000,
  });

  await page.goto('/cloud/operations');
  const row = page.getByRole('row', { name: /Take snapshot/ }).first();
  await expect(row).toContainText('checkout-prod');
  await look(page, 'operations');
});

test('what would be lost in production waits until somebody else agrees', async ({
  page,
}) => {
  const ines = await portalOf('ines.duarte');
  const asked = await ines.post('/api/clusters/operations/remove-addon/start', {
    input: { clusterId: cluster, addon: await firstAddon(ines) },
    reason: 'Nobody uses it any more',
  });
  expect(asked.state).toBe('waiting-approval');

  await signIn(page, people.platformEngineer);
  await page.goto('/cloud/approvals');
  await expect(page.getByText('Nobody uses it any more')).toBeVisible();
  await look(page, 'approvals');
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.goto(`/cloud/operations/clusters/${asked.id}`);
  await expect(page.getByText('Done', { exact: true }).first()).toBeVisible({
    timeout: 60_000,
  });
  await look(page, 'operation');
});

test('what is not agreed to is not done, and says why', async ({ page }) => {
  const ines = await portalOf('ines.duarte');
  const asked = await ines.post(
    '/api/clusters/operations/delete-cluster/start',
    { input: { clusterId: cluster }, reason: 'Not needed any more' },
  );
  await signIn(page, people.operator);
  await page.goto('/cloud/approvals');
  await page
    .getByRole('textbox', { name: 'Comment' })
    .fill('Billing still runs there');
  await page.getByRole('button', { name: 'Do not approve' }).click();
  await expect(page.getByText('Nothing waits for you')).toBeVisible();
  await page.goto(`/cloud/operations/clusters/${asked.id}`);
  await expect(
    page.getByText('mei.tanaka did not agree. Billing still runs there.'),
  ).toBeVisible();
});

test('what needs attention stands where its owner looks, with what settles it', async ({
  page,
}) => {
  await signIn(page, people.operator);
  await page.goto('/cloud');
  await page.getByRole('radio', { name: 'All' }).check({ force: true });
  await expect(page.getByText(/is not ready|lost|failed/).first()).toBeVisible({
    timeout: 120_000,
  });
  await look(page, 'attention');
});

async function firstAddon(person: Awaited<ReturnType<typeof portalOf>>) {
  const { addons } = await person.get(`/api/clusters/clusters/${cluster}`);
  const [managed] = addons.filter((one: { managed: boolean }) => one.managed);
  return managed.name;
}
