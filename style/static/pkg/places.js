// A place by typing its name: `legok 7`. Without this script it is chosen from a list, which makes way here. Asks the
// action `places` after a pause, and hears only its last answer.
(() => {
  const box = document.querySelector("[data-places]");
  if (!box) return;
  const { field, level, found, none, choose, unreached } = box.dataset;
  const [text, sent] = [box.querySelector("[role=combobox]"), box.querySelector("[type=hidden]")];
  const [list, said] = [box.querySelector("[role=listbox]"), box.querySelector("[aria-live]")];
  // Milliseconds of quiet, and the letters below which a name says nothing.
  const [QUIET, LEAST] = [250, 2];
  let [last, places, active] = [0, [], 0];

  const say = (words) => (said.textContent = words);
  const mark = (index) => {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", at === index));
    if (places.length) text.setAttribute("aria-activedescendant", list.children[index].id);
    else text.removeAttribute("aria-activedescendant");
    list.children[index]?.scrollIntoView({ block: "nearest" });
  };

  function show(ones) {
    places = ones;
    list.replaceChildren(
      ...ones.map(({ name }, index) => {
        const option = Object.assign(document.createElement("li"), { id: `${field}-${index}`, role: "option", textContent: name });
        option.addEventListener("pointerdown", (event) => {
          // Before the field loses the focus.
          event.preventDefault();
          pick(index);
        });
        return option;
      }),
    );
    list.hidden = !ones.length;
    text.setAttribute("aria-expanded", !list.hidden);
    mark(0);
  }

  function pick(index) {
    const { code, name } = places[index];
    last++;
    [sent.value, text.value] = [code, name];
    say("");
    show([]);
    // What is chosen is saved like what is typed.
    sent.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function ask(number, typed) {
    const body = JSON.stringify({ text: typed, level });
    const answer = await fetch("/api/tempat", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    if (!answer.ok) throw new Error(answer.statusText);
    const ones = await answer.json();
    if (number !== last) return;
    show(ones);
    say(ones.length ? found.replace("{}", ones.length) : none);
  }

  text.addEventListener("input", () => {
    const [typed, number] = [text.value.trim(), ++last];
    sent.value = "";
    if (typed.length < LEAST) {
      say("");
      return show([]);
    }
    const failed = () => number === last && (show([]), say(unreached));
    setTimeout(() => number === last && ask(number, typed).catch(failed), QUIET);
  });

  const KEYS = {
    ArrowDown: () => mark((active + 1) % places.length),
    ArrowUp: () => mark((active + places.length - 1) % places.length),
    Enter: () => pick(active),
    Escape: () => show([]),
  };
  text.addEventListener("keydown", (event) => {
    if (!places.length || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  text.addEventListener("blur", () => {
    show([]);
    if (text.value && !sent.value) say(choose);
  });

  // The list makes way; its name, and links to the field, lead here now.
  const twin = box.previousElementSibling;
  twin.querySelector(`#${field}`)?.removeAttribute("id");
  twin.querySelector("label")?.removeAttribute("for");
  box.querySelector("label").htmlFor = text.id = field;
  twin.hidden = twin.disabled = true;
  sent.disabled = box.hidden = false;
  // On the way back a browser puts back what was typed, but not always what was chosen by it.
  [text.value, sent.value] = [text.defaultValue, sent.defaultValue];
})();
