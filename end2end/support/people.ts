// The cast of a journey: everybody sits at a browser of their own and is signed in there for the whole story.
import type { Browser, Page } from '@playwright/test';
import { type Hands, type Kind, Mouse } from './hands.ts';
import { Keyboard } from './keyboard.ts';
import { listen } from './secrets.ts';
import { expect, PASSWORD } from './test.ts';

/** Of those who open an account: the one of the demo city would be refused. */
export const OWN_PASSWORD = 'perahu biru di danau';

/** Somebody at a browser. */
export type Visitor = { page: Page; hands: Hands };

/** Somebody with an account. */
export type Person = Visitor & { name: string; contact: string };

/** Where somebody lives: names as they stand in the lists of the forms. */
export type Home = { kelurahan: string; rt: string };

export class People {
  private readonly browser: Browser;
  private readonly kind: Kind;
  private count = 0;

  constructor(browser: Browser, kind: Kind) {
    this.browser = browser;
    this.kind = kind;
  }

  /** Somebody who is not signed in. */
  async visitor(): Promise<Visitor> {
    const context = await this.browser.newContext();
    listen(context);
    const page = await context.newPage();
    return { page, hands: this.kind === 'keyboard' ? new Keyboard(page) : new Mouse() };
  }

  /** Somebody who has an account, of the demo city unless another password is said. */
  async account(contact: string, password = PASSWORD): Promise<Person> {
    const visitor = await this.visitor();
    await signIn(visitor, contact, password);
    return { ...visitor, name: contact, contact };
  }

  /** Finds the way from the first page and opens an account, as residents do. */
  async register(name: string, { kelurahan, rt }: Home): Promise<Person> {
    const { page, hands } = await this.visitor();
    const contact = `${name.toLowerCase().replaceAll(' ', '.')}.${Date.now()}.${++this.count}@contoh.id`;
    await page.goto('/');
    await hands.press(page.getByRole('link', { name: 'Masuk', exact: true }));
    await hands.press(page.getByRole('link', { name: 'Daftar akun warga', exact: true }));
    await hands.choose(page.getByLabel('Di kelurahan mana Anda tinggal?'), kelurahan);
    await hands.press(page.getByRole('button', { name: 'Lanjut', exact: true }));
    await hands.choose(page.getByLabel('RT tempat tinggal'), rt);
    await hands.type(page.getByLabel('Nama lengkap'), name);
    await hands.type(page.getByLabel('Nomor telepon atau surel'), contact);
    await hands.type(page.getByLabel('Kata sandi'), OWN_PASSWORD);
    await hands.press(page.getByRole('button', { name: 'Daftar' }));
    await expect(page.getByRole('status')).toContainText('Akun Anda sudah dibuat');
    return { page, hands, name, contact };
  }
}

export async function signIn({ page, hands }: Visitor, contact: string, password = PASSWORD) {
  await page.goto('/masuk');
  await hands.type(page.getByLabel('Nomor telepon atau surel'), contact);
  await hands.type(page.getByLabel('Kata sandi'), password);
  await hands.press(page.getByRole('main').getByRole('button', { name: 'Masuk', exact: true }));
  await expect(page, `${contact} can sign in`).not.toHaveURL(/\/masuk/);
}

/** The city admin gives a role; `place` is a region's code. */
export async function appoint(admin: Person, person: Person, role: string, place: string) {
  const { page, hands } = admin;
  await page.goto('/admin/orang');
  await hands.type(page.getByLabel('Cari nama, telepon, atau surel'), person.contact);
  await hands.operate(page.getByRole('button', { name: 'Cari' }));
  await hands.press(page.getByRole('main').getByRole('link', { name: person.name }));
  await hands.choose(page.getByLabel('Peran', { exact: true }), role);
  await hands.type(page.getByLabel('Kode wilayah'), place);
  await hands.press(page.getByRole('button', { name: 'Beri peran' }));
  await expect(page.getByRole('status')).toContainText('Peran sudah diberikan');
}

/** The head of the RT or the kelurahan says that somebody lives there. */
export async function confirmResidence(officer: Person, resident: Person) {
  const { page, hands } = officer;
  await page.goto('/warga');
  await hands.press(page.getByRole('button', { name: `Benar, tinggal di sini: ${resident.name}` }));
  await expect(page.getByRole('status')).toContainText('Tempat tinggal warga sudah dikonfirmasi');
}

/** A new password, and no device left that knows the person. */
export async function changePasswordAndLeave(person: Person, password: string) {
  const { page, hands } = person;
  await page.goto('/akun');
  await hands.press(page.getByRole('link', { name: 'Ganti kata sandi' }));
  await hands.type(page.getByLabel('Kata sandi lama'), OWN_PASSWORD);
  await hands.type(page.getByLabel('Kata sandi baru'), password);
  await hands.press(page.getByRole('button', { name: 'Simpan' }));
  await expect(page).toHaveURL(/\/akun\?/);
  await hands.press(page.getByRole('button', { name: 'Keluar dari semua ponsel dan komputer' }));
  await page.goto('/akun');
  await expect(page).toHaveURL(/\/masuk/);
}
