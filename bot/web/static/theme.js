/* Dark or light: as the system has it, until it is chosen here. */
const KEPT = "on-the-record theme";

const set = (dark) => {
  document.body.classList.toggle("dark", dark);
  document.getElementById("theme").setAttribute("aria-pressed", String(dark));
};

export const dress = () => {
  const kept = localStorage.getItem(KEPT);
  set(kept ? kept === "dark" : document.body.classList.contains("dark"));
};

document.addEventListener("click", ({ target }) => {
  if (!target.closest?.("#theme")) return;
  const dark = !document.body.classList.contains("dark");
  localStorage.setItem(KEPT, dark ? "dark" : "light");
  set(dark);
});
