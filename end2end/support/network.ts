// A network that is slow, as long as a test wants it to be.
import type { Page } from '@playwright/test';

/** Holds back what goes to an address until it is let go; what comes after that is not held. */
export async function holdBack(page: Page, address: string | RegExp): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((done) => (letGo = done));
  await page.route(address, async (route) => {
    await held;
    // Nobody may be waiting any more.
    await route.continue().catch(() => {});
  });
  return letGo;
}
