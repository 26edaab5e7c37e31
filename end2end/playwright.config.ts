// The same tests run twice: without JavaScript, as an old phone or a strict browser shows the pages, and with it.
// What only islands can do is in *.islands.spec.ts and needs JavaScript. `cargo xtask e2e` starts the server.
import { defineConfig } from '@playwright/test';
import { browser } from './support/browser.ts';

export default defineConfig({
  testDir: 'tests',
  outputDir: `results/${process.env.RUN_NAME ?? 'run'}`,
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  reporter: 'list',
  timeout: 30_000,
  use: { ...browser, screenshot: 'only-on-failure' },
  projects: [
    { name: 'no-js', use: { javaScriptEnabled: false }, testIgnore: /\.islands\.spec\.ts$/ },
    { name: 'js', use: { javaScriptEnabled: true } },
  ],
});
