// A passkey in a real browser with a device of its own: made, used, given up, taken off. Browsers make passkeys for
// names only, so the site is looked at by the name of this machine.
import type { CDPSession, Page } from '@playwright/test';
import { expect, PASSWORD, test } from '../support/test.ts';

const PERSON = 'tetangga@contoh.id';

test.use({ baseURL: (process.env.BASE_URL ?? 'http://127.0.0.1:3000').replace('127.0.0.1', 'localhost') });

/** A device that asks its owner for a finger, and is always given it. */
async function device(page: Page): Promise<{ session: CDPSession; authenticatorId: string }> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { session, authenticatorId };
}

test('a passkey is made, signs in, and is taken off', async ({ page, audit, signIn }) => {
  const { session, authenticatorId } = await device(page);
  await signIn(page, PERSON);
  await page.goto('/akun');
  await page.getByRole('link', { name: 'Kunci sandi (passkey)' }).click();
  await audit(page);
  await page.getByLabel('Nama kunci sandi').fill('Ponsel uji');
  await page.getByLabel('Kata sandi Anda').fill(PASSWORD);
  await page.getByRole('button', { name: 'Tambah kunci sandi' }).click();
  await expect(page.getByRole('status')).toContainText('Kunci sandi sudah disimpan.');
  await expect(page.getByRole('heading', { name: 'Ponsel uji' })).toBeVisible();
  await audit(page);

  // The same device again: it has one already.
  await page.getByLabel('Kata sandi Anda').fill(PASSWORD);
  await page.getByRole('button', { name: 'Tambah kunci sandi' }).click();
  await expect(page.getByRole('alert')).toContainText('sudah punya kunci sandi untuk situs ini');
  await audit(page);
  await page.getByRole('link', { name: 'Kembali ke daftar kunci sandi' }).click();

  await page.goto('/akun');
  await page.getByRole('button', { name: 'Keluar', exact: true }).click();
  await page.goto('/masuk?lanjut=/usulan-saya');
  await audit(page);
  await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click();
  await expect(page, 'signed in, and where one wanted to go').toHaveURL(/\/usulan-saya/);

  await page.goto('/akun/kunci-sandi');
  await expect(page.getByText('Terakhir dipakai')).toBeVisible();
  await page.getByRole('link', { name: 'Ubah nama atau hapus Ponsel uji' }).click();
  await audit(page);
  await page.getByLabel('Kata sandi Anda').fill(PASSWORD);
  await page.getByRole('button', { name: 'Hapus kunci sandi ini' }).click();
  await expect(page.getByRole('status')).toContainText('Kunci sandi sudah dihapus.');
  await expect(page.getByText('Anda belum punya kunci sandi.')).toBeVisible();

  // The device still has its half; the site no longer knows the other.
  const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId });
  expect(credentials).toHaveLength(1);
  await page.goto('/akun');
  await page.getByRole('button', { name: 'Keluar', exact: true }).click();
  await page.goto('/masuk');
  await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click();
  await expect(page.getByRole('alert')).toContainText('Kunci sandi ini tidak dikenal di sini.');
  await audit(page);
});

test('a passkey that was given up leads on to the password', async ({ page, audit, signIn }) => {
  const { session, authenticatorId } = await device(page);
  await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await page.goto('/masuk');
  await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toContainText('Anda belum masuk');
  await expect(page.getByRole('button', { name: 'Coba lagi' })).toBeFocused();
  await audit(page);
  await page.getByRole('button', { name: 'Masuk dengan kata sandi' }).click();
  await expect(page.getByRole('heading', { name: 'Masuk', exact: true })).toBeVisible();
  await signIn(page, PERSON);
});
