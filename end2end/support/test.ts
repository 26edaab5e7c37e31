// What every test starts from: `import { test, expect } from '../support/test.ts'`.
import AxeBuilder from '@axe-core/playwright';
import { type ConsoleMessage, expect, type Page, type Request, test as base } from '@playwright/test';
import type { Kind } from './hands.ts';

/** The password of every account of the demo city. */
export const PASSWORD = 'rembuk-demo-2028';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export type Tools = {
  /** What people of the journeys work with, a project's choice. */
  hands: Kind;
  /**
   * Checks the page as it is now for barriers. Without JavaScript it does nothing: the checker is a script itself.
   * AUDIT=off leaves it out where the same pages are checked in another run.
   */
  audit: (page: Page) => Promise<void>;
  /** Signs in with an account of the demo city. */
  signIn: (page: Page, login: string) => Promise<void>;
  /** What went wrong in the browser so far: script errors, messages on the console, files that did not load. */
  problems: string[];
};

export const test = base.extend<Tools>({
  hands: ['mouse', { option: true }],

  audit: async ({ javaScriptEnabled }, use) => {
    await use(async (page) => {
      if (!javaScriptEnabled || process.env.AUDIT === 'off') return;
      // Our pages have no frames, so one run in the page itself is all; other results than violations cost time only.
      const builder = new AxeBuilder({ page }).setLegacyMode().options({ runOnly: RULES, resultTypes: ['violations'] });
      const { violations } = await builder.analyze();
      const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => node.html).join('\n    ')}`);
      expect(found, `barriers on ${page.url()}`).toEqual([]);
    });
  },

  signIn: async ({}, use) => {
    await use(async (page, login) => {
      await page.goto('/masuk');
      const form = page.locator('form', { has: page.locator('[name=password]') });
      await form.locator('[name=contact]').fill(login);
      await form.locator('[name=password]').fill(PASSWORD);
      await form.locator('button[type=submit], button:not([type])').click();
      await expect(page, `${login} can sign in`).not.toHaveURL(/\/masuk/);
    });
  },

  problems: [
    async ({ page }, use) => {
      const problems: string[] = [];
      const crash = (error: Error) => problems.push(`script error: ${error.message}`);
      const message = (message: ConsoleMessage) => {
        // What the runner says of the service worker that it keeps out.
        if (message.text().includes('registration blocked by Playwright')) return;
        if (['error', 'warning'].includes(message.type())) problems.push(`console: ${message.text()}`);
      };
      const failure = (request: Request) => {
        const reason = request.failure()?.errorText ?? '';
        // Aborted is what the browser calls a file that a new page made needless; a missing file is a message on the
        // console.
        if (reason !== 'net::ERR_ABORTED') problems.push(`not loaded: ${request.url()} ${reason}`);
      };
      page.on('pageerror', crash).on('console', message).on('requestfailed', failure);
      await use(problems);
      page.off('pageerror', crash).off('console', message).off('requestfailed', failure);
    },
    { auto: true },
  ],
});

export { expect };
