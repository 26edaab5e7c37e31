// What somebody has typed and not sent is still there: after another small form of the page, after reloading, after a
// connection that was lost. What has arrived is not shown again, and nobody else is shown it.
import type { Page } from '@playwright/test';
import { expect, PASSWORD, test } from '../support/test.ts';

const BACK = 'Tulisan Anda tadi dikembalikan.';
const WORDS = 'Saluran ini meluap setiap hujan,\nsampai ke dapur kami.';

/** A proposal with a comment that may be liked. */
async function openDiscussed(page: Page) {
  await page.goto('/usulan?urut=dukungan');
  const links = page.getByRole('main').locator('h2 a, h3 a');
  for (const path of await links.evaluateAll((found) => found.map((link) => link.getAttribute('href')!))) {
    await page.goto(path);
    if (await page.locator('button.like').count()) return;
  }
  throw new Error('no proposal of the first page has a comment');
}

/** The first score of a meeting that is being held. */
async function openScores(page: Page, signIn: (page: Page, login: string) => Promise<void>) {
  for (const office of ['lurah@contoh.id', 'lurah.murni@contoh.id', 'camat@contoh.id', 'bappeda@contoh.id']) {
    await page.context().clearCookies();
    await signIn(page, office);
    await page.goto('/kotak-kerja');
    const desks = await page.locator('.inbox h3 a[href$="/kerja"]').evaluateAll((found) => found.map((link) => link.getAttribute('href')!));
    for (const desk of desks) {
      await page.goto(desk.replace(/kerja$/, 'skor'));
      if (await page.locator('main select').count()) return page.locator('main select').first();
    }
  }
  throw new Error('no meeting of the demo city is being held');
}

test('a comment outlives a like, a reload and a lost connection, and is gone once it has arrived', async ({ page, audit, signIn }) => {
  // Where the islands never come, its form is a plain one.
  await page.route(/\/pkg\/rembuk\.wasm/, (route) => route.abort());
  await signIn(page, 'tetangga@contoh.id');
  await openDiscussed(page);
  const field = page.locator('[name=comment_body]');
  await field.fill(WORDS);
  await page.locator('button.like').first().click();
  await page.waitForLoadState();
  await expect(field).toHaveValue(WORDS);
  await page.reload();
  await expect(field).toHaveValue(WORDS);

  const address = page.url();
  await page.context().setOffline(true);
  await page.locator('form', { has: field }).locator('button').last().click();
  await page.waitForURL('chrome-error://**');
  await page.context().setOffline(false);
  await page.goto(address);
  await expect(field).toHaveValue(WORDS);
  await expect(page.getByText(BACK)).toBeVisible();
  await audit(page);

  // Refused at first, for want of a kind: it is still there on the way back.
  await page.locator('form', { has: field }).locator('button').last().click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.goto(address);
  await expect(field).toHaveValue(WORDS);
  await page.getByLabel('Saran', { exact: true }).check();
  await page.locator('form', { has: field }).locator('button').last().click();
  await expect(page).toHaveURL(/#komentar/);
  await expect(page.locator('main').getByText('sampai ke dapur kami.').first()).toBeVisible();
  await expect(field).toHaveValue('');
  await page.reload();
  await expect(field).toHaveValue('');
});

test('what is not wanted any more is cleared', async ({ page, signIn }) => {
  await signIn(page, 'tetangga@contoh.id');
  await openDiscussed(page);
  await page.locator('[name=comment_body]').fill(WORDS);
  const address = page.url();
  await page.goto('/');
  await page.goto(address);
  await expect(page.locator('[name=comment_body]')).toHaveValue(WORDS);
  await page.getByRole('button', { name: 'Hapus', exact: true }).click();
  await expect(page.locator('[name=comment_body]')).toHaveValue('');
  await expect(page.getByText(BACK)).toHaveCount(0);
  await page.goto('/');
  await page.goto(address);
  await expect(page.locator('[name=comment_body]')).toHaveValue('');
});

test('registration is kept without its password, and only for whoever typed it', async ({ page, signIn }) => {
  await page.goto('/daftar');
  await page.getByLabel('Di kelurahan mana Anda tinggal?').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Lanjut', exact: true }).click();
  await page.getByLabel('Nama lengkap').fill('Ibu Sari Rahayu');
  await page.locator('[name=contact]').fill('081234567890');
  await page.getByLabel('Kata sandi').fill(PASSWORD);
  await page.goto(page.url());
  await expect(page.getByLabel('Nama lengkap')).toHaveValue('Ibu Sari Rahayu');
  await expect(page.getByLabel('Kata sandi')).toHaveValue('');
  const kept = await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]));
  expect(kept).not.toContain(PASSWORD);
  expect(kept).not.toContain('0812');

  await signIn(page, 'tetangga@contoh.id');
  await openDiscussed(page);
  await page.locator('[name=comment_body]').fill(WORDS);
  const address = page.url();
  await page.goto('/akun');
  await page.getByRole('button', { name: 'Keluar', exact: true }).click();
  await signIn(page, 'warga1@contoh.id');
  await page.goto(address);
  await expect(page.locator('[name=comment_body]')).toHaveValue('');
});

test('what was typed outlives its tab and its session, until one signs out', async ({ page, signIn }) => {
  await signIn(page, 'tetangga@contoh.id');
  await openDiscussed(page);
  await page.locator('[name=comment_body]').fill(WORDS);
  const address = page.url();
  await page.context().clearCookies();
  const other = await page.context().newPage();
  await page.close();
  await signIn(other, 'tetangga@contoh.id');
  await other.goto(address);
  await expect(other.locator('[name=comment_body]')).toHaveValue(WORDS);
  await expect(other.getByText(BACK)).toBeVisible();
  await other.goto('/akun');
  await other.getByRole('button', { name: 'Keluar', exact: true }).click();
  await expect(other).not.toHaveURL(/akun/);
  expect(await other.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('isian:')))).toEqual([]);
});

test('scores that did not arrive are there after a reload, and what changed meanwhile is still seen', async ({ page, signIn }) => {
  // Each is stored by itself where that can be done.
  await page.route('**/api/skor', (route) => route.abort());
  const field = await openScores(page, signIn);
  const [name, before] = [await field.getAttribute('name'), await field.inputValue()];
  const typed = await field.evaluate((list: HTMLSelectElement) => [...list.options].find((option) => !option.selected && option.value)!.value);
  await field.selectOption(typed);
  await page.goto(page.url());
  await expect(field).toHaveValue(typed);
  expect(await page.locator(`[name="semula.${name}"]`).inputValue()).toBe(before);
});
