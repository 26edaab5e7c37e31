// Opens in Chromium, with scripts on, what `walk.py` wrote down. What a page runs that is not ours calls one of the functions
// below, opens a dialog or asks another site. The policy that would stop it is switched off: what stood in the page as markup
// would run.
//
//     node browse.mjs ORIGIN FOLDER
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const [origin, folder] = process.argv.slice(2);
const { chromium } = createRequire(new URL('../end2end/package.json', import.meta.url))('@playwright/test');
const { pages, answers } = JSON.parse(readFileSync(`${folder}/browse.json`, 'utf8'));
const findings = new Set();

// Runs before anything of the page.
function watch() {
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'eval', 'open']) {
    window[name] = (...words) => console.error(`RAN ${name} ${words.join(' ')}`);
  }
  // An element that came in would be seen here even if what it runs is silent.
  addEventListener('DOMContentLoaded', () => {
    for (const element of document.querySelectorAll('*')) {
      for (const { name } of element.attributes) {
        if (name.startsWith('on')) console.error(`RAN an attribute ${element.localName} ${name}`);
      }
    }
  });
}

const executablePath = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
});
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

async function open(cookies, visit) {
  const context = await browser.newContext({ bypassCSP: true, serviceWorkers: 'block' });
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: origin })));
  await context.addInitScript(watch);
  const page = await context.newPage();
  let where = '';
  const found = (what) => {
    if (!findings.has(`${where}: ${what}`)) console.log(`  FOUND ${where}: ${what}`);
    findings.add(`${where}: ${what}`);
  };
  page.on('dialog', async (dialog) => {
    found(`a dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('console', (line) => line.text().startsWith('RAN ') && found(line.text()));
  page.on('popup', (popup) => found(`a window ${popup.url()}`));
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && `${protocol}//${host}` !== origin) found(`asks ${request.url().slice(0, 80)}`);
  });
  await visit(page, (address) => (where = address));
  await context.close();
}

const byCookies = Map.groupBy?.(pages, (page) => JSON.stringify(page.cookies)) ?? group(pages);
function group(list) {
  const groups = new Map();
  for (const page of list) {
    const key = JSON.stringify(page.cookies);
    groups.set(key, [...(groups.get(key) ?? []), page]);
  }
  return groups;
}

let opened = 0;
for (const [cookies, list] of byCookies) {
  await open(JSON.parse(cookies), async (page, at) => {
    for (const { address } of list) {
      at(address);
      await page.goto(origin + address, { waitUntil: 'load' });
      opened += 1;
    }
  });
}
// What a refused form was answered is shown at the form's address.
await open({}, async (page, at) => {
  for (const { address, body } of answers) {
    at(`answer of ${address}`);
    const whole = origin + address;
    await page.route(whole, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }), { times: 1 });
    await page.goto(whole, { waitUntil: 'load' });
    opened += 1;
  }
});
await browser.close();
console.log(`  ${opened} pages opened in Chromium ${browser.version()}, ${findings.size} findings`);
process.exit(findings.size > 0 ? 1 : 0);
