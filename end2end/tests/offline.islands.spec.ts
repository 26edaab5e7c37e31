// Without a network: what was filled in waits in the device, is sent once when there is one again, and belongs to
// whoever wrote it; public pages that were read can be read. Answers that were lost cost nothing twice.
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser } from '../support/browser.ts';
import { expect, test } from '../support/test.ts';

test.use({ serviceWorkers: 'allow' });

const KEPT = 'Isian Anda tersimpan di perangkat ini dan akan dikirim sekali saja begitu jaringan kembali.';
const mark = (page: Page) => page.locator('#jaringan');
const entries = (page: Page) => page.locator('#menunggu li');

/** The service worker answers for this page. */
async function guarded(page: Page) {
  await page.waitForFunction(() => !!navigator.serviceWorker.controller);
}

/** Forms as they are before their islands live. */
const plainForms = (context: BrowserContext) => context.route('**/pkg/rembuk.wasm*', (route) => route.abort());

/** What waits was tried for the first time so many hours ago. */
async function age(page: Page, hours: number) {
  await page.evaluate(
    (at) =>
      new Promise((done) => {
        indexedDB.open('luring').onsuccess = ({ target }) => {
          const work = (target as IDBOpenDBRequest).result.transaction('antrean', 'readwrite');
          work.objectStore('antrean').openCursor().onsuccess = ({ target }) => {
            const { result: cursor } = target as IDBRequest<IDBCursorWithValue | null>;
            cursor?.update({ ...cursor.value, dicoba: at });
            cursor?.continue();
          };
          work.oncomplete = done;
        };
      }),
    Date.now() - hours * 3600 * 1000,
  );
}

/** A proposal that takes comments, and who writes them. */
async function openProposal(page: Page): Promise<string> {
  await page.goto('/usulan?urut=dukungan');
  await guarded(page);
  const link = page.getByRole('main').locator('h2 a, h3 a').first();
  await page.goto((await link.getAttribute('href'))!);
  await expect(page.locator('[name=comment_body]')).toBeVisible();
  return page.url();
}

async function comment(page: Page, words: string) {
  const field = page.locator('[name=comment_body]');
  await field.fill(words);
  await page.getByLabel('Saran', { exact: true }).check();
  await page.getByRole('button', { name: 'Kirim komentar' }).click();
}

async function arrivedOnce(page: Page, address: string, words: string) {
  await expect(async () => {
    await page.goto(address);
    await expect(page.locator('main').getByText(words)).toHaveCount(1, { timeout: 2000 });
  }).toPass();
}

test('a comment without a network waits and arrives once', async ({ page, context, audit, signIn }) => {
  await plainForms(context);
  await signIn(page, 'tetangga@contoh.id');
  const address = await openProposal(page);
  const words = `Tanpa jaringan ${Date.now()}`;
  await context.setOffline(true);
  await comment(page, words);
  await expect(page).toHaveURL(/\/luring\?tersimpan/);
  await expect(page.getByText(KEPT)).toBeVisible();
  await expect(entries(page)).toHaveCount(1);
  await expect(entries(page)).toContainText(words);
  await expect(mark(page)).toContainText('Menunggu dikirim (1)');
  await audit(page);
  // What was read lately is there, and says from when.
  await page.locator('#dibuka a').first().click();
  await expect(mark(page)).toContainText('Halaman ini seperti pada');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  // A page that was never read: the way on.
  await page.goto('/akun').catch(() => {});
  await expect(page.getByRole('heading', { name: 'Tanpa jaringan' })).toBeVisible();
  // Whatever page is open then sends it.
  await expect(mark(page)).toContainText('Menunggu dikirim (1)');
  await context.setOffline(false);
  await expect(mark(page)).toContainText('1 isian yang menunggu sudah terkirim.');
  await arrivedOnce(page, address, words);
  await page.goto('/luring');
  await expect(page.getByText('Tidak ada isian yang menunggu dikirim.')).toBeVisible();
});

