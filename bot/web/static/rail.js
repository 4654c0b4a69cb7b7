/* The rail beside the transcript: a mark for every place that the conversation, or the check that is shown, cites. */
import { sentences } from "./places.js";

const draw = () => {
  const [rail, pane] = ["rail", "transcript"].map((id) => document.getElementById(id));
  const links = new Map([...document.querySelectorAll("#chat > :not([hidden]) a.cite:not(.safe *)")].map((a) => [a.getAttribute("href"), a.textContent]));
  const lit = pane.querySelector(".lit");
  rail.replaceChildren();
  if (!pane.clientHeight) return; // it is not shown
  for (const [href, name] of links) {
    const [first] = sentences(href.slice(1));
    if (!first) continue;
    const top = first.getClientRects()[0].top - pane.getBoundingClientRect().top + pane.scrollTop;
    const tick = Object.assign(document.createElement("a"), { href, title: name, className: "tick", tabIndex: -1 });
    if (first === lit) tick.setAttribute("aria-current", "true");
    tick.style.top = `${(100 * top) / pane.scrollHeight}%`;
    rail.append(tick);
  }
};

let due = 0;
const soon = () => {
  cancelAnimationFrame(due);
  due = requestAnimationFrame(draw);
};

export const watch = () => {
  new MutationObserver(soon).observe(document.getElementById("chat"), { childList: true, subtree: true, attributeFilter: ["hidden"] });
  new ResizeObserver(soon).observe(document.getElementById("transcript"));
  document.addEventListener("brought", soon);
  soon();
};
