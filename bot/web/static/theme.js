/* Dark or light: as the system has it, until it is chosen here. */
import { kept } from "./kept.js";

const set = (dark) => {
  document.body.classList.toggle("dark", dark);
  document.getElementById("theme").setAttribute("aria-pressed", String(dark));
};

const isDark = () => document.body.classList.contains("dark");
const wanted = () => {
  const chosen = kept.choice("theme");
  return chosen ? chosen === "dark" : isDark();
};

/* Gradio follows the system, and may do so after this. */
export const dress = () => {
  set(wanted());
  new MutationObserver(() => {
    if (isDark() !== wanted()) set(wanted());
  }).observe(document.body, { attributeFilter: ["class"] });
};

document.addEventListener("click", ({ target }) => {
  if (!target.closest?.("#theme")) return;
  const dark = !isDark();
  kept.choose("theme", dark ? "dark" : "light");
  set(dark);
});
