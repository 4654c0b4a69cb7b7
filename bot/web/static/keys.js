/* The keyboard: / j k ? by themselves (they can be turned off in the help), Escape everywhere; and the dialogs. */
import { isOpen } from "./drawer.js";
import { kept } from "./kept.js";
import { back, go } from "./places.js";
import { box } from "./tabs.js";

const typing = (element) => element.closest("input, textarea, select, [contenteditable]");
const open = (id) => document.getElementById(id).showModal();

/* The next or previous citation that can be seen, shown in the transcript; the focus stays beside it. */
const step = (by) => {
  const chips = [...document.querySelectorAll("#chat a.cite")].filter((chip) => chip.checkVisibility());
  if (!chips.length) return;
  const here = chips.findIndex((chip) => chip === document.activeElement || chip.hasAttribute("aria-current"));
  const chip = chips[here < 0 ? (by > 0 ? 0 : chips.length - 1) : Math.min(Math.max(here + by, 0), chips.length - 1)];
  go(chip, false);
  chip.focus();
  (chip.closest(".card") ?? chip).scrollIntoView({ block: "nearest" });
};

const SINGLE = {
  "/": () => box().focus(),
  j: () => step(1),
  k: () => step(-1),
  "?": () => open("help"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const menu = document.querySelector("#masthead .menu");
  if (event.key === "Escape") {
    if (menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (event.target.closest("#pane") || isOpen()) back();
  } else if (SINGLE[event.key] && !typing(event.target) && kept.choice("keys") !== "off") {
    event.preventDefault();
    SINGLE[event.key]();
  }
});

document.addEventListener("click", ({ target }) => {
  if (target.closest?.("#open-about")) open("about");
  if (target.closest?.("#open-help")) open("help");
});
document.addEventListener("pointerdown", ({ target, clientX: x, clientY: y }) => {
  if (!target.matches?.("dialog[open]:not(#own-wait)")) return;
  const box = target.getBoundingClientRect();
  if (x < box.left || x > box.right || y < box.top || y > box.bottom) target.close(); // beside it
});
document.addEventListener("change", ({ target }) => {
  if (target.id === "single-keys") kept.choose("keys", target.checked ? "on" : "off");
});

export const recall = () => {
  document.getElementById("single-keys").checked = kept.choice("keys") !== "off";
};
