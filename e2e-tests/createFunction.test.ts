import { expect, look, people, signIn, test } from './setup/journey';
import { choose, next, openTemplate } from './setup/template';

test('an engineer generates a function, calls it and reads what it logged', async ({
  page,
}) => {
  await signIn(page, people.engineer);
  await openTemplate(page, 'function', 'Choose a project');
  await choose(page, /Project/, /checkout-api-dev/);
  await page.getByLabel(/^Name/).fill('prompter');
  await page.waitForTimeout(1_000);
  await next(page);
  await page.getByRole('button', { name: 'Create function' }).click();
  await page
    .getByRole('link', { name: 'Open and call the function' })
    .click({ timeout: 150_000 });

  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
  await page.getByLabel('Body').fill('{"name":"Hamlet"}');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(page.getByText(/Hello, Hamlet!/).first()).toBeVisible({
    timeout: 40_000,
  });
  await expect(page.getByText(/greeting Hamlet/).first()).toBeVisible({
    timeout: 30_000,
  });
  await look(page, 'function');
});
