// The service worker: what pages are drawn with is kept, public pages that were read lately can be read without a
// network, and what was filled in meanwhile waits in this device and is sent once. Pages of people are never kept; what
// waits belongs to the account that wrote it. The other half is luring.js, which every page loads.
const FILES = `berkas-${new URL(location.href).searchParams.get("v")}`;
const PAGES = "halaman";
const OFFLINE = "/luring";
/** What everybody may read, by path. What is kept of it is what somebody sees who is not signed in. */
const PUBLIC =
  /^\/((usulan|rencana|musrenbang)(\/[0-9a-f-]{36})?|wilayah(\/[\w.-]+)?|kalender|cara-kerja|istilah|privasi|aksesibilitas)?$/;
/** Forms that wait for a network. Those of the door, of accounts and rights are answered at once or not at all. */
const FORMS = /^\/(usulan|rencana|musrenbang|komentar)\//;
/** What is typed into islands waits, too; taps are taken back by the islands themselves. */
const TYPED = /^\/api\/(komentar|jawaban)$/;
/** As in `forms/fields.rs`. */
const SECRET = /password|secret|token|totp|otp|recovery|^(code|kode|sandi)$/;
const KEY = "sekali";
/** In `tetap`: how much was sent, of whose, that nobody has read of yet. */
const SENT = "terkirim";
const LANGUAGES = ["id", "en"];
const MOST_PAGES = 20;
const YOUNG = 60 * 60 * 1000;
const MOST_WAITING = 50;
const TOO_MUCH = 40 * 1024 * 1024;
const PATIENCE = 60 * 1000;
/** Of the slowest network, in bytes a millisecond. */
const SLOWEST = 4;
/** Within two days the server knows a key again (`tidy_up.rs`). Later nobody sends but by the writer's own hand. */
const KNOWN_AGAIN = 36 * 60 * 60 * 1000;
/** Nobody is signed in; somebody else is. */
const NOT_THE_WRITER = [401, 412];
const LATER = [408, 425, 429, 502, 503, 504];
/** What only its writer can send: it was refused, or may have arrived long ago. */
const BY_HAND = ["ditolak", "lama"];

// What is kept beside the caches: `antrean` has what waits, `tetap` who reads and in which words.
function database() {
  return new Promise((done, failed) => {
    const opening = indexedDB.open("luring", 1);
    opening.onupgradeneeded = () => {
      const waiting = opening.result.createObjectStore("antrean", { keyPath: "nomor", autoIncrement: true });
      waiting.createIndex("kunci", "kunci", { unique: true });
      opening.result.createObjectStore("tetap");
    };
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => failed(opening.error);
  });
}

async function within(store, mode, act) {
  const base = await database();
  try {
    return await new Promise((done, failed) => {
      const work = base.transaction(store, mode);
      const asked = act(work.objectStore(store));
      work.oncomplete = () => done(asked?.result);
      work.onerror = work.onabort = () => failed(work.error);
    });
  } finally {
    base.close();
  }
}

const known = (name) => within("tetap", "readonly", (store) => store.get(name));
const note = (name, value) => within("tetap", "readwrite", (store) => store.put(value, name));
const all = () => within("antrean", "readonly", (store) => store.getAll());
const one = (nomor) => within("antrean", "readonly", (store) => store.get(nomor));
const ofAccount = async (akun) => (await all()).filter((entry) => entry.akun === akun);
const remove = (nomor) => within("antrean", "readwrite", (store) => store.delete(nomor));
const withKey = (kunci) => within("antrean", "readonly", (store) => store.index("kunci").get(kunci));

/** Only what still waits: it may have been deleted meanwhile. */
function change(nomor, what) {
  return within("antrean", "readwrite", (store) => {
    const asked = store.get(nomor);
    asked.onsuccess = () => asked.result && store.put({ ...asked.result, ...what });
  });
}

