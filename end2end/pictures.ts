// Takes every page of pages.ts: narrow and wide, light and dark, whole length; printed pages also as PDF.
import { spawnSync } from 'node:child_process';
import { pages } from './pages.ts';
import { test } from './support/test.ts';
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
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: `${folder}/${listed.name}.${width}.${colorScheme}.png`, fullPage: true });
      }
    }
    if (listed.printed) await onPaper(page, listed.name);
  });
}

/** The PDF; its leaves as pictures where pdftoppm (poppler-utils) is there, else the page in its print styles. */
async function onPaper(page, name: string) {
  const pdf = `${folder}/${name}.pdf`;
  await page.emulateMedia({ colorScheme: 'light', media: 'print' });
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  const { status } = spawnSync('pdftoppm', ['-r', '70', '-png', pdf, `${folder}/${name}.print`]);
  if (status !== 0) await page.screenshot({ path: `${folder}/${name}.print.png`, fullPage: true });
}
