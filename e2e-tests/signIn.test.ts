import { expect, look, people, signIn, test } from './setup/journey';

test('an engineer sees what her teams have, and nothing of it is wrong in light or dark', async ({
  page,
}) => {
  await signIn(page, people.engineer);
  await expect(page.getByText('checkout-prod').first()).toBeVisible();
  await expect(page.getByText('quote-shipping').first()).toBeVisible();
  await expect(page.getByText('checkout-api-prod').first()).toBeVisible();
  await look(page, 'home');

  await page.goto('/projects');
  await expect(
    page.getByRole('link', { name: 'checkout-api-prod' }),
  ).toBeVisible();
  await expect(page.getByText('search-api-prod')).toHaveCount(0);
  await look(page, 'projects');

  await page.goto('/clusters');
  await expect(page.getByRole('link', { name: 'checkout-prod' })).toBeVisible();
  await expect(page.getByText('1 of 10 nodes is not ready')).toBeVisible();
  await look(page, 'clusters');

  await page.goto('/functions');
  await expect(
    page.getByRole('link', { name: 'quote-shipping' }),
  ).toBeVisible();
  await look(page, 'functions');
});

test('the catalog knows projects, clusters and functions with their owners', async ({
  page,
}) => {
  await signIn(page, people.engineer);
  for (const [path, name] of [
    ['/catalog/default/system/checkout-api-prod', 'checkout-api-prod'],
    ['/catalog/default/resource/main.checkout-prod', 'checkout-prod'],
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name }).first()).toBeVisible();
    await expect(
      page.getByRole('link', { name: 'Checkout' }).first(),
    ).toBeVisible();
  }
  await look(page, 'entity-cluster');
  await page.goto('/catalog/default/system/checkout-api-prod/resources');
  await expect(
    page.getByText(/checkout-api-prod-\w+-\d/).first(),
  ).toBeVisible();
  await look(page, 'project-resources');
});

test('she may look at a cluster of another team that shows it to her, but not change it', async ({
  page,
}) => {
  await signIn(page, people.engineer);
  await page.goto('/clusters/main.payments-prod');
  await expect(
    page.getByRole('heading', { name: 'payments-prod' }),
  ).toBeVisible();
  await expect(page.getByText('Degraded').first()).toBeVisible();
  await expect(page.getByRole('link', { name: /Install add-on/ })).toHaveCount(
    0,
  );
});

test.describe('what is not hers', () => {
  test.use({ expectedErrors: [/404 \(Not Found\).*\/api\/clusters\//] });

  test('is not shown, and the page says why', async ({ page }) => {
    await signIn(page, people.engineer);
    await page.goto('/clusters/main.search-prod');
    await expect(
      page.getByText(/There is no cluster "main.search-prod" that you may see/),
    ).toBeVisible();
    await look(page, 'not-mine');
  });
});

test('an operator sees all clusters', async ({ page }) => {
  await signIn(page, people.operator);
  await page.goto('/clusters?scope=all');
  await page
    .getByRole('radio', { name: 'All' })
    .or(page.getByRole('button', { name: 'All', exact: true }))
    .first()
    .click();
  await expect(page.getByRole('link', { name: 'search-prod' })).toBeVisible();
  await expect(page.getByText('Agent lost').first()).toBeVisible();
  await look(page, 'clusters-operator');
});
