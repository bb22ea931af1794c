import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';

/** What the browser says on its own account when a page is left while it still loads. */
const harmless = [
  /net::ERR_ABORTED/,
  /AbortError/,
  // How Backstage finds out that nobody is signed in yet.
  /401 .*\/api\/auth\/oidc\/refresh\?optional/,
];

/** Where the identity provider of the simulated company lists the people to sign in as. */
export const people = {
  engineer: 'Ines Duarte',
  otherEngineer: 'Jonas Weber',
  platformEngineer: 'Oskar Lind',
  operator: 'Mei Tanaka',
};

/** A page whose console stays silent: an error there fails the journey. */
export const test = base.extend<{ expectedErrors: RegExp[] }>({
  expectedErrors: [[], { option: true }],
  page: async ({ page, expectedErrors }, use) => {
    const errors: string[] = [];
    page.on('pageerror', error => errors.push(String(error)));
    page.on('console', message => {
      const text = `${message.text()} ${message.location().url}`;
      const known = [...harmless, ...expectedErrors].some(pattern =>
        pattern.test(text),
      );
      if (message.type() === 'error' && !known) errors.push(text);
    });
    await use(page);
    expect(errors, 'the console shows no error').toEqual([]);
  },
});

export { expect };

/** Signs in through the company's identity provider, as a person would. */
export async function signIn(page: Page, person: string) {
  await page.goto('/');
  await page.getByRole('button', { name: /sign in/i }).click();
  await page.getByRole('button', { name: new RegExp(person) }).click();
  await expect(page.getByRole('heading', { name: /^Good / })).toBeVisible();
}

/** Keeps a screenshot in light and in dark, and lets axe look for serious faults in both. */
export async function look(page: Page, name: string) {
  for (const theme of ['light', 'dark'] as const) {
    await useTheme(page, theme);
    await lookOnce(page, `${name}-${theme}`);
  }
}

/** The same as it stands now, for what a new read of the page would close. */
export async function lookOnce(page: Page, name: string) {
  await page.screenshot({
    path: `e2e-screenshots/${name}.png`,
    fullPage: true,
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0].html} (${nodes.length})`);
  expect.soft(serious, `${name}: axe`).toEqual([]);
}

export async function useTheme(page: Page, theme: 'light' | 'dark') {
  await page.evaluate(id => {
    localStorage.setItem('theme', id);
    window.dispatchEvent(new StorageEvent('storage', { key: 'theme' }));
  }, theme);
  await page.emulateMedia({ colorScheme: theme });
  await page.reload();
  await settled(page);
}

/** Something is there, and nothing stands for what is still to come. */
async function settled(page: Page) {
  await page.getByRole('heading').first().waitFor();
  await page.waitForLoadState('networkidle');
  await expect(
    page.locator('[class*="skeleton" i], [role="progressbar"]'),
  ).toHaveCount(0);
}
