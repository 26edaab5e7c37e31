// Filters, order and pages of lists without a reload: the address goes along, Back leads back, the last wish wins, and
// what does not arrive is said.
import type { Page } from '@playwright/test';
import { answered } from '../support/hands.ts';
import { holdBack } from '../support/network.ts';
import { expect, test } from '../support/test.ts';

/** Opens a list; `stays` tells later that it was never left. */
async function open(page: Page, path: string) {
  await page.goto(path);
  await expect(page.locator('main[data-alive]')).toBeVisible();
  await page.evaluate(() => Object.assign(window, { here: true }));
}

const stays = (page: Page) => page.evaluate(() => 'here' in window);
const titles = (page: Page) => page.locator('main .list h3 a').allInnerTexts();
const head = (page: Page) => page.locator('#hasil');
const next = (page: Page) => page.getByRole('link', { name: 'Halaman berikutnya' });
const LOST = 'Belum ada jawaban: sambungan terputus.';

test('a list is narrowed, ordered and turned over in its place', async ({ page, audit, problems }) => {
  await open(page, '/usulan');
  const first = await titles(page);
  const status = page.getByLabel('Status', { exact: true });
  await status.focus();
  await status.selectOption({ label: 'Dikirim' });
  await expect(page).toHaveURL('/usulan?status=submitted');
  await answered(page);
  await expect(status).toBeFocused();
  await expect(page.locator('.said')).toHaveText(await head(page).innerText());
  await expect(page.getByRole('link', { name: 'XLSX' })).toHaveAttribute('href', /status=submitted/);
  await audit(page);
  const submitted = await titles(page);
  const order = page.getByRole('link', { name: 'Dukungan per keluarga' });
  await order.focus();
  await page.keyboard.press('Enter');
  await expect(order).toHaveAttribute('aria-current', 'true');
  await expect(order).toBeFocused();
  // Two clicks of an impatient reader are one page.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const before = await page.evaluate(() => scrollY);
  const supported = await titles(page);
  await next(page).dblclick();
  await expect(page).toHaveURL(/setelah=/);
  await answered(page);
  await expect(head(page)).toBeFocused();
  const second = await titles(page);
  expect(second).not.toEqual(supported);
  await page.getByRole('link', { name: 'Halaman sebelumnya' }).click();
  await expect.poll(() => titles(page)).toEqual(supported);
  await expect(page).not.toHaveURL(/setelah=/);
  await page.goBack();
  await expect.poll(() => titles(page)).toEqual(second);
  await page.goBack();
  await expect.poll(() => titles(page)).toEqual(supported);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
  await page.goBack();
  await expect.poll(() => titles(page)).toEqual(submitted);
  await expect(status).toHaveValue('submitted');
  await page.goForward();
  await expect.poll(() => titles(page)).toEqual(supported);
  // A filter is left by itself, and its control says so.
  await page.getByRole('link', { name: 'Hapus pilihan Status: Dikirim' }).click();
  await expect(page).toHaveURL('/usulan?urut=dukungan');
  await expect(status).toHaveValue('');
  await page.getByRole('link', { name: 'Terbaru' }).click();
  await expect.poll(() => titles(page)).toEqual(first);
  expect(await stays(page)).toBe(true);
  expect(problems).toEqual([]);
});

test('what is typed is found after a pause, and is one step back', async ({ page }) => {
  await open(page, '/usulan');
  const all = await titles(page);
  const words = page.getByLabel('Kata atau nomor usulan', { exact: true });
  await words.pressSequentially('jal', { delay: 20 });
  await expect(page).toHaveURL('/usulan?cari=jal');
  await words.pressSequentially('an', { delay: 20 });
  await expect(page).toHaveURL('/usulan?cari=jalan');
  await answered(page);
  await expect(words).toHaveValue('jalan');
  await expect(words).toBeFocused();
  expect(await words.evaluate((field: HTMLInputElement) => field.selectionStart)).toBe(5);
  await page.goBack();
  await expect.poll(() => titles(page)).toEqual(all);
  await expect(words).toHaveValue('');
  expect(await stays(page)).toBe(true);
});

test('over a slow network the last wish wins; over none it is said, and tried again', async ({ page, audit }) => {
  await open(page, '/musrenbang');
  const [state, place] = [page.getByLabel('Status', { exact: true }), page.getByLabel('Kecamatan', { exact: true })];
  const letGo = await holdBack(page, /keadaan=selesai/);
  await state.selectOption('selesai');
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'true');
  await audit(page);
  await state.selectOption('terlambat');
  await expect(page).toHaveURL(/keadaan=terlambat/);
  await answered(page);
  letGo();
  // Long enough for the answer that came too late to be shown, were it not thrown away.
  await page.waitForTimeout(500);
  await expect(page).toHaveURL(/keadaan=terlambat/);
  await expect(state).toHaveValue('terlambat');
  await page.context().setOffline(true);
  await place.selectOption({ index: 1 });
  await expect(page.getByText(LOST)).toBeVisible();
  await expect(page).not.toHaveURL(/wilayah=/);
  await audit(page);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Coba lagi' }).click();
  await expect(page).toHaveURL(/wilayah=/);
  await expect(page.getByText(LOST)).toHaveCount(0);
  expect(await stays(page)).toBe(true);
});

test('people are searched for without their name in an address', async ({ page, signIn }) => {
  await signIn(page, 'admin@contoh.id');
  await open(page, '/admin/orang');
  const people = () => page.locator('main .list h2 a').allInnerTexts();
  const all = await people();
  await page.getByRole('searchbox').fill('tetangga');
  await page.keyboard.press('Enter');
  await expect.poll(people).not.toEqual(all);
  await expect(page).toHaveURL('/admin/orang');
  await page.goBack();
  await expect.poll(people).toEqual(all);
  expect(await stays(page)).toBe(true);
});

test('on a phone the first result stands on the first screen, and the filters make way', async ({ page, audit }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, '/usulan?status=submitted');
  const result = await page.locator('main .list > li').first().boundingBox();
  expect(result!.y).toBeLessThan(740);
  const file = await page.getByRole('link', { name: 'XLSX' }).boundingBox();
  expect(file!.height).toBeGreaterThanOrEqual(48);
  await page.getByText('Cari dan pilih').click();
  await page.getByLabel('Bidang', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Tampilkan' }).click();
  await expect(head(page)).toBeFocused();
  await expect(page.getByText('2 dipakai')).toBeVisible();
  await expect(page.getByLabel('Bidang', { exact: true })).toBeHidden();
  await audit(page);
  // What the address asks for and nobody knows is said where it is put right.
  await page.goto('/usulan?status=entah');
  await expect(page.locator('.field--error')).toContainText('status=entah');
  expect(await page.getByLabel('Status', { exact: true }).isVisible()).toBe(true);
});
