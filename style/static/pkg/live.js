// Keeps a page as it is now. Listens to what it shows while somebody looks at it, fetches it again when something has
// moved, and says when the connection is gone. What somebody is typing is left alone (fresh.js).
const version = new URL(import.meta.url).searchParams.get("v");
const bar = document.getElementById("langsung");
const { tentang, putus, kembali, baru, lain, lama, tampilkan } = bar.dataset;
// Lists change the address without leaving the page (lists.js).
const here = () => location.pathname + location.search;

// At most one fetch in this time.
const PAUSE = 300;
// After so long without a connection one is told.
const A_MOMENT = 4_000;
// Who looks elsewhere for a while is not told meanwhile.
const OUT_OF_SIGHT = 20_000;
const AGAIN = 5_000;
const BETWEEN_WORDS = 30_000;
// Whoever sends a form gets the page with its answer.
const PATIENCE = 10_000;

let known = bar.dataset.sejak;
let source;
let isLost = false;
let lostSoon, hiddenSoon, againSoon, shownUntil;

// What waits to be looked at; a lost connection is said over it.
let offered;

function show(words, button) {
  clearTimeout(shownUntil);
  bar.replaceChildren(Object.assign(document.createElement("span"), { textContent: words }));
  bar.classList.add("live--shown");
  if (button) bar.append(button);
}
function hide() {
  if (offered) return show(...offered);
  bar.classList.remove("live--shown");
  bar.replaceChildren();
}

function lose() {
  lostSoon ??= setTimeout(() => {
    isLost = true;
    show(putus);
  }, A_MOMENT);
}
function find() {
  clearTimeout(lostSoon);
  lostSoon = undefined;
  if (!isLost) return;
  isLost = false;
  show(kembali);
  shownUntil = setTimeout(hide, 4_000);
}

function connect() {
  clearTimeout(againSoon);
  if (source || document.hidden) return;
  const asked = new URLSearchParams({ tentang, sejak: known });
  source = new EventSource(`/api/langsung?${asked}`);
  source.addEventListener("open", find);
  source.addEventListener("message", ({ lastEventId }) => freshen(lastEventId));
  source.addEventListener("error", () => {
    // The browser tries again by itself, except where the server has no place for us just now.
    if (source?.readyState !== EventSource.CLOSED) return lose();
    disconnect();
    againSoon = setTimeout(connect, AGAIN * (1 + Math.random()));
  });
}
function disconnect() {
  source?.close();
  source = undefined;
}

// What an island had in hand is free again: it may have moved meanwhile.
addEventListener("lepas", () => freshen(known));

// Acts of islands, each when it begins and when it is answered (islands.js).
let acts = 0;
addEventListener("berbuat", () => acts++);

let sentAt = -PATIENCE;
addEventListener("submit", (event) => {
  if (!event.defaultPrevented && !event.target.target) sentAt = performance.now();
});
const isActing = () =>
  performance.now() - sentAt < PATIENCE || document.querySelector('[aria-busy="true"]');

// One fetch at a time; what moves meanwhile is fetched after it.
let isBusy = false;
let wanted;
let saidAt = 0;
async function freshen(position) {
  wanted = position;
  if (isBusy) return;
  isBusy = true;
  while (wanted !== undefined && !document.hidden) {
    // An act of one's own answers by itself, and so does a list that is turned over; the rest is fetched after it.
    while (isActing()) await pause();
    const [position, address, before] = [wanted, here(), acts];
    wanted = undefined;
    try {
      const fresh = await import(`/pkg/fresh.js?v=${version}`);
      const page = await fresh.ask(address);
      if (address !== here() || isActing() || acts !== before) {
        // Its reader has gone on meanwhile.
        wanted ??= position;
        await pause();
        continue;
      }
      if (page) put(page, fresh);
      // Not ours any more, or the site was renewed.
      else offer(lama);
      known = position;
      await pause();
    } catch {
      wanted ??= position;
      await pause(AGAIN);
    }
  }
  isBusy = false;
}
const pause = (time = PAUSE) => new Promise((done) => setTimeout(done, time));

function put(page, { swap, ...fields }) {
  const main = document.getElementById("isi");
  // What an island has in hand hears of others by its own answer.
  const others = [...main.querySelectorAll("form:not([data-held])")].some((form) => isInUse(form, fields) && isOther(form, page, fields));
  const before = main.textContent;
  swap(page, { unasked: true });
  if (others) return offer(lain);
  if (offered) {
    offered = undefined;
    if (!isLost) hide();
  }
  if (main.textContent !== before && Date.now() - saidAt > BETWEEN_WORDS) {
    saidAt = Date.now();
    say(baru);
  }
}

// Heard, not seen: what is new stands on the page.
function say(words) {
  if (!bar.classList.contains("live--shown")) bar.textContent = words;
}

// A form in which somebody has begun to type goes on as it was; what became of it elsewhere is shown when they ask.
// What is typed comes back into it (typed.js).
const isInUse = (form, { posts, isTyped }) =>
  posts(form) && [...form.elements].some((field) => field.matches("input:not([type=hidden]), select, textarea") && isTyped(field));
const actOf = (form) => `${form.getAttribute("action")} ${form.elements.namedItem("answers")?.value}`;
function isOther(form, page, { ticks }) {
  const twin = [...page.querySelectorAll("main form")].find((other) => actOf(other) === actOf(form));
  // Ids are made anew with every page.
  const fields = (of) => [...of.elements].filter(({ name }) => name && !/(^|_)id$|^sekali$/.test(name));
  const shown = (field) => {
    if (ticks(field)) return field.value + field.defaultChecked;
    if (field.options) return [...field.options].map((option) => option.value + option.defaultSelected).join();
    return field.getAttribute("value") ?? field.defaultValue;
  };
  const words = (of) => fields(of).map((field) => `${field.name}=${shown(field)}`).join("&");
  return !twin || words(twin) !== words(form);
}

function offer(words) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn--small", textContent: tampilkan });
  const plain = new URL(location);
  plain.searchParams.delete("pesan");
  button.addEventListener("click", () => location.assign(plain.pathname + plain.search));
  offered = [words, button];
  if (!isLost) show(...offered);
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(hiddenSoon);
  if (document.hidden) hiddenSoon = setTimeout(disconnect, OUT_OF_SIGHT);
  else {
    connect();
    if (wanted !== undefined) freshen(wanted);
  }
});
addEventListener("offline", () => {
  disconnect();
  lose();
});
addEventListener("online", connect);
// A page that comes back with the Back button begins where it was; one that is left gives up its place.
addEventListener("pagehide", disconnect);
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  sentAt = -PATIENCE;
  connect();
});
connect();
