// Plans of an agency: writing one, and the many who answer it.
import { type APIRequestContext, request } from '@playwright/test';
import { browser } from './browser.ts';
import { menu } from './meetings.ts';
import type { Person } from './people.ts';
import { expect, PASSWORD } from './test.ts';

export type Plan = {
  title: string;
  kecamatan: string;
  kelurahan: string;
  /** In days. */
  period: string;
};

export type Answer = 'support' | 'oppose';

/** Writes, looks at the preview and publishes; returns the address of the plan. */
export async function publish({ page }: Person, plan: Plan): Promise<string> {
  await page.goto('/');
  await menu(page, 'Rencana kami');
  await page.getByRole('main').getByRole('link', { name: 'Tulis rencana' }).click();
  await page.getByLabel('Judul', { exact: true }).fill(plan.title);
  await page.getByLabel('Ringkasan').fill('Jalan setapak ditinggikan dan diberi lampu, supaya aman dilewati saat air pasang.');
  await page.getByLabel('Masalah', { exact: true }).fill('Jalan setapak tergenang setiap air pasang dan gelap pada malam hari.');
  await page.getByLabel('Hasil yang diharapkan').fill('Warga dapat berjalan kaki dengan aman sepanjang tahun.');
  await page.getByLabel('Ukuran keberhasilan').fill('Hari tergenang turun dari 60 menjadi 0 dalam setahun.');
  await page.getByLabel('Anggaran (rupiah)').fill('1.250.000.000');
  await page.getByLabel('Lokasi', { exact: true }).fill(`Tepi sungai Kelurahan ${plan.kelurahan}`);
  const kecamatan = page.locator('details', { has: page.locator('summary', { hasText: plan.kecamatan }) });
  await expect(kecamatan).toHaveJSProperty('open', false);
  await kecamatan.locator('summary').click();
  await page.getByLabel(plan.kelurahan, { exact: true }).check();
  await page.getByLabel('Masa tanggapan (hari)').fill(plan.period);
  await page.getByRole('button', { name: 'Simpan dan lanjut ke gambar' }).click();
  await page.getByRole('link', { name: 'Lanjut ke pratinjau' }).click();
  await expect(page.getByText('Pratinjau: baru Anda dan rekan sekantor yang melihatnya.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(plan.title);
  await page.getByRole('button', { name: 'Terbitkan' }).click();
  await expect(page.getByRole('status')).toContainText('Sudah diterbitkan');
  return new URL(page.url()).pathname;
}

/** Residents without a role, read off the admin's list: `wanted` of each region. */
export async function residentsOf({ page }: Person, wanted: Record<string, number>): Promise<Record<string, string[]>> {
  const found = Object.fromEntries(Object.keys(wanted).map((region) => [region, [] as string[]]));
  await page.goto('/admin/orang');
  for (;;) {
    for (const line of await page.locator('.list li > .soft').allInnerTexts()) {
      const [contact, home = ''] = line.split(' · ');
      const region = Object.keys(wanted).find((region) => home.startsWith(region));
      if (region && /^warga\d+@/.test(contact) && found[region].length < wanted[region]) found[region].push(contact.trim());
    }
    if (Object.entries(wanted).every(([region, count]) => found[region].length === count)) return found;
    await page.getByRole('link', { name: 'Halaman berikutnya' }).click();
  }
}

/** Somebody on the line, without a browser: the forms are the same. */
export async function callIn(contact: string): Promise<APIRequestContext> {
  const line = await request.newContext({ baseURL: browser.baseURL });
  const answer = await line.post('/masuk', { form: { contact, password: PASSWORD }, maxRedirects: 0 });
  expect(answer.status(), `${contact} signs in`).toBe(303);
  return line;
}

export async function answerByForm(line: APIRequestContext, plan: string, answer: Answer) {
  const sent = await line.post(`${plan}/tanggapan`, { form: { sikap: answer }, maxRedirects: 0 });
  expect(sent.headers().location).toBe(`${plan}?pesan=stance_taken`);
}

export async function answerOnPage({ page }: Person, plan: string, answer: Answer) {
  await page.goto(plan);
  await page.getByRole('button', { name: answer === 'support' ? 'Mendukung' : 'Tidak mendukung', exact: true }).click();
  await expect(page.getByText(`Anda ${answer === 'support' ? 'mendukung' : 'tidak mendukung'} sejak`)).toBeVisible();
}

export async function comment({ page }: Person, plan: string, kind: string, words: string) {
  await page.goto(plan);
  await page.getByRole('radio', { name: kind, exact: true }).check();
  await page.getByLabel('Komentar Anda', { exact: true }).fill(words);
  await page.getByRole('button', { name: 'Kirim komentar' }).click();
  await expect(page.locator('#komentar')).toContainText(words);
}

/** The agency's word on what residents answered. */
export async function followUp({ page }: Person, plan: string, decision: string, words: string) {
  await page.goto(plan);
  await page.getByRole('link', { name: 'Terbitkan tindak lanjut' }).click();
  await page.getByRole('radio', { name: decision, exact: true }).check();
  await page.getByLabel('Penjelasan untuk warga').fill(words);
  await page.getByRole('button', { name: 'Terbitkan', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('Sudah diterbitkan');
}
