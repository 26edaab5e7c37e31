// Pages that are alive: what one person does, another sees within a second, without reloading and without losing what
// they type; a lost connection is said; who looked elsewhere sees what was missed. That the same pages work without
// JavaScript is what every other file tests.
import { type Browser, expect as expectFor, type Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

const SOON = { timeout: 1500 };

/** The page listens from now on. */
async function opened(page: Page, path: string) {
  const listens = page.waitForResponse((answer) => answer.url().includes('/api/langsung'));
  await page.goto(path);
  await listens;
  // Whoever reloads begins anew.
  await page.evaluate(() => Object.assign(window, { stays: true }));
}
const stayed = (page: Page) => page.evaluate(() => 'stays' in window);

async function another(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

/** The order of a meeting in which something can be moved. */
async function openOrder(page: Page): Promise<string> {
  await page.goto('/kotak-kerja');
  const desks = await page.locator('.inbox h3 a[href$="/kerja"]').evaluateAll((found) => found.map((link) => link.getAttribute('href')!));
  for (const desk of desks) {
    await page.goto(desk.replace(/kerja$/, 'urutan'));
    if (await page.getByRole('link', { name: /^Naikkan:/ }).count()) return desk.replace(/\/kerja$/, '');
  }
  throw new Error('no meeting of this office has an order to move in');
}

const titles = (page: Page) => page.locator('tbody tr:not(.cut) td:nth-child(2) > a');
const support = (page: Page) => page.locator('#dukungan .stat b');

test('a move in a meeting is seen by all who look at it', async ({ page, browser, audit, signIn, problems }) => {
  await signIn(page, 'lurah.murni@contoh.id');
  const meeting = await openOrder(page);
  const [first, second] = await titles(page).allInnerTexts();
  const hall = await another(browser);
  await signIn(hall, 'lurah.murni@contoh.id');
  await opened(hall, `${meeting}/urutan`);
  await hall.evaluate(() => scrollTo(0, 300));
  await hall.getByRole('link', { name: `Naikkan: ${second}` }).focus();
  const citizen = await another(browser);
  await opened(citizen, meeting);
  const late = await another(browser);
  await signIn(late, 'lurah.murni@contoh.id');
  await late.goto(`${meeting}/urutan`);
  // In the form of its own page, as where no island is awake.
  await late.goto((await late.getByRole('link', { name: `Naikkan: ${second}` }).getAttribute('href'))!);
  await late.getByLabel('Alasan', { exact: true }).fill('Lebih banyak rumah di sana.');

  await page.getByRole('link', { name: `Naikkan: ${second}` }).click();
  await page.getByLabel('Alasan', { exact: true }).fill('Jalan ini dilewati anak sekolah.');
  await page.getByRole('button', { name: 'Pindahkan', exact: true }).click();
  await expectFor(titles(hall).first()).toHaveText(second, SOON);
  await expectFor(citizen.getByText('Jalan ini dilewati anak sekolah.').first()).toBeAttached(SOON);
  expect(await stayed(hall)).toBe(true);
  expect(await hall.evaluate(() => scrollY)).toBeGreaterThan(200);
  await expect(hall.locator('#langsung')).toHaveText('Halaman ini baru saja diperbarui.');
  await audit(hall);

  // Made on the order that stood there before: it comes back with its words, and with the place it has now.
  await late.getByRole('button', { name: 'Pindahkan', exact: true }).click();
  await expect(late.getByText('Orang lain baru saja mengubah urutan ini').first()).toBeVisible();
  await expect(late.getByLabel('Alasan', { exact: true })).toHaveValue('Lebih banyak rumah di sana.');
  await expect(late.locator('.notice--warn')).toContainText('Sekarang urutan 1');
  await audit(late);

  await page.goto(`${meeting}/urutan`);
  await page.getByRole('link', { name: `Naikkan: ${first}` }).click();
  await page.getByLabel('Alasan', { exact: true }).fill('Seperti semula.');
  await page.getByRole('button', { name: 'Pindahkan', exact: true }).click();
  await expect(titles(page).first()).toHaveText(first);
  expect(problems).toEqual([]);
});

test('support is counted under the eyes of others, what they type stays, and who looked elsewhere sees it later', async ({ page, browser, signIn }) => {
  const neighbour = await another(browser);
  await signIn(neighbour, 'tetangga@contoh.id');
  await neighbour.goto('/usulan?status=submitted&urut=terbaru');
  const links = await neighbour.getByRole('main').locator('h2 a, h3 a').evaluateAll((found) => found.map((link) => link.getAttribute('href')!));
  const backs = neighbour.getByRole('button', { name: 'Dukung usulan ini' });
  const path = await firstOf(links, async (link) => (await neighbour.goto(link)) !== null && (await backs.count()) > 0);
  await signIn(page, 'warga@contoh.id');
  await opened(page, path);
  const before = Number((await support(page).innerText()).replaceAll('.', ''));
  const words = page.locator('[name=comment_body]');
  await words.fill('Saya sedang menulis');
  await words.press('End');

  await backs.click();
  await expectFor(support(page)).toHaveText(`${before + 1}`, SOON);
  await expect(words).toHaveValue('Saya sedang menulis');
  await expect(words).toBeFocused();
  expect(await stayed(page)).toBe(true);

  // Out of sight nothing is fetched; what was missed is there at the first look.
  await look(page, false);
  await neighbour.getByRole('button', { name: 'Batalkan dukungan' }).click();
  await expect(neighbour.locator('#dukungan [aria-busy="true"]')).toHaveCount(0);
  await page.waitForTimeout(1000);
  await expect(support(page)).toHaveText(`${before + 1}`);
  await look(page, true);
  await expectFor(support(page)).toHaveText(`${before}`, SOON);
  await expect(words).toHaveValue('Saya sedang menulis');
});

async function firstOf(links: string[], fits: (link: string) => Promise<boolean>): Promise<string> {
  for (const link of links) if (await fits(link)) return link;
  throw new Error('nothing on the list has this button');
}

/** As if the reader turned to another window, or came back. */
async function look(page: Page, isSeen: boolean) {
  await page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, !isSeen);
}

test('a decision that changes under a form that is being filled in is pointed out, and both stand there', async ({ page, browser, audit, signIn }) => {
  await signIn(page, 'lurah.murni@contoh.id');
  await openOrder(page);
  const item = `${(await titles(page).first().getAttribute('href'))!}?tindakan=putuskan`;
  const other = await another(browser);
  await signIn(other, 'lurah.murni@contoh.id');
  await opened(other, item);
  const reason = other.getByLabel('Alasan dengan kata-kata sendiri');
  await other.getByRole('radio', { name: 'Ditunda ke tahun depan', exact: true }).check();
  await reason.fill('Menunggu pembebasan lahan di ujung jalan.');
  await page.goto(item);
  await page.getByRole('radio', { name: 'Cadangan', exact: true }).check();
  await page.getByLabel('Kode alasan', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('Alasan dengan kata-kata sendiri').fill('Pagu tahun ini tidak cukup.');
  await page.getByRole('button', { name: 'Simpan keputusan' }).click();
  const pointed = other.getByText('sudah diubah orang lain');
  await expectFor(pointed).toBeVisible(SOON);
  await expect(reason).toHaveValue('Menunggu pembebasan lahan di ujung jalan.');
  await audit(other);
  await other.getByLabel('Kode alasan', { exact: true }).selectOption({ index: 1 });
  await other.getByRole('button', { name: 'Simpan keputusan' }).click();
  await expect(other.locator('.notice--warn')).toContainText('Pagu tahun ini tidak cukup.');
  await expect(reason).toHaveValue('Menunggu pembebasan lahan di ujung jalan.');
});

test('a lost connection is said after a moment, and so is that it is back', async ({ page, audit }) => {
  await page.goto('/musrenbang?tahap=kelurahan');
  await opened(page, (await page.locator('main a[href^="/musrenbang/0"]').first().getAttribute('href'))!);
  await page.context().setOffline(true);
  await expect(page.getByText('Anda sedang tidak terhubung.')).toBeVisible({ timeout: 8000 });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.context().setOffline(false);
  await audit(page);
  await expect(page.getByText('Terhubung kembali.')).toBeVisible();
  await expect(page.getByText('Terhubung kembali.')).toBeHidden();
  // What is said pushes nothing around.
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(height);
});

test('a list that was narrowed, and what is being searched for, stay as they are', async ({ page, browser, signIn, problems }) => {
  const neighbour = await another(browser);
  await signIn(neighbour, 'tetangga@contoh.id');
  await neighbour.goto('/usulan?status=submitted&urut=terbaru');
  const links = await neighbour.getByRole('main').locator('h2 a, h3 a').evaluateAll((found) => found.map((link) => link.getAttribute('href')!));
  const backs = neighbour.getByRole('button', { name: 'Dukung usulan ini' });
  const path = await firstOf(links, async (link) => (await neighbour.goto(link)) !== null && (await backs.count()) > 0);
  await opened(page, `${path}?jenis=saran`);
  const pages: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes(path)) pages.push(new URL(request.url()).search);
  });
  const before = Number((await support(page).innerText()).replaceAll('.', ''));
  await page.evaluate(() => history.pushState({}, '', `${location.pathname}?jenis=pertanyaan`));
  await backs.click();
  await expectFor(support(page)).toHaveText(`${before + 1}`, SOON);
  // What stands in the address is what is asked for, once.
  expect(pages).toEqual(['?jenis=pertanyaan']);
  // Whoever acts asks once, too.
  const own: string[] = [];
  neighbour.on('request', (request) => {
    if (new URL(request.url()).pathname === path) own.push(request.method());
  });
  await neighbour.waitForTimeout(1000);
  own.length = 0;
  await neighbour.getByRole('button', { name: 'Batalkan dukungan' }).click();
  await expectFor(support(page)).toHaveText(`${before}`, SOON);
  await neighbour.waitForTimeout(1500);
  expect(own.length).toBeLessThanOrEqual(1);
  expect(problems).toEqual([]);
});
