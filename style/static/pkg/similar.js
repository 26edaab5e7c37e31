// Proposals like the one whose title is being written: backing one of them is often stronger than a second one. Without
// this script similar ones stand on the last page. Asks the action `alike` after a pause, and hears only its last
// answer.
(() => {
  const box = document.querySelector("[data-similar]");
  const field = document.getElementById("title");
  if (!box || !field) return;
  const { kelurahan, own } = box.dataset;
  const [said, help, list, row] = ["said", "help", "list", "row"].map((name) => box.querySelector(`[data-part="${name}"]`));
  // Milliseconds of quiet, and the letters below which a title says nothing.
  const [QUIET, LEAST] = [400, 8];
  let last = 0;

  function show({ said: words, ones }) {
    said.textContent = words;
    help.hidden = !ones.length;
    list.replaceChildren(
      ...ones.map(({ href, title, detail }) => {
        const line = row.content.firstElementChild.cloneNode(true);
        const [name, about, link] = [...line.children];
        name.textContent = title;
        about.textContent = detail;
        link.firstElementChild.href = href;
        return line;
      }),
    );
  }

  async function ask(number, title) {
    const body = JSON.stringify({ kelurahan, title, own });
    const answer = await fetch("/api/serupa", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    if (answer.ok && number === last) show(await answer.json());
  }

  function look() {
    const [title, number] = [field.value.trim(), ++last];
    if (title.length < LEAST) return show({ said: "", ones: [] });
    // Without an answer what was found before stays: it is a help, and nothing waits for it.
    setTimeout(() => number === last && ask(number, title).catch(() => {}), QUIET);
  }

  field.addEventListener("input", look);
  look();
})();
