import type { APIRequestContext } from '@playwright/test';
import { expect, look, people, signIn, test } from './setup/journey';

const control = 'http://127.0.0.1:7150/scenarios';

async function setScenario(
  request: APIRequestContext,
  name: string,
  on: boolean,
) {
  const answer = await request.put(control, { data: { name, on } });
  expect(answer.ok()).toBe(true);
}

test('a Rancher that is down costs its rows their freshness and nothing else', async ({
  page,
  request,
}) => {
  await signIn(page, people.engineer);
  await setScenario(request, 'rancher-down', true);
  try {
    await expect(async () => {
      await page.goto('/clusters');
      await expect(page.getByText(/not answering since/).first()).toBeVisible();
    }).toPass({ timeout: 90_000 });
    await expect(
      page.getByRole('link', { name: 'checkout-prod' }),
    ).toBeVisible();
    await look(page, 'rancher-down');

    await page.goto('/projects');
    await expect(
      page.getByRole('link', { name: 'checkout-api-prod' }),
    ).toBeVisible();
    await expect(page.getByText(/not answering since/)).toHaveCount(0);
  } finally {
    await setScenario(request, 'rancher-down', false);
  }
  await expect(async () => {
    await page.goto('/clusters');
    await expect(
      page.getByRole('link', { name: 'checkout-prod' }),
    ).toBeVisible();
    await expect(page.getByText(/not answering since/)).toHaveCount(0, {
      timeout: 3_000,
    });
  }).toPass({ timeout: 90_000 });
});
