// A meeting run by its officer, page by page: verify, open, score, order, decide, delegates, check, close.
import type { Page } from '@playwright/test';
import { type Hands, runsScripts } from './hands.ts';
import type { Person } from './people.ts';
import { expect } from './test.ts';

/** A code as it stands in the list of reasons, and words of one's own. */
export type Reason = { code: string; text: string };

export type Decision = 'Disepakati' | 'Cadangan' | 'Ditunda ke tahun depan' | 'Belum dapat diterima';

export class Meeting {
  readonly page: Page;
  private readonly hands: Hands;
  /** `/musrenbang/{id}` */
  private readonly path: string;

  private constructor({ page, hands }: Person, path: string) {
    this.page = page;
    this.hands = hands;
    this.path = path;
  }

  /** The officer finds the meeting among the tasks. */
  static async find(officer: Person, name: string): Promise<Meeting> {
    const { page, hands } = officer;
    await page.goto('/');
    await menu(officer, 'Tugas saya');
    const mine = page.locator('section', { has: page.getByRole('heading', { name: 'Musyawarah saya' }) });
    await hands.press(mine.getByRole('link', { name, exact: true }));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Halaman kerja');
    return new Meeting(officer, new URL(page.url()).pathname.replace(/\/kerja$/, ''));
  }

  /** The officer's page with what to do next. */
  async desk() {
    await this.page.goto(`${this.path}/kerja`);
  }

  async open({ place, leader, came, women }: { place: string; leader: string; came: number; women: number }) {
    await this.desk();
    await this.hands.press(this.page.getByRole('link', { name: 'Buka dan daftar hadir' }));
    // A meeting that others opened goes on.
    if ((await this.page.getByRole('button', { name: 'Buka musyawarah' }).count()) === 0) return;
    await this.hands.type(this.page.getByLabel('Tempat'), place);
    await this.hands.type(this.page.getByLabel('Pemimpin musyawarah'), leader);
    await this.hands.type(this.page.getByLabel('Jumlah yang hadir'), `${came}`);
    await this.hands.type(this.page.getByLabel('Di antaranya perempuan'), `${women}`);
    // Asked where meetings below have not sent their lists.
    const despite = this.page.getByLabel('Buka walaupun daftar mereka belum masuk');
    if ((await despite.count()) > 0) await this.hands.check(despite);
    await this.hands.press(this.page.getByRole('button', { name: 'Buka musyawarah' }));
    await this.expectNotice('Musyawarah berlangsung');
  }

  /** Says of everything that came in, except what was dealt with before, that it is complete. */
  async verifyAll() {
    await this.desk();
    const first = this.page.locator('.card--act').getByRole('link', { name: /Periksa \d+ usulan|Periksa usulan pertama/ });
    if ((await first.count()) === 0) return;
    await this.hands.press(first);
    // Each button leads to the next proposal that waits.
    const verify = this.page.getByRole('button', { name: 'Nyatakan lengkap' });
    while ((await verify.count()) > 0) {
      await this.hands.press(verify);
      await this.expectNotice('Usulan dinyatakan lengkap');
    }
  }

  /** Back to the proposer until the day the form suggests. */
  async sendBack(title: string, reason: Reason) {
    await this.action(title, 'Kembalikan');
    await this.giveReason(reason);
    await this.hands.press(this.page.getByRole('button', { name: 'Kembalikan kepada pengusul' }));
    await this.expectNotice('Usulan dikembalikan');
  }

  /** Refused by the office that looks at what came in. */
  async refuse(title: string, reason: Reason) {
    await this.action(title, 'Tidak terima, dengan alasan');
    await this.giveReason(reason);
    await this.hands.press(this.page.getByRole('button', { name: 'Simpan sebagai belum dapat diterima' }));
    await this.expectNotice('Keputusan disimpan');
  }

  async merge(title: string, into: string, text: string) {
    await this.action(title, 'Gabungkan');
    await this.hands.choose(this.page.getByLabel('Digabung ke usulan'), containing(into));
    await this.hands.type(this.page.getByLabel('Alasan dengan kata-kata sendiri'), text);
    await this.hands.press(this.page.getByRole('button', { name: 'Gabungkan' }));
    await this.expectNotice('Usulan digabung');
  }

  async undoMerge(title: string, reason: Reason) {
    await this.action(title, 'Batalkan penggabungan');
    await this.giveReason(reason);
    await this.hands.press(this.page.getByRole('button', { name: 'Batalkan penggabungan' }));
    await this.expectNotice('Penggabungan dibatalkan');
  }

  /** After the closing, when money was added. */
  async promote(title: string, reason: Reason) {
    await this.action(title, 'Sepakati dari cadangan');
    await this.giveReason(reason);
    await this.hands.press(this.page.getByRole('button', { name: 'Sepakati dan teruskan' }));
    await this.expectNotice('Usulan cadangan disepakati dan diteruskan');
  }

  /** The meeting's own decision on one proposal. */
  async decide(title: string, decision: Decision, reason?: Reason) {
    await this.action(title, 'Putuskan');
    await this.hands.check(this.page.getByRole('radio', { name: decision, exact: true }));
    if (reason) await this.giveReason(reason);
    await this.hands.press(this.page.getByRole('button', { name: 'Simpan keputusan' }));
    await this.expectNotice('Keputusan disimpan');
  }

  /** Gives every criterion of the named proposals these points, and 2 to those of the others. */
  async score(points: Record<string, number>) {
    await this.page.goto(`${this.path}/skor`);
    for (const row of await this.page.locator('tbody tr').all()) {
      const title = await row.getByRole('link').innerText();
      for (const list of await row.getByRole('combobox').all()) await this.hands.choose(list, `${points[title] ?? 2}`);
    }
    await this.hands.press(this.page.getByRole('button', { name: 'Simpan nilai', exact: true }));
    await this.expectNotice('Nilai sudah disimpan');
  }

