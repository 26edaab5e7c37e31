// `cargo xtask bench people`: not a test of what pages do but of what they cost those who use them. One after the other,
// on the release build.
import { defineConfig } from '@playwright/test';
import { browser } from './support/browser.ts';

export default defineConfig({
  testDir: 'measure',
  testMatch: '*.measure.ts',
  outputDir: 'results/measure',
  workers: 1,
  reporter: 'list',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: { ...browser, actionTimeout: 60_000, navigationTimeout: 60_000 },
});
