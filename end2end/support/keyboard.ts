// Somebody at a keyboard, without a mouse: Tab until it has the focus, then a key. Every stop on the way must be seen.
import type { FileChooser, Locator, Page } from '@playwright/test';
import { type Hands, leave, type Upload } from './hands.ts';
import { expect } from './test.ts';

/** More stops than any page of the journeys has; the scores of a large meeting have the most. */
const MOST_STOPS = 700;

export class Keyboard implements Hands {
  private readonly page: Page;
  /** The system's dialog for files, once it is open. */
  private dialog?: FileChooser;

  constructor(page: Page) {
    this.page = page;
    page.on('filechooser', (dialog) => (this.dialog = dialog));
  }

  async press(target: Locator) {
    await this.enter(target, 1);
  }

  async pressTwice(target: Locator) {
    await this.enter(target, 2);
  }

  async operate(target: Locator) {
    await this.to(target);
    await this.page.keyboard.press('Enter');
  }

  async type(field: Locator, words: string) {
    await this.to(field);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(words);
    await expect(field).toHaveValue(words);
  }

  /** Types the first letters of the option, then goes down until it is there. */
  async choose(list: Locator, option: string | RegExp) {
    const options = (await list.locator('option').allTextContents()).map((words) => words.trim());
    const wanted = options.find((words) => (typeof option === 'string' ? words === option : option.test(words)));
    if (!wanted) throw new Error(`${list} has no option ${option}`);
    await this.to(list);
    const chosen = async () => ((await list.locator('option:checked').textContent()) ?? '').trim();
    if ((await chosen()) === wanted) return;
    await this.page.keyboard.press('Home');
    await this.page.keyboard.type(wanted.slice(0, 3).trim());
    for (let steps = options.length; steps > 0 && (await chosen()) !== wanted; steps--) await this.page.keyboard.press('ArrowDown');
    expect(await chosen()).toBe(wanted);
  }

  /** A group of radio buttons is one stop; the arrows move within it. */
  async check(box: Locator) {
    if (await box.isChecked()) return;
    const name = await box.getAttribute('name');
    const group = (await box.getAttribute('type')) === 'radio' ? `input[type=radio][name=${name}]` : undefined;
    await this.to(box, group);
    await this.page.keyboard.press('Space');
    const others = group ? await this.page.locator(group).count() : 0;
    for (let steps = others; steps > 0 && !(await box.isChecked()); steps--) await this.page.keyboard.press('ArrowDown');
    await expect(box).toBeChecked();
  }

  /** Opens the dialog for files, which is the system's own, and gives it one. */
  async upload(field: Locator, file: Upload) {
    this.dialog = undefined;
    await this.operate(field);
    await expect.poll(() => this.dialog, 'the dialog for files opens').toBeDefined();
    await this.dialog?.setFiles(file);
  }

  private async enter(target: Locator, times: number) {
    await this.to(target);
    await leave(this.page, async () => {
      for (let time = 0; time < times; time++) await this.page.keyboard.press('Enter');
    });
  }

  /** Moves the focus to the target, or to anything that fits the selector; into the page's content by the link that skips the menu. */
  private async to(target: Locator, orAny = ':not(*)') {
    await expect(target).toBeVisible();
    const { isFromTop, isBehind } = await target.evaluate((element) => ({
      isFromTop: document.activeElement === document.body && !!element.closest('main'),
      isBehind: !!(document.activeElement!.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING),
    }));
    if (isFromTop) await this.skipMenu();
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      const { arrived, unseen } = await target.evaluate(standing, orAny);
      expect(unseen, `focus that is not seen on ${this.page.url()}`).toBeNull();
      if (arrived) return;
      await this.page.keyboard.press(isBehind ? 'Shift+Tab' : 'Tab');
    }
    throw new Error(`${target} has no focus after ${MOST_STOPS} stops`);
  }

  private async skipMenu() {
    await this.page.keyboard.press('Tab');
    await expect(this.page.getByRole('link', { name: 'Langsung ke isi' }), 'the first stop skips the menu').toBeFocused();
    await this.page.keyboard.press('Enter');
  }
}

/** In the browser: whether the focus is where it should go, and what has it without being outlined. */
function standing(target: Element, orAny: string): { arrived: boolean; unseen: string | null } {
  const focused = document.activeElement as HTMLElement;
  const arrived = focused === target || focused.matches(orAny);
  // Where nobody stops by Tab: at the top, and where the link into the content leads.
  if (focused.tabIndex < 0) return { arrived, unseen: null };
  // Outlined is the element, the label around it, or what it draws over its card.
  const styles = [getComputedStyle(focused), getComputedStyle(focused, '::after')];
  const label = focused.closest('label');
  if (label) styles.push(getComputedStyle(label));
  const isSeen = styles.some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0);
  return { arrived, unseen: isSeen ? null : focused.outerHTML };
}