test('an answer that was lost after all was done, and impatience, make nothing twice', async ({ page, context, signIn }) => {
  await plainForms(context);
  await signIn(page, 'tetangga@contoh.id');
  const address = await openProposal(page);
  const words = `Jawaban hilang ${Date.now()}`;
  const keys: string[] = [];
  await context.route('**/usulan/*/komentar', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    await route.fetch({ maxRedirects: 0 });
    await route.abort();
  });
  await comment(page, words);
  await expect(page).toHaveURL(/\/luring\?tersimpan/);
  await page.goto('/istilah');
  await expect(mark(page)).toContainText('Menunggu dikirim (1)');
  await context.unroute('**/usulan/*/komentar');
  // As when the browser itself finds the network back.
  await page.evaluate(() => dispatchEvent(new Event('online')));
  const sent = '1 isian yang menunggu sudah terkirim.';
  await expect(mark(page)).toContainText(sent);
  // Nobody had the time to read it: the next page says it again, and the one after that no more.
  await page.goto('/privasi');
  await expect(mark(page)).toContainText(sent);
  await page.waitForTimeout(4000);
  await expect(mark(page)).toContainText(sent);
  await page.goto('/kalender');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForTimeout(1000);
  await expect(mark(page)).toBeEmpty();
  await arrivedOnce(page, address, words);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^"[0-9a-f-]{36}\.[0-9a-f]{32}"$/);
  // Twice in the same moment is once.
  const twice = `Dua kali ${Date.now()}`;
  await page.locator('[name=comment_body]').fill(twice);
  await page.getByLabel('Saran', { exact: true }).check();
  await page.getByRole('button', { name: 'Kirim komentar' }).dblclick();
  await expect(page).toHaveURL(/#komentar/);
  await arrivedOnce(page, address, twice);
});

test('what waits is its writer’s: a session that ended, somebody else, signing out', async ({ page, context, signIn }) => {
  await plainForms(context);
  await signIn(page, 'tetangga@contoh.id');
  const address = await openProposal(page);
  const words = `Sesi berakhir ${Date.now()}`;
  await context.setOffline(true);
  await comment(page, words);
  await expect(entries(page)).toHaveCount(1);
  // The session is gone when the network is back: it waits, says so, and shows nobody what was written.
  await context.clearCookies();
  await context.setOffline(false);
  await page.goto('/luring');
  await expect(mark(page)).toContainText('Masuk dengan akun yang menulisnya');
  await expect(entries(page)).toHaveCount(1);
  await expect(entries(page)).not.toContainText(words);
  await signIn(page, 'warga1@contoh.id');
  await page.goto('/luring');
  await expect(entries(page)).toHaveCount(0);
  await expect(mark(page)).toBeEmpty();
  await page.goto('/akun');
  await page.getByRole('button', { name: 'Keluar', exact: true }).click();
  await signIn(page, 'tetangga@contoh.id');
  await expect(mark(page)).toContainText('sudah terkirim');
  await arrivedOnce(page, address, words);
  // Signing out of a device asks first, and then clears it.
  const left = `Ditinggal ${Date.now()}`;
  await context.route('**/usulan/*/komentar', (route) => route.abort());
  await comment(page, left);
  await expect(entries(page)).toHaveCount(1);
  await page.goto('/akun');
  await expect(mark(page)).toContainText('Menunggu dikirim (1)');
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Keluar', exact: true }).click();
  await page.goto('/luring');
  await expect(entries(page)).toHaveCount(0);
});

