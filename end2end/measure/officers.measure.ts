// What officers do on their laptops, and how soon others see it.
import type { Browser, Page } from '@playwright/test';
import { openPart } from '../support/finding.ts';
import { expect, test } from '../support/test.ts';
import { sayCost, sayTime } from './figures.ts';
import { slowest, watchInteractions } from './interactions.ts';

const OFFICER = 'lurah.murni@contoh.id';
/** A change is seen by whoever looks at it within a second. */
const SOON = 1000;

test('proposals of one status as XLSX', async ({ page }) => {
  let [taps, loads] = [0, 0];
  const counted = async <T>(act: Promise<T>) => {
    taps++;
    return act;
  };
  await page.goto('/');
  page.on('load', () => loads++);
  const start = Date.now();
  await counted(page.getByRole('link', { name: 'Usulan', exact: true }).first().click());
  await page.waitForURL('/usulan');
  await counted(page.getByLabel('Status', { exact: true }).selectOption({ label: 'Dikirim' }));
  await expect(page).toHaveURL(/status=/);
  const [file] = await Promise.all([page.waitForEvent('download'), counted(page.getByRole('link', { name: 'XLSX' }).click())]);
  await file.path();
  sayCost('filtered XLSX, from home', { taps, fields: 0, loads, seconds: (Date.now() - start) / 1000 });
  expect(taps).toBeLessThanOrEqual(3);
});

async function beside(browser: Browser, path: string, signIn: (page: Page) => Promise<void>): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page);
  const listens = page.waitForResponse((answer) => answer.url().includes('/api/langsung'));
  await page.goto(path);
  await listens;
  return page;
}

/** How long until the page of another says otherwise than before. */
async function untilSeen(other: Page, selector: string, act: () => Promise<void>): Promise<number> {
  const read = (selector: string) => [...document.querySelectorAll(selector)].map((found) => found.textContent).join();
  const before = await other.evaluate(read, selector);
  const seen = other.waitForFunction(
    ({ selector, before }) => [...document.querySelectorAll(selector)].map((found) => found.textContent).join() !== before && Date.now(),
    { selector, before },
    { polling: 20 },
  );
  const start = Date.now();
  await act();
  return (await (await seen).jsonValue()) as number - start;
}

test('another sees a score and a move', async ({ page, browser, signIn }) => {
  const enter = (page: Page) => signIn(page, OFFICER);
  await enter(page);
  const scores = await openPart(page, 'skor', '[data-cell]');
  await expect(page.locator('html[data-alive]')).toBeAttached();
  const other = await beside(browser, scores, enter);
  const field = page.locator('[data-cell] select').first();
  const value = (await field.inputValue()) === '4' ? '2' : '4';
  const score = await untilSeen(other, '[data-total]', async () => void (await field.selectOption(value)));
  sayTime('a score, until another browser shows it', score);
  expect(score).toBeLessThanOrEqual(SOON);

  const order = await openPart(page, 'urutan', '.grip');
  await expect(page.locator('html[data-alive]')).toBeAttached();
  const hall = await beside(browser, order, enter);
  await page.locator('tr[data-proposal]').nth(1).getByRole('link', { name: /^Naikkan:/ }).click();
  await page.getByLabel('Alasan', { exact: true }).fill('Jalan ini dilewati anak sekolah.');
  const titles = 'tbody tr:not(.cut) td:nth-child(2) > a';
  const move = await untilSeen(hall, titles, () => page.getByRole('button', { name: 'Pindahkan', exact: true }).click());
  sayTime('a move, until another browser shows it', move);
  expect(move).toBeLessThanOrEqual(SOON);
});

test('keys and clicks of the desk on a slow laptop', async ({ page, context, signIn }) => {
  await watchInteractions(context);
  await signIn(page, OFFICER);
  const line = await context.newCDPSession(page);
  await line.send('Emulation.setCPUThrottlingRate', { rate: 4 });

  await openPart(page, 'skor', '[data-cell]');
  await expect(page.locator('html[data-alive]')).toBeAttached();
  await page.locator('[data-cell] select').first().focus();
  for (const key of ['3', 'ArrowRight', '4', 'ArrowDown', '2', 'ArrowLeft']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(300);
  }
  const keys = await slowest(page);
  sayTime('score table: slowest key, until the next paint', keys);

  await openPart(page, 'urutan', '.grip');
  await expect(page.locator('html[data-alive]')).toBeAttached();
  await page.locator('.grip').nth(1).focus();
  for (const key of ['Alt+ArrowDown', 'Alt+ArrowDown', 'Alt+ArrowUp', 'Escape']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(300);
  }
  const moves = await slowest(page);
  sayTime('order: slowest key, until the next paint', moves);
  expect(Math.max(keys, moves)).toBeLessThanOrEqual(100);
});
