// Somebody at a keyboard, without a mouse: Tab until it has the focus, then a key. Every stop on the way must be seen.
import type { FileChooser, Locator, Page } from '@playwright/test';
import { expect } from './test.ts';

/** More stops than any page of the journey has. */
const MOST_STOPS = 120;

export class Keyboard {
  readonly page: Page;
  /** The system's dialog for files, once it is open. */
  private dialog?: FileChooser;

  constructor(page: Page) {
    this.page = page;
    page.on('filechooser', (dialog) => (this.dialog = dialog));
  }

  /** Moves the focus forward until it is on the target; into the page's content by the link that skips the menu. */
  async to(target: Locator) {
    await expect(target).toBeVisible();
    if (await this.has(target)) return;
    if ((await this.isAtTop()) && (await this.page.getByRole('main').locator(target).count()) > 0) await this.skipMenu();
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      await this.page.keyboard.press('Tab');
      await this.expectVisibleFocus();
      if (await this.has(target)) return;
    }
    throw new Error(`${target} has no focus after ${MOST_STOPS} times Tab`);
  }

  /** Back to something before the focus. */
  async backTo(target: Locator) {
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      if (await this.has(target)) return;
      await this.page.keyboard.press('Shift+Tab');
      await this.expectVisibleFocus();
    }
    throw new Error(`${target} has no focus after ${MOST_STOPS} times Shift+Tab`);
  }

  /** Follows a link or presses a button that leads to another page. */
  async enter(target: Locator) {
    await this.to(target);
    const loaded = this.page.waitForEvent('load');
    await this.page.keyboard.press('Enter');
    await loaded;
  }

  /** Presses a key on something that stays. */
  async press(target: Locator, key: string) {
    await this.to(target);
    await this.page.keyboard.press(key);
  }

  /** Types into a field, in place of what stands there. */
  async type(field: Locator, words: string) {
    await this.to(field);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(words);
    await expect(field).toHaveValue(words);
  }

  /** Goes down a list until it shows the option. */
  async choose(list: Locator, option: string | RegExp) {
    await this.to(list);
    const chosen = list.locator('option:checked');
    for (let steps = await list.locator('option').count(); steps > 0; steps--) {
      await this.page.keyboard.press('ArrowDown');
      const words = (await chosen.innerText()).trim();
      if (typeof option === 'string' ? words === option : option.test(words)) return;
    }
    throw new Error(`${list} has no option ${option}`);
  }

  /** Moves within a group of radio buttons, which is one stop, until the wanted one is chosen. */
  async pick(radios: Locator, wanted: Locator) {
    await this.to(radios.first());
    await this.page.keyboard.press('Space');
    for (let steps = await radios.count(); steps > 0 && !(await wanted.isChecked()); steps--) await this.page.keyboard.press('ArrowDown');
    await expect(wanted).toBeChecked();
  }

  /** Opens the dialog for files, which is the system's own, and gives it one. */
  async upload(field: Locator, file: { name: string; mimeType: string; buffer: Buffer }) {
    await this.press(field, 'Enter');
    await expect.poll(() => this.dialog, 'the dialog for files opens').toBeDefined();
    await this.dialog?.setFiles(file);
  }

  private async skipMenu() {
    await this.page.keyboard.press('Tab');
    await this.expectVisibleFocus();
    expect(await this.has(this.page.getByRole('link', { name: 'Langsung ke isi' })), 'the first stop skips the menu').toBe(true);
    await this.page.keyboard.press('Enter');
  }

  private async isAtTop(): Promise<boolean> {
    return this.page.evaluate(() => document.activeElement === document.body);
  }

  private async has(target: Locator): Promise<boolean> {
    return target.evaluate((element) => element === document.activeElement);
  }

  /** The focus is outlined: the element, the label around it, or what it draws over its card. */
  private async expectVisibleFocus() {
    const unseen = await this.page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const styles = [getComputedStyle(element), getComputedStyle(element, '::after')];
      const label = element.closest('label');
      if (label) styles.push(getComputedStyle(label));
      const isSeen = styles.some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0);
      return isSeen ? null : element.outerHTML;
    });
    expect(unseen, `focus that is not seen on ${this.page.url()}`).toBeNull();
  }
}
