// The score table that keeps each value, the order that is moved by hand, and the screen of the hall.
import type { Locator, Page } from '@playwright/test';
import { openPart as openAsleep } from '../support/finding.ts';
import { expect, test } from '../support/test.ts';

const BACK = 'Tulisan Anda tadi dikembalikan.';

/** A page of the meeting that this office holds now, awake. */
async function openPart(page: Page, part: 'skor' | 'urutan', has: string): Promise<string> {
  const path = await openAsleep(page, part, has);
  await awake(page);
  return path;
}

async function awake(page: Page) {
  await expect(page.locator('html[data-alive]')).toBeAttached();
}

const cells = (page: Page) => page.locator('[data-cell]');
const state = (cell: Locator) => cell.locator('[data-state]');
const other = (value: string) => (value === '4' ? '2' : '4');

test('a value is stored at once, goes about by keys, and is there after a reload', async ({ page, audit, signIn, problems }) => {
  await signIn(page, 'lurah.murni@contoh.id');
  await openPart(page, 'skor', '[data-cell]');
  const row = page.locator('tr', { has: cells(page) }).first();
  const [first, second] = [row.locator('[data-cell]').first(), row.locator('[data-cell]').nth(1)];
  const field = first.locator('select');
  const typed = other(await field.inputValue());
  const total = row.locator('[data-total]');
  const before = await total.innerText();
  await page.route('**/api/skor', async (route) => {
    await new Promise((done) => setTimeout(done, 1000));
    await route.continue();
  });
  await field.focus();
  await page.keyboard.press(typed);
  // Before the server has said anything.
  await expect(state(first)).toHaveText('Menyimpan…', { timeout: 900 });
  await expect(total).not.toHaveText(before, { timeout: 900 });
  await page.keyboard.press('ArrowRight');
  await expect(second.locator('select')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('tr', { has: cells(page) }).nth(1).locator('select').nth(1)).toBeFocused();
  await expect(state(first)).toHaveText(/^Tersimpan \d\d\.\d\d$/);
  await expect(page.getByText(/ dari \d+ nilai Anda terisi/)).toBeVisible();
  await audit(page);
  const sum = await total.innerText();
  await page.reload();
  await expect(field).toHaveValue(typed);
  await expect(total).toHaveText(sum);
  await expect(page.getByText(BACK)).toHaveCount(0);
  // What was stored cannot be emptied.
  await awake(page);
  await field.selectOption('');
  await expect(field).toHaveValue(typed);
  await expect(state(first)).toContainText('tidak dapat dikosongkan');
  expect(problems).toEqual([]);
});

test('a value that does not arrive stays, says so, and is sent again; another window is not passed over', async ({ page, audit, signIn }) => {
  // It does not hear what others do.
  await page.route('**/api/langsung*', (route) => route.abort());
  await signIn(page, 'lurah.murni@contoh.id');
  const path = await openPart(page, 'skor', '[data-cell]');
  const cell = cells(page).last();
  const field = cell.locator('select');
  const typed = other(await field.inputValue());
  await page.context().setOffline(true);
  await field.selectOption(typed);
  await expect(state(cell)).toHaveText('Belum tersimpan');
  await expect(field).toHaveValue(typed);
  await expect(page.getByRole('button', { name: 'Simpan nilai yang belum tersimpan' })).toBeVisible();
  await audit(page);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Simpan nilai yang belum tersimpan' }).click({ timeout: 2000 }).catch(() => {});
  await expect(state(cell)).toHaveText(/^Tersimpan/);

  const second = await page.context().newPage();
  await second.goto(path);
  await awake(second);
  const [theirs, ours] = [other(typed), '5'];
  await cells(second).last().locator('select').selectOption(theirs);
  await expect(state(cells(second).last())).toHaveText(/^Tersimpan/);
  await field.selectOption(ours);
  // It was given otherwise meanwhile: that is shown, and may be decided over.
  await expect(cell).toHaveAttribute('data-is', 'refused');
  await expect(field).toHaveValue(theirs);
  await field.selectOption(ours);
  await expect(state(cell)).toHaveText(/^Tersimpan/);

  // Who has left sends the form and comes to the door.
  await second.goto('/akun');
  await second.getByRole('button', { name: 'Keluar', exact: true }).click();
  await expect(second).not.toHaveURL(/akun/);
  await field.selectOption(typed);
  await expect(page.getByRole('heading', { name: 'Masuk' })).toBeVisible();
});

