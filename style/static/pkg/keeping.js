// Saves what is being written some seconds after the last letter, and when the page is left. Asks the actions
// `keep_proposal` and `keep_plan`. Without this script the buttons of the form save it.
(() => {
  const box = document.querySelector("[data-keeping]");
  const form = box?.closest("form");
  if (!form) return;
  const { keeping, names, of, unreached, signIn, wrong } = box.dataset;
  const [kept, said] = box.children;
  // Milliseconds: so long nothing is typed before it is saved, and so long until it is tried again.
  const [QUIET, AGAIN] = [2_000, 15_000];
  // Something is not saved yet; it is on its way; the form is being sent, which saves it, too; words stand at a field
  // from here, and not from the page.
  let [isTouched, isBusy, isSent, hasMarked] = [false, false, false, false];
  let waits;

  const encoded = () => new URLSearchParams(new FormData(form)).toString();
  const tell = (what, detail) => form.dispatchEvent(new CustomEvent(what, { bubbles: true, detail }));
  const put = (part, words) => Object.assign(part, { textContent: words, hidden: !words });
  const later = (wait) => {
    clearTimeout(waits);
    waits = setTimeout(keep, wait);
  };

  async function ask(sent) {
    const body = JSON.stringify({ [names]: of, form: sent });
    const headers = { "Content-Type": "application/json" };
    // Sent to its end, also by whoever leaves the page in the same moment.
    const answer = await fetch(`/api/${keeping}`, { method: "POST", headers, body, keepalive: true });
    return [answer.ok, await answer.json()];
  }

  /** Words on what is not saved, and what is wrong at which field. */
  function hear(isKept, answer, sent) {
    if (isKept) {
      if (encoded() === sent) tell("tersimpan");
      for (const [name, value] of answer.shown) form.querySelector(`[name='${name}']`)?.setAttribute("value", value);
      put(kept, answer.words);
      return ["", answer.problems];
    }
    if (answer.At) return [wrong, answer.At];
    if (answer === "SignInFirst") return [signIn, []];
    if (answer.Said) return [answer.Said, []];
    throw new Error("no answer that can be read");
  }

  async function keep() {
    if (!isTouched || isBusy || isSent) return;
    [isTouched, isBusy] = [false, true];
    const sent = encoded();
    let [words, problems] = [unreached, []];
    try {
      [words, problems] = hear(...(await ask(sent)), sent);
    } catch {
      isTouched = true;
    }
    isBusy = false;
    if (hasMarked || problems.length) tell("salah", problems);
    hasMarked = problems.length > 0;
    put(said, words);
    // What was typed meanwhile, or could not be brought.
    if (isTouched) later(words ? AGAIN : QUIET);
  }

  form.addEventListener("input", () => {
    isTouched = true;
    later(QUIET);
  });
  // Photos may hold it back until they are sent (photos.js).
  addEventListener("submit", ({ target, defaultPrevented }) => (isSent ||= target === form && !defaultPrevented));
  // Whoever comes back to the page goes on writing.
  addEventListener("pageshow", () => (isSent = false));
  for (const leaving of ["pagehide", "visibilitychange"]) addEventListener(leaving, keep);
})();
