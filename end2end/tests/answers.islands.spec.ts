// Backing a proposal, answering a plan and liking a comment without leaving the page: at once, once, taken back where
// it did not arrive, and alike in two windows.
import type { Locator, Page } from '@playwright/test';
import { openWith } from '../support/finding.ts';
import { holdBack } from '../support/network.ts';
import { expect, test } from '../support/test.ts';

/** The islands of the page are awake. */
async function awake(page: Page) {
  await expect(page.locator('html[data-alive]')).toBeAttached();
}

/** The first page of these on which the button stands, awake. */
async function openAwake(page: Page, list: string, button: (page: Page) => Locator): Promise<string> {
  const path = await openWith(page, list, button(page));
  await awake(page);
  return path;
}

const backs = (page: Page) => page.getByRole('button', { name: 'Dukung usulan ini' });
const leaves = (page: Page) => page.getByRole('button', { name: 'Batalkan dukungan' });
const backing = async (page: Page) => Number((await page.locator('#dukungan .stat b').innerText()).replaceAll('.', ''));
const OPEN = '/usulan?status=submitted&urut=terbaru';

test('a proposal is backed at once, without leaving the page, and once', async ({ page, audit, signIn, problems }) => {
  await signIn(page, 'tetangga@contoh.id');
  const path = await openAwake(page, OPEN, backs);
  const before = await backing(page);
  const letGo = await holdBack(page, '**/api/dukungan');
  await page.evaluate(() => scrollTo(0, 200));
  await backs(page).focus();
  await backs(page).dblclick();
  // Before the server has said anything.
  await expect(leaves(page)).toBeVisible();
  expect(await backing(page)).toBe(before + 1);
  await expect(leaves(page)).toBeFocused();
  letGo();
  await expect(leaves(page)).toHaveAttribute('aria-busy', 'false');
  expect(await backing(page)).toBe(before + 1);
  await audit(page);
  expect(new URL(page.url()).pathname).toBe(path);
  await page.reload();
  expect(await backing(page)).toBe(before + 1);
  await awake(page);
  await leaves(page).focus();
  await page.keyboard.press('Enter');
  await expect(backs(page)).toBeVisible();
  await expect(backs(page)).toHaveAttribute('aria-busy', 'false');
  await page.reload();
  expect(await backing(page)).toBe(before);
  expect(problems).toEqual([]);
});

test('what does not arrive is taken back, and said', async ({ page, audit, signIn }) => {
  await signIn(page, 'tetangga@contoh.id');
  await openAwake(page, OPEN, backs);
  const before = await backing(page);
  await page.context().setOffline(true);
  await backs(page).click();
  await expect(page.getByText('Belum ada jawaban: sambungan terputus.')).toBeVisible();
  expect(await backing(page)).toBe(before);
  await expect(backs(page)).toBeVisible();
  await page.context().setOffline(false);
  await audit(page);
  await backs(page).click();
  await expect(leaves(page)).toBeVisible();
  await expect(page.getByText('Belum ada jawaban: sambungan terputus.')).toBeHidden();
  // While one act waits for its answer, another click is passed over.
  await expect(leaves(page)).toHaveAttribute('aria-busy', 'false');
  await leaves(page).click();
  await expect(backs(page)).toHaveAttribute('aria-busy', 'false');
});

test('in two windows both say what holds, and who has left is led to the door', async ({ page, signIn }) => {
  await signIn(page, 'tetangga@contoh.id');
  const path = await openAwake(page, OPEN, backs);
  const before = await backing(page);
  const other = await page.context().newPage();
  await other.goto(path);
  await awake(other);
  await backs(other).click();
  await expect(leaves(other)).toHaveAttribute('aria-busy', 'false');
  // The page is alive: it says so by itself.
  await expect(leaves(page)).toHaveAttribute('aria-busy', 'false');
  expect(await backing(page)).toBe(before + 1);
  await leaves(page).click();
  await expect(backs(page)).toHaveAttribute('aria-busy', 'false');
  await other.goto('/akun');
  await other.getByRole('button', { name: 'Keluar', exact: true }).click();
  await expect(other).not.toHaveURL(/akun/);
  await backs(page).click();
  await expect(page.getByRole('heading', { name: 'Masuk' })).toBeVisible();
  // What waits at the door is what was wanted.
  expect(new URL(page.url()).pathname).toBe(`${path}/dukung`);
});

test('an answer to a plan moves the bar, and can be changed', async ({ page, audit, signIn }) => {
  await signIn(page, 'tetangga@contoh.id');
  const oppose = (page: Page) => page.getByRole('button', { name: 'Saya tidak mendukung', exact: true });
  const support = page.getByRole('button', { name: 'Saya mendukung', exact: true });
  await openAwake(page, '/rencana?status=published', oppose);
  const [pro, con] = [page.locator('.stance__for b').first(), page.locator('.stance__con b').first()];
  await support.click();
  await expect(page.getByText('Anda memilih “mendukung”')).toBeVisible();
  await expect(support).toHaveAttribute('aria-busy', 'false');
  const [before, against] = [Number(await pro.innerText()), Number(await con.innerText())];
  const letGo = await holdBack(page, '**/api/tanggapan');
  await oppose(page).click();
  await expect(oppose(page)).toHaveAttribute('aria-pressed', 'true');
  await expect(pro).toHaveText(`${before - 1}`);
  await expect(con).toHaveText(`${against + 1}`);
  await expect(page.getByText('Anda memilih “tidak mendukung”')).toBeVisible();
  letGo();
  await expect(oppose(page)).toHaveAttribute('aria-busy', 'false');
  await audit(page);
  await page.reload();
  await expect(con).toHaveText(`${against + 1}`);
});

test('what was tapped arrives, also when the page is left in the same moment', async ({ page, signIn }) => {
  await signIn(page, 'tetangga@contoh.id');
  const path = await openAwake(page, OPEN, backs);
  const before = await backing(page);
  await backs(page).click();
  await page.goto('/istilah');
  await expect(async () => {
    await page.goto(path);
    expect(await backing(page)).toBe(before + 1);
  }).toPass();
  await awake(page);
  await leaves(page).click();
  await expect(backs(page)).toHaveAttribute('aria-busy', 'false');
});
