// Makes the islands of a page live, once it is painted and the browser has nothing better to do. The page is whole
// before: what an island adds, its plain forms and links do as well.
const version = new URL(import.meta.url).searchParams.get("v");
const file = (name) => `/pkg/${name}?v=${version}`;

// Pages send no data for Leptos: islands have what they need as properties of their element. It looks there all the same.
window.__RESOLVED_RESOURCES = [];
window.__SERIALIZED_ERRORS = [];
window.__INCOMPLETE_CHUNKS = [];

// What was tapped is sent to its end, also by whoever leaves the page in the same moment.
const fetched = window.fetch.bind(window);
const pathOf = (asked) => new URL(asked.url ?? asked, location).pathname;
// What was typed carries a key: the service worker (pekerja.js) sends it again where nobody answers.
const { akun } = document.querySelector("script[data-akun]")?.dataset ?? {};
function asAct(asked, options) {
  const headers = new Headers(options?.headers ?? asked.headers);
  const made = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16).padStart(8, "0")).join("");
  if (akun && /^\/api\/(komentar|jawaban)$/.test(pathOf(asked))) headers.set("idempotency-key", `"${akun}.${made}"`);
  return { ...options, headers, keepalive: true };
}
// A page that was fetched before an act ended is not put over what the act has brought (live.js).
const told = () => dispatchEvent(new Event("berbuat"));
// What a tap shows comes first; who leaves before it is painted sends it all the same.
function painted() {
  if (document.hidden) return;
  return new Promise((done) => {
    const heard = new AbortController();
    const go = () => {
      heard.abort();
      done();
    };
    requestAnimationFrame(() => setTimeout(go));
    addEventListener("pagehide", go, heard);
    document.addEventListener("visibilitychange", go, heard);
  });
}
async function act(asked, options) {
  told();
  if (!options?.keepalive) await painted();
  return fetched(asked, asAct(asked, options)).finally(told);
}
window.fetch = (asked, options) => (pathOf(asked).startsWith("/api/") ? act : fetched)(asked, options);

let loaded;
async function load() {
  const module = await import(file("rembuk.js"));
  await module.default({ module_or_path: file("rembuk.wasm") });
  module.hydrate();
  return module;
}

// Wakes islands in the order that is given, so that one is alive before those within it; also those that came later,
// with a part of the page that was fetched (fresh.js).
const woken = new WeakSet();
export async function wake(islands) {
  const module = await (loaded ??= load());
  for (const island of islands) {
    if (woken.has(island) || !island.isConnected) continue;
    woken.add(island);
    try {
      await module[island.dataset.component](island);
    } catch (error) {
      // Its form still works, and so do the others.
      console.error(error);
    }
  }
}

const within = (node) => (node.matches?.("leptos-island") ? [node] : []).concat([...(node.querySelectorAll?.("leptos-island") ?? [])]);

async function revive() {
  await wake(document.querySelectorAll("leptos-island"));
  // What an act brings onto the page may hold islands, too.
  const brought = (changes) => wake(changes.flatMap(({ addedNodes }) => [...addedNodes].flatMap(within)));
  new MutationObserver(brought).observe(document.body, { childList: true, subtree: true });
  document.documentElement.dataset.alive = "";
}

const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 1));
// A download that fails leaves the page as it is.
const begin = () => idle(() => revive().catch(() => {}), { timeout: 2000 });
if (document.readyState === "complete") begin();
else addEventListener("load", begin, { once: true });
