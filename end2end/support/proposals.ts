// Writing a proposal as a resident does, on three pages.
import type { Page } from '@playwright/test';
import { answered } from './hands.ts';
import { containing } from './meetings.ts';
import type { Person } from './people.ts';
import { addPhoto } from './photo.ts';
import { expect } from './test.ts';

/** What the resident has to say. */
export type Story = {
  title: string;
  problem: string;
  /** The beginning of the type's name in the catalogue. */
  type: string;
  volume: string;
  address: string;
  households: string;
};

/** A proposal that was sent. */
export type Sent = { title: string; path: string };

/** From the list of proposals to the page that sends; offices write down what a `resident` tells them. */
export async function writeDraft(person: Person, story: Story, resident?: string) {
  const { page, hands } = person;
  await page.goto('/usulan');
  await hands.press(page.getByRole('link', { name: 'Sampaikan usulan' }));
  if (resident) {
    await hands.press(page.getByRole('link', { name: 'Catat usulan warga' }));
    await hands.type(page.getByLabel('Nama warga yang mengusulkan'), resident);
  }
  await expectQuestion(page, resident ? 'Catat usulan warga' : 'Sampaikan usulan');
  await hands.type(page.getByLabel('Masalah', { exact: true }), story.problem);
  await hands.type(page.getByLabel('Judul singkat'), story.title);
  await hands.choose(page.getByLabel('Jenis usulan'), containing(story.type));
  await hands.pressTwice(page.getByRole('button', { name: 'Lanjut', exact: true }));

  await expectQuestion(page, 'Di mana dan seberapa banyak?');
  await hands.type(page.getByLabel('Alamat atau patokan'), story.address);
  await hands.choose(page.getByLabel('Status lahan'), 'Milik pemerintah kota');
  await hands.type(page.getByLabel('Ukuran atau jumlah (volume)'), story.volume);
  await hands.type(page.getByLabel('Jumlah keluarga'), story.households);
  await hands.operate(page.getByText('Jumlah orang, sasaran, dan swadaya'));
  await hands.check(page.getByLabel('Semua warga'));
  await hands.type(page.getByLabel('Swadaya lain'), 'Gotong royong warga dua hari.');
  await hands.press(page.getByRole('button', { name: 'Lanjut', exact: true }));

  await expectQuestion(page, 'Foto, periksa, lalu kirim');
  await expect(page.getByText('Masih kurang')).toHaveCount(0);
  await addPhoto(person, `Keadaan di ${story.address}`);
}

/** From the last page to the proposal's own, with an impatient finger on the button. */
export async function send({ page, hands }: Person, title: string): Promise<Sent> {
  await hands.pressTwice(page.getByRole('button', { name: 'Kirim usulan' }));
  await expect(page.getByRole('status')).toContainText('Usulan Anda sudah dikirim');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  return { title, path: new URL(page.url()).pathname };
}

/** Writes and sends. */
export async function propose(person: Person, story: Story, resident?: string): Promise<Sent> {
  await writeDraft(person, story, resident);
  return send(person, story.title);
}

export async function support({ page, hands }: Person, proposal: Sent) {
  await page.goto(proposal.path);
  await hands.operate(page.getByRole('button', { name: 'Dukung usulan ini' }));
  await expect(page.getByText('Anda mendukung usulan ini')).toBeVisible();
  await answered(page);
}

/** What the page of a proposal says about where it stands. */
export async function expectStanding(page: Page, proposal: Sent, status: string, stage: string) {
  await page.goto(proposal.path);
  const head = page.locator('.page-head');
  await expect(head.locator('.tag').first()).toHaveText(status);
  await expect(head).toContainText(`${stage} · sejak`);
}

async function expectQuestion(page: Page, heading: string) {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
}
