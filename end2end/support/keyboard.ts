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
    const { options, chosen } = await list.evaluate(choices);
    const wanted = options.find((words) => (typeof option === 'string' ? words === option : option.test(words)));
    if (!wanted) throw new Error(`${list} has no option ${option}`);
    if (chosen === wanted) return;
    await this.to(list);
    await this.page.keyboard.press('Home');
    await this.page.keyboard.type(wanted.slice(0, 3).trim());
    let steps = options.length;
    while ((await list.evaluate(choices)).chosen !== wanted) {
      expect(steps--, `options below the first ones like ${wanted}`).toBeGreaterThan(0);
      await this.page.keyboard.press('ArrowDown');
    }
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
    if (await target.evaluate(isBelowMenu)) await this.skipMenu();
    for (let stops = 0; stops < MOST_STOPS; ) {
      const { arrived, unseen, ahead } = await target.evaluate(standing, orAny);
      expect(unseen, `focus that is not seen on ${this.page.url()}`).toEqual([]);
      if (arrived) return;
      for (let left = Math.abs(ahead); left > 0; left--, stops++) await this.page.keyboard.press(ahead < 0 ? 'Shift+Tab' : 'Tab');
    }
    throw new Error(`${target} has no focus after ${MOST_STOPS} stops`);
  }

  private async skipMenu() {
    await this.page.keyboard.press('Tab');
    await expect(this.page.getByRole('link', { name: 'Langsung ke isi' }), 'the first stop skips the menu').toBeFocused();
    await this.page.keyboard.press('Enter');
  }
}

// What follows runs in the browser.

/** Whether nobody has moved yet on this page, which begins at its top, and the target is behind the menu. */
function isBelowMenu(target: Element): boolean {
  return document.activeElement === document.body && !document.querySelector(':target') && !!target.closest('main');
}

/** The words of a list's options, and of the one that is chosen. */
function choices(list: Element): { options: string[]; chosen: string } {
  const { options, selectedIndex } = list as HTMLSelectElement;
  const words = [...options].map((option) => option.label.trim());
  return { options: words, chosen: words[selectedIndex] ?? '' };
}

/**
 * Whether the focus is where it should go, what had it without being outlined since the last time, and how many stops away
 * the target should be: behind the focus, or before it when negative; never 0 before one arrives.
 */
function standing(target: Element, orAny: string): { arrived: boolean; unseen: string[]; ahead: number } {
  const memory = window as typeof window & { unseen?: string[] };
  if (!memory.unseen) {
    const unseen: string[] = (memory.unseen = []);
    const look = (focused: HTMLElement) => {
      // Where nobody stops by Tab: at the top, and where the link into the content leads.
      if (focused.tabIndex < 0) return;
      // Outlined is the element, the label around it, or what it draws over its card.
      const styles = [getComputedStyle(focused), getComputedStyle(focused, '::after')];
      const label = focused.closest('label');
      if (label) styles.push(getComputedStyle(label));
      const isSeen = styles.some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0);
      if (!isSeen) unseen.push(focused.outerHTML);
    };
    look(document.activeElement as HTMLElement);
    document.addEventListener('focusin', ({ target }) => look(target as HTMLElement));
  }

  const focused = document.activeElement!;
  const isGoal = (element: Element) => element === target || element.matches(orAny);
  const stops = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
    (element) => element === focused || isGoal(element) || (element.tabIndex >= 0 && !element.matches(':disabled') && element.checkVisibility()),
  );
  // Before anything has the focus, Tab goes on from where the address leads.
  const here = focused === document.body ? (document.querySelector(':target') ?? focused) : focused;
  const isNotAfter = (stop: Element) => stop === here || !!(here.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_PRECEDING);
  const from = stops.filter(isNotAfter).length - 1;
  const ahead = stops.findIndex(isGoal) - from;
  return { arrived: isGoal(focused), unseen: memory.unseen, ahead: ahead || 1 };
}
