// Puts parts of a page that was fetched now in the place of those that stand here. A part is an element with
// `data-part="its name"`. What is alike stays the same element, with its focus and its scroll; what somebody is typing
// is never touched; islands that came with a part are woken. For whoever wants it fresh:
//   const { ask, swap, say } = await import(`/pkg/fresh.js?v=${version}`);
const version = new URL(import.meta.url).searchParams.get("v");
const PATIENCE = 15_000;
const ISLAND = "LEPTOS-ISLAND";

// Whose page it is, in which language and of which build: anything else is no part of what stands here.
const owner = (page) => {
  const script = page.querySelector("script[data-kembali]");
  return [page.documentElement.lang, script?.getAttribute("src"), script?.dataset.akun].join(" ");
};

// The page at an address of this site; with a body, what a search form is answered with. Nothing where it is not for us
// to show: another page answered instead, somebody else is signed in, the site was renewed. Throws where nobody answers.
export async function ask(address, { body, signal } = {}) {
  const waiting = new AbortController();
  const patience = setTimeout(() => waiting.abort(), PATIENCE);
  signal?.addEventListener("abort", () => waiting.abort());
  try {
    const options = body ? { method: "POST", body } : {};
    const answer = await fetch(address, { ...options, headers: { accept: "text/html" }, signal: waiting.signal });
    const isHere = new URL(answer.url).pathname === new URL(address, location).pathname;
    if (!answer.ok || !isHere) return undefined;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return owner(page) === owner(document) ? page : undefined;
  } finally {
    clearTimeout(patience);
  }
}

// All parts of a page. Where the reader has gone back, what they were searching for goes back as well; where nobody has
// asked for it, all that was typed or chosen stays, searches too. Whether what had the focus has it still.
export function swap(page, { back = false, unasked = false } = {}) {
  const held = document.activeElement ?? document.body;
  const [place, change] = [placeOf(held), { kept: new Set(), islands: [] }];
  for (const part of document.querySelectorAll("[data-part]")) {
    const name = part.dataset.part;
    // Within another part, it comes with that.
    const next = !part.parentElement.closest("[data-part]") && page.querySelector(`[data-part="${CSS.escape(name)}"]`);
    if (!next || !part.isConnected) continue;
    fieldsOf(part).filter((field) => isTyped(field) && (unasked || posts(field.form) || (field === held && !back))).forEach((field) => change.kept.add(field));
    become(part, next, change);
    fieldsOf(part).filter((field) => !posts(field.form) && !change.kept.has(field)).forEach(settle);
  }
  document.title = page.title;
  document.dispatchEvent(new Event("fresh"));
  if (change.islands.length) import(`/pkg/islands.js?v=${version}`).then(({ wake }) => wake(change.islands)).catch(() => {});
  if (document.activeElement !== held) (held.isConnected ? held : place?.())?.focus({ preventScroll: true });
  return document.activeElement !== document.body;
}

// Says a sentence to those who do not see the page; shown to all where it has something to press or asks to be.
const voice = document.body.appendChild(Object.assign(document.createElement("div"), { className: "said" }));
voice.setAttribute("aria-live", "polite");
voice.append(document.createElement("span"));

export function say(words, { shown = false, press, act } = {}) {
  voice.classList.toggle("said--shown", shown);
  document.body.toggleAttribute("data-saying", shown);
  // Said again, the same sentence is a new one.
  const sentence = Object.assign(document.createElement("span"), { textContent: words });
  voice.replaceChildren(sentence);
  if (press) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn--small", textContent: press });
    button.addEventListener("click", act);
    voice.append(button);
  }
}

