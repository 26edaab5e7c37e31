// Keeps what is typed into the forms of a page until it has arrived: reloading, another small form of the page, a lost
// connection, a session that ended or the way back lose nothing. It stays in this browser for some days, for the account
// that typed it, until that one signs out; what a stranger types stays in the tab. Passwords, codes, numbers of phones
// and identity cards, files and what is searched for are never kept. Without this script the browser's own memory of
// forms is what there is.
(() => {
  const { akun, kembali, hapus } = document.currentScript.dataset;
  const AGE = 7 * 24 * 3600 * 1000;
  const SENT = "isian-terkirim";
  // As in `forms/fields.rs`; and whatever is more than words.
  const SECRET = /password|secret|token|totp|otp|recovery|contact|phone|telepon|^(code|kode|sandi|nik)$/;
  const UNKEPT = ["hidden", "password", "file", "tel", "email", "submit", "button", "image", "reset", "search"];

  // Who is meant is not written into the browser.
  const digest = (text) => [...text].reduce((sum, letter) => Math.imul(sum ^ letter.codePointAt(0), 16777619) >>> 0, 2166136261).toString(36);
  const PREFIX = `isian:${akun ? digest(akun) : ""}:`;

  let store, tab;
  try {
    [store, tab] = [akun ? window.localStorage : window.sessionStorage, window.sessionStorage];
    store.getItem(SENT);
  } catch {
    return;
  }

  const keys = (start = PREFIX) => Object.keys(store).filter((key) => key.startsWith(start));
  const clear = () => keys().forEach((key) => store.removeItem(key));
  const read = (key, from = store) => {
    try {
      return JSON.parse(from.getItem(key));
    } catch {
      return null;
    }
  };
  const write = (key, record, to = store) => {
    try {
      to.setItem(key, JSON.stringify(record));
    } catch {
      // There is no room: the page goes on without.
    }
  };

  const posts = (form) => form?.method === "post";
  const pathOf = (form) => new URL(form.getAttribute("action") ?? "", location.href).pathname;
  // Of several forms for one address, each answers something of its own, or stands in its place.
  const keyOf = (form) => {
    const same = [...document.forms].filter((other) => posts(other) && pathOf(other) === pathOf(form));
    return `${PREFIX}${pathOf(form)}#${form.elements.namedItem("answers")?.value || same.indexOf(form)}`;
  };

  const ticks = (field) => field.type === "checkbox" || field.type === "radio";
  const isKept = (field) =>
    field.name && !UNKEPT.includes(field.type) && field.autocomplete !== "one-time-code" && !SECRET.test(field.name);
  const fieldsOf = (form) => [...form.elements].filter(isKept);
  const nameOf = (field) => (ticks(field) ? `${field.name}=${field.value}` : field.name);
  const valueOf = (field) => (ticks(field) ? field.checked : field.value);
  const shownOf = (field) => {
    if (ticks(field)) return field.defaultChecked;
    if (field.options) return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value;
    return field.defaultValue;
  };
  // What others may change meanwhile travels with what it held when it was shown.
  const companion = (form, field) => form.elements.namedItem(`semula.${field.name}`);

  const keep = (form) => {
    // At the door nobody is known yet: the next person at this tab is not shown who came before.
    if (pathOf(form).startsWith("/masuk")) return;
    const changed = fieldsOf(form).filter((field) => valueOf(field) !== shownOf(field));
    const fields = changed.map((field) => [nameOf(field), [companion(form, field)?.value ?? shownOf(field), valueOf(field)]]);
    if (fields.length) write(keyOf(form), { at: Date.now(), fields: Object.fromEntries(fields) });
    else store.removeItem(keyOf(form));
  };

  const put = (form, field, [before, typed]) => {
    const shown = companion(form, field);
    if (valueOf(field) !== shownOf(field) || valueOf(field) === typed) return false;
    if (!shown && before !== shownOf(field)) return false;
    if (shown) [shown.dataset.now, shown.value] = [shown.value, before];
    if (ticks(field)) field.checked = typed;
    else field.value = typed;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  };

  const tell = (form) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "link-btn", textContent: hapus });
    const note = Object.assign(document.createElement("p"), { className: "notice notice--info" });
    note.setAttribute("aria-live", "polite");
    note.append(`${kembali} `, button);
    button.addEventListener("click", () => {
      store.removeItem(keyOf(form));
      form.reset();
      form.querySelectorAll("[data-now]").forEach((shown) => (shown.value = shown.dataset.now));
      note.remove();
      fieldsOf(form)[0]?.focus();
    });
    form.prepend(note);
  };

  const restore = (form) => {
    const record = read(keyOf(form));
    if (!record) return;
    const back = fieldsOf(form).filter((field) => record.fields[nameOf(field)] && put(form, field, record.fields[nameOf(field)]));
    if (back.length) tell(form);
  };

  // A form has arrived when its answer is the page one reads now, and no refusal; or when a draft has begun with it.
  const forgetWhatArrived = () => {
    const [page] = performance.getEntriesByType("navigation");
    const { from, forms } = read(SENT, tab) ?? {};
    tab.removeItem(SENT);
    const isRefused = page?.responseStatus >= 400 && !(page.responseStatus === 422 && document.querySelector("[data-begun]"));
    if (page?.type === "navigate" && !isRefused && from === document.referrer) forms.forEach((key) => store.removeItem(key));
  };
  const forgetWhatIsOld = () => keys("isian:").forEach((key) => !(read(key)?.at > Date.now() - AGE) && store.removeItem(key));

  const send = (form) => {
    if (pathOf(form).startsWith("/keluar")) return clear();
    // What travels through signing in is sent by another form.
    const carried = form.elements.namedItem("isian")?.value;
    const forms = keys().filter((key) => key === keyOf(form) || (carried && key.startsWith(`${PREFIX}${carried}#`)));
    write(SENT, { from: location.href.split("#")[0], forms }, tab);
  };

  // An island has sent or saved it: what stands there now is what the server has.
  const settle = (form) => {
    for (const field of fieldsOf(form)) {
      if (ticks(field)) field.defaultChecked = field.checked;
      else if (field.options) [...field.options].forEach((option) => (option.defaultSelected = option.selected));
      else field.defaultValue = field.value;
    }
    keep(form);
  };

  // What a stranger typed in this tab is nobody's any more once somebody signs in.
  if (akun) Object.keys(tab).filter((key) => key.startsWith("isian:")).forEach((key) => tab.removeItem(key));
  forgetWhatArrived();
  forgetWhatIsOld();
  [...document.forms].filter(posts).forEach(restore);
  const changed = ({ target }) => posts(target.form) && isKept(target) && keep(target.form);
  addEventListener("input", changed);
  addEventListener("change", changed);
  addEventListener("reset", ({ target }) => posts(target) && setTimeout(() => keep(target)));
  addEventListener("tersimpan", ({ target }) => settle(target));
  addEventListener("submit", ({ target, defaultPrevented }) => !defaultPrevented && posts(target) && send(target));
})();
