// How many letters still fit into a field: counted while one types, read out only near the end. Without this script the
// field says how many fit, and the server says how many are too many.
(() => {
  // So near to the end it is read out.
  const NEAR = 50;
  const number = new Intl.NumberFormat(document.documentElement.lang);

  const begin = (words) => {
    const field = document.getElementById(words.dataset.untuk);
    if (!field) return;
    const { paling, sisa, lebih } = words.dataset;
    const most = words.textContent;
    const heard = Object.assign(document.createElement("span"), { className: "visually-hidden" });
    heard.setAttribute("aria-live", "polite");
    words.after(heard);
    let waits;
    const count = () => {
      // As the server counts: whole letters, without blanks around them.
      const left = Number(paling) - [...field.value.trim()].length;
      const said = (left < 0 ? lebih : sisa).replace("#", number.format(Math.abs(left)));
      words.textContent = field.value ? said : most;
      words.classList.toggle("counter--over", left < 0);
      clearTimeout(waits);
      waits = setTimeout(() => (heard.textContent = left <= NEAR ? said : ""), 800);
    };
    field.addEventListener("input", count);
    field.form?.addEventListener("reset", () => setTimeout(count));
    if (field.value) count();
  };

  document.querySelectorAll("[data-paling]").forEach(begin);
})();
