// The same tests run twice: without JavaScript, as an old phone or a strict browser shows the pages, and with it.
// What only islands can do is in *.islands.spec.ts and needs JavaScript. What moves the server's clock runs by itself
// afterwards, as a project of its own. `cargo xtask e2e` starts the server.
import { defineConfig } from '@playwright/test';
import { browser } from './support/browser.ts';
import type { Tools } from './support/test.ts';

// AUDIT=off: the same pages are looked at in another run, on the other database. Then it is enough that each of them answers
// once, without JavaScript. The journeys are walked in every run, and where pages are looked at, by keyboard alone.
const everyPage = process.env.AUDIT === 'off' ? [/pages\.spec\.ts$/] : [];
const hands = process.env.AUDIT === 'off' ? 'mouse' : 'keyboard';
const needsScript = /\.islands\.spec\.ts$/;
const movesClock = /journey-plan\.spec\.ts$/;

export default defineConfig<Pick<Tools, 'hands'>>({
  testDir: 'tests',
  outputDir: `results/${process.env.RUN_NAME ?? 'run'}`,
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  reporter: 'list',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: { ...browser, screenshot: 'only-on-failure', actionTimeout: 30_000, navigationTimeout: 60_000 },
  projects: [
    { name: 'no-js', use: { javaScriptEnabled: false }, testIgnore: [needsScript, movesClock] },
    { name: 'js', use: { javaScriptEnabled: true, hands }, testIgnore: [movesClock, ...everyPage] },
    { name: 'no-js-later', use: { javaScriptEnabled: false }, testMatch: movesClock },
    { name: 'js-later', use: { javaScriptEnabled: true, hands }, testMatch: movesClock },
  ],
});
