// Takes a file away as a planner does, and reads it with openpyxl.
import { execFileSync } from 'node:child_process';
import type { Locator } from '@playwright/test';
import type { Hands } from './hands.ts';

/** Debian's Python, for which `cargo xtask setup` installs openpyxl. */
const PYTHON = '/usr/bin/python3';

export type Row = Record<string, string | number | null>;

/** Follows a link to an XLSX file and returns the rows of its first sheet, by the words of their headings. */
export async function download(hands: Hands, link: Locator): Promise<Row[]> {
  const started = link.page().waitForEvent('download');
  await hands.operate(link);
  const file = await (await started).path();
  return JSON.parse(execFileSync(PYTHON, ['support/xlsx.py', file], { encoding: 'utf8' }));
}

/** `Rp1.250.000` as the number that a cell holds. */
export function rupiah(words: string): number {
  return Number(words.replace('Rp', '').replaceAll('.', ''));
}
