// Pages of the demo city that have what somebody is looking for.
import type { Locator, Page } from '@playwright/test';

/** Opens what a list leads to, one after the other, until the button stands there; returns its address. */
export async function openWith(page: Page, list: string, button: Locator): Promise<string> {
  await page.goto(list);
  const links = page.getByRole('main').locator('h2 a, h3 a');
  const paths = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href')!));
  return openFirst(page, paths, button, list);
}

/** Opens a part of the meetings that an office holds now, until one has what is looked for; returns its address. */
export async function openPart(page: Page, part: string, has: string): Promise<string> {
  await page.goto('/kotak-kerja');
  const desks = await page.locator('.inbox h3 a[href$="/kerja"]').evaluateAll((found) => found.map((link) => link.getAttribute('href')!));
  return openFirst(page, desks.map((desk) => desk.replace(/kerja$/, part)), page.locator(has), '/kotak-kerja');
}

async function openFirst(page: Page, paths: string[], wanted: Locator, list: string): Promise<string> {
  for (const path of paths) {
    await page.goto(path);
    if (await wanted.count()) return path;
  }
  throw new Error(`nothing on ${list} has ${wanted}`);
}
