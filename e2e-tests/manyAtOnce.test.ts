import type { Page } from '@playwright/test';
import {
  expect,
  look,
  lookOnce,
  people,
  signIn,
  test,
  useTheme,
} from './setup/journey';

/** Chooses a value of a filter of a list, as people do. */
async function filter(page: Page, name: string, value: RegExp) {
  await page.getByRole('search').getByRole('button', { name }).click();
  await page.getByRole('option', { name: value }).click();
  await page.keyboard.press('Escape');
}

async function chooseAll(page: Page, operation: string) {
  await page
    .getByRole('row')
    .nth(1)
    .getByRole('checkbox')
    .check({ force: true });
  await page
    .getByRole('button', { name: /^Choose all \d+ that match/ })
    .click();
  await page.getByRole('button', { name: 'Do to all of them' }).click();
  await page.getByRole('menuitem', { name: operation }).click();
  return page.getByRole('dialog');
}

test('an operator does one thing to all clusters of a region in waves, and stops the rest', async ({
  page,
}) => {
  await signIn(page, people.operator);
  await page.goto('/clusters?show=all');
  await filter(page, 'Region', /^south/);
  await expect(page).toHaveURL(/region=south/);
  await expect(page.getByRole('row')).toHaveCount(4);

  await useTheme(page, 'dark');
  const dialog = await chooseAll(page, 'Take snapshot');
  await expect(dialog.getByText('All 3 that match the filters')).toBeVisible();
  await dialog.getByRole('textbox', { name: /^Pause between/ }).fill('600');
  await dialog.getByRole('textbox', { name: /Why/ }).fill('Before the move');
  const start = dialog.getByRole('button', { name: 'Start' });
  await expect(start).toBeEnabled();
  await lookOnce(page, 'bulk-dialog-dark');
  await start.click();

  // the first wave is through, and the others wait
  await expect(dialog.getByText('Done: 1 · Waits for its wave: 2')).toBeVisible(
    { timeout: 60_000 },
  );
  await expect(dialog.getByText(/Wave 2 begins after a pause/)).toBeVisible();
  await dialog.getByRole('link', { name: 'Open its page' }).click();
  const rows = page.getByRole('grid', { name: 'Targets' }).getByRole('row');
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(1)).toContainText('has a new snapshot');
  await look(page, 'bulk-operation');

  await page.getByRole('button', { name: 'Stop what has not started' }).click();
  await expect(
    page.getByText(
      'mei.tanaka cancelled it. 1 of 3 succeeded. Not started: 2.',
    ),
  ).toBeVisible();
  await expect(rows.nth(3)).toContainText('Left out');
  await page.goto('/cloud/operations?state=cancelled');
  await expect(
    page.getByRole('row', { name: /Take snapshot/ }).first(),
  ).toContainText('3 clusters');
});

test('what is blocked is said for each target, and left out when that is chosen', async ({
  page,
}) => {
  await signIn(page, people.operator);
  await page.goto('/clusters?show=all');
  await filter(page, 'Tag', /^env:stag/);
  await expect(page.getByRole('row')).toHaveCount(3);

  const dialog = await chooseAll(page, 'Take snapshot');
  const start = dialog.getByRole('button', { name: 'Start' });
  await expect(
    dialog.getByText(/^catalogue-stage: Rancher has lost the connection/),
  ).toBeVisible();
  await expect(start).toBeDisabled();
  await dialog
    .getByText('Leave out what is blocked (1), and do it to the other 1')
    .click();
  await lookOnce(page, 'bulk-blocked-light');
  await start.click();
  await expect(
    dialog.getByText('1 of 2 succeeded. Not started: 1.'),
  ).toBeVisible({ timeout: 60_000 });
  await expect(
    dialog.getByRole('row', { name: /catalogue-stage/ }),
  ).toContainText('Left out');
});
