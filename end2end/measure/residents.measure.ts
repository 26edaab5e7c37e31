// What residents do on their phones, beside what it cost before; and how much it may cost.
import { openWith } from '../support/finding.ts';
import { answered } from '../support/hands.ts';
import { expect, test } from '../support/test.ts';
import { sayCost, sayTime } from './figures.ts';
import { slowest as slowestOf } from './interactions.ts';
import { Phone } from './phone.ts';
import { largePhoto } from './photo.ts';

const RESIDENT = 'tetangga@contoh.id';

test('from the front page to one’s kelurahan', async ({ browser }) => {
  const phone = await (await Phone.unpack(browser)).of();
  const { page } = phone;
  await page.goto('/');
  const cost = await phone.costOf(async () => {
    await phone.choose(page.getByLabel('Kelurahan', { exact: true }), 'Tengah');
    await phone.go(page.getByRole('button', { name: 'Lihat', exact: true }));
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Tengah');
  });
  sayCost('home → my kelurahan', cost);
  expect(cost.loads).toBeLessThanOrEqual(2);
});

test('backing a plan and a proposal', async ({ browser }) => {
  const phone = await (await Phone.unpack(browser)).of(RESIDENT);
  const { page } = phone;
  const stance = page.getByRole('button', { name: 'Saya mendukung', exact: true });
  await openWith(page, '/rencana', stance);
  await expect(page.locator('html[data-alive]')).toBeAttached();
  const cost = await phone.costOf(async () => {
    await phone.tap(stance);
    await expect(page.getByText('Anda memilih “mendukung”')).toBeVisible();
  });
  sayCost('back a plan, signed in', cost);
  await answered(page);
  await expect(page.locator('svg.stance__bar').first(), 'the bar is in sight').toBeInViewport();
  expect(cost.taps).toBeLessThanOrEqual(2);
  const slowest = await slowestOf(page);
  sayTime('stance: until the next paint', slowest);
  expect(slowest).toBeLessThanOrEqual(100);

  const back = page.getByRole('button', { name: 'Dukung usulan ini' });
  await openWith(page, '/usulan?status=submitted&urut=terbaru', back);
  await expect(page.locator('html[data-alive]')).toBeAttached();
  const support = await phone.costOf(async () => {
    await phone.tap(back);
    await expect(page.getByText('Anda mendukung usulan ini')).toBeVisible();
  });
  sayCost('back a proposal, signed in', support);
  await phone.type(page.getByLabel('Komentar Anda', { exact: true }), 'Lorong ini gelap sekali.');
  const ofSupport = await slowestOf(page);
  sayTime('support and comment: until the next paint', ofSupport);
  expect(ofSupport).toBeLessThanOrEqual(100);
});

test('a proposal from the front page to the end, with a photo as phones take them', async ({ browser }) => {
  const photo = await largePhoto(browser);
  const phone = await (await Phone.unpack(browser)).of(RESIDENT);
  const { page } = phone;
  await page.goto('/');
  let picture = 0;
  const cost = await phone.costOf(async () => {
    await phone.go(page.getByRole('main').getByRole('link', { name: 'Sampaikan usulan' }));
    await phone.type(page.getByLabel('Masalah', { exact: true }), 'Lampu jalan mati sejak banjir dan anak-anak takut lewat sini.');
    await phone.type(page.getByLabel('Judul singkat'), 'Lampu jalan di Lorong Bahagia');
    await phone.choose(page.getByLabel('Jenis usulan'), 'Rehabilitasi jalan lingkungan');
    await phone.go(page.getByRole('button', { name: 'Lanjut', exact: true }));
    await phone.type(page.getByLabel('Alamat atau patokan'), 'Lorong Bahagia');
    await phone.choose(page.getByLabel('Status lahan'), 'Milik pemerintah kota');
    await phone.type(page.getByLabel('Ukuran atau jumlah (volume)'), '120');
    await phone.type(page.getByLabel('Jumlah keluarga'), '40');
    await phone.go(page.getByRole('button', { name: 'Lanjut', exact: true }));
    await expect(page.locator('#photos[data-alive]')).toBeAttached();
    const start = Date.now();
    const chooser = page.waitForEvent('filechooser');
    await phone.tap(page.getByLabel('Foto', { exact: true }));
    await (await chooser).setFiles(photo);
    await expect(page.getByText(/^1 dari paling banyak \d+ foto\.$/)).toBeVisible();
    picture = Date.now() - start;
    await phone.type(page.locator('[name^="photo_alt."]'), 'Lorong yang gelap');
    await phone.go(page.getByRole('button', { name: 'Kirim usulan' }));
    await expect(page.getByRole('status')).toContainText('Usulan Anda sudah dikirim');
  });
  sayCost('proposal to the end', cost);
  sayTime(`its photo of ${(photo.buffer.length / 1e6).toFixed(1)} MB, until it is there`, picture);
  expect(cost.taps).toBeLessThanOrEqual(15);
  expect(cost.loads).toBeLessThanOrEqual(4);
  expect(picture).toBeLessThanOrEqual(10_000);
});
