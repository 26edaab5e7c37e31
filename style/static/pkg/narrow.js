// Narrows a long table while somebody types, to the rows that hold what was typed. Without this script all are there.
(() => {
  const field = document.getElementById("saring");
  const rows = document.querySelector("[data-narrowed]");
  if (!field || !rows) return;
  const none = field.parentElement.querySelector("[role=status]");
  const narrow = () => {
    const wanted = field.value.trim().toLowerCase();
    for (const row of rows.children) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    none.textContent = [...rows.children].every((row) => row.hidden) ? field.dataset.none : "";
  };
  field.addEventListener("input", narrow);
  document.addEventListener("fresh", narrow);
  // What a browser puts back after a way back is no typing.
  narrow();
})();
