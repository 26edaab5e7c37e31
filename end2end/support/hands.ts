// How somebody works the pages: with a mouse or a finger here, by the keyboard alone in keyboard.ts.
import { expect, type Locator, type Page } from '@playwright/test';

export type Upload = { name: string; mimeType: string; buffer: Buffer };

/** The choice of a run; see the projects in playwright.config.ts. */
export type Kind = 'mouse' | 'keyboard';

export interface Hands {
  /** Follows a link or presses a button that leads to another page. */
  press(target: Locator): Promise<void>;
  /** The same, twice, as impatient people do. */
  pressTwice(target: Locator): Promise<void>;
  /** Operates something that leaves the page where it is. */
  operate(target: Locator): Promise<void>;
  /** Types into a field, in place of what stands there. */
  type(field: Locator, words: string): Promise<void>;
  /** Chooses from a list by the words of the option. */
  choose(list: Locator, option: string | RegExp): Promise<void>;
  /** Checks a box, or one of a group of radio buttons. */
  check(box: Locator): Promise<void>;
  upload(field: Locator, file: Upload): Promise<void>;
}

export class Mouse implements Hands {
  async press(target: Locator) {
    await leave(target.page(), () => target.click());
  }

  async pressTwice(target: Locator) {
    await leave(target.page(), () => target.dblclick());
  }

  async operate(target: Locator) {
    await target.click();
  }

  async type(field: Locator, words: string) {
    await field.fill(words);
  }

  async choose(list: Locator, option: string | RegExp) {
    if (typeof option === 'string') await list.selectOption({ label: option });
    else await list.selectOption(await list.locator('option', { hasText: option }).first().getAttribute('value'));
  }

  async check(box: Locator) {
    await box.check();
  }

  async upload(field: Locator, file: Upload) {
    await field.setInputFiles(file);
  }
}

/** Whether this browser runs scripts, so that what lives on a page will wake up. */
export function runsScripts(page: Page): Promise<boolean> {
  return page.evaluate(() => matchMedia('(scripting: enabled)').matches);
}

/** Until what was tapped has been answered: it is shown before. */
export async function answered(page: Page) {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** Does something that leads to another page, and waits until that page is there. */
export async function leave(page: Page, act: () => Promise<void>) {
  await Promise.all([page.waitForEvent('load'), act()]);
}
