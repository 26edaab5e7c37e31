// What nobody may read in the server's log: all that people typed in this run, what they looked for, and the tokens
// their browsers were given. `cargo xtask e2e` looks for each line of SECRETS_FILE in the log when the run is over.
import { appendFileSync } from 'node:fs';
import type { BrowserContext, Request, Response } from '@playwright/test';

const file = process.env.SECRETS_FILE;
const known = new Set<string>();

/** Fields that hold a word somebody typed, however short; of the others, what has a blank or is an address was typed. */
const TYPED = new Set(['name', 'contact', 'password', 'old_password', 'new_password', 'code', 'half_token', 'cari']);

/** Each line of it. */
export function keepSecret(...texts: string[]) {
  for (const line of texts.flatMap((text) => text.split('\n')).map((line) => line.trim())) {
    if (!file || !line || known.has(line)) continue;
    known.add(line);
    appendFileSync(file, `${line}\n`);
  }
}

/** What a form or the address of a search says. */
export function keepFields(fields: Iterable<[string, string]>) {
  for (const [name, value] of fields) if (TYPED.has(name) || /[\s@]/.test(value)) keepSecret(value);
}

/** Everything that leaves this browser, and every token that it is given. */
export function listen(context: BrowserContext) {
  context.on('request', (request: Request) => {
    keepFields(new URL(request.url()).searchParams);
    const isForm = request.headers()['content-type']?.startsWith('application/x-www-form-urlencoded');
    if (isForm) keepFields(new URLSearchParams(request.postData() ?? ''));
  });
  context.on('response', async (response: Response) => {
    if (response.status() < 300 || response.status() >= 400) return;
    // A browser that is closed meanwhile says no more.
    keepTokens((await response.headerValue('set-cookie').catch(() => null)) ?? '');
  });
}

/** The values of cookies that were set; those are random, and long. */
export function keepTokens(setCookie: string) {
  for (const [, token] of setCookie.matchAll(/^[\w-]+=([0-9a-f]{64})/gm)) keepSecret(token);
}
