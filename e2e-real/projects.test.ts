import { expect, test } from '@playwright/test';
import { people, signIn } from '../e2e-tests/setup/journey';

test('projects and servers of a real OpenStack are in the pages and in the catalog', async ({
  page,
}) => {
  await signIn(page, people.platformEngineer);

  await page.goto('/projects');
  await expect(page.getByRole('link', { name: 'theatre' })).toBeVisible();
  await page.screenshot({
    path: 'e2e-screenshots/real-projects.png',
  });

  await page.getByRole('link', { name: 'theatre' }).click();
  await expect(page.getByText('Seen on stage').first()).toBeVisible();
  await page.goto('/catalog/default/system/admin/resources');
  await expect(page.getByText('backdrop').first()).toBeVisible();
  await page.screenshot({
    path: 'e2e-screenshots/real-resources.png',
  });

  await page.goto('/catalog?filters[kind]=system&filters[user]=all');
  await expect(page.getByRole('link', { name: 'theatre' })).toBeVisible();
  await page.screenshot({
    path: 'e2e-screenshots/real-catalog.png',
  });
});
