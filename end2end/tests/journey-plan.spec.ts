// Three plans of one agency: one that residents want, one that they do not, one that hardly anybody answered.
// It moves the clock of its server, which no other test may use meanwhile.
import type { Page } from '@playwright/test';
import { moveClock, resetClock } from '../support/clock.ts';
import { People } from '../support/people.ts';
import { type Answer, answerByForm, answerOnPage, callIn, comment, followUp, hideAndRestore, publish, residentsOf } from '../support/plans.ts';
import { expect, test } from '../support/test.ts';

const HERE = { kecamatan: 'Pasar Jambi', kelurahan: 'Beringin', period: '7' };
const WANTED = { ...HERE, title: 'Jalan setapak tepi sungai yang terang dan bebas genangan' };
const UNWANTED = { ...HERE, title: 'Pemindahan pangkalan perahu ke hilir jembatan' };
const UNNOTICED = { ...HERE, title: 'Papan petunjuk jalan di lorong-lorong lama' };

const LOCAL = '15.71.04.1001';
const ELSEWHERE = '15.71.07.1012';

test.afterAll(resetClock);

test('a plan is answered by residents and answers them', async ({ browser, audit, hands }) => {
  test.setTimeout(900_000);
  const people = new People(browser, hands);
  let agency = await people.account('opd@contoh.id');
  const admin = await people.account('admin@contoh.id');
  const { page: visitor } = await people.visitor();

  const [wanted, unwanted, unnoticed] = await test.step('the agency writes, previews and publishes', async () => {
    const plans: string[] = [];
    for (const plan of [WANTED, UNWANTED, UNNOTICED]) plans.push(await publish(agency, plan));
    return plans;
  });

  await test.step('forty residents answer two of them, five the third', async () => {
    const found = await residentsOf(admin, { [LOCAL]: 30, [ELSEWHERE]: 10 });
    const residents = [...found[LOCAL], ...found[ELSEWHERE]];
    expect(residents).toHaveLength(40);
    const answers = residents.map((_, index): Record<string, Answer> => ({
      [wanted]: index % 20 < 17 ? 'support' : 'oppose',
      [unwanted]: index % 8 < 3 ? 'support' : 'oppose',
      ...(index < 5 && { [unnoticed]: 'support' }),
    }));

    // Three of them look at the page; the first one changes her mind.
    const onPage = await Promise.all(residents.slice(0, 3).map((contact) => people.account(contact)));
    await answerOnPage(onPage[0], wanted, 'oppose');
    for (const [index, person] of onPage.entries()) {
      for (const [plan, answer] of Object.entries(answers[index])) await answerOnPage(person, plan, answer);
    }
    await audit(onPage[0].page);
    await comment(onPage[0], wanted, 'Saran', 'Mohon lampu juga di depan surau.');
    await comment(onPage[1], unwanted, 'Keberatan', 'Anak sekolah harus berjalan dua kilometer ke pangkalan baru.');
    await hideAndRestore(await people.account('moderator@contoh.id'), unwanted, 'Anak sekolah', 'Diperiksa dahulu atas permintaan penulis.');
    await onPage[2].page.goto(wanted);
    await onPage[2].hands.operate(onPage[2].page.getByRole('button', { name: /^Suka .*komentar/ }));
    await expect(onPage[2].page.getByRole('button', { name: /^Anda suka .*komentar/ })).toBeVisible();

    for (let index = onPage.length; index < residents.length; index++) {
      const line = await callIn(residents[index]);
      for (const [plan, answer] of Object.entries(answers[index])) await answerByForm(line, plan, answer);
      await line.dispose();
    }
    await expectCounts(visitor, wanted, 34, 6);
    await expectCounts(visitor, unwanted, 15, 25);
    await expectCounts(visitor, unnoticed, 5, 0);
  });

  await test.step('the period ends, and the rule is evaluated', async () => {
    moveClock(8);
    // An official who was away for hours signs in again.
    agency = await people.account('opd@contoh.id');
    await expectOutcome(visitor, wanted, 'Tanggapan positif');
    await expectFigures(visitor, [['40', 'Ya'], ['85%', 'Ya'], ['75%', 'Ya']]);
    await expect(visitor.getByText('Tindak lanjut ditunggu.')).toBeVisible();
    await audit(visitor);
    await expectOutcome(visitor, unwanted, 'Tanggapan belum positif');
    await expectFigures(visitor, [['40', 'Ya'], ['37,5%', 'Tidak'], ['75%', 'Ya']]);
    await expectOutcome(visitor, unnoticed, 'Tanggapan belum memadai');
    await expectFigures(visitor, [['5', 'Tidak'], ['100%', 'Ya'], ['100%', 'Ya']]);
    await expect(visitor.getByRole('button', { name: 'Saya mendukung', exact: true })).toHaveCount(0);
  });

  await test.step('the agency follows up', async () => {
    const words = 'Lampu di depan surau ditambahkan. Pekerjaan dimulai setelah masuk RKPD.';
    await followUp(agency, wanted, 'Diperbaiki, lalu dilanjutkan', words);
    await visitor.goto(wanted);
    await expect(visitor.locator('.official-answer', { hasText: words })).toBeVisible();
    await expect(visitor.locator('.page-head')).toContainText('Sudah ditindaklanjuti');
    await expect(visitor.getByText('Tindak lanjut ditunggu.')).toHaveCount(0);
  });

  await test.step('what nobody answered gets a second chance, once', async () => {
    await agency.page.goto(unnoticed);
    await agency.hands.press(agency.page.getByRole('button', { name: 'Perpanjang masa tanggapan satu kali' }));
    await expect(agency.page.locator('.page-head')).toContainText('Menerima tanggapan');
    await expect(agency.page.getByRole('button', { name: 'Perpanjang masa tanggapan satu kali' })).toHaveCount(0);
  });

  await test.step('objections left without an answer are overdue for everybody, until they are answered', async () => {
    moveClock(25);
    agency = await people.account('opd@contoh.id');
    await visitor.goto(unwanted);
    await expect(visitor.getByText(/^Terlambat \d+ hari$/)).toBeVisible();
    await visitor.goto('/rencana');
    await expect(visitor.getByRole('listitem').filter({ hasText: UNWANTED.title })).toContainText('Tindak lanjut terlambat');
    await followUp(agency, unwanted, 'Dihentikan', 'Pangkalan perahu tetap di tempatnya.');
    await visitor.goto(unwanted);
    await expect(visitor.getByText(/^Terlambat \d+ hari$/)).toHaveCount(0);
    await expect(visitor.locator('.official-answer').first()).toContainText('Pangkalan perahu tetap di tempatnya.');
  });
});

async function expectCounts(page: Page, plan: string, supporting: number, opposing: number) {
  await page.goto(plan);
  const panel = page.locator('.card--act');
  await expect(panel.locator('.stance__for b').first()).toHaveText(`${supporting}`);
  await expect(panel.locator('.stance__con b').first()).toHaveText(`${opposing}`);
}

/** The server looks at its clock every few seconds. */
async function expectOutcome(page: Page, plan: string, outcome: string) {
  const results = page.locator('section', { has: page.getByRole('heading', { name: 'Hasil tanggapan' }) });
  await expect(async () => {
    await page.goto(plan);
    await expect(results).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 120_000 });
  await expect(results.locator('.tag').first()).toHaveText(outcome);
}

/** Figure and verdict of each condition: answers, support, local. */
async function expectFigures(page: Page, figures: [string, string][]) {
  const rows = page.getByRole('table', { name: 'Hasil tanggapan' }).locator('tbody tr');
  await expect(rows).toHaveCount(figures.length);
  for (const [index, [figure, verdict]] of figures.entries()) {
    await expect(rows.nth(index).locator('td').nth(0)).toHaveText(figure);
    await expect(rows.nth(index).locator('td').nth(2)).toHaveText(verdict);
  }
}
