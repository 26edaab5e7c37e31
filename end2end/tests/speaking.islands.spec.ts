// Saying something under a proposal or a plan without leaving the page, and saving a draft while it is written: at once,
// once, given back where it did not arrive, and told where another window was first.
import type { Page, Route } from '@playwright/test';
import { expect, test } from '../support/test.ts';

const KIND = 'Saran';
const WORDS = 'Saluran ini perlu <b>pintu air</b>,\n\nsebelum musim hujan.';
const body = (page: Page) => page.locator('[name=comment_body]');
const send = (page: Page) => page.getByRole('button', { name: 'Kirim komentar' });
const list = (page: Page) => page.locator('#komentar-daftar > .comment');
const count = async (page: Page) => Number((await page.locator('#komentar-judul').innerText()).match(/\d+/)![0]);

/** A page under which one may say something, awake. */
async function open(page: Page, address = '/usulan?status=submitted&urut=terbaru'): Promise<string> {
  await page.goto(address);
  const path = (await page.getByRole('main').locator('h2 a, h3 a').first().getAttribute('href'))!;
  await page.goto(path);
  await expect(page.locator('html[data-alive]')).toBeAttached();
  return path;
}

async function slowly(page: Page, address: string, then: (route: Route) => Promise<void> = (route) => route.continue()) {
  await page.route(address, async (route) => {
    await new Promise((done) => setTimeout(done, 1500));
    await then(route);
  });
}

async function write(page: Page, words: string) {
  await page.getByLabel(KIND, { exact: true }).check();
  await body(page).fill(words);
}

test('a comment stands at its place at once, once, and can be liked there', async ({ page, audit, signIn, problems }) => {
  await signIn(page, 'tetangga@contoh.id');
  const path = await open(page);
  const before = await count(page);
  await slowly(page, '**/api/komentar');
  await write(page, WORDS);
  await expect(page.locator('#comment_body-sisa')).toHaveText(/^Tersisa 1\.9\d\d huruf\.$/);
  await send(page).focus();
  await send(page).dblclick();
  await expect(page.locator('.comment--sending')).toContainText('pintu air', { timeout: 1000 });
  await audit(page);
  await expect(page.getByText('Komentar Anda sudah terkirim.')).toBeVisible();
  await expect(page.locator('.comment--sending')).toHaveCount(0);
  await expect(list(page).first()).toContainText('<b>pintu air</b>');
  await expect(list(page).first().locator('.tag').first()).toHaveText('Komentar Anda');
  expect(await count(page)).toBe(before + 1);
  await expect(body(page)).toHaveValue('');
  await expect(send(page)).toBeFocused();
  expect(new URL(page.url()).pathname).toBe(path);
  await audit(page);
  // The island that came with it is awake.
  const like = list(page).first().getByRole('button', { name: /^Suka/ });
  await like.click();
  await expect(list(page).first().getByRole('button', { name: /^Anda suka/ })).toHaveAttribute('aria-busy', 'false');
  await page.reload();
  expect(await count(page)).toBe(before + 1);
  await expect(list(page).first()).toContainText('pintu air');
  await expect(body(page)).toHaveValue('');
  expect(problems).toEqual([]);
});

