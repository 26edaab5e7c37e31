// Writing a proposal on a phone: photos that are sent as soon as they are chosen, places by typing their names, and
// what neighbours already ask for while the title is written.
import type { Page } from '@playwright/test';
import { holdBack } from '../support/network.ts';
import { photo } from '../support/photo.ts';
import { expect, test } from '../support/test.ts';

const WRITER = 'warga@contoh.id';

const goOn = (page: Page) => page.getByRole('button', { name: 'Lanjut', exact: true });
const count = (page: Page, photos: number) => page.getByText(`${photos} dari paling banyak 5 foto.`);
const field = (page: Page) => page.locator('#photo');
const again = (page: Page) => page.getByRole('button', { name: 'Coba kirim foto lagi' });

/** A draft on its last page, where photos are alive. */
async function openLast(page: Page, title: string) {
  await page.goto('/usulan/baru');
  await page.getByLabel('Judul singkat').fill(title);
  const id = await page.locator('[name=id]').inputValue();
  await page.getByRole('button', { name: 'Simpan dan lanjutkan nanti' }).click();
  await page.waitForURL('**/usulan-saya**');
  await page.goto(`/usulan/${id}/ubah/kirim`);
  await expect(page.locator('#photos[data-alive]')).toBeAttached();
}

/** A photo as large as phones take them, made in the browser: of so many pixels, with much in it. */
async function largePhoto(page: Page, width: number, height: number) {
  const base64 = await page.evaluate(async ([width, height]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d')!;
    for (let y = 0; y < height; y += 24) {
      for (let x = 0; x < width; x += 24) {
        context.fillStyle = `hsl(${(x * 7 + y * 13) % 360} 60% ${30 + ((x * y) % 40)}%)`;
        context.fillRect(x, y, 24, 24);
      }
    }
    return canvas.toDataURL('image/jpeg', 0.95).split(',')[1];
  }, [width, height]);
  return { name: 'jalan.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') };
}

test('photos are made smaller, sent at once, described, removed, and go along with the form', async ({ page, audit, signIn, problems }) => {
  await signIn(page, WRITER);
  await openLast(page, 'Foto yang langsung terkirim');
  const sizes: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/foto')) sizes.push(request.postDataBuffer()?.length ?? 0);
  });
  const large = await largePhoto(page, 4000, 3000);
  await field(page).setInputFiles([large, photo()]);
  await expect(count(page, 2)).toBeVisible();
  await expect(page.locator('progress:visible')).toHaveCount(0);
  expect(sizes).toHaveLength(2);
  expect(sizes[0]).toBeLessThan(700_000);
  await audit(page);
  const captions = page.locator('[name^="photo_alt."]');
  await captions.first().fill('Lubang di tengah jalan');
  await captions.nth(1).fill('x');
  await captions.nth(1).blur();
  await expect(page.locator('.photo-row').nth(1).locator('.error-text:visible')).toBeVisible();
  await audit(page);
  await page.locator('.photo-row').nth(1).getByRole('button').last().click();
  await expect(count(page, 1)).toBeVisible();
  await expect(field(page)).toBeFocused();
  await page.reload();
  await expect(page.getByLabel('Apa yang tampak di foto?').first()).toHaveValue('Lubang di tengah jalan');
  const stored = await page.locator('.photo-row img').first().getAttribute('src');
  const wide = await page.evaluate(async (src) => createImageBitmap(await (await fetch(src.replace('-small', ''))).blob()).then(({ width }) => width), stored!);
  expect(wide).toBe(1600);
  // The words that were too short.
  expect(problems.filter((problem) => !problem.includes('422'))).toEqual([]);
});

