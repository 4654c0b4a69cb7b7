/* Where the next questions look: what is chosen in the form, kept in this browser tab, and said above the box to type in.
   The list of transcripts is searched and sorted in the page. */
import { kept } from "./kept.js";
import { known, say } from "./words.js";

const KEPT = () => `${location.pathname} within ${known.texts}`;
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
  const chosen = within();
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

const keep = () => {
  kept.write(KEPT(), within());
  tell();
};

/* As it was, or as the tab kept it. */
export const recallWithin = (was = kept.read(KEPT())) => {
  if (!form()) return;
  const chosen = was ?? {};
  for (const input of form().querySelectorAll("input[name]")) {
    const value = chosen[input.name];
    if (input.type === "checkbox") input.checked = value?.includes(input.value) ?? false;
    else if (input.type === "radio") input.checked = value ? value.includes(input.value) : !input.value;
    else input.value = value ?? "";
  }
  count();
  keep();
};

const emptied = () => {
  find("");
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
