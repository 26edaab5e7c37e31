// Draws the pictures of the demo city: the kinds of work of style/static/pkg/works.svg in a landscape, as JPEG files.
// Run it from `end2end`, where Playwright is: node ../demo/data/photos/draw.mjs
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const { chromium } = createRequire(`${process.cwd()}/package.json`)('@playwright/test');

const works = readFileSync(new URL('../../../style/static/pkg/works.svg', import.meta.url), 'utf8');
const NAMES = ['road', 'drain', 'bridge', 'lamp', 'water', 'school', 'clinic', 'park', 'flood', 'waste'];
const colours = `--draw-sky:#dfeae6;--draw-ground:#a9c8a0;--draw-deep:#3f8a5c;--draw-wall:#f3e3c3;--draw-roof:#c4703a;
  --draw-water:#7fa9bd;--draw-stone:#b9b4a8;--draw-dark:#4b4a45;--draw-glow:#f6d98a;--draw-light:#fffdf6`;
const clouds = (x, y, s) =>
  `<g transform="translate(${x} ${y}) scale(${s})" fill="#fffdf6" opacity=".85"><ellipse cx="6" cy="4" rx="6" ry="2.6"/><ellipse cx="11" cy="3" rx="5" ry="3.2"/><ellipse cx="16" cy="4.3" rx="5.5" ry="2.3"/></g>`;
const grass = Array.from({ length: 46 }, (_, i) => {
  const [x, y] = [(i * 37) % 96, 60 + ((i * 17) % 11)];
  return `<path d="M${x} ${y}q.4-1.8-.5-2.8M${x} ${y}q.2-1.6 1-2.3" fill="none" stroke="#6fa06c" stroke-width=".35"/>`;
}).join('');

const RAINY = ['drain', 'flood'];

function scene(name, turn) {
  const [above, below] = RAINY.includes(name) ? ['#9fb4bf', '#dfe3dd'] : name === 'lamp' ? ['#33506b', '#e0a77c'] : [turn % 2 ? '#b9d8e6' : '#c9dfe0', '#f7efdc'];
  return `<!doctype html><style>body{margin:0;${colours}}</style>${works.replace('<svg ', '<svg style="display:none" ')}
  <svg width="1200" height="900" viewBox="0 0 96 72" style="display:block">
    <defs>
      <linearGradient id="sky" x2="0" y2="1"><stop stop-color="${above}"/><stop offset=".75" stop-color="${below}"/></linearGradient>
      <linearGradient id="land" x2="0" y2="1"><stop stop-color="#b5d0a3"/><stop offset="1" stop-color="#86b284"/></linearGradient>
    </defs>
    <rect width="96" height="72" fill="url(#sky)"/>
    ${RAINY.includes(name) ? '' : `<circle cx="${14 + ((turn * 23) % 66)}" cy="12" r="5" fill="#f8df9c"/>`}
    ${clouds(8 + ((turn * 29) % 40), 9, 0.8)}${clouds(52 + ((turn * 13) % 24), 17, 0.6)}
    <path d="M0 50q16-12 34-6t30-5 32 7v12H0Z" fill="#b7cfc0"/><path d="M0 53q20-7 44-2t52-4v11H0Z" fill="#a3c4a6"/>
    <rect y="56" width="96" height="16" fill="url(#land)"/>
    <g opacity=".55"><use href="#w-kampung" x="${-(turn * 31) % 90}" y="0" width="192" height="72"/></g>
    <use href="#w-${name}" width="96" height="72"/>
    ${['school', 'clinic', 'park', 'waste', 'water', 'lamp'].includes(name) ? `<g opacity=".8">${grass}</g>` : ''}
  </svg>`;
}

const browser = await chromium.launch({ executablePath: process.env.CHROME ?? '/usr/bin/chromium-headless-shell' });
const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
for (const [turn, name] of NAMES.entries()) {
  await page.setContent(scene(name, turn));
  await page.screenshot({ path: new URL(`${name}.jpg`, import.meta.url).pathname, type: 'jpeg', quality: 68 });
}
await browser.close();
