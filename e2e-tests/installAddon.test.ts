import { expect, look, people, signIn, test } from './setup/journey';
import { choose, next } from './setup/template';

test('an owner installs an add-on and sees it become ready', async ({
  page,
}) => {
  await signIn(page, people.engineer);
  await page.goto('/clusters/main.checkout-prod');
  await page
    .getByRole('link', { name: /Install add-on/ })
    .first()
    .click();
  await expect(
    page.getByRole('button', { name: /checkout-prod/ }).first(),
  ).toBeVisible();
  await choose(page, /Choose an add-on/, /Velero/);
  await page.screenshot({
    path: 'e2e-screenshots/install-addon.png',
    fullPage: true,
  });
  await next(page);
  await page.getByRole('button', { name: 'Install add-on' }).click();
  await page
    .getByRole('link', { name: 'Open the cluster' })
    .click({ timeout: 120_000 });

  const addons = page.getByRole('region', { name: 'Add-ons' });
  const row = addons.getByRole('row', { name: /velero/i });
  await expect(row.getByText('Ready')).toBeVisible();
  await look(page, 'cluster-with-addon');
});