test('what is refused in the end is opened with all that was typed', async ({ page, context, audit, signIn }) => {
  await plainForms(context);
  await signIn(page, 'tetangga@contoh.id');
  await openProposal(page);
  const words = `Tanpa jenis ${Date.now()}`;
  await context.setOffline(true);
  await page.locator('[name=comment_body]').fill(words);
  await page.locator('form:has([name=comment_body])').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await page.getByRole('button', { name: 'Kirim komentar' }).click();
  await expect(entries(page)).toHaveCount(1);
  await context.setOffline(false);
  await page.goto('/luring');
  await expect(entries(page)).toContainText('Belum dapat diterima');
  await expect(mark(page)).toContainText('Ada yang perlu Anda perbaiki.');
  await audit(page);
  await page.getByRole('button', { name: 'Buka dan kirim isian' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('[name=comment_body]')).toHaveValue(words);
  await expect(mark(page)).toBeEmpty();
  await context.setOffline(true);
  await comment(page, `${words} lagi`);
  await page.getByRole('button', { name: 'Hapus isian' }).press('Enter');
  await expect(page.getByText('Tidak ada isian yang menunggu dikirim.')).toBeVisible();
  await expect(page.locator('#menunggu h2')).toBeFocused();
});

test('a phone that was closed meanwhile sends what waited', async ({ signIn }) => {
  const folder = mkdtempSync(join(tmpdir(), 'luring-'));
  const { browserName: _, launchOptions, ...settings } = browser;
  const open = () => chromium.launchPersistentContext(folder, { ...settings, ...launchOptions, serviceWorkers: 'allow' });
  let phone: BrowserContext = await open();
  try {
    let page = phone.pages()[0] ?? (await phone.newPage());
    await plainForms(phone);
    await signIn(page, 'tetangga@contoh.id');
    const address = await openProposal(page);
    const words = `Ponsel mati ${Date.now()}`;
    await phone.setOffline(true);
    await comment(page, words);
    await expect(entries(page)).toHaveCount(1);
    await phone.close();
    phone = await open();
    page = phone.pages()[0] ?? (await phone.newPage());
    await page.goto('/istilah');
    await arrivedOnce(page, address, words);
  } finally {
    await phone.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('what an island sends waits as well, once for each thing that was said', async ({ page, context, audit, signIn }) => {
  await signIn(page, 'tetangga@contoh.id');
  const address = await openProposal(page);
  await expect(page.locator('html[data-alive]')).toBeAttached();
  const [first, second, third] = ['satu', 'dua', 'tiga'].map((word) => `Dari pulau ${word} ${Date.now()}`);
  await context.setOffline(true);
  for (const [at, words] of [first, second].entries()) {
    await comment(page, words);
    await expect(page.getByText(KEPT)).toBeVisible();
    await expect(page.locator('[name=comment_body]')).toHaveValue('');
    await expect(mark(page)).toContainText(`Menunggu dikirim (${at + 1})`);
  }
  await audit(page);
  // Nothing was chosen: it will be refused.
  await page.locator('[name=comment_body]').fill(third);
  await page.getByRole('button', { name: 'Kirim komentar' }).dblclick();
  await expect(mark(page)).toContainText('Menunggu dikirim (3)');
  await context.setOffline(false);
  await expect(mark(page)).toContainText('2 isian yang menunggu sudah terkirim.');
  await arrivedOnce(page, address, first);
  await arrivedOnce(page, address, second);
  await page.goto('/luring');
  await expect(entries(page)).toHaveCount(1);
  await expect(entries(page)).toContainText('Belum dapat diterima');
  await page.getByRole('button', { name: 'Buka dan kirim isian' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('[name=comment_body]')).toHaveValue(third);
  await expect(mark(page)).not.toContainText('Menunggu');
});

test('a form of a page waits, and what may have arrived long ago is not sent by itself', async ({ page, context, signIn }) => {
  await signIn(page, 'tetangga@contoh.id');
  await page.goto('/usulan/baru');
  await page.getByLabel('Judul singkat').fill('Parit');
  const address = `/usulan/${await page.locator('[name=id]').inputValue()}/ubah/masalah`;
  await page.getByRole('button', { name: 'Simpan dan lanjutkan nanti' }).click();
  await page.waitForURL('**/usulan-saya**');
  await page.goto(address);
  await guarded(page);
  const title = `Parit ${Date.now()}`;
  await context.setOffline(true);
  await page.getByLabel('Judul singkat').fill(title);
  await page.getByLabel('Masalah', { exact: true }).fill('Parit ini meluap setiap hujan, sampai ke dapur kami.');
  await page.getByRole('button', { name: 'Lanjut', exact: true }).click();
  await expect(page).toHaveURL(/\/luring\?tersimpan/);
  await expect(entries(page)).toHaveCount(1);
  await age(page, 40);
  await context.setOffline(false);
  await expect(entries(page)).toContainText('Mungkin sudah terkirim beberapa hari yang lalu.');
  await expect(entries(page).getByRole('link', { name: 'Buka halamannya' })).toHaveAttribute('href', new RegExp(`${address}$`));
  await page.goto('/luring');
  await page.getByRole('button', { name: 'Buka dan kirim isian' }).click();
  await expect(page).not.toHaveURL(/luring/);
  await page.goto(address);
  await expect(page.getByLabel('Judul singkat')).toHaveValue(title);
  await expect(mark(page)).toBeEmpty();
});

test('who is signed in by now, unknown to the page, sends nothing of another', async ({ page, context, signIn, browser: chrome }) => {
  await plainForms(context);
  const neighbour = await chrome.newContext({ serviceWorkers: 'block' });
  await signIn(await neighbour.newPage(), 'warga1@contoh.id');
  const theirs = await neighbour.cookies();
  await neighbour.close();
  await signIn(page, 'tetangga@contoh.id');
  const own = await context.cookies();
  const address = await openProposal(page);
  const words = `Bukan milik tetangga ${Date.now()}`;
  await context.setOffline(true);
  await comment(page, words);
  await expect(entries(page)).toHaveCount(1);
  await context.clearCookies();
  await context.addCookies(theirs);
  await context.setOffline(false);
  await expect(entries(page)).toContainText('Menunggu Anda masuk lagi.');
  await context.clearCookies();
  await context.addCookies(own);
  await arrivedOnce(page, address, words);
});

test('what another site sends is no form of ours', async ({ page, context, signIn }) => {
  await signIn(page, 'tetangga@contoh.id');
  const address = await openProposal(page);
  const akun = await page.locator('script[data-akun]').first().getAttribute('data-akun');
  await context.setOffline(true);
  await page.goto('about:blank');
  const fields = `<input name="sekali" value="${akun}.${'a'.repeat(32)}"><input name="comment_body" value="Bukan dari sini">`;
  await page.setContent(`<form method="post" action="${address}/komentar">${fields}<button>Kirim</button></form>`);
  await page.getByRole('button').click();
  await page.waitForURL('chrome-error://**');
  await context.setOffline(false);
  await page.goto('/luring');
  await expect(entries(page)).toHaveCount(0);
});

test('without a network the page is in the language of its reader', async ({ page, context }) => {
  await page.goto('/istilah');
  await guarded(page);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html[lang=en]')).toBeAttached();
  await page.goto('/');
  await guarded(page);
  await context.setOffline(true);
  await page.goto('/akun').catch(() => {});
  await expect(page.getByRole('heading', { name: 'Without a network' })).toBeVisible();
});

test('the site can be put among the programs of a phone', async ({ page }) => {
  await page.goto('/');
  await guarded(page);
  const manifest = await page.request.get((await page.locator('link[rel=manifest]').getAttribute('href'))!);
  expect(manifest.headers()['content-type']).toBe('application/manifest+json');
  for (const { src, sizes } of (await manifest.json()).icons) {
    const [width] = await page.evaluate(async (src) => {
      const picture = new Image();
      picture.src = src;
      await picture.decode();
      return [picture.naturalWidth];
    }, src);
    expect(`${width}x${width}`).toBe(sizes);
  }
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});
