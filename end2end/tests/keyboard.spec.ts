// The core of the product without a mouse: registering, proposing, supporting, a meeting from its opening to its
// closing, an answer to a plan. Only the appointment of the officer and the search for a plan are set up by other means.
import type { Page } from '@playwright/test';
import { Keyboard } from '../support/keyboard.ts';
import { appoint, People } from '../support/people.ts';
import { photo } from '../support/photo.ts';
import { expect, PASSWORD, test } from '../support/test.ts';

const HOME = { kelurahan: 'Jelmu', rt: 'RT 03' };
const RT = '15.71.05.1003-003';
const NAME = 'Salma Tanpa Tetikus';
const TITLE = 'Titian kayu ke dermaga Jelmu yang lapuk';
const LATER = 'Warga belum sepakat; dibahas lagi tahun depan.';

test('a resident and the head of an RT work by keyboard alone', async ({ browser }) => {
  test.setTimeout(900_000);
  const people = new People(browser);
  const officer = await people.register('Ketua Tiga', HOME);
  await appoint(await people.account('admin@contoh.id'), officer, 'Ketua RT', RT);

  const page = await people.visitor();
  const keys = new Keyboard(page);
  const headPage = await people.visitor();
  const head = new Keyboard(headPage);

  await test.step('registering', async () => {
    await page.goto('/');
    await keys.enter(link(page, 'Masuk'));
    await keys.enter(link(page, 'Daftar akun warga'));
    await keys.choose(page.getByLabel('Di kelurahan mana Anda tinggal?'), HOME.kelurahan);
    await keys.enter(button(page, 'Lanjut'));
    await keys.choose(page.getByLabel('RT tempat tinggal'), HOME.rt);
    await keys.type(page.getByLabel('Nama lengkap'), NAME);
    await keys.type(page.getByLabel('Nomor telepon atau surel'), `salma.${Date.now()}@contoh.id`);
    await keys.type(page.getByLabel('Kata sandi'), PASSWORD);
    await keys.enter(button(page, 'Daftar'));
    await expect(page.getByRole('status')).toContainText('Akun Anda sudah jadi');
  });

  await test.step('the head of the RT signs in and confirms the residence', async () => {
    await headPage.goto('/masuk');
    await head.type(headPage.getByLabel('Nomor telepon atau surel'), officer.contact);
    await head.type(headPage.getByLabel('Kata sandi'), PASSWORD);
    await head.enter(headPage.getByRole('main').getByRole('button', { name: 'Masuk' }));
    await head.enter(link(headPage, 'Warga baru'));
    await head.enter(button(headPage, `Benar, ${NAME} tinggal di sini`));
    await expect(headPage.getByRole('status')).toContainText('sudah dikonfirmasi');
  });

  await test.step('writing a proposal with a photo and sending it', async () => {
    await keys.enter(link(page, 'Usulan'));
    await keys.enter(link(page, 'Sampaikan usulan'));
    await keys.enter(button(page, 'Mulai'));
    await keys.type(page.getByLabel('Permasalahan'), 'Titian kayu lapuk dan sudah dua kali patah saat anak-anak lewat.');
    await keys.type(page.getByLabel('Judul singkat'), TITLE);
    await keys.enter(button(page, 'Lanjut'));
    await keys.choose(page.getByLabel('Jenis usulan'), /^Pembangunan jalan lingkungan rabat beton/);
    await keys.enter(button(page, 'Lanjut'));
    await keys.type(page.getByLabel('Volume'), '60');
    await keys.enter(button(page, 'Lanjut'));
    await keys.type(page.getByLabel('Alamat atau patokan'), 'Dermaga Jelmu');
    await keys.choose(page.getByLabel('Status lahan'), 'Milik pemerintah kota');
    await keys.enter(button(page, 'Lanjut'));
    await keys.type(page.getByLabel('Jumlah keluarga (KK)'), '35');
    await keys.press(page.getByLabel('Anak', { exact: true }), 'Space');
    await keys.enter(button(page, 'Lanjut'));
    await keys.enter(button(page, 'Lanjut'));
    await keys.upload(page.getByLabel('Foto', { exact: true }), photo('titian.png'));
    await keys.type(page.getByLabel('Apa yang tampak di foto?'), 'Titian kayu yang patah');
    await keys.enter(button(page, 'Tambahkan foto'));
    await keys.enter(link(page, 'Lanjut'));
    await expect(page.getByText('Masih kurang')).toHaveCount(0);
    await keys.enter(link(page, 'Lanjut'));
    await keys.enter(button(page, 'Kirim usulan'));
    await expect(page.getByRole('status')).toContainText('Sudah dikirim');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE);
  });

  await test.step('supporting it', async () => {
    await keys.enter(button(page, 'Dukung usulan ini'));
    await expect(page.getByText('Anda mendukung usulan ini')).toBeVisible();
  });

  await test.step('opening the meeting of the RT', async () => {
    await head.enter(link(headPage, 'Kotak kerja'));
    await head.enter(link(headPage, `${HOME.rt}, Kel. ${HOME.kelurahan}`));
    await head.enter(headPage.locator('.chips').getByRole('link', { name: 'Buka dan daftar hadir' }));
    await head.type(headPage.getByLabel('Tempat'), 'Langgar Al Ikhlas');
    await head.type(headPage.getByLabel('Pemimpin musyawarah'), 'Ketua RT 03');
    await head.type(headPage.getByLabel('Jumlah yang hadir'), '24');
    await head.type(headPage.getByLabel('Di antaranya perempuan'), '11');
    await head.backTo(headPage.getByLabel('Jumlah yang hadir'));
    await head.type(headPage.getByLabel('Jumlah yang hadir'), '26');
    await head.enter(button(headPage, 'Buka musyawarah'));
    await expect(headPage.getByText('26 hadir, 11 perempuan')).toBeVisible();
  });

  await test.step('deciding', async () => {
    await head.enter(headPage.locator('.chips').getByRole('link', { name: 'Urutan' }));
    await head.enter(button(headPage, 'Terima saran'));
    await expect(headPage.getByRole('status')).toContainText('Saran diterima');
    await head.enter(headPage.getByRole('main').getByRole('link', { name: TITLE, exact: true }));
    await head.pick(headPage.getByRole('radio'), headPage.getByRole('radio', { name: 'Ditunda ke tahun depan' }));
    await head.choose(headPage.getByLabel('Kode alasan'), 'Belum mufakat');
    await head.type(headPage.getByLabel('Alasan dengan kata-kata sendiri'), LATER);
    await head.enter(button(headPage, 'Simpan keputusan'));
    await expect(headPage.getByRole('status')).toContainText('Keputusan disimpan');
  });

  await test.step('naming a delegate and closing', async () => {
    await head.enter(headPage.getByRole('main').getByRole('link', { name: 'Meja kerja' }));
    await head.enter(headPage.locator('.chips').getByRole('link', { name: 'Delegasi' }));
    await head.type(headPage.getByLabel('Nama'), 'Mariam');
    await head.press(headPage.getByLabel('Perempuan'), 'Space');
    await head.type(headPage.getByLabel('Mewakili'), 'PKK');
    await head.enter(button(headPage, 'Tambah delegasi'));
    await expect(headPage.getByText('1 orang, 1 perempuan')).toBeVisible();
    await head.enter(headPage.getByRole('main').getByRole('link', { name: 'Meja kerja' }));
    await head.enter(headPage.locator('.chips').getByRole('link', { name: 'Periksa dan tutup' }));
    await head.enter(button(headPage, 'Tutup musyawarah'));
    await expect(headPage.getByRole('status')).toContainText('Musyawarah ditutup');
    await expect(headPage.getByRole('listitem').filter({ hasText: TITLE })).toContainText(LATER);
  });

  await test.step('answering a plan, and thinking again', async () => {
    await keys.enter(link(page, 'Rencana'));
    await keys.choose(page.getByLabel('Status'), 'Menerima tanggapan');
    await keys.enter(button(page, 'Tampilkan'));
    await keys.enter(page.locator('main h3, main h2').getByRole('link').first());
    await keys.enter(button(page, 'Tidak mendukung'));
    await expect(page.getByText('Anda tidak mendukung sejak')).toBeVisible();
    await keys.enter(button(page, 'Mendukung'));
    await expect(page.getByText('Anda mendukung sejak')).toBeVisible();
  });
});

function link(page: Page, name: string) {
  return page.getByRole('link', { name, exact: true });
}

function button(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true });
}
