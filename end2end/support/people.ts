// The cast of a journey: everybody sits at a browser of their own and is signed in there for the whole story.
import type { Browser, Page } from '@playwright/test';
import { expect, PASSWORD } from './test.ts';

/** Somebody with an account. */
export type Person = { page: Page; name: string; contact: string };

/** Where somebody lives: names as they stand in the lists of the forms. */
export type Home = { kelurahan: string; rt: string };

export class People {
  private readonly browser: Browser;
  private count = 0;

  constructor(browser: Browser) {
    this.browser = browser;
  }

  /** Somebody who is not signed in. */
  async visitor(): Promise<Page> {
    return (await this.browser.newContext()).newPage();
  }

  /** Somebody who has an account of the demo city. */
  async account(contact: string): Promise<Person> {
    const page = await this.visitor();
    await signIn(page, contact);
    return { page, name: contact, contact };
  }

  /** Opens an account by the page `/daftar`, as residents do. */
  async register(name: string, { kelurahan, rt }: Home): Promise<Person> {
    const page = await this.visitor();
    const contact = `${name.toLowerCase().replaceAll(' ', '.')}.${Date.now()}.${++this.count}@contoh.id`;
    await page.goto('/daftar');
    await page.getByLabel('Di kelurahan mana Anda tinggal?').selectOption({ label: kelurahan });
    await page.getByRole('button', { name: 'Lanjut', exact: true }).click();
    await page.getByLabel('RT tempat tinggal').selectOption({ label: rt });
    await page.getByLabel('Nama lengkap').fill(name);
    await page.getByLabel('Nomor telepon atau surel').fill(contact);
    await page.getByLabel('Kata sandi').fill(PASSWORD);
    await page.getByRole('button', { name: 'Daftar' }).click();
    await expect(page.getByRole('status')).toContainText('Akun Anda sudah jadi');
    return { page, name, contact };
  }
}

export async function signIn(page: Page, contact: string) {
  await page.goto('/masuk');
  await page.getByLabel('Nomor telepon atau surel').fill(contact);
  await page.getByLabel('Kata sandi').fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Masuk' }).click();
  await expect(page, `${contact} can sign in`).not.toHaveURL(/\/masuk/);
}

/** The city admin gives a role; `place` is a region's code. */
export async function appoint(admin: Person, person: Person, role: string, place: string) {
  const { page } = admin;
  await page.goto('/admin/orang');
  await page.getByLabel('Cari nama, telepon, atau surel').fill(person.contact);
  await page.getByRole('button', { name: 'Cari' }).click();
  await page.getByRole('main').getByRole('link', { name: person.name }).click();
  await page.getByLabel('Peran', { exact: true }).selectOption({ label: role });
  await page.getByLabel('Kode wilayah').fill(place);
  await page.getByRole('button', { name: 'Beri peran' }).click();
  await expect(page.getByRole('status')).toContainText('Peran sudah diberikan');
}

/** The head of the RT or the kelurahan says that somebody lives there. */
export async function confirmResidence(officer: Person, resident: Person) {
  const { page } = officer;
  await page.goto('/warga');
  await page.getByRole('button', { name: `Benar, ${resident.name} tinggal di sini` }).click();
  await expect(page.getByRole('status')).toContainText('Tempat tinggal warga sudah dikonfirmasi');
}
