/* Where the next questions look: what is chosen in the form, kept in this browser tab, and said above the box to type in.
   The list of transcripts is searched and sorted in the page. */
import { kept } from "./kept.js";
import { asked } from "./room.js";
import { say } from "./words.js";

const KEPT = () => `${location.pathname} within ${asked()}`;
const LISTS = ["transcripts", "speakers", "roles", "languages"];
const form = () => document.getElementById("within");
const items = () => [...document.querySelectorAll("#shelf > li")];

/* As the server takes it; null for everywhere. */
export const within = () => {
  if (!form()) return null;
  const data = new FormData(form());
  const chosen = {};
  for (const name of LISTS) {
    const values = data.getAll(name).filter(Boolean);
    if (values.length) chosen[name] = values;
  }
  for (const name of ["since", "until"]) {
    const field = form().elements[name];
    if (field.value.trim() && field.checkValidity()) chosen[name] = field.value.trim();
  }
  return Object.keys(chosen).length ? chosen : null;
};

const label = (input) => input.closest("label").querySelector("span").textContent;

/* In words, as far as there is room. */
const told = (chosen) => {
  const names = [...form().querySelectorAll("input:checked")].filter(({ value }) => value).map(label);
  if (chosen.since) names.push(say("within.since", { date: chosen.since }));
  if (chosen.until) names.push(say("within.until", { date: chosen.until }));
  return names.length > 6 ? [...names.slice(0, 5), "…"] : names;
};

const tell = () => {
  const note = document.getElementById("narrowed");
  const chosen = within(); // null where there is no form
  note.hidden = !chosen;
  if (chosen) note.querySelector("span").textContent = say("within", { places: told(chosen).join(say("comma")) });
};

const count = () => {
  const all = items();
  const seen = all.filter(({ hidden }) => !hidden).length;
  const words = document.getElementById("shelf-count");
  if (words) words.textContent = seen === all.length ? `(${seen})` : `(${say("library.shown", { count: seen, all: all.length })})`;
};

const find = (typed) => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of items()) {
    const text = item.textContent.toLowerCase();
    item.hidden = !words.every((word) => text.includes(word));
  }
  count();
};

/* By a key of the list's items; those without it come last. */
const sort = (key) => {
  const order = new Intl.Collator(undefined, { numeric: true });
  const by = ({ dataset }) => dataset[key] || "\uffff";
  document.getElementById("shelf").append(...items().sort((a, b) => order.compare(by(a), by(b))));
};

/* As the form says. */
const arrange = () => {
  sort(document.getElementById("shelf-sort").value);
  find(document.getElementById("shelf-find").value);
};

const keep = () => {
  kept.write(KEPT(), within());
  tell();
};

/* What was chosen, or what the tab kept of it; the list is sorted as the form says. */
export const recallWithin = (was = kept.read(KEPT())) => {
  if (!form()) return;
  const chosen = was ?? {};
  for (const input of form().querySelectorAll("input[name]")) {
    const value = chosen[input.name];
    if (input.type === "checkbox") input.checked = value?.includes(input.value) ?? false;
    else if (input.type === "radio") input.checked = value ? value.includes(input.value) : !input.value;
    else input.value = value ?? "";
  }
  arrange();
  keep();
};

/* By what an element is found again in a form that takes the place of its own. */
const selectorOf = (element) => {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const is = (name) => (element.hasAttribute(name) ? `[${name}="${CSS.escape(element.getAttribute(name))}"]` : "");
  return element.localName + is("name") + is("value");
};

/* Show the list of other transcripts, `html`: what was chosen, typed, opened and reached stays, as far as it is there. */
export const renewLibrary = (html) => {
  const box = document.querySelector("#library .said");
  const [chosen, at] = [within(), box.contains(document.activeElement) && selectorOf(document.activeElement)];
  const typed = [...box.querySelectorAll("select, input:not([type=checkbox], [type=radio])")].map((field) => [selectorOf(field), field.value]);
  const isOpen = box.querySelector("details.choice")?.open ?? false;
  box.innerHTML = html;
  if (!form()) return tell();
  recallWithin(chosen);
  for (const [selector, value] of typed) Object.assign(box.querySelector(selector), { value });
  box.querySelector("details.choice")?.toggleAttribute("open", isOpen);
  arrange();
  if (at) box.querySelector(at)?.focus({ preventScroll: true });
};

const emptied = () => {
  arrange();
  keep();
};

document.addEventListener("input", ({ target }) => {
  if (target.id === "shelf-find") find(target.value);
  else if (target.closest?.("#within") && target.name) keep();
});
document.addEventListener("change", ({ target }) => target.id === "shelf-sort" && sort(target.value));
document.addEventListener("submit", (event) => event.target.id === "within" && event.preventDefault());
document.addEventListener("reset", ({ target }) => target.id === "within" && setTimeout(emptied));
document.addEventListener("click", ({ target }) => {
  if (!target.closest?.("#everywhere")) return;
  form().reset();
  document.querySelector("#question textarea").focus();
});
