// Opens a page of the list in pages.ts.
import type { Cookie, Page, Response } from '@playwright/test';
import type { Listed } from '../pages.ts';
import { expect, type Tools } from './test.ts';

/** By account, so that this worker signs in once for all the pages somebody looks at. */
const sessions = new Map<string, Cookie[]>();

async function signInOnce(page: Page, login: string, signIn: Tools['signIn']) {
  const known = sessions.get(login);
  if (known) return page.context().addCookies(known);
  await signIn(page, login);
  sessions.set(login, await page.context().cookies());
}

async function addressOf(page: Page, link: string): Promise<string> {
  const found = page.locator(link).first();
  await expect(found, `a link ${link} on ${page.url()}`).toBeAttached();
  return (await found.getAttribute('href'))!;
}

/** What an address asks for stands in the page's own filter; a value that the page does not know would narrow nothing. */
async function expectFilters(page: Page, path: string) {
  for (const [name, value] of new URL(path, page.url()).searchParams) {
    const field = page.locator(`main form:not([method="post"]) [name="${name}"]`);
    if ((await field.count()) > 0 && (await field.first().getAttribute('aria-invalid')) !== 'true') await expect(field.first(), `${name} on ${path}`).toHaveValue(value);
  }
}

/** Goes to the page as the one who looks at it, and returns the server's answer. */
export async function visit(page: Page, listed: Listed, signIn: Tools['signIn']): Promise<Response> {
  if (listed.as) await signInOnce(page, listed.as, signIn);
  let answer = await page.goto(listed.path);
  await expectFilters(page, listed.path);
  for (const link of [listed.follow ?? []].flat()) {
    answer = await page.goto(link.startsWith('.') ? new URL(link, page.url()).href : await addressOf(page, link));
  }
  return answer!;
}
