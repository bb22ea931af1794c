import type { Page } from '@playwright/test';

/** Opens a template's form, its first field there. */
export async function openTemplate(page: Page, name: string, first: string) {
  await page.goto(`/create/templates/default/${name}`);
  await page.getByText(first).first().waitFor();
}

/** Chooses from a field of a template's form. */
export async function choose(page: Page, label: RegExp, option: RegExp) {
  await page.getByRole('button', { name: label }).first().click();
  await page.getByRole('option', { name: option }).first().click();
}

export const next = (page: Page) =>
  page.getByRole('button', { name: /^(Next|Review)$/ }).click();
