// Words at the fields of a form that was sent or saved without leaving its page, in the place of those that stood
// there: hears the event `salah` with names of fields and what is wrong with each. As `components/field.rs` draws them.
addEventListener("salah", ({ target: form, detail: problems }) => {
  form.querySelectorAll(".error-text[id]").forEach((words) => words.remove());
  form.querySelectorAll(".field--error").forEach((field) => field.classList.remove("field--error"));
  form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  for (const [name, words] of problems) {
    // A field that has made way for another gives it its id.
    const field = form.querySelector(`[name='${name}']:not([type=hidden]):enabled`) ?? form.querySelector(`[id='${name}']`);
    if (!field) continue;
    field.closest("details")?.setAttribute("open", "");
    const said = Object.assign(document.createElement("p"), { className: "error-text", id: `${name}-error`, textContent: words });
    // Buttons of a choice share their legend.
    const choices = field.closest("fieldset.choices");
    if (choices) choices.querySelector("legend").after(said);
    else field.before(said);
    field.closest(".field, fieldset.choices")?.classList.add("field--error");
    const described = choices ?? field;
    const known = new Set(described.getAttribute("aria-describedby")?.split(" ")).add(said.id);
    described.setAttribute("aria-describedby", [...known].join(" "));
    if (!choices) field.setAttribute("aria-invalid", "true");
  }
});
