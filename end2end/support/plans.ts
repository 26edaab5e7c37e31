// Plans of an agency: writing one, and the many who answer it.
import { type APIRequestContext, request } from '@playwright/test';
import { browser } from './browser.ts';
import { answered } from './hands.ts';
import { menu } from './meetings.ts';
import type { Person } from './people.ts';
import { addPhoto } from './photo.ts';
import { keepSecret, keepTokens } from './secrets.ts';
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
export async function publish(author: Person, plan: Plan): Promise<string> {
  const { page, hands } = author;
  await page.goto('/');
  await menu(author, 'Rencana kami');
  await hands.press(page.getByRole('main').getByRole('link', { name: 'Tulis rencana' }));
  await hands.type(page.getByLabel('Judul', { exact: true }), plan.title);
  await hands.type(page.getByLabel('Ringkasan'), 'Jalan setapak ditinggikan dan diberi lampu, supaya aman dilewati saat air pasang.');
  await hands.type(page.getByLabel('Masalah', { exact: true }), 'Jalan setapak tergenang setiap air pasang dan gelap pada malam hari.');
  await hands.type(page.getByLabel('Hasil yang diharapkan'), 'Warga dapat berjalan kaki dengan aman sepanjang tahun.');
  await hands.type(page.getByLabel('Ukuran keberhasilan'), 'Hari tergenang turun dari 60 menjadi 0 dalam setahun.');
  await hands.type(page.getByLabel('Anggaran (rupiah)'), '1.250.000.000');
  await hands.type(page.getByLabel('Lokasi', { exact: true }), `Tepi sungai Kelurahan ${plan.kelurahan}`);
  const kecamatan = page.locator('details', { has: page.locator('summary', { hasText: plan.kecamatan }) });
  await expect(kecamatan).toHaveJSProperty('open', false);
  await hands.operate(kecamatan.locator('summary'));
  await hands.check(page.getByLabel(plan.kelurahan, { exact: true }));
  await hands.type(page.getByLabel('Masa tanggapan (hari)'), plan.period);
  await hands.press(page.getByRole('button', { name: 'Simpan dan lanjut ke gambar' }));
  await addPhoto(author, 'Jalan setapak yang tergenang');
  await hands.press(page.getByRole('button', { name: 'Lanjut ke pratinjau' }));
  await expect(page.getByText('Pratinjau: baru Anda dan rekan sekantor yang dapat melihatnya.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(plan.title);
  await hands.press(page.getByRole('button', { name: 'Terbitkan rencana' }));
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
    await page.goto((await page.getByRole('link', { name: 'Halaman berikutnya' }).getAttribute('href'))!);
  }
}

/** Somebody on the line, without a browser: the forms are the same. */
export async function callIn(contact: string): Promise<APIRequestContext> {
  const line = await request.newContext({ baseURL: browser.baseURL });
  const answer = await line.post('/masuk', { form: { contact, password: PASSWORD }, maxRedirects: 0 });
  expect(answer.status(), `${contact} signs in`).toBe(303);
  keepSecret(contact, PASSWORD);
  keepTokens(answer.headers()['set-cookie'] ?? '');
  return line;
}

export async function answerByForm(line: APIRequestContext, plan: string, answer: Answer) {
  const sent = await line.post(`${plan}/tanggapan`, { form: { sikap: answer }, maxRedirects: 0 });
  expect(sent.headers().location).toBe(`${plan}?pesan=stance_taken`);
}

export async function answerOnPage({ page, hands }: Person, plan: string, answer: Answer) {
  await page.goto(plan);
  await hands.operate(page.getByRole('button', { name: answer === 'support' ? 'Saya mendukung' : 'Saya tidak mendukung', exact: true }));
  await expect(page.getByText(`Anda memilih “${answer === 'support' ? 'mendukung' : 'tidak mendukung'}”`)).toBeVisible();
  await answered(page);
}

export async function comment({ page, hands }: Person, plan: string, kind: string, words: string) {
  await page.goto(plan);
  await hands.check(page.getByRole('radio', { name: kind, exact: true }));
  await hands.type(page.getByLabel('Komentar Anda', { exact: true }), words);
  await hands.operate(page.getByRole('button', { name: 'Kirim komentar' }));
  await expect(page.locator('#komentar-daftar')).toContainText(words);
}

/** A moderator covers a comment, for everybody and with a reason, and shows it again. */
export async function hideAndRestore({ page, hands }: Person, plan: string, words: string, reason: string) {
  await page.goto(plan);
  const covered = page.getByText(`Disembunyikan moderator: ${reason}`);
  const comment = page.locator('article.comment', { hasText: words });
  await hands.operate(comment.locator('summary', { hasText: 'Sembunyikan' }));
  await hands.type(comment.getByLabel('Alasan (dapat dibaca semua orang)'), reason);
  await hands.press(comment.getByRole('button', { name: 'Sembunyikan' }));
  await expect(covered).toBeVisible();
  await hands.press(page.getByRole('button', { name: 'Tampilkan kembali' }));
  await expect(covered).toHaveCount(0);
}

/** The agency's word on what residents answered. */
export async function followUp({ page, hands }: Person, plan: string, decision: string, words: string) {
  await page.goto(plan);
  await hands.press(page.getByRole('link', { name: 'Terbitkan tindak lanjut' }));
  await hands.check(page.getByRole('radio', { name: decision, exact: true }));
  await hands.type(page.getByLabel('Penjelasan untuk warga'), words);
  await hands.press(page.getByRole('button', { name: 'Terbitkan tindak lanjut' }));
  await expect(page.getByRole('status')).toContainText('Sudah diterbitkan');
}