test('what is refused or does not arrive is said at the form, with all that was typed', async ({ page, audit, signIn }) => {
  await signIn(page, 'tetangga@contoh.id');
  const path = await open(page);
  const before = await count(page);
  await body(page).fill('x'.repeat(2001));
  await expect(page.locator('#comment_body-sisa')).toHaveText('Kelebihan 1 huruf.');
  await send(page).press('Enter');
  await expect(page.locator('#comment_body-error')).toContainText('Paling banyak 2000');
  await expect(page.locator('#comment_kind-error')).toBeVisible();
  await expect(page.getByText('Belum terkirim. Perbaiki')).toBeVisible();
  await expect(send(page)).toBeFocused();
  await audit(page);

  await write(page, 'Kapan dikerjakan?');
  await page.context().setOffline(true);
  await send(page).click();
  await expect(page.getByText('Belum terkirim: sambungan terputus.')).toBeVisible();
  await expect(body(page)).toHaveValue('Kapan dikerjakan?');
  await page.context().setOffline(false);
  await send(page).click();
  await expect(list(page).first()).toContainText('Kapan dikerjakan?');
  await expect(page.locator('.error-text:visible')).toHaveCount(0);
  expect(await count(page)).toBe(before + 1);

  // Signed out from another window: the plain form leads to the door, with the words.
  await write(page, 'Tulisan yang ikut terbawa.');
  const other = await page.context().newPage();
  await other.goto('/akun');
  await other.getByRole('button', { name: 'Keluar', exact: true }).click();
  await expect(other).not.toHaveURL(/akun/);
  await send(page).click();
  await expect(page.getByRole('heading', { name: 'Masuk' })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(`${path}/komentar`);
  await expect(page.locator('body')).toContainText('Tulisan yang ikut terbawa.');
});

test('an office answers at the comment, and its answer stands there', async ({ page, signIn, audit }) => {
  await signIn(page, 'bappeda@contoh.id');
  await page.goto('/usulan?urut=dukungan');
  const links = page.getByRole('main').locator('h2 a, h3 a');
  for (const path of await links.evaluateAll((found) => found.map((link) => link.getAttribute('href')!))) {
    await page.goto(path);
    if (await list(page).getByText('Jawab komentar ini').count()) break;
  }
  await expect(page.locator('html[data-alive]')).toBeAttached();
  const comment = list(page).filter({ hasText: 'Jawab komentar ini' }).first();
  await comment.getByText('Jawab komentar ini').click();
  await comment.locator('[name=answer_body]').fill('Kami tinjau minggu depan.');
  await comment.getByRole('button', { name: 'Terbitkan jawaban' }).click();
  await expect(comment.locator('.official-answer').last()).toContainText('Kami tinjau minggu depan.');
  await expect(page.getByText('Jawaban Anda sudah terbit.')).toBeVisible();
  await audit(page);
});

test('a draft is saved while it is written, and the second window is told of the first', async ({ page, signIn, audit }) => {
  await signIn(page, 'tetangga@contoh.id');
  await page.goto('/usulan/baru');
  const id = await page.locator('[name=id]').inputValue();
  await page.getByRole('button', { name: 'Simpan dan lanjutkan nanti' }).click();
  await page.waitForURL('**/usulan-saya**');
  await page.goto(`/usulan/${id}/ubah/masalah`);
  const [title, kept] = [page.getByLabel('Judul singkat'), page.getByText(/^Tersimpan pukul \d\d\.\d\d$/)];
  const other = await page.context().newPage();
  await other.goto(page.url());
  await title.fill('Parit di belakang pasar');
  await expect(kept).toBeVisible();
  await expect(title).toBeFocused();
  await audit(page);
  await other.getByLabel('Judul singkat').fill('Parit depan sekolah');
  await expect(other.getByText('dari jendela atau ponsel lain tertulis: “Parit di belakang pasar”')).toBeVisible();
  await expect(other.getByLabel('Judul singkat')).toHaveValue('Parit depan sekolah');
  await audit(other);
  await other.close();

  // Left within a moment of the last letter, or without a network.
  await title.fill('Parit di belakang pasar lama');
  const address = page.url();
  await expect(async () => {
    await page.goto('/usulan-saya');
    await expect(page.getByRole('link', { name: 'Parit di belakang pasar lama' })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.goto(address);
  await page.context().setOffline(true);
  await page.getByLabel('Judul singkat').fill('Parit yang meluap');
  await expect(page.getByText('Belum tersimpan: sambungan terputus.')).toBeVisible();
  await page.context().setOffline(false);
  await page.reload();
  await expect(page.getByLabel('Judul singkat')).toHaveValue('Parit yang meluap');
});
