// Keeps a page as it is now. Listens to what it shows while somebody looks at it, fetches it again when something has
// moved, and says when the connection is gone. What somebody is typing is left alone (fresh.js).
const version = new URL(import.meta.url).searchParams.get("v");
const bar = document.getElementById("langsung");
const { tentang, alamat, putus, kembali, baru, lain, tampilkan } = bar.dataset;

// At most one fetch in this time.
const PAUSE = 300;
// After so long without a connection one is told.
const A_MOMENT = 4_000;
// Who looks elsewhere for a while is not told meanwhile.
const OUT_OF_SIGHT = 20_000;
const AGAIN = 5_000;
const BETWEEN_WORDS = 30_000;

let known = bar.dataset.sejak;
let source;
let isLost = false;
let lostSoon, hiddenSoon, againSoon, shownUntil;

function show(words, button) {
  clearTimeout(shownUntil);
  bar.replaceChildren(Object.assign(document.createElement("span"), { textContent: words }));
  bar.classList.add("live--shown");
  if (button) bar.append(button);
}
function hide() {
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

// One fetch at a time; what moves meanwhile is fetched after it.
let isBusy = false;
let wanted;
let saidAt = 0;
async function freshen(position) {
  wanted = position;
  if (isBusy) return;
  isBusy = true;
  while (wanted !== undefined && !document.hidden) {
    // An act of one's own answers by itself; what it brought is fetched with the rest.
    while (document.querySelector('leptos-island [aria-busy="true"]')) await pause();
    const position = wanted;
    wanted = undefined;
    const fresh = await import(`/pkg/fresh.js?v=${version}`);
    try {
      const page = await fresh.ask(alamat);
      // It may not be ours any more.
      if (page) put(page, fresh);
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

function put(page, { swap, posts, isTyped }) {
  const main = document.getElementById("isi");
  const formsInUse = [...main.querySelectorAll("form")].filter((form) => posts(form) && [...form.elements].some((field) => field.matches("input, select, textarea") && isTyped(field)));
  const isOther = (form) => twin(form, page) && shownIn(twin(form, page)) !== shownIn(form);
  const [others, before] = [formsInUse.some(isOther), main.textContent];
  swap(page, ["isi", "menu"]);
  if (others) offer();
  else if (main.textContent !== before && Date.now() - saidAt > BETWEEN_WORDS) {
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
const twin = (form, page) =>
  [...page.querySelectorAll("main form")].find((other) => other.getAttribute("action") === form.getAttribute("action"));
// Ids are made anew with every page.
const shownIn = (form) =>
  [...form.elements]
    .filter(({ name }) => !/(^|_)id$/.test(name))
    .map((field) => `${field.name}=${field.getAttribute("value") ?? field.defaultValue}`)
    .join("&");

function offer() {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn--small", textContent: tampilkan });
  button.addEventListener("click", () => location.assign(alamat));
  show(lain, button);
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
addEventListener("pageshow", ({ persisted }) => persisted && connect());
connect();
