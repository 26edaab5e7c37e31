// The photos of a form (`components/photos.rs`): chosen several at a time, made smaller on the device, turned upright
// and freed of what the camera wrote into them, sent at once, and described afterwards. Without this script the field
// brings one photo with its form. No island: the module would cost these pages a hundred times as much, on the phones
// that need it most.
(() => {
  const box = document.querySelector("[data-photos]");
  if (!box) return;
  const { photos: address, ids, most, ...say } = box.dataset;
  const fresh = ids.split(" ");
  const input = box.querySelector("[type=file]");
  const form = input.form;
  const list = box.querySelector(".photo-rows");
  const part = (within, name) => within.querySelector(`[data-part="${name}"]`);
  const rows = () => [...list.children];
  const tell = (words) => (part(box, "news").textContent = words);

  // The longer side in pixels: of what is sent, and of what is shown meanwhile.
  const [LARGE, SMALL] = [1600, 320];
  const [KIND, QUALITY] = ["image/jpeg", 0.78];
  // Milliseconds without an end; a bar shows that it goes on.
  const PATIENCE = 60_000;

  // Never larger than it was. Browsers turn a picture as its camera says when they read it.
  async function madeSmaller(file) {
    const bitmap = await createImageBitmap(file);
    const drawn = (longest) => {
      const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
      const side = (length) => Math.max(1, Math.round(length * scale));
      const canvas = Object.assign(document.createElement("canvas"), { width: side(bitmap.width), height: side(bitmap.height) });
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      return canvas;
    };
    const [small, large] = [drawn(SMALL).toDataURL(KIND), drawn(LARGE)];
    bitmap.close();
    const photo = await new Promise((done) => large.toBlob(done, KIND, QUALITY));
    if (!photo) throw new Error("no picture");
    return { photo, small };
  }

  // Nothing where it was done; else why not, in the reader's words.
  function ask(path, body, moved = () => {}) {
    return new Promise((done) => {
      const asked = new XMLHttpRequest();
      asked.upload.onprogress = ({ loaded, total }) => moved(Math.floor((100 * loaded) / (total || 1)));
      asked.onloadend = () => done(asked.status >= 200 && asked.status < 300 ? "" : why(asked));
      asked.open("POST", path);
      asked.timeout = PATIENCE;
      asked.setRequestHeader("Accept", "application/json");
      asked.send(body);
    });
  }

  function why(asked) {
    if (asked.status === 401) return say.signedOut;
    try {
      const { Said, At } = JSON.parse(asked.responseText);
      return Said ?? At?.[0]?.[1] ?? say.unreached;
    } catch {
      return say.unreached;
    }
  }

  const filled = (words, value) => words.replace("{}", value);

  function show(row, state, words = "", percent = "") {
    row.dataset.state = state;
    part(row, "said").textContent = words;
    part(row, "said").hidden = !words;
    part(row, "said").classList.toggle("error-text", state === "failed");
    part(row, "bar").hidden = state !== "waiting" && state !== "sending";
    part(row, "bar").value = percent || 0;
    part(row, "words").hidden = state === "failed";
    part(row, "again").hidden = state !== "failed";
  }

  function count() {
    const number = list.children.length;
    part(box, "count").textContent = filled(say.count, number);
    part(box, "room").hidden = number >= most;
    if (part(box, "needed")) part(box, "needed").hidden = number > 0;
  }

  const files = new WeakMap();

  function chosen(file) {
    if (list.children.length >= most || !fresh.length) return tell(say.tooMany);
    const row = part(box, "row").content.firstElementChild.cloneNode(true);
    const id = fresh.pop();
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) element.setAttribute(name, value.replaceAll("ID", id));
    }
    row.dataset.id = id;
    files.set(row, file);
    list.append(row);
    show(row, "waiting");
    count();
  }

  // One photo at a time: a slow line is not shared, and a small phone keeps its memory.
  let busy = false;
  let held = null;
  async function work() {
    if (busy) return;
    busy = true;
    for (let row; (row = rows().find(({ dataset }) => dataset.state === "waiting")); ) await bring(row);
    busy = false;
    const button = held;
    held = null;
    button?.click();
  }

  async function bring(row) {
    const file = files.get(row);
    show(row, "waiting", say.preparing);
    let made;
    try {
      made = await madeSmaller(file);
    } catch {
      const isHeic = /hei[cf]/i.test(file.type) || /\.hei[cf]$/i.test(file.name);
      return fail(row, isHeic ? say.heic : say.unreadable);
    }
    row.querySelector("img").src = made.small;
    row.querySelector("img").hidden = false;
    const body = new FormData();
    body.append("photo_id", row.dataset.id);
    body.append("photo", made.photo, "foto.jpg");
    const refused = await ask(address, body, (percent) => show(row, "sending", filled(say.sending, percent), percent));
    if (refused) return fail(row, refused);
    show(row, "kept");
    tell(say.kept);
  }

  function fail(row, words) {
    show(row, "failed", words);
    tell(words);
  }

  // The words go along with the form as well; here they are kept as soon as the field is left.
  async function describe(row, words) {
    named(row, words);
    if (row.dataset.state !== "kept") return;
    const refused = await ask(`${address}/${row.dataset.id}/keterangan`, new URLSearchParams({ photo_alt: words }));
    const isWrong = !!refused && refused !== say.unreached && refused !== say.signedOut;
    part(row, "wrong").textContent = isWrong ? refused : "";
    part(row, "wrong").hidden = !isWrong;
    part(row, "words").classList.toggle("field--error", isWrong);
  }

  function named(row, words) {
    row.querySelector("img").alt = words || say.undescribed;
    part(row, "remove").setAttribute("aria-label", filled(say.removeName, words || say.undescribed));
  }

  // Also of one whose arrival nobody has heard of: it may be there.
  async function remove(row) {
    const refused = await ask(`${address}/${row.dataset.id}/hapus`, new URLSearchParams());
    if (refused && row.dataset.state === "kept") return tell(refused);
    row.remove();
    count();
    tell(say.removed);
    input.focus();
  }

  // What was chosen stands in the list and is sent from there.
  function choose() {
    [...input.files].forEach(chosen);
    input.value = "";
    work();
  }

  input.multiple = true;
  for (const plain of box.querySelectorAll("[data-plain]")) plain.hidden = plain.disabled = true;
  input.addEventListener("change", choose);
  if (input.files.length) choose();
  list.addEventListener("change", ({ target }) => describe(target.closest("li"), target.value));
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("li");
    if (button.dataset.part === "remove") return remove(row);
    show(row, "waiting");
    work();
  });
  // The form waits for what is on its way, and then goes on by itself.
  form.addEventListener("submit", (event) => {
    const waits = busy ? say.wait : rows().some(({ dataset }) => dataset.state === "failed") ? say.unsent : "";
    if (!waits) return;
    event.preventDefault();
    if (busy) held = event.submitter;
    tell(waits);
  });
  box.dataset.alive = "";
})();
