// `cargo xtask pictures`: not a test, but Playwright's runner is a handy way to open every page.
import { defineConfig } from '@playwright/test';
import { browser } from './support/browser.ts';

export default defineConfig({
  testDir: '.',
  testMatch: 'pictures.ts',
  outputDir: 'results/pictures',
  fullyParallel: true,
  workers: 2,
  reporter: 'line',
  timeout: 60_000,
  use: browser,
});
