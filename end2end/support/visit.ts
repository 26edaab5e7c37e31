// Opens a page of the list in pages.ts.
import type { Page, Response } from '@playwright/test';
import type { Listed } from '../pages.ts';
import { expect, type Tools } from './test.ts';

/** Goes to the page as the one who looks at it, and returns the server's answer. */
export async function visit(page: Page, listed: Listed, signIn: Tools['signIn']): Promise<Response> {
  if (listed.as) await signIn(page, listed.as);
  let answer = await page.goto(listed.path);
  if (listed.follow) {
    const address = await page.locator(listed.follow).first().getAttribute('href');
    expect(address, `${listed.path} has a link ${listed.follow}`).toBeTruthy();
    answer = await page.goto(address!);
  }
  return answer!;
}
