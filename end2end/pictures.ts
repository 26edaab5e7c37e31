// Takes every page of pages.ts: narrow and wide, light and dark, whole length; printed pages also as PDF.
import { spawnSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { pages } from './pages.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

const folder = process.env.RUN_NAME ?? 'results/pictures';
const widths = [360, 1280];
const schemes = ['light', 'dark'] as const;

for (const listed of pages) {
  test(listed.name, async ({ page, signIn }) => {
    await visit(page, listed, signIn);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.screenshot({ path: `${folder}/${listed.name}.${width}.${colorScheme}.png`, fullPage: true });
      }
    }
    if (listed.printed) await onPaper(page, listed.name);
  });
}

/** The PDF, and its leaves as pictures. */
async function onPaper(page: Page, name: string) {
  const pdf = `${folder}/${name}.pdf`;
  await page.emulateMedia({ colorScheme: 'light', media: 'print' });
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  const { status, stderr } = spawnSync('pdftoppm', ['-r', '70', '-png', pdf, `${folder}/${name}.print`], { encoding: 'utf8' });
  expect(status, `pdftoppm: ${stderr}`).toBe(0);
}
