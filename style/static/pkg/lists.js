// Filters, order and pages of a list without leaving it: links that lead from a list to itself and forms that search it
// are followed here. The address goes along, so that Back, Forward, reloading and sharing are as without this script.
// Whatever it cannot do is done as without it. A page of results takes the place of the one before and is not put below
// it: an address gives back all that stands there, also on the way back from what was opened, and a cheap phone does
// not carry a thousand rows.
const version = new URL(import.meta.url).searchParams.get("v");
const words = document.querySelector('script[src^="/pkg/lists.js"]').dataset;
const { ask, say, swap } = await import(`/pkg/fresh.js?v=${version}`);

const PAUSE = 300;
const SLOW = 1000;
const FOLDED = "(max-width: 47.99em)";
const HEAD = "hasil";

// What is shown: the place in the history of this list, the pages before it, what was searched for by a form.
let { entry = 0, trail = [] } = history.state ?? {};
let [shown, asked] = [location.search, undefined];
const [bodies, places] = [new Map(), new Map()];
const here = () => location.pathname + location.search;

// `keep` is how the address goes along: "push", "replace", or not at all where it has gone already.
async function go(address, { keep = "push", trail: before = [], typing = false, body, plainly = () => location.assign(address) } = {}) {
  asked?.abort();
  const mine = (asked = new AbortController());
  const main = document.querySelector("main");
  main.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => say(words.memuat), SLOW);
  let page;
  try {
    page = await ask(address, { body, signal: mine.signal });
  } catch {
    if (asked === mine) lost(() => go(address, { keep, trail: before, typing, body, plainly }));
    return false;
  } finally {
    clearTimeout(slow);
    if (asked === mine) main.removeAttribute("aria-busy");
  }
  if (asked !== mine) return false;
  asked = undefined;
  if (!page) {
    // A whole number leads elsewhere, once it is sent.
    if (!typing) plainly();
    return false;
  }
  if (keep) remember(keep, address, before, typing, body);
  shown = location.search;
  const hasFocus = swap(page, { back: !keep });
  say(document.getElementById(HEAD)?.textContent ?? document.title);
  if (!hasFocus && keep) top()?.focus({ preventScroll: true });
  return true;
}

function remember(keep, address, before, typing, body) {
  trail = before;
  if (keep === "push") {
    history.replaceState({ ...history.state, entry }, "");
    entry += 1;
    history.pushState({ entry, trail, typing }, "", address);
  } else {
    history.replaceState({ entry, trail, typing }, "", address);
  }
  if (body) bodies.set(entry, body);
}

// Nothing has changed: neither the list nor its address.
function lost(again) {
  const held = document.activeElement;
  const act = () => {
    say("");
    held?.focus({ preventScroll: true });
    again();
  };
  say(words.putus, { shown: true, press: words.lagi, act });
}

// Where the results begin; a link may say so.
function top(hash = "") {
  const head = document.getElementById(hash.slice(1) || HEAD) ?? document.querySelector("main h1");
  head?.setAttribute("tabindex", "-1");
  return head;
}

// A new page is read from its beginning.
function begin(hash) {
  top(hash)?.scrollIntoView();
  top(hash)?.focus({ preventScroll: true });
}

// The way to the page before is known here only: an address says where its page begins, and not where others do.
function pager() {
  const back = document.querySelector("[data-sebelumnya]");
  if (!back || !trail.length) return;
  [back.href, back.hidden] = [trail.at(-1), false];
}

const isHere = (target) => target.origin === location.origin && target.pathname === location.pathname;

document.addEventListener("click", async (event) => {
  const link = event.target.closest("main a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.target || link.hasAttribute("download") || !isHere(link) || (link.hash && link.search === location.search)) return;
  event.preventDefault();
  // The second of a double click would already meet what the first has brought.
  if (event.detail > 1) return;
  const turns = link.closest(".pagination");
  const before = !turns ? [] : "sebelumnya" in link.dataset ? trail.slice(0, -1) : "awal" in link.dataset ? [] : [...trail, here()];
  const arrived = await go(link.href, { trail: before, keep: link.search === location.search ? "replace" : "push" });
  if (arrived && turns) begin(link.hash);
});

// What a search form sends, without what was left empty.
function sentBy(form) {
  const pairs = [...new FormData(form)].filter(([, value]) => value !== "");
  return new URLSearchParams(pairs);
}

function search(form, options = {}) {
  const sent = sentBy(form);
  if (form.method === "post") return go(location.href, { body: sent, plainly: () => form.submit(), ...options });
  const query = sent.toString();
  const address = location.pathname + (query && `?${query}`);
  // One search is one step back, however many letters it has.
  const keep = options.typing && history.state?.typing ? "replace" : "push";
  return go(address, { keep: address === here() ? "replace" : keep, ...options });
}

const searches = (form) => {
  const path = form && new URL(form.getAttribute("action") ?? "", location).pathname;
  if (path !== location.pathname || !form.closest("main")) return false;
  return form.method === "get" || form.matches("[role=search], .pagination");
};

let pause;
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || !searches(form)) return;
  event.preventDefault();
  clearTimeout(pause);
  const turns = form.matches(".pagination");
  const arrived = await search(form);
  if (!arrived) return;
  const folded = form.querySelector("details[open]");
  if (turns || (folded && matchMedia(FOLDED).matches)) {
    // On a phone the fields make way for what they found.
    if (folded) folded.open = false;
    begin();
  }
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("select, [type=checkbox], [type=radio]") && searches(target.form) && target.form.method === "get") search(target.form);
});

document.addEventListener("input", ({ target }) => {
  if (target.type !== "search" || !searches(target.form) || target.form.method !== "get") return;
  clearTimeout(pause);
  pause = setTimeout(() => target.isConnected && search(target.form, { typing: true }), PAUSE);
});

addEventListener("scroll", () => places.set(entry, scrollY), { passive: true });
addEventListener("popstate", async ({ state }) => {
  // Only to another place of the same page.
  if (location.search === shown && (state?.entry ?? entry) === entry) return;
  clearTimeout(pause);
  ({ entry = 0, trail = [] } = state ?? {});
  const place = places.get(entry);
  const arrived = await go(location.href, { keep: "", body: bodies.get(entry), plainly: () => location.reload() });
  if (arrived && place !== undefined) scrollTo(0, place);
});

// Also of what was put there by others (live.js).
document.addEventListener("fresh", pager);
pager();
// What is pressed from here on is done in place.
document.querySelector("main").dataset.alive = "";
