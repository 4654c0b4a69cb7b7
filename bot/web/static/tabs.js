/* The tabs above the conversation and the check: one of their panels is shown. The arrow keys, Home and End go from tab to
   tab; which one is chosen is kept in this browser tab. */
import { kept } from "./kept.js";

const tabs = () => [...document.querySelectorAll("#tabs [role=tab]")];
const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
const KEPT = `${location.pathname} tab`;

export const select = (name) => {
  for (const tab of tabs()) {
    const chosen = panel(tab).id === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    panel(tab).hidden = !chosen;
  }
  kept.write(KEPT, name);
};

/* The box to type in, of the panel that is shown; where it has none, its tab. */
export const box = () =>
  [...document.querySelectorAll("#question textarea, #pasted, #shelf-find")].find((field) => field.checkVisibility()) ??
  document.querySelector("#tabs [aria-selected=true]");

/* Gradio's columns become the panels. */
export const setUp = () => {
  for (const tab of tabs()) {
    panel(tab).setAttribute("role", "tabpanel");
    panel(tab).setAttribute("aria-labelledby", tab.id);
  }
  const names = tabs().map((tab) => panel(tab).id);
  const last = kept.read(KEPT);
  select(names.includes(last) ? last : names[0]);
};

document.addEventListener("click", ({ target }) => {
  const tab = target.closest?.("#tabs [role=tab]");
  if (tab) select(panel(tab).id);
});
document.addEventListener("keydown", (event) => {
  const all = tabs();
  const at = all.indexOf(event.target);
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const tab = all[(next + all.length) % all.length];
  select(panel(tab).id);
  tab.focus();
});
