/* What a visitor brings along: dropped or pasted, read at once, looked at and corrected, then asked instead of what everybody
   asks, in this browser tab alone. */
import { kept } from "./kept.js";
import { GONE, language } from "./language.js";
import { renew } from "./renewed.js";
import { enter, forget, room } from "./room.js";
import { call } from "./server.js";
import { select } from "./tabs.js";
import { announce, say, scrolling } from "./words.js";

const BEAT = 60_000; // so often the server is told that the page is still open
const LOOK = 700;
const PAUSE = 1_000; // after which something is asked again of a busy server
const TRIES = 15;
let own = room(); // the room that things are put into, "" for none yet; it is asked only when it was opened

const get = (id) => document.getElementById(id);
const report = () => get("own-report");

const fail = (words) => {
  const note = Object.assign(document.createElement("p"), { className: "error", textContent: words });
  note.setAttribute("role", "alert");
  report().prepend(note);
};

const once = (endpoint, ...data) => call(endpoint, ...data, language).catch((error) => ({ error: error.message }));

/* What the server answers, asked again while it is busy with others; an error is shown, and null comes back. */
const ask = async (...request) => {
  let result = await once(...request);
  for (let tries = 1; result.busy && tries < TRIES; tries++) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    result = await once(...request);
  }
  if (result.error) fail(result.error);
  if (result.gone) own = "";
  return result.error ? null : result;
};

const entered = async () => {
  if (!own) own = (await ask("enter"))?.room ?? "";
  return own;
};

/* What is in the room; the focus goes to `of`, a transcript, unless somebody is elsewhere meanwhile. */
const show = ({ html }, of) => {
  const isHere = get("choosing").contains(document.activeElement) || document.activeElement === document.body;
  report().innerHTML = html;
  report().scrollIntoView({ block: "start", behavior: scrolling() });
  announce(say("own.read"));
  const heading = report().querySelector(`[data-of="${CSS.escape(of)}"] h3`) ?? report().querySelector("h3, p");
  if (!heading || !isHere) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
};

const change = async (endpoint, ...data) => {
  report().setAttribute("aria-busy", "true");
  const result = (await entered()) && (await ask(endpoint, own, ...data));
  report().removeAttribute("aria-busy");
  if (result) show(result, data[0]);
  return Boolean(result);
};

/* What is asked is from now on without it. */
const remove = async (name) => {
  if (!(await change("remove", name)) || own !== room()) return;
  if (report().querySelector(".own")) renew();
  else end();
};

/* From Gradio's field: files that it has just taken up. */
export const dropped = (files) => {
  const all = [files].flat().filter(Boolean);
  if (all.length) change("put", all.map(({ path, orig_name: name }) => ({ path, name })));
};

/* What was changed in the form of a transcript, as its TOML has it: what was not touched is read as before. */
const corrected = (form) => {
  const all = (fields) => Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()]));
  const isChanged = ({ value, defaultValue }) => value !== defaultValue;
  const [person, known] = ["[name=name], [name=office]", "input:not([name=name], [name=office])"].map((of) => [...form.querySelectorAll(`.known :is(${of})`)]);
  const table = all(known.filter(isChanged));
  const { name, office } = all(person);
  if (person.some(isChanged)) table.interviewee = name || office ? { name, office } : {};
  const voices = [...form.querySelectorAll(".voices select")].filter(({ selectedOptions: [chosen] }) => !chosen.defaultSelected);
  return { ...table, speakers: all(voices) };
};

const save = (name, text, type) => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
};

const download = async (section) => {
  const name = section.dataset.of;
  const form = section.querySelector("form.correct");
  if (!(await ask("correct", own, name, corrected(form)))) return;
  const result = await ask("toml", own, name);
  if (result) save(`${name.split("/").at(-1)}.toml`, result.text, "application/toml");
};

/* Until it is ready: how far it is, with the time left at that rate. */
const wait = async (begun = performance.now()) => {
  const state = await ask("stage", own);
  if (!state) return get("own-wait").close();
  const { stage, done, of } = state;
  if (stage === "ready") return askThose(own);
  const left = done ? Math.ceil(((of - done) * (performance.now() - begun)) / done / 1000) : 0;
  const time = left ? say("own.left", { time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` }) : "";
  get("own-progress").value = of ? done / of : 0;
  get("own-told").textContent = [say("own.opening", { done, of }), time].join(say("space"));
  setTimeout(wait, LOOK, begun);
};

const open = async () => {
  if (!(await ask("open", own))) return;
  get("own-wait").showModal();
  wait();
};

const share = async () => {
  if (await ask("share", own)) announce(say("own.shared"));
};

/* The page loads itself again, and is where one asks. */
const askThose = (name) => {
  select("asking");
  enter(name);
};

/* Nothing of it stays, here or on the server. */
const end = async () => {
  await call("leave", own).catch(() => null);
  forget(own);
};

/* Gradio's field speaks the browser's language; here it speaks that of the page. */
const translate = () => {
  for (const one of get("drop").querySelectorAll("[aria-label]")) one.setAttribute("aria-label", say("own.drop"));
  for (const box of get("drop").querySelectorAll("label, [data-testid=upload-text]")) {
    let words = say(box.matches("label") ? "own.heading" : "own.drop"); // in the place of its first text; its others are gone
    for (const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT); walker.nextNode(); ) {
      if (!walker.currentNode.data.trim()) continue;
      walker.currentNode.data = words;
      words = "";
    }
  }
};

/* As it was before the page was loaded again; whether the server still has it. */
export const recallOwn = async () => {
  translate();
  new MutationObserver(translate).observe(get("drop"), { childList: true, subtree: true }); // it is made anew after a file
  get("own-asked").hidden = !room();
  if (kept.read(GONE)) announce(say("error.upload.gone"));
  kept.write(GONE, false);
  setInterval(() => own && call("stage", own, language).catch(() => null), BEAT);
  const result = own && (await ask("look", own));
  if (result) report().innerHTML = result.html;
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("#own-paste, form.correct")) return;
  event.preventDefault();
  if (form.matches("form.correct")) return change("correct", form.closest("section").dataset.of, corrected(form));
  const [text, name] = [get("own-text").value, get("own-name").value];
  if (text.trim()) change("paste", text, name).then((taken) => taken && form.reset());
  else get("own-text").focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && get("own-wait")?.open) event.preventDefault(); // it is waited for, or cancelled
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("button");
  if (!button) return;
  if (button.matches("#own-open")) open();
  else if (button.matches(".own-leave, #own-cancel")) end();
  else if (button.matches("#own-back")) askThose("");
  else if (button.matches(".own-remove")) remove(button.value);
  else if (button.matches(".own-toml")) download(button.closest("section"));
  else if (button.matches("#own-share")) share();
});