  /** Lets the scores propose an order. */
  async computeOrder() {
    await this.page.goto(`${this.path}/urutan`);
    await this.hands.press(this.page.getByRole('button', { name: /Susun urutan|Susun ulang dari skor/ }));
    await this.expectNotice('Urutan sudah disusun');
  }

  /** The titles in their order, as the officer sees them. */
  async order(): Promise<string[]> {
    await this.page.goto(`${this.path}/urutan`);
    return this.page.locator('tbody tr:not(.cut) td:nth-child(2) > a').allInnerTexts();
  }

  async move(title: string, to: number, reason: string) {
    await this.page.goto(`${this.path}/urutan`);
    const arrow = this.page.getByRole('link', { name: `Naikkan: ${title}` });
    // Where scripts run one moves on the page itself, once it is awake.
    const isAlive = await runsScripts(this.page);
    if (isAlive) {
      await expect(this.page.getByRole('button', { name: `Pegang dan pindahkan: ${title}` })).toBeVisible();
      await this.hands.operate(arrow);
    } else {
      await this.hands.press(arrow);
    }
    await this.hands.type(this.page.getByLabel('Urutan baru'), `${to}`);
    await this.hands.type(this.page.getByLabel('Alasan', { exact: true }), reason);
    const move = this.page.getByRole('button', { name: 'Pindahkan', exact: true });
    if (isAlive) {
      await this.hands.operate(move);
      await expect(this.page.getByText('Urutan tersimpan').first()).toBeVisible();
    } else {
      await this.hands.press(move);
      await this.expectNotice('Urutan sudah diubah');
    }
  }

  /** Takes what order and money suggest for everything that has no decision; the words go to what becomes reserve. */
  async acceptSuggestion(reserveText: string) {
    await this.page.goto(`${this.path}/urutan`);
    const reason = this.page.getByLabel('Alasan untuk cadangan');
    if ((await reason.count()) > 0) await this.hands.type(reason, reserveText);
    await this.hands.press(this.page.getByRole('button', { name: 'Tetapkan keputusan sesuai saran' }));
    await this.expectNotice('Keputusan sudah disimpan sesuai saran');
  }

  async addDelegate(name: string, body: string, isWoman: boolean) {
    await this.page.goto(`${this.path}/delegasi`);
    await this.hands.type(this.page.getByLabel('Nama'), name);
    if (isWoman) await this.hands.check(this.page.getByLabel('Perempuan'));
    await this.hands.type(this.page.getByLabel('Mewakili'), body);
    await this.hands.press(this.page.getByRole('button', { name: 'Tambah delegasi' }));
    await this.expectNotice('Sudah disimpan');
  }

  /** What the check page says still keeps the meeting from closing. */
  async blockers(): Promise<string[]> {
    await this.page.goto(`${this.path}/periksa`);
    return this.page.locator('section', { has: this.page.getByRole('heading', { name: 'perlu diselesaikan sebelum ditutup' }) }).getByRole('link').allInnerTexts();
  }

  /** Writes why more is agreed than was announced, where the check page asks for it. */
  async explainExcess(text: string) {
    const blockers = await this.blockers();
    if (!blockers.some((words) => words.includes('melebihi uang yang tersedia'))) return;
    await this.hands.type(this.page.getByLabel('Catatan pagu'), text);
    await this.hands.press(this.page.getByRole('button', { name: 'Simpan catatan' }));
    await this.expectNotice('Sudah disimpan');
  }

  async close() {
    expect(await this.blockers()).toEqual([]);
    await this.hands.press(this.page.getByRole('button', { name: 'Tutup musyawarah' }));
    await this.expectNotice('Musyawarah ditutup');
    await expect(this.page).toHaveURL(new RegExp(`${this.path}(\\?|$)`));
  }

  /** Takes up its work again after the closing. */
  async reopen(reason: Reason) {
    await this.desk();
    await this.hands.press(this.page.getByRole('link', { name: 'Buka kembali musyawarah' }));
    await this.giveReason(reason);
    await this.hands.press(this.page.getByRole('button', { name: 'Buka kembali' }));
    await this.expectNotice('Musyawarah dibuka kembali');
  }

  /** The titles that have this decision. */
  async decided(decision: Decision): Promise<string[]> {
    await this.desk();
    const decided = this.page.locator('section', { has: this.page.getByRole('heading', { name: /^Sudah diputuskan/ }) });
    const lines = decided.getByRole('listitem').filter({ has: this.page.locator('.tag', { hasText: decision }) });
    return lines.getByRole('link').allInnerTexts();
  }

  /** Opens the form for one action on one proposal. */
  private async action(title: string, name: string) {
    await this.desk();
    await this.hands.press(this.page.locator('.inbox').getByRole('link', { name: title, exact: true }).first());
    await this.hands.press(this.page.locator('.chips').getByRole('link', { name, exact: true }));
  }

  private async giveReason({ code, text }: Reason) {
    await this.hands.choose(this.page.getByLabel('Kode alasan'), code);
    await this.hands.type(this.page.getByLabel('Alasan dengan kata-kata sendiri'), text);
  }

  private async expectNotice(words: string) {
    await expect(this.page.getByRole('status')).toContainText(words);
  }
}

/** An entry of the main menu, which is folded on a phone. */
export async function menu({ page, hands }: Person, name: string) {
  const link = page.getByRole('navigation', { name: 'Menu utama' }).getByRole('link', { name, exact: true });
  if (!(await link.isVisible())) await hands.operate(page.locator('.menu > summary'));
  await hands.press(link);
}

/** Words that may stand anywhere. */
export function containing(words: string): RegExp {
  return new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