// Fields, and which of them hold something that is nobody's to take.
export const posts = (form) => form?.method === "post" && form.getAttribute("role") !== "search";
export const ticks = (field) => field.type === "checkbox" || field.type === "radio";
const fieldsOf = (part) =>
  [...part.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((field) => !field.closest(ISLAND) || posts(field.form));
export const isTyped = (field) => {
  if (ticks(field)) return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((option) => option.defaultSelected !== option.selected) && !isUnchosen(field);
  return field.type === "file" ? field.files.length > 0 : field.value !== field.defaultValue;
};
const isUnchosen = (list) => list.selectedIndex <= 0 && ![...list.options].some((option) => option.defaultSelected);
const settle = (field) => {
  if (!isTyped(field)) return;
  if (ticks(field)) field.checked = field.defaultChecked;
  else if (field.options) for (const option of field.options) option.selected = option.defaultSelected;
  else field.value = field.defaultValue;
};

// Where the focus was, to be found again in what took its place.
function placeOf(held) {
  const find = (selector) => [...document.querySelectorAll(selector)];
  if (held.id) return () => document.getElementById(held.id);
  if (held.name) return () => find(`[name="${CSS.escape(held.name)}"]`).find((field) => field.value === held.value);
  const [island, href] = [held.closest(ISLAND.toLowerCase()), held.getAttribute("href")];
  if (island) {
    const islands = () => find(`[data-component="${island.dataset.component}"]`);
    const [nth, step] = [islands().indexOf(island), [...island.querySelectorAll(held.tagName)].indexOf(held)];
    return () => islands()[nth]?.querySelectorAll(held.tagName)[step];
  }
  return href ? () => find(`main a[href="${CSS.escape(href)}"]`)[0] : undefined;
}

// A row of a list is what it leads to.
function keyOf(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return undefined;
  // Not `node.id`: of a form that is its field of this name.
  const id = node.getAttribute("id");
  if (id) return id;
  const link = node.matches("li, tr, article") && node.querySelector("a[href^='/']");
  const href = link && link.getAttribute("href");
  return href && href.split(/[?#]/)[0] !== location.pathname ? href : undefined;
}

const isIsland = (node) => node.nodeName === ISLAND;
const isAlike = (one, other) =>
  isIsland(one) ? isIsland(other) && one.dataset.component === other.dataset.component && one.dataset.props === other.dataset.props : one.isEqualNode(other);
const holds = (node, { kept }) => [...kept].some((field) => node.contains(field));

function become(old, next, change) {
  if (isAlike(old, next) || isHeld(old)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  if (isIsland(old)) {
    if (!holds(old, change)) old.replaceWith(fresh(next, change));
    return;
  }
  // A form in which something was typed goes on as it was shown, with what it says of that.
  if (posts(old) && holds(old, change)) return;
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name) && isOurs(old, name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value && isOurs(old, name)) old.setAttribute(name, value);
  if (!change.kept.has(old)) becomeWithin(old, next, change);
}

// What an island says or has in hand there is its own as long as it is marked so, and so is the state it has given.
const isHeld = (node) => node.nodeType === Node.ELEMENT_NODE && node.hasAttribute("data-held");
// What the reader has opened stays open.
const isOurs = (node, name) => name !== "data-is" && !(name === "open" && node.nodeName === "DETAILS");

function becomeWithin(old, next, change) {
  const keyed = new Map([...old.children].map((child) => [keyOf(child), child]));
  const wanted = [...next.childNodes];
  // What has its like keeps it, so that a new line does not move all others.
  const [like, settled] = [new Map(), new Set()];
  for (const node of wanted.filter((node) => !keyOf(node))) {
    const own = [...old.childNodes].find((child) => !keyOf(child) && !settled.has(child) && isAlike(child, node));
    if (own) like.set(node, own);
    if (own) settled.add(own);
  }
  let at = old.firstChild;
  for (const node of wanted) {
    const own = like.get(node) ?? counterpart(at, node, keyed, settled);
    if (!own || own.parentNode !== old) {
      old.insertBefore(fresh(node, change), at);
      continue;
    }
    if (own === at) at = at.nextSibling;
    else old.insertBefore(own, at);
    settled.add(own);
    become(own, node, change);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    if (!settled.has(gone) && !holds(gone, change)) gone.remove();
  }
}

function counterpart(at, node, keyed, settled) {
  const named = keyed.get(keyOf(node));
  if (keyOf(node)) return named?.nodeName === node.nodeName && !settled.has(named) ? named : undefined;
  for (let own = at; own; own = own.nextSibling) {
    if (own.nodeName === node.nodeName && !keyOf(own) && !settled.has(own)) return own;
  }
  return undefined;
}

function fresh(node, change) {
  const own = document.importNode(node, true);
  if (own.nodeType === Node.ELEMENT_NODE) {
    if (isIsland(own)) change.islands.push(own);
    change.islands.push(...own.querySelectorAll(ISLAND));
  }
  return own;
}
