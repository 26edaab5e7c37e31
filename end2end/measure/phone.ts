// A cheap phone on a slow network, with a hand that is counted: 360 × 740 points, a processor four times slower,
// 1.6 Mbit/s and 150 ms.
import type { Browser, CDPSession, Locator, Page } from '@playwright/test';
import { PASSWORD } from '../support/test.ts';
import type { Cost } from './figures.ts';
import { watchInteractions } from './interactions.ts';

const SLOWER = 4;
const BYTES_A_SECOND = 1_600_000 / 8;
const LATENCY = 150;

export class Phone {
  readonly page: Page;
  private readonly line: CDPSession;
  private readonly cost: Required<Omit<Cost, 'seconds'>> = { taps: 0, fields: 0, loads: 0, kilobytes: 0 };

  private constructor(page: Page, line: CDPSession) {
    this.page = page;
    this.line = line;
    page.on('load', () => this.cost.loads++);
    line.on('Network.loadingFinished', ({ encodedDataLength }) => (this.cost.kilobytes += encodedDataLength / 1000));
  }

  static async unpack(browser: Browser): Promise<Phone> {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
    await watchInteractions(context);
    const page = await context.newPage();
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    return new Phone(page, line);
  }

  /** Somebody of the demo city is signed in already; from then on it is slow. */
  async of(contact?: string): Promise<Phone> {
    if (contact) {
      await this.page.goto('/masuk');
      await this.page.getByLabel('Nomor telepon atau surel').fill(contact);
      await this.page.getByLabel('Kata sandi').fill(PASSWORD);
      await this.page.getByRole('main').getByRole('button', { name: 'Masuk', exact: true }).click();
      await this.page.waitForURL((address) => address.pathname !== '/masuk');
    }
    await this.line.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const speed = { downloadThroughput: BYTES_A_SECOND, uploadThroughput: BYTES_A_SECOND };
    await this.line.send('Network.emulateNetworkConditions', { offline: false, latency: LATENCY, ...speed });
    return this;
  }

  /** What a task costs from here on, until what is waited for at its end. */
  async costOf(task: () => Promise<void>): Promise<Cost> {
    Object.assign(this.cost, { taps: 0, fields: 0, loads: 0, kilobytes: 0 });
    const start = Date.now();
    await task();
    return { ...this.cost, seconds: (Date.now() - start) / 1000 };
  }

  /** A tap that leaves the page where it is. */
  async tap(target: Locator) {
    this.cost.taps++;
    await target.tap();
  }

  /** A tap that leads to another page. */
  async go(target: Locator) {
    await Promise.all([this.page.waitForEvent('load'), this.tap(target)]);
  }

  /** A field counts as such, and the tap into it is not counted again. */
  async type(field: Locator, words: string) {
    this.cost.fields++;
    await field.tap();
    await field.pressSequentially(words, { delay: 15 });
  }

  async choose(list: Locator, option: string | RegExp) {
    this.cost.fields++;
    const label = await list.locator('option', { hasText: option }).first().getAttribute('value');
    await list.selectOption(label);
  }
}