test('what is no picture is said, what is lost can be sent again, and the form waits for what is on its way', async ({ page, audit, signIn }) => {
  await signIn(page, WRITER);
  await openLast(page, 'Foto di sambungan yang buruk');
  await field(page).setInputFiles([
    { name: 'IMG_0001.HEIC', mimeType: 'image/heic', buffer: Buffer.from('ftypheic') },
    { name: 'surat.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('bukan foto') },
  ]);
  await expect(page.getByText('Foto ini berjenis HEIC').first()).toBeVisible();
  await expect(page.getByText('Berkas ini tidak terbaca sebagai foto').first()).toBeVisible();
  await audit(page);
  // The form waits for people, not for photos that will never come.
  await page.getByRole('button', { name: 'Simpan dan lanjutkan nanti' }).click();
  await expect(page.getByText('Ada foto yang belum terkirim.')).toBeVisible();
  for (const left of [1, 0]) {
    await page.locator('.photo-row').first().getByRole('button').last().click();
    await expect(page.locator('.photo-row')).toHaveCount(left);
  }
  await page.context().setOffline(true);
  await field(page).setInputFiles(photo());
  await expect(page.getByText('Foto belum terkirim: sambungan terputus.').first()).toBeVisible();
  await page.context().setOffline(false);
  await again(page).click();
  await expect(count(page, 1)).toBeVisible();
  await expect(again(page)).toBeHidden();
  // Pressed while a photo is on its way: it arrives, and the page goes on by itself, once.
  const letGo = await holdBack(page, '**/foto');
  await field(page).setInputFiles(photo('kedua.png'));
  await page.getByRole('button', { name: 'Simpan dan lanjutkan nanti' }).dblclick();
  await expect(page.getByText('Foto masih dikirim.')).toBeVisible();
  letGo();
  await page.waitForURL('**/usulan-saya**');
  await page.getByRole('link', { name: 'Foto di sambungan yang buruk' }).click();
  await expect(count(page, 2)).toBeVisible();
});

test('whoever has been signed out elsewhere loses no photo', async ({ page, signIn }) => {
  await signIn(page, WRITER);
  await openLast(page, 'Foto setelah keluar');
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await field(page).setInputFiles(photo());
  await expect(page.getByText('Anda sudah keluar.').first()).toBeVisible();
  await page.context().addCookies(cookies);
  await again(page).focus();
  await page.keyboard.press('Enter');
  await expect(count(page, 1)).toBeVisible();
  await expect(again(page)).toBeHidden();
});

test('a place is found by typing, with the keyboard alone', async ({ page, audit, signIn, problems }) => {
  await signIn(page, WRITER);
  await openLast(page, 'Titian di tempat lain');
  await page.goto(page.url().replace(/kirim$/, 'tempat'));
  const place = page.getByRole('combobox', { name: 'Rukun tetangga (RT)' });
  await expect(place).toHaveValue(/^RT \d+, /);
  await place.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('murn 2');
  const options = page.getByRole('listbox').getByRole('option');
  await expect(options.first()).toContainText('Murni');
  await audit(page);
  await expect(place).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const chosen = await options.first().innerText();
  // What is chosen is saved like what was typed.
  await expect(page.getByText(/^Tersimpan pukul \d\d\.\d\d$/)).toBeVisible();
  const saved = page.waitForResponse('**/api/rancangan-usulan');
  await page.keyboard.press('Enter');
  await saved;
  await expect(place).toHaveValue(chosen);
  await expect(options).toHaveCount(0);
  await page.getByRole('button', { name: 'Simpan dan lanjutkan nanti' }).click();
  await page.waitForURL('**/usulan-saya**');
  await page.goBack();
  await page.reload();
  await expect(place).toHaveValue(chosen);
  await place.fill('tidak ada di sini');
  await expect(page.getByText('Tidak ada tempat dengan nama itu.')).toBeVisible();
  await page.context().setOffline(true);
  await place.fill('legok');
  await expect(page.getByText('Daftar tempat belum terbuka')).toBeVisible();
  await page.context().setOffline(false);
  await place.fill('');
  await goOn(page).click();
  await expect(page.getByRole('alert')).toContainText('Rukun tetangga (RT)');
  expect(problems.filter((problem) => !/ERR_INTERNET_DISCONNECTED|422/.test(problem))).toEqual([]);
});

test('the place of the phone fills in the point, and a refusal is explained', async ({ page, context, signIn }) => {
  await signIn(page, WRITER);
  await openLast(page, 'Titik dari ponsel');
  await page.goto(page.url().replace(/kirim$/, 'tempat'));
  const ask = page.getByRole('button', { name: 'Pakai lokasi ponsel ini' });
  await ask.click();
  await expect(page.getByText('Ponsel Anda tidak mengizinkan lokasi')).toBeVisible();
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: -1.602294, longitude: 103.578408 });
  await ask.click();
  await expect(page.getByText('Titik lokasi sudah terisi.')).toBeVisible();
  await expect(page.locator('#latitude')).toHaveValue('-1.602294');
});

test('similar proposals are shown while the title is written', async ({ page, audit, signIn }) => {
  await signIn(page, WRITER);
  await page.goto('/usulan?wilayah=15.71.10.1003&status=submitted');
  const title = await page.getByRole('main').locator('h3 a').first().innerText();
  await page.goto('/usulan/baru');
  const asked: string[] = [];
  page.on('request', (request) => request.url().endsWith('/api/serupa') && asked.push(request.url()));
  await page.getByLabel('Judul singkat').pressSequentially(title.slice(0, 60), { delay: 20 });
  await expect(page.getByText('Usulan yang mirip di kelurahan ini')).toBeVisible();
  await expect(page.locator('.alike').getByText(title, { exact: true })).toBeVisible();
  expect(asked.length, 'not at every letter').toBeLessThan(5);
  await audit(page);
  await page.getByLabel('Judul singkat').fill('Hal lain');
  await expect(page.locator('.alike li')).toHaveCount(0);
});