const lines = (page: Page) => page.locator('tr[data-proposal]');
const order = (page: Page) => lines(page).evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.proposal!));
const dock = (page: Page) => page.locator('form.dock');

test('a rank is moved by keys with a reason, taken back, and put back where it was refused', async ({ page, audit, signIn, problems }) => {
  await signIn(page, 'lurah.murni@contoh.id');
  const path = await openPart(page, 'urutan', '.grip');
  const before = await order(page);
  const [first, second] = before;
  const grip = page.locator(`[data-proposal="${second}"] .grip`);
  await grip.focus();
  await page.keyboard.press('Alt+ArrowUp');
  expect((await order(page)).slice(0, 2)).toEqual([second, first]);
  await expect(grip).toBeFocused();
  await expect(page.getByText(`Urutan ke-1 dari ${before.length}`)).toBeAttached();
  await expect(dock(page)).toContainText('Fisik terpakai');
  await audit(page);
  // Given up, and the order is as it was.
  await page.keyboard.press('Escape');
  expect(await order(page)).toEqual(before);
  await expect(dock(page)).toBeHidden();
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Enter');
  const reason = page.getByLabel('Alasan', { exact: true });
  await expect(reason).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dock(page).getByText('Tulis alasannya dahulu.')).toBeVisible();
  await reason.fill('Satu-satunya jalan bagi ambulans.');
  // The connection is lost: the list goes back, the words stay.
  await page.context().setOffline(true);
  await page.keyboard.press('Enter');
  await expect(dock(page).getByText('Belum ada jawaban')).toBeVisible();
  expect(await order(page)).toEqual(before);
  await expect(reason).toHaveValue('Satu-satunya jalan bagi ambulans.');
  await page.context().setOffline(false);
  problems.length = 0;
  await dock(page).getByRole('button', { name: 'Pindahkan' }).dblclick();
  await expect(page.getByText(/Urutan tersimpan \d\d\.\d\d/).first()).toBeVisible();
  await expect(dock(page)).toBeHidden();
  await expect(grip).toBeFocused();
  expect((await order(page)).slice(0, 2)).toEqual([second, first]);
  await expect(page.locator(`[data-proposal="${second}"] [data-why]`)).toHaveText('Satu-satunya jalan bagi ambulans.');
  await audit(page);
  // Taking back that does not arrive is asked about in the form, which can be left.
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Batalkan pemindahan' }).click();
  await expect(dock(page).getByText('Belum ada jawaban')).toBeVisible();
  await expect(page.getByLabel('Urutan baru')).toHaveValue('2');
  await dock(page).getByRole('button', { name: 'Batal' }).click();
  await expect(dock(page)).toBeHidden();
  expect((await order(page)).slice(0, 2)).toEqual([second, first]);
  await page.context().setOffline(false);
  problems.length = 0;
  await page.getByRole('button', { name: 'Batalkan pemindahan' }).click();
  await expect.poll(() => order(page)).toEqual(before);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  // A reason that was given up is not the next proposal's, and a move to the same place is none.
  await grip.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await reason.fill('Untuk usulan yang lain.');
  await page.keyboard.press('Escape');
  await page.locator(`[data-proposal="${first}"] .grip`).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(reason).toHaveValue('');
  await page.keyboard.press('Alt+ArrowUp');
  await reason.fill('Tidak jadi.');
  await page.keyboard.press('Enter');
  await expect(dock(page)).toBeHidden();
  await page.goto(path);
  expect(await order(page)).toEqual(before);
  await expect(page.getByText(BACK)).toBeHidden();
  expect(problems).toEqual([]);
});

