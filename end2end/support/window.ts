// One window for all the pages that a worker looks at: opening one takes longer than looking at a page.
import type { Page } from '@playwright/test';
import { listen } from './secrets.ts';
import { test as base } from './test.ts';

const WIDE = { width: 1280, height: 720 };

export const test = base.extend<object, { window: Page }>({
  window: [
    async ({ browser }, use, { project }) => {
      const { baseURL, locale, timezoneId, javaScriptEnabled } = project.use;
      const context = await browser.newContext({ baseURL, locale, timezoneId, javaScriptEnabled });
      listen(context);
      await use(await context.newPage());
      await context.close();
    },
    { scope: 'worker' },
  ],

  /** As new: nobody is signed in, and wide. */
  page: async ({ window }, use) => {
    await window.context().clearCookies();
    await window.setViewportSize(WIDE);
    await use(window);
  },
});
