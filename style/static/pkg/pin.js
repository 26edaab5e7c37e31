// Fills in the point of a proposal from where the phone is. Without this script it is filled in by hand.
(() => {
  const box = document.querySelector("[data-pin]");
  if (!box) return;
  const { searching, found, refused, unknown } = box.dataset;
  const [button, said] = [box.querySelector("button"), box.querySelector("[aria-live]")];
  const end = (words) => {
    said.textContent = words;
    button.setAttribute("aria-busy", "false");
  };
  const put = (id, degrees) => {
    const field = document.getElementById(id);
    field.value = degrees.toFixed(6);
    // For what keeps typed words.
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const here = ({ coords }) => {
    put("latitude", coords.latitude);
    put("longitude", coords.longitude);
    end(found);
  };
  const nowhere = ({ code, PERMISSION_DENIED }) => end(code === PERMISSION_DENIED ? refused : unknown);
  button.addEventListener("click", () => {
    said.textContent = searching;
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(here, nowhere, { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 });
  });
})();
