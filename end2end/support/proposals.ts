// Writing a proposal as a resident does: one question a page.
import type { Page } from '@playwright/test';
import type { Person } from './people.ts';
import { photo } from './photo.ts';
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

/** From the list of proposals to the page that looks at the answers. */
export async function writeDraft({ page }: Person, story: Story) {
  await page.goto('/usulan');
  await page.getByRole('link', { name: 'Sampaikan usulan' }).click();
  await page.getByRole('button', { name: 'Mulai' }).dblclick();

  await expectQuestion(page, 'Apa masalahnya?');
  await page.getByLabel('Permasalahan').fill(story.problem);
  await page.getByLabel('Judul singkat').fill(story.title);
  await goOn(page);

  await expectQuestion(page, 'Pekerjaan apa yang diperlukan?');
  const types = page.getByLabel('Jenis usulan');
  const type = await types.locator('option', { hasText: story.type }).getAttribute('value');
  await types.selectOption(type);
  await goOn(page);

  await expectQuestion(page, 'Seberapa banyak?');
  await page.getByLabel('Volume').fill(story.volume);
  await goOn(page);

  await expectQuestion(page, 'Di mana lokasinya?');
  await page.getByLabel('Alamat atau patokan').fill(story.address);
  await page.getByLabel('Status lahan').selectOption({ label: 'Milik pemerintah kota' });
  await goOn(page);

  await expectQuestion(page, 'Siapa yang merasakan manfaatnya?');
  await page.getByLabel('Jumlah keluarga (KK)').fill(story.households);
  await page.getByLabel('Semua warga').check();
  await goOn(page);

  await expectQuestion(page, 'Apa yang dapat disumbangkan warga?');
  await page.getByLabel('Swadaya lain').fill('Gotong royong warga dua hari.');
  await goOn(page);

  await expectQuestion(page, 'Tambahkan foto');
  await page.getByLabel('Foto', { exact: true }).setInputFiles(photo());
  await page.getByLabel('Apa yang tampak di foto?').fill(`Keadaan di ${story.address}`);
  await page.getByRole('button', { name: 'Tambahkan foto' }).click();
  await expect(page.getByText('1 dari paling banyak 5 foto.')).toBeVisible();
  await page.getByRole('link', { name: 'Lanjut', exact: true }).click();

  await expectQuestion(page, 'Periksa jawaban Anda');
  await expect(page.getByText('Masih kurang')).toHaveCount(0);
}

/** From the answers to the proposal's own page, with an impatient finger on the button. */
export async function send({ page }: Person, title: string): Promise<Sent> {
  await page.getByRole('link', { name: 'Lanjut', exact: true }).click();
  await expectQuestion(page, 'Kirim usulan');
  await page.getByRole('button', { name: 'Kirim usulan' }).dblclick();
  await expect(page.getByRole('status')).toContainText('Sudah dikirim');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  return { title, path: new URL(page.url()).pathname };
}

/** Writes and sends. */
export async function propose(resident: Person, story: Story): Promise<Sent> {
  await writeDraft(resident, story);
  return send(resident, story.title);
}

export async function support({ page }: Person, proposal: Sent) {
  await page.goto(proposal.path);
  await page.getByRole('button', { name: 'Dukung usulan ini' }).click();
  await expect(page.getByText('Anda mendukung usulan ini')).toBeVisible();
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

async function goOn(page: Page) {
  await page.getByRole('button', { name: 'Lanjut', exact: true }).click();
}
