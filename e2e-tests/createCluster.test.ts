import { expect, look, people, signIn, test } from './setup/journey';
import { choose, next, openTemplate } from './setup/template';

test('an engineer creates a cluster and follows it until it is active and hers', async ({
  page,
}) => {
  await signIn(page, people.engineer);
  await openTemplate(page, 'cluster', 'Choose a project');
  await choose(page, /Project/, /checkout-api-prod/);
  await choose(page, /Region/, /north/);
  const name = page.getByLabel(/^Name/);
  await name.fill('Not a name');
  await name.blur();
  await expect(
    page.getByText(/must start with a letter/).first(),
  ).toBeVisible();
  await name.fill('checkout-prod');
  await expect(page.getByText(/taken|already/i).first()).toBeVisible();
  await name.fill('stage-door');
  await next(page);

  await choose(page, /Flavor of control plane/, /m1\.medium/);
  await choose(page, /Flavor of worker/, /m1\.medium/);
  await expect(page.getByText(/What would be left in north/)).toBeVisible();
  await page.screenshot({
    path: 'e2e-screenshots/create-cluster-size.png',
    fullPage: true,
  });
  await next(page);
  await page.waitForTimeout(1_000);
  await next(page);
  await page.getByRole('button', { name: 'Create cluster' }).click();

  await page
    .getByRole('button', {
      name: /Create the cluster and wait until it is active \d+ second/,
    })
    .waitFor();
  await page.goto('/clusters/main.stage-door');
  await expect(page.getByText('Being created').first()).toBeVisible();
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible({
    timeout: 120_000,
  });
  await look(page, 'cluster');

  await page.goto('/catalog/default/resource/main.stage-door');
  await expect(
    page.getByRole('link', { name: 'Checkout' }).first(),
  ).toBeVisible();
});
