// Hostile text is typed into every form of the pages and read again on all of them, with scripts on: nothing runs,
// nothing asks another site, nobody is led away, and no element is there that is not ours. What a page is made of
// without scripts is read by the tests of the server, in more states than there are here.
import type { Page } from '@playwright/test';
import { type Listed, pages } from '../pages.ts';
import { expect, test as base } from '../support/test.ts';
import { visit } from '../support/visit.ts';
import { test } from '../support/window.ts';

/** What runs sets `window.xzq7vk9w`; what breaks out makes an element, an attribute or a request of that name. */
const TEXTS = [
  `xzq7vk9w"'></textarea></form><xzq7vk9w xzq7vk9w=1>`,
  '<img src=/xzq7vk9w onerror="window.xzq7vk9w=1">',
  '</title></select></style></noscript><script>window.xzq7vk9w=1</script>',
  `' autofocus onfocus='window.xzq7vk9w=1' x='`,
  '<svg/onload=window.xzq7vk9w=1><animate onbegin=window.xzq7vk9w=1>',
  'xzq7vk9w<leptos-island data-component=xzq7vk9w></leptos-island><!--xzq7vk9w--><!>',
  '<a href="javascript:window.xzq7vk9w=1">xzq7vk9w</a><base href=//xzq7vk9w.id>',
  '<iframe srcdoc="<script>parent.xzq7vk9w=1</script>"></iframe>',
  '<details open ontoggle=window.xzq7vk9w=1>xzq7vk9w {{window.xzq7vk9w=1}} ${window.xzq7vk9w=1}',
  '<meta http-equiv=refresh content="0;url=//xzq7vk9w.id"><link rel=stylesheet href=//xzq7vk9w.id>',
  'javascript:window.xzq7vk9w=1//xzq7vk9w',
  'xzq7vk9w \u202e7qzx\u202c \u200b\ufeff &lt;script&gt;window.xzq7vk9w=1&lt;/script&gt;',
];

/** Forms that would end the walk: they sign out, close, or throw away what others look at. */
const ENDS = /\/(keluar|akhiri|hapus|buang|tarik|tutup|lepas|bahasa|dua-langkah)\b/;
/** Forms without a field that make public what was typed before. */
const PUBLISHES = /\/(kirim|terbitkan)$/;

type Opened = { listed: Listed; url: string; hasForm: boolean };

base.skip(({ javaScriptEnabled }) => !javaScriptEnabled, 'it is about scripts');

test('hostile text in every form runs nothing and leads nowhere', async ({ page, signIn, baseURL }) => {
  test.setTimeout(600_000);
  const happened = await watch(page, baseURL!);
  const opened: Opened[] = [];
  const forms = new Set<string>();

  await test.step('every page is opened', async () => {
    for (const listed of pages) {
      await page.context().clearCookies();
      await visit(page, listed, signIn);
      const hasForm = (await page.locator('main form[method=post]').count()) > 0;
      opened.push({ listed, url: page.url(), hasForm });
    }
  });

  await test.step('it is typed into every form', async () => {
    for (const { listed, url } of opened.filter(({ hasForm }) => hasForm)) {
      await lookAs(page, listed, url, signIn);
      for (const form of await fillIn(page)) forms.add(form);
    }
  });

  await test.step('what was typed is published', async () => {
    for (const { listed, url } of opened.filter(({ listed }) => ['draft-kirim', 'plan-preview'].includes(listed.name))) {
      await lookAs(page, listed, url, signIn);
      for (const form of await fillIn(page, true)) forms.add(form);
    }
  });

  const shown = new Set<string>();
  await test.step('every page is read again', async () => {
    for (const { listed, url } of opened) {
      const answer = await lookAs(page, listed, url, signIn);
      const { foreign, holds } = await look(page);
      expect(foreign, `${listed.name} ${url}`).toEqual([]);
      // A link may lead to a field of its page, which is no business of the server.
      expect(page.url().split('#')[0], `${listed.name} stays where the server led`).toBe(answer.url());
      if (holds) shown.add(listed.name);
    }
  });

  expect(happened).toEqual([]);
  expect([...forms].length, `forms that were sent: ${[...forms].join(' ')}`).toBeGreaterThan(40);
  expect([...shown].length, `pages with hostile text: ${[...shown].join(' ')}`).toBeGreaterThan(40);
});