test('a rank is dragged, and who was slower is shown what a colleague moved', async ({ page, signIn }) => {
  await signIn(page, 'lurah.murni@contoh.id');
  const path = await openPart(page, 'urutan', '.grip');
  const before = await order(page);
  // It does not hear what others do.
  const second = await page.context().newPage();
  await second.route('**/api/langsung*', (route) => route.abort());
  await second.goto(path);
  await awake(second);
  const [from, to] = [lines(page).nth(2).locator('.grip'), lines(page).first()];
  await from.scrollIntoViewIfNeeded();
  const [start, end] = [(await from.boundingBox())!, (await to.boundingBox())!];
  await page.mouse.move(start.x + 10, start.y + 10);
  await page.mouse.down();
  await page.mouse.move(start.x + 12, end.y + 4, { steps: 8 });
  await page.mouse.up();
  const dragged = [before[2], before[0], before[1], ...before.slice(3)];
  expect(await order(page)).toEqual(dragged);
  await page.getByLabel('Alasan', { exact: true }).fill('Dibahas bersama peserta.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Batalkan pemindahan' })).toBeVisible();

  const arrow = second.locator(`[data-proposal="${before[1]}"] [data-step="-1"]`);
  await arrow.focus();
  await second.keyboard.press('Enter');
  await expect(second.getByLabel('Urutan baru')).toBeFocused();
  await second.getByLabel('Alasan', { exact: true }).fill('Menurut jendela yang lain.');
  await second.keyboard.press('Enter');
  await expect(dock(second).locator('.error-text')).toBeVisible();
  await expect.poll(() => order(second)).toEqual(dragged);
  await expect(second.getByLabel('Alasan', { exact: true })).toHaveValue('Menurut jendela yang lain.');
  await page.getByRole('button', { name: 'Batalkan pemindahan' }).click();
  await expect.poll(() => order(page)).toEqual(before);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  // One's own act is nobody else's change.
  await expect(page.getByText('sudah diubah orang lain')).toHaveCount(0);
});

test('what came in is verified in the list, one after the other', async ({ page, audit, signIn, problems }) => {
  await signIn(page, 'lurah@contoh.id');
  await page.goto('/kotak-kerja');
  const desks = await page.locator('.inbox h3 a[href$="/kerja"]').evaluateAll((found) => found.map((link) => link.getAttribute('href')!));
  const waiting = page.locator('form[data-verify]:not([data-is=stored]) button');
  for (const desk of desks) {
    await page.goto(desk);
    if ((await waiting.count()) > 1) break;
  }
  await awake(page);
  const before = await waiting.count();
  await page.context().setOffline(true);
  await waiting.first().click();
  await expect(page.getByText('Belum ada jawaban').first()).toBeVisible();
  await expect(waiting).toHaveCount(before);
  await page.context().setOffline(false);
  problems.length = 0;
  await waiting.first().dblclick();
  await expect(waiting).toHaveCount(before - 1);
  await expect(waiting.first()).toBeFocused();
  await audit(page);
  await page.reload();
  await expect(waiting).toHaveCount(before - 1);
  expect(problems).toEqual([]);
});

test('the hall sees the order large, without what surrounds a page, and goes down it by keys', async ({ page, audit, signIn }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await signIn(page, 'lurah.murni@contoh.id');
  const path = await openPart(page, 'urutan', '.grip');
  await page.getByRole('link', { name: 'Layar rapat' }).click();
  await expect(page).toHaveURL(`${path}?layar=1`);
  await expect(page.getByRole('navigation', { name: 'Menu utama' })).toHaveCount(0);
  // Also where the line at which the money ends stands above it.
  const first = lines(page).first().getByRole('link').filter({ hasText: /[a-z]/ }).first();
  const [box, size] = [(await first.boundingBox())!, await first.evaluate((row) => parseFloat(getComputedStyle(row).fontSize))];
  expect(box.y + box.height).toBeLessThan(768);
  expect(size).toBeGreaterThanOrEqual(26);
  await awake(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(new RegExp(`#usulan-${(await order(page))[1]}$`));
  await audit(page);
  await page.getByRole('link', { name: 'Halaman kerja' }).click();
  await expect(page).toHaveURL(/kerja\?layar=1$/);
  await audit(page);
  await page.getByRole('link', { name: 'Keluar dari layar rapat' }).click();
  await expect(page.getByRole('navigation', { name: 'Menu utama' })).toBeAttached();
});
