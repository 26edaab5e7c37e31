// The same tests run twice: without JavaScript, as an old phone or a strict browser shows the pages, and with it.
// What only islands can do is in *.islands.spec.ts and needs JavaScript. `cargo xtask e2e` runs each PART with a
// server of its own, so that a test that moves the clock disturbs nobody.
import { defineConfig } from '@playwright/test';
import { browser } from './support/browser.ts';
import type { Tools } from './support/test.ts';

// AUDIT=off: the same pages are looked at in another run, on the other database. The journeys are walked in every run,
// and where pages are looked at, by keyboard alone.
const hands = process.env.AUDIT === 'off' ? 'mouse' : 'keyboard';
const needsScript = /\.islands\.spec\.ts$/;
// PART: the beginning of a file's name; what only islands can do goes with the pages of the city.
const part = process.env.PART === 'pages' && process.env.CITY !== 'kabupaten' ? '(pages|islands)' : process.env.PART;

export default defineConfig<Pick<Tools, 'hands'>>({
  testDir: 'tests',
  testMatch: new RegExp(`${part ?? ''}\\.spec\\.ts$`),
  outputDir: `results/${process.env.RUN_NAME ?? 'run'}`,
  fullyParallel: true,
  workers: 1,
  forbidOnly: !!process.env.CI,
  reporter: 'list',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: { ...browser, screenshot: 'only-on-failure', actionTimeout: 30_000, navigationTimeout: 60_000 },
  projects: [
    { name: 'no-js', use: { javaScriptEnabled: false }, testIgnore: needsScript },
    { name: 'js', use: { javaScriptEnabled: true, hands } },
  ],
});