test('hostile text that breaks out is seen', async ({ page: shared, baseURL }) => {
  const page = await shared.context().newPage();
  const happened = await watch(page, baseURL!);
  await page.goto('/');
  await page.evaluate((texts) => {
    for (const text of texts) document.querySelector('main')!.insertAdjacentHTML('beforeend', text);
  }, TEXTS.filter((text) => !text.includes('refresh')));
  const { foreign } = await look(page);
  for (const seen of ['<xzq7vk9w>', '<iframe>', '<base>', '<img onerror>', '<a href=javascript:window.xzq7vk9w=1>']) expect(foreign).toContain(seen);
  await expect(() => {
    for (const seen of ['a request', 'refused by the policy: script-src']) expect(happened.join()).toContain(seen);
  }).toPass();
  await page.evaluate(() => Reflect.set(window, 'xzq7vk9w', 1));
  expect(happened.join()).toContain('a script ran');
  await page.close();
});

async function lookAs(page: Page, listed: Listed, url: string, signIn: Parameters<typeof visit>[2]) {
  await page.context().clearCookies();
  return visit(page, { ...listed, path: url, follow: undefined }, signIn);
}

/** Everything that hostile text could make happen, as it happens. */
async function watch(page: Page, home: string) {
  const happened: string[] = [];
  page.on('dialog', async (dialog) => {
    happened.push(`a dialog on ${page.url()}: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('popup', (popup) => happened.push(`a window ${popup.url()}`));
  page.on('pageerror', (error) => happened.push(`a script error on ${page.url()}: ${error.message}`));
  page.on('request', (request) => {
    const { origin, pathname, protocol } = new URL(request.url());
    if (protocol !== 'data:' && (origin !== new URL(home).origin || pathname.includes('xzq7vk9w'))) happened.push(`a request ${request.url()} on ${page.url()}`);
  });
  await page.exposeFunction('tellTheTest', (what: string) => happened.push(`${what} on ${page.url()}`));
  await page.addInitScript(() => {
    const tell = (what: string) => (window as unknown as { tellTheTest: (what: string) => void }).tellTheTest(what);
    Object.defineProperty(window, 'xzq7vk9w', { set: () => tell('a script ran') });
    addEventListener('securitypolicyviolation', (event) => tell(`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  return happened;
}

/** Sends every form of the page with hostile text in each of its fields, and returns where to. */
function fillIn(page: Page, publishes = false): Promise<string[]> {
  const wanted = { texts: TEXTS, ends: ENDS.source, publishes: publishes ? PUBLISHES.source : '' };
  return page.evaluate(async ({ texts, ends, publishes }) => {
    const sent: string[] = [];
    let turn = location.pathname.length;
    for (const form of document.querySelectorAll<HTMLFormElement>('form[method=post]')) {
      const action = form.getAttribute('action') ?? location.pathname;
      if (new RegExp(ends).test(action) || (publishes && !new RegExp(publishes).test(action))) continue;
      const fields = new FormData(form);
      for (const field of form.querySelectorAll<HTMLInputElement>('input[name], textarea[name], select[name]')) {
        if (field.matches('textarea, [type=text]:not([inputmode=numeric], [inputmode=decimal]), [type=search], input:not([type], [inputmode])')) {
          fields.set(field.name, texts[turn++ % texts.length]);
        } else if (field.type === 'radio' && !fields.has(field.name)) fields.set(field.name, field.value);
        else if (field.type === 'date' && !field.value) fields.set(field.name, '2027-03-01');
        else if (field.inputMode && !field.value) fields.set(field.name, '12');
        else if (field.matches('select') && !field.value) {
          fields.set(field.name, field.querySelector<HTMLOptionElement>('option:not([value=""])')?.value ?? '');
        }
      }
      const isUpload = form.enctype === 'multipart/form-data';
      const body = isUpload ? fields : new URLSearchParams([...fields].map(([name, value]) => [name, String(value)]));
      await fetch(action, { method: 'POST', body, redirect: 'manual' });
      sent.push(action.split('?')[0].replace(/[0-9a-f-]{36}/g, '{}'));
    }
    return sent;
  }, wanted);
}

/** What stands on the page that is not ours, now that its islands are awake, and whether anything typed does. */
function look(page: Page): Promise<{ foreign: string[]; holds: boolean }> {
  return page.evaluate(() => {
    const foreign: string[] = [];
    for (const element of document.querySelectorAll('*')) {
      const name = element.tagName.toLowerCase();
      if (/^(xzq7vk9w|base|iframe|object|embed|animate)$/.test(name)) foreign.push(`<${name}>`);
      for (const { name: attribute, value } of element.attributes) {
        if (/^on|xzq7vk9w/.test(attribute)) foreign.push(`<${name} ${attribute}>`);
        if (/^(href|src|action|formaction)$/.test(attribute) && /^\s*(javascript:|(https?:)?\/\/xzq7vk9w)/i.test(value)) foreign.push(`<${name} ${attribute}=${value}>`);
      }
    }
    const typed = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map((field) => field.value);
    return { foreign, holds: document.body.textContent!.includes('xzq7vk9w') || typed.some((value) => value.includes('xzq7vk9w')) };
  });
}
