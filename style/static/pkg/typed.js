// Keeps what is typed into the forms of a page until it has arrived: reloading, another small form of the page, a lost
// connection or the way back lose nothing. It stays in this tab and with this account. Passwords, codes, files and what
// is searched for are never kept. Without this script the browser's own memory of forms is what there is.
(() => {
  const { akun, kembali, kosongkan } = document.currentScript.dataset;
  const PREFIX = "isian:";
  const OWNER = "isian-akun";
  // As in `forms/fields.rs`.
  const SECRET = /password|secret|token|totp|otp|recovery|^(code|kode|sandi)$/;
  const UNKEPT = ["hidden", "password", "file", "submit", "button", "image", "reset", "search"];

  let store;
  try {
    store = window.sessionStorage;
    store.getItem(OWNER);
  } catch {
    return;
  }

  const keys = () => Object.keys(store).filter((key) => key.startsWith(PREFIX));
  const clear = () => keys().forEach((key) => store.removeItem(key));
  const read = (key) => {
    try {
      return JSON.parse(store.getItem(key));
    } catch {
      return null;
    }
  };
  const write = (key, record) => {
    try {
      store.setItem(key, JSON.stringify(record));
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
    if (fields.length) write(keyOf(form), { fields: Object.fromEntries(fields) });
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
    const button = Object.assign(document.createElement("button"), { type: "button", className: "link-btn", textContent: kosongkan });
    const note = Object.assign(document.createElement("p"), { className: "notice notice--info", role: "status" });
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

  // A form has arrived when its answer is the page one reads now, and no refusal.
  const forgetWhatArrived = () => {
    const [page] = performance.getEntriesByType("navigation");
    const arrived = page?.type === "navigate" && !(page.responseStatus >= 400);
    for (const key of keys()) {
      const record = read(key);
      if (!record?.sentFrom) continue;
      if (arrived && record.sentFrom === document.referrer) store.removeItem(key);
      else write(key, { fields: record.fields });
    }
  };

  const send = (form) => {
    if (pathOf(form).startsWith("/keluar")) return clear();
    // What travels through signing in is sent by another form.
    const carried = form.elements.namedItem("isian")?.value;
    for (const key of keys()) {
      const goes = key === keyOf(form) || (carried && key.startsWith(`${PREFIX}${carried}#`));
      const record = goes && read(key);
      if (record) write(key, { ...record, sentFrom: location.href.split("#")[0] });
    }
  };

  // Signed out without wanting to, one finds one's words again; somebody else does not.
  if (akun && store.getItem(OWNER) && store.getItem(OWNER) !== akun) clear();
  if (akun) store.setItem(OWNER, akun);
  forgetWhatArrived();
  [...document.forms].filter(posts).forEach(restore);
  const changed = ({ target }) => posts(target.form) && isKept(target) && keep(target.form);
  addEventListener("input", changed);
  addEventListener("change", changed);
  addEventListener("submit", ({ target, defaultPrevented }) => !defaultPrevented && posts(target) && send(target));
})();
