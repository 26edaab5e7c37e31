// Judges pages with Lighthouse as a phone meets them, five times each, and says the medians: the four marks, of a
// hundred, and the largest contentful paint. What is less than promised ends with an error.
import lighthouse from 'lighthouse';
import { launch } from 'chrome-launcher';
import { appendFileSync, existsSync } from 'node:fs';

const { BASE_URL: base, MEASURED: file, CONTACT: contact, PASSWORD: password } = process.env;
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const TIMES = 5;
const LEAST_MARK = 98;
const LONGEST_PAINT = 1500;
const chromePath = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);

function say(line) {
  console.log(line);
  if (file) appendFileSync(file, `${line}\n`);
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

/** The address of the first detail that a list leads to. */
async function first(list, start) {
  const html = await (await fetch(base + list)).text();
  const found = html.match(new RegExp(`href="(${start}[^"?#]+)"`));
  if (!found) throw new Error(`${list} leads to no detail`);
  return found[1];
}

/** What a resident's browser sends along once it is signed in. */
async function session() {
  const answer = await fetch(`${base}/masuk`, { method: 'POST', body: new URLSearchParams({ contact, password }), redirect: 'manual' });
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  if (answer.status !== 303 || cookies.length === 0) throw new Error(`${contact} cannot sign in: ${answer.status}`);
  return { Cookie: cookies.join('; ') };
}

const pages = [
  ['home', '/'],
  ['list', '/usulan'],
  ['plan', await first('/rencana', '/rencana/0')],
  ['proposal', await first('/usulan', '/usulan/0')],
  ['form', '/usulan/baru', await session()],
];
let isLess = false;
say('| page | performance | accessibility | best practices | SEO | largest paint |\n|---|---|---|---|---|---|');
for (const [name, path, extraHeaders] of pages) {
  const runs = [];
  for (let time = 0; time < TIMES; time++) {
    const chrome = await launch({ chromePath, chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu'], logLevel: 'silent' });
    const { lhr } = await lighthouse(base + path, { port: chrome.port, onlyCategories: CATEGORIES, extraHeaders, logLevel: 'error' });
    await chrome.kill();
    if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
    runs.push(lhr);
  }
  const marks = CATEGORIES.map((category) => Math.round(100 * median(runs.map((run) => run.categories[category].score))));
  const paint = median(runs.map((run) => run.audits['largest-contentful-paint'].numericValue));
  const missed = Object.values(runs[0].audits).filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== 'informative');
  say(`| ${name} | ${marks.join(' | ')} | ${(paint / 1000).toFixed(2)} s |`);
  for (const { id, title, displayValue } of missed) console.log(`    ${id}: ${title} ${displayValue ?? ''}`);
  isLess ||= marks.some((mark) => mark < LEAST_MARK) || paint > LONGEST_PAINT;
}
if (isLess) {
  console.error(`less than ${LEAST_MARK}, or a paint after ${LONGEST_PAINT} ms`);
  process.exit(1);
}