/** A page as everybody sees it. Past the browser's own memory of pages, where those of who is signed in are. */
async function asEverybody(path, language) {
  const page = await fetch(path, { credentials: "omit", cache: "no-store", headers: { "rembuk-bahasa": language } });
  if (page.status !== 200 || page.redirected || !isOfAll(page)) throw new Error(`${path} is not for everybody`);
  return page;
}

const isOfAll = (page) => page.headers.get("rembuk-pembaca") === "umum";
const language = async () => (await known("bahasa").catch(() => undefined)) ?? LANGUAGES[0];

async function prepare() {
  const cache = await caches.open(FILES);
  const files = new Set();
  for (const language of LANGUAGES) {
    const page = await asEverybody(OFFLINE, language);
    const html = await page.clone().text();
    await cache.put(`${OFFLINE}?${language}`, page);
    const named = html.matchAll(/(?:href|src)="(\/(?:pkg\/|kota\.css|lambang\.png|icons?\.svg)[^"#]*)/g);
    for (const [, file] of named) files.add(file.replaceAll("&amp;", "&"));
  }
  await Promise.all([...files].map((file) => cache.add(file).catch(() => {})));
}

async function takeOver() {
  for (const name of await caches.keys()) {
    // Pages of another build ask for files of that build.
    if (name !== FILES) await caches.delete(name);
  }
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

// Files.

const isFile = ({ pathname, search }) => search.startsWith("?v=") && /^\/(pkg\/|icons?\.svg|kota\.css|lambang\.png)/.test(pathname);

/** The browser's own memory comes first: what is kept here is for when it has nothing and nobody answers. */
async function file(event) {
  const { request } = event;
  const there = () => caches.match(request).catch(() => undefined);
  try {
    const answer = await fetch(request);
    if (answer.status !== 200) return (await there()) ?? answer;
    event.waitUntil(keepFile(request, answer.clone()).catch(() => {}));
    return answer;
  } catch (error) {
    const copy = await there();
    if (copy) return copy;
    throw error;
  }
}

async function keepFile(request, answer) {
  const cache = await caches.open(FILES);
  if (await cache.match(request)) await answer.body?.cancel();
  else await cache.put(request, answer);
}

// Pages.

async function show(event, url) {
  let page;
  try {
    // What the browser asked for while this worker began.
    page = (await Promise.resolve(event.preloadResponse).catch(() => undefined)) ?? (await fetch(event.request));
  } catch {
    return (await copyOf(url).catch(() => undefined)) ?? offline(url.pathname === OFFLINE ? 200 : 503);
  }
  if (!url.search && page.status === 200 && !page.redirected && PUBLIC.test(url.pathname)) {
    const copy = isOfAll(page) ? page.clone() : undefined;
    event.waitUntil(remember(url.pathname, copy).catch(() => {}));
  }
  return page;
}

/** In the place of a page. With 503, what was typed has not arrived: typed.js keeps it. */
async function offline(status, hasil = "") {
  return copied(await caches.match(`${OFFLINE}?${await language()}`), new Date().toISOString(), status, hasil);
}

async function copyOf(url) {
  const cache = await caches.open(PAGES);
  const page = url.pathname !== OFFLINE && (await cache.match(url.pathname));
  return page ? copied(page, page.headers.get("rembuk-saat")) : undefined;
}

/** The page says of itself that it is a copy, and from when. */
async function copied(page, at, status = 200, hasil = "") {
  if (!page) return Response.error();
  const html = (await page.text()).replace("<html ", `<html data-salinan="${at}" data-hasil="${hasil}" `);
  const headers = new Headers({ "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  const policy = page.headers.get("content-security-policy");
  if (policy) headers.set("content-security-policy", policy);
  return new Response(html, { headers, status });
}

/** Keeps what everybody is shown; where somebody is signed in, it is asked for beside their own page. */
async function remember(path, page) {
  const cache = await caches.open(PAGES);
  if (!page) {
    const last = await cache.match(path);
    const isYoung = last && Date.now() - Date.parse(last.headers.get("rembuk-saat")) < YOUNG;
    if (isYoung || navigator.connection?.saveData) return;
    page = await asEverybody(path, await language());
  }
  const html = await page.text();
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1].replace(/ · Rembuk$/, "") ?? path;
  const headers = new Headers({ "rembuk-saat": new Date().toISOString(), "rembuk-judul": encodeURIComponent(title) });
  headers.set("content-security-policy", page.headers.get("content-security-policy") ?? "");
  await cache.put(path, new Response(html, { headers }));
  const kept = await listed();
  await Promise.all(kept.slice(MOST_PAGES).map(({ path }) => cache.delete(path)));
}

/** The pages that can be read without a network, the last one first. */
async function listed() {
  const cache = await caches.open(PAGES);
  const found = await Promise.all(
    (await cache.keys()).map(async (request) => {
      const { headers } = await cache.match(request);
      const title = decodeURIComponent(headers.get("rembuk-judul"));
      return { path: new URL(request.url).pathname, judul: title, saat: headers.get("rembuk-saat") };
    }),
  );
  return found.sort((one, other) => (one.saat < other.saat ? 1 : -1));
}

// What is filled in.

/** Sent with its key, so that sending it again does nothing twice. */
function ask(entry, patience) {
  const stop = new AbortController();
  const waited = patience && setTimeout(() => stop.abort(), patience);
  const asked = fetch(entry.alamat, {
    method: "POST",
    body: entry.isi,
    headers: { "content-type": entry.jenis, accept: entry.terima, "idempotency-key": `"${entry.kunci}"` },
    credentials: "same-origin",
    redirect: "manual",
    referrer: entry.dari,
    signal: stop.signal,
  });
  return asked.finally(() => clearTimeout(waited));
}

const isDone = (answer) => answer.type === "opaqueredirect" || answer.ok;
const isOfUs = (address) => address.startsWith(`${location.origin}/`);

/** `dicoba` is when it may have arrived for the first time. */
function entryOf(request, isi, { kunci, fields }) {
  const [jenis, terima] = ["content-type", "accept"].map((name) => request.headers.get(name) ?? "");
  const dari = isOfUs(request.referrer) ? request.referrer : `${location.origin}/`;
  const [saat, dicoba] = [new Date().toISOString(), navigator.onLine ? Date.now() : undefined];
  const [akun, ringkas] = [kunci.split(".")[0], firstWords(fields)];
  return { kunci, akun, alamat: request.url, jenis, terima, isi, dari, ringkas, saat, dicoba, keadaan: "menunggu" };
}

/** By which its writer knows it again. */
function firstWords(fields) {
  const values = fields.map(([, value]) => value);
  const words = values.find((value) => typeof value === "string" && /\s/.test(value.trim()));
  const photo = values.find((value) => typeof value !== "string" && value.size);
  return (words ?? photo?.name ?? "").trim().slice(0, 120);
}

/** What a form sends; nothing where it has no key, or a secret. */
async function entryOfForm(request) {
  const [read, isi] = [await request.clone().formData(), await request.blob()];
  const fields = [...read];
  const kunci = fields.find(([name]) => name === KEY)?.[1];
  const isSecret = fields.some(([name, value]) => SECRET.test(name) && value);
  return kunci && !isSecret ? entryOf(request, isi, { kunci, fields }) : undefined;
}

/** What an island sends: the fields of its form are within. */
async function entryOfAct(request) {
  const kunci = request.headers.get("idempotency-key")?.replaceAll('"', "");
  const isi = await request.blob();
  const { form } = JSON.parse(await isi.text());
  return kunci ? entryOf(request, isi, { kunci, fields: [...new URLSearchParams(form)] }) : undefined;
}

async function send(event) {
  const { request } = event;
  const entry = await entryOfForm(request.clone()).catch(() => undefined);
  if (!entry) return fetch(request).catch(() => offline(503, "penuh"));
  try {
    const answer = await ask(entry);
    event.waitUntil(settle(entry, answer).catch(() => {}));
    return answer;
  } catch {
    return (await keep(entry)) ? Response.redirect(`${OFFLINE}?tersimpan`, 303) : offline(503, "penuh");
  }
}

/** What waited and was now sent by hand. The page that answers holds what was typed, but no files. */
async function settle({ kunci, jenis }, answer) {
  const waited = await withKey(kunci);
  if (!waited) return;
  const isGivenBack = answer.status < 500 && ![...NOT_THE_WRITER, ...LATER].includes(answer.status) && !jenis.startsWith("multipart/");
  if (isDone(answer) || isGivenBack) await remove(waited.nomor);
  await tell();
}

/** Whether there was room. What is sent twice waits once. */
async function keep(entry) {
  let isKept = false;
  try {
    await within("antrean", "readwrite", (store) => {
      const asked = store.getAll();
      asked.onsuccess = () => {
        const waiting = asked.result;
        const same = waiting.find(({ kunci }) => kunci === entry.kunci);
        const size = waiting.reduce((sum, { isi }) => sum + isi.size, entry.isi.size);
        isKept = !!same || (waiting.length < MOST_WAITING && size <= TOO_MUCH);
        if (isKept) store.put(same ? { ...same, dicoba: same.dicoba ?? entry.dicoba } : entry);
      };
    });
  } catch {
    return false;
  }
  await self.registration.sync?.register("kirim").catch(() => {});
  await tell().catch(() => {});
  return isKept;
}

/** A new id as the server makes them, for what is said next from the same form. */
function madeId() {
  const made = [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${made.slice(0, 3)}-8${made.slice(3, 6)}-${made.slice(6)}`;
}

/** An island hears in words that what it sent waits (`actions/refused.rs`). */
async function act({ request }) {
  const entry = await entryOfAct(request.clone()).catch(() => undefined);
  try {
    return await fetch(request);
  } catch (error) {
    const words = (await known("kata").catch(() => undefined))?.tersimpan;
    if (!entry || !words || !(await keep(entry))) throw error;
    const said = JSON.stringify({ Waits: { words, next: madeId() } });
    return new Response(said, { status: 503, headers: { "content-type": "application/json" } });
  }
}

let sending;
const sendAll = () => (sending ??= sendEach().finally(() => (sending = undefined)));

/** In the order in which it was written, one after the other, of the account that is signed in. */
async function sendEach() {
  const akun = await known("akun");
  let sent = 0;
  for (const { nomor } of akun ? await ofAccount(akun) : []) {
    // Both may have changed meanwhile.
    const [entry, reader] = [await one(nomor), await known("akun")];
    if (reader !== akun) break;
    if (!entry || BY_HAND.includes(entry.keadaan)) continue;
    if (Date.now() - entry.dicoba > KNOWN_AGAIN) {
      await change(nomor, { keadaan: "lama" });
      continue;
    }
    if (navigator.onLine) await change(nomor, { dicoba: entry.dicoba ?? Date.now() });
    const answer = await ask(entry, PATIENCE + entry.isi.size / SLOWEST).catch(() => undefined);
    if (!answer || LATER.includes(answer.status)) break;
    if (isDone(answer)) {
      await remove(nomor);
      sent += 1;
    } else if (NOT_THE_WRITER.includes(answer.status)) {
      await change(nomor, { keadaan: "masuk" });
      break;
    } else {
      await change(nomor, { keadaan: "ditolak" });
    }
  }
  if (sent) await note(SENT, { akun, terkirim: (await sentUnread(akun)) + sent });
  await tell();
}

/** What was sent while no page was there long enough to say so is said by the next one. */
async function sentUnread(akun) {
  const last = await known(SENT);
  return last && last.akun === akun ? last.terkirim : 0;
}

/** The browser asks again later, where something is left. */
async function sendInTime() {
  await sendAll();
  const { jumlah, ditolak } = await state();
  if (jumlah > ditolak) throw new Error("something still waits for a network");
}

/** Every page hears how much waits. */
async function tell() {
  const said = await state();
  for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage(said);
}

async function state() {
  const [akun, entries] = [await known("akun"), await all()];
  const own = entries.filter((entry) => entry.akun === akun);
  const ditolak = own.filter(({ keadaan }) => BY_HAND.includes(keadaan)).length;
  return { akun, jumlah: akun ? own.length : entries.length, ditolak, terkirim: await sentUnread(akun) };
}

/** What an island sent is sent as its plain form. */
async function formOf({ alamat, jenis, isi, kunci }) {
  const act = TYPED.exec(new URL(alamat).pathname);
  if (act) {
    const { page, form } = JSON.parse(await isi.text());
    return { alamat: `${page}/${act[1]}`, berkas: false, bidang: [...new URLSearchParams(form), [KEY, kunci]] };
  }
  const fields = await new Response(isi, { headers: { "content-type": jenis } }).formData();
  return { alamat, berkas: jenis.startsWith("multipart/"), bidang: [...fields] };
}

// What pages ask.

const ANSWERS = {
  /** A page is open: who reads it, unless it is a copy, and in which words. */
  async halaman({ akun, bahasa, kata, salinan }) {
    if (!salinan) await Promise.all([note("akun", akun), note("bahasa", bahasa), note("kata", kata)]);
    return state();
  },
  async daftar() {
    const { akun } = await state();
    const isian = (await all()).filter((entry) => !akun || entry.akun === akun);
    // Nobody reads here what somebody else wrote.
    const shown = isian.map(({ nomor, saat, keadaan, ringkas, dari }) => ({ nomor, saat, keadaan, ...(akun && { ringkas, dari }) }));
    return { isian: shown, halaman: await listed() };
  },
  /** To be sent by its own writer once more, from a page, with all that was typed. */
  async isi({ nomor }) {
    const [akun, entry] = [await known("akun"), await one(nomor)];
    return entry && entry.akun === akun ? formOf(entry) : {};
  },
  async hapus({ nomor }) {
    await remove(nomor);
    await tell();
    return {};
  },
  /** Somebody signs out of a device that others may use. */
  async bersih({ akun }) {
    for (const { nomor } of await ofAccount(akun)) await remove(nomor);
    await Promise.all([note("akun", undefined), caches.delete(PAGES)]);
    return {};
  },
  async kirim() {
    await sendAll();
    return state();
  },
  /** Somebody had the time to read that so much was sent. */
  async terbaca({ terkirim }) {
    const { akun, terkirim: unread } = await state();
    await note(SENT, { akun, terkirim: Math.max(0, unread - terkirim) });
    return state();
  },
};

self.addEventListener("install", (event) => event.waitUntil(prepare().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("sync", (event) => event.waitUntil(sendInTime()));
self.addEventListener("message", (event) => {
  const answered = ANSWERS[event.data?.apa]?.(event.data);
  if (answered) event.waitUntil(answered.then((answer) => event.ports[0]?.postMessage(answer)).catch(() => {}));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  // What another site sends stays its own: sent on from here, it would look like ours.
  const isOurForm = request.mode === "navigate" && request.method === "POST" && isOfUs(request.referrer);
  if (request.mode === "navigate" && request.method === "GET") event.respondWith(show(event, url));
  else if (isOurForm && FORMS.test(url.pathname)) event.respondWith(send(event));
  else if (request.method === "POST" && TYPED.test(url.pathname)) event.respondWith(act(event));
  else if (request.method === "GET" && isFile(url)) event.respondWith(file(event));
});
