// What must hold for every page, whoever looks at it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { pages } from '../pages.ts';
import { expect, type Tools } from '../support/test.ts';
import { visit } from '../support/visit.ts';
import { test } from '../support/window.ts';

for (const listed of pages) {
  test(`page ${listed.name}`, async ({ page, signIn, audit, problems, javaScriptEnabled }) => {
    const answer = await visit(page, listed, signIn);
    expect(answer.status()).toBe(listed.status ?? 200);
    if (!javaScriptEnabled) keep(listed.name, await answer.text());

    await expect(page.locator('h1')).toHaveCount(1);
    await expect(page).toHaveTitle(/\S/);
    await readWords(page);
    if (process.env.AUDIT !== 'off') await lookClosely(page, audit);

    const unexpected = problems.filter((problem) => !(listed.status && problem.includes(`${listed.status}`)));
    expect(unexpected).toEqual([]);
  });
}

/** The names of all texts; one that stands on a page itself is a text nobody wrote. */
const TEXTS = new Set(
  readdirSync('../app/locales').flatMap((file) =>
    [...readFileSync(`../app/locales/${file}`, 'utf8').matchAll(/^([a-z_]+(?:\.\w+)+):/gm)].map((found) => found[1]),
  ),
);

/** The page says something below its heading, and all of it in words. */
async function readWords(page: Page) {
  const heading = await page.locator('h1').innerText();
  const main = await page.locator('main').innerText();
  expect(main.length, `words beside “${heading}”`).toBeGreaterThan(heading.length + 20);
  const words = (await page.locator('body').innerText()).split(/\s+/);
  expect(words.filter((word) => TEXTS.has(word) || word.includes('%{'))).toEqual([]);
}

/** No barriers, wide or narrow, and nothing sideways on the narrowest phone. */
async function lookClosely(page: Page, audit: Tools['audit']) {
  await audit(page);
  await page.setViewportSize({ width: 320, height: 640 });
  const tooWide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(tooWide, 'pixels to scroll sideways at a width of 320').toBe(0);
  await audit(page);
}

/** Keeps what the server sent: `cargo xtask e2e` has all of it checked in one go. */
function keep(name: string, html: string) {
  const folder = `results/html/${process.env.RUN_NAME}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${name}.html`, html);
}

test('on a phone, what one can do stands on the first screen, and nothing is far', async ({ page }) => {
  test.skip(process.env.CITY === 'kabupaten', 'measured by what the demo city holds');
  await page.setViewportSize({ width: 360, height: 740 });
  const bottom = async (selector: string) => {
    const box = await page.locator(selector).first().boundingBox();
    return Math.round(box!.y + box!.height);
  };
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  const follow = async (list: string, prefix: string) => {
    await page.goto(list);
    await page.goto((await page.locator(`main h3 a[href^="${prefix}"]`).first().getAttribute('href'))!);
  };
  await page.goto('/');
  expect(await bottom('.hero .pick .btn'), 'the choice of a kelurahan').toBeLessThan(740);
  expect(await height(), 'the front page').toBeLessThan(3800);
  await follow('/usulan?status=submitted', '/usulan/0');
  expect(await bottom('#dukungan .btn'), 'the button to back a proposal').toBeLessThan(740);
  // What is read first stands first, also for those who do not see it.
  const order = await page.locator('.two-col--split > *').evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().top));
  expect([...order].sort((a, b) => a - b)).toEqual(order);
  await expect(page.locator('.chapters > details[open]')).toHaveCount(1);
  await follow('/rencana?status=published', '/rencana/0');
  expect(await bottom('.card--act .btn'), 'the way to answer a plan').toBeLessThan(740);
  for (const [path, most] of [['/wilayah/15.71.10.1003', 6000], ['/kalender', 5000]] as const) {
    await page.goto(path);
    expect(await height(), path).toBeLessThan(most);
  }
});
