// What a page does about its network: each form that is sent carries a key, made once for what is meant, by which the
// server does it once; the service worker (pekerja.js) is begun, and asked to send what waits; and the page says what
// waits and that there is no network. Where a browser has no service worker, the keys are what is left.
(() => {
  const { akun, ...kata } = document.currentScript.dataset;
  const version = new URL(document.currentScript.src).searchParams.get("v");
  const salinan = document.documentElement.dataset.salinan;
  const say = (pattern, n) => pattern.replace("{n}", n);

  // One key for one intention: pressed twice it is the same, with another word or by another button another one.
  const keys = new WeakMap();
  const made = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const forget = (form) => {
    keys.get(form)?.field.remove();
    keys.delete(form);
  };
  const mark = (form, submitter) => {
    const known = keys.get(form);
    if (known?.submitter === submitter && known.field.isConnected) return;
    forget(form);
    // What is sent once more, off the page that says that it did not arrive, keeps its own.
    if (form.elements.namedItem("sekali")) return;
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "sekali", value: `${akun}.${made()}` });
    form.prepend(field);
    keys.set(form, { field, submitter });
  };
  for (const event of ["input", "change"]) addEventListener(event, ({ target }) => target.form && forget(target.form));
  // Whoever comes back to the page means something new.
  addEventListener("pageshow", ({ persisted }) => persisted && [...document.forms].forEach(forget));

  const workers = navigator.serviceWorker;
  let guard = workers?.controller;
  let waiting = { jumlah: 0, terkirim: 0 };

  addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || form.method !== "post") return;
    if (new URL(form.getAttribute("action") ?? "", location.href).pathname.startsWith("/keluar")) {
      if (waiting.jumlah && !confirm(say(kata.keluar, waiting.jumlah))) return event.preventDefault();
      guard?.postMessage({ apa: "bersih", akun });
    } else if (akun) {
      mark(form, submitter);
    }
  });
  if (!workers) return;

  const ask = async (what) => {
    const { active } = await workers.ready;
    guard = active;
    return new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => done(data);
      active.postMessage(what, [port2]);
    });
  };

  const when = (at) => new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

  // The line below the masthead: without a network, how much waits, and how much was sent since somebody read of it.
  const bar = document.getElementById("jaringan");
  const READING = 3_000;
  let read = 0;
  let reading;
  const isRead = async () => {
    const { terkirim } = waiting;
    const now = await ask({ apa: "terbaca", terkirim });
    read += terkirim;
    show(now);
  };
  const show = (now) => {
    waiting = { ...waiting, ...now };
    const sent = read + waiting.terkirim;
    clearTimeout(reading);
    if (waiting.terkirim) reading = setTimeout(() => document.hidden || isRead(), READING);
    const parts = [];
    if (salinan && location.pathname !== "/luring") parts.push(say(kata.salinan, when(salinan)));
    else if (!navigator.onLine) parts.push(kata.terputus);
    if (sent) parts.push(say(kata.terkirim, sent));
    if (waiting.jumlah) {
      const link = Object.assign(document.createElement("a"), { href: "/luring", textContent: say(kata.menunggu, waiting.jumlah) });
      parts.push(link);
      if (!waiting.akun) parts.push(kata.masuk);
      else if (waiting.ditolak) parts.push(kata.ditolak);
    }
    bar.replaceChildren(...parts.flatMap((part, at) => (at ? [" ", part] : [part])));
    if (list) draw();
  };

  // The page of what waits.
  const list = document.querySelector("[data-antrean]");
  const pages = document.querySelector("[data-halaman]");
  const template = document.getElementById("satu-isian");

  const open = async (nomor) => {
    const { alamat, berkas, bidang } = await ask({ apa: "isi", nomor });
    if (!alamat) return;
    const form = Object.assign(document.createElement("form"), { method: "post", action: alamat, hidden: true });
    if (berkas) form.enctype = "multipart/form-data";
    for (const [name, value] of bidang) {
      const field = Object.assign(document.createElement("input"), { type: value instanceof File ? "file" : "hidden", name });
      if (value instanceof File && value.size) {
        const files = new DataTransfer();
        files.items.add(value);
        field.files = files.files;
      } else if (!(value instanceof File)) {
        field.value = value;
      }
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  };

  const entry = ({ nomor, saat, keadaan, ringkas, dari }) => {
    const item = template.content.cloneNode(true);
    const put = (name, text) => (item.querySelector(`[data-isi=${name}]`).textContent = text);
    put("ringkas", ringkas || template.dataset.tanpaJudul);
    put("saat", when(saat));
    put("keadaan", template.dataset[keadaan]);
    const [link, send, remove] = item.querySelectorAll("a, button");
    // Of whoever is signed in; nobody else sees where it was written, or may send it.
    if (dari) link.href = dari;
    link.hidden = !dari;
    send.hidden = !dari || (!navigator.onLine && !!salinan);
    send.addEventListener("click", () => open(nomor));
    remove.addEventListener("click", async () => {
      await ask({ apa: "hapus", nomor });
      document.querySelector("#menunggu h2").focus();
    });
    return item;
  };

  const draw = async () => {
    const { isian, halaman } = await ask({ apa: "daftar" });
    document.querySelector("#menunggu [data-isi=jumlah]").textContent = isian.length;
    document.querySelector("#menunggu [data-kosong]").hidden = isian.length > 0;
    list.replaceChildren(...isian.map(entry));
    const links = halaman.map(({ path, judul, saat }) => {
      const item = document.createElement("li");
      const time = Object.assign(document.createElement("span"), { className: "small soft", textContent: when(saat) });
      // Titles stand in the page as they were written.
      const title = new DOMParser().parseFromString(judul, "text/html").documentElement.textContent;
      item.append(Object.assign(document.createElement("a"), { href: path, textContent: title }), " ", time);
      return item;
    });
    pages.replaceChildren(...links);
    document.querySelector("#dibuka").hidden = !links.length;
  };

  if (list) {
    document.querySelector("[data-tanpa-skrip]").remove();
    const result = document.documentElement.dataset.hasil || location.search.slice(1);
    for (const said of document.querySelectorAll("[data-bila]")) said.hidden = said.dataset.bila !== result;
  }

  const begin = async () => {
    await workers.register(`/pkg/pekerja.js?v=${version}`, { scope: "/" });
    show(await ask({ apa: "halaman", akun, bahasa: document.documentElement.lang, kata, salinan }));
    const send = () => waiting.jumlah && ask({ apa: "kirim" }).then(show);
    send();
    setInterval(send, 30_000);
    addEventListener("online", () => {
      show({});
      send();
      // The first moments of a network often carry nothing yet.
      setTimeout(send, 5_000);
    });
    addEventListener("offline", () => show({}));
  };
  workers.addEventListener("message", ({ data }) => show(data));
  const start = () => begin().catch(() => {});
  if (document.readyState === "complete") start();
  else addEventListener("load", start, { once: true });
})();
