/* "Check a quotation": the server marks the quotations of what was pasted and says what became of each. Text and result are
   kept in this browser tab, if they are not too large for it. The result is the server's HTML, which escapes every word. */
import { kept } from "./kept.js";
import { language } from "./language.js";
import { asked, room } from "./room.js";
import { call } from "./server.js";
import { announce, say, scrolling } from "./words.js";

const KEPT = () => `check ${location.pathname} ${asked()}`;
const MOST = 1_000_000; // characters; a browser gives all that is kept some five million
let result = "";
let running = false;

const get = (id) => document.getElementById(id);
const element = (name, className, text) => Object.assign(document.createElement(name), { className, textContent: text });

const keep = () => {
  const [text, sentences] = [get("pasted").value, get("sentences").checked];
  const shown = text.length + result.length > MOST ? "" : result;
  kept.write(KEPT(), text.length > MOST ? null : { text, sentences, result: shown, language });
};

const waiting = () => {
  const note = element("div", "answer waiting", "");
  note.setAttribute("role", "status");
  note.append(element("p", "", say("check.running")), element("div", "skeleton", ""));
  return note;
};

const failure = (why) => {
  const note = element("div", "answer error", "");
  note.setAttribute("role", "alert");
  note.append(element("p", "headline", say("error")), element("p", "", why));
  return note.outerHTML;
};

/* Brought into view and, unless the focus went elsewhere meanwhile, read out. */
const present = () => {
  const headline = document.querySelector("#result h2");
  get("result").scrollIntoView({ block: "start", behavior: scrolling() });
  if (!headline) return; // an error is an alert by itself
  if (get("checking").contains(document.activeElement) || document.activeElement === document.body)
    headline.focus({ preventScroll: true });
  else announce(headline.textContent, false);
};

const request = async () => {
  running = true;
  get("result").replaceChildren(waiting());
  const [text, sentences] = [get("pasted").value, get("sentences").checked];
  result = await call("checked", text, sentences, language, room()).catch((error) => failure(error.message));
  get("result").innerHTML = result;
  running = false;
  keep();
};

const check = async () => {
  if (running) return;
  if (!get("pasted").value.trim()) {
    get("pasted").focus();
    announce(say("check.empty"));
    return;
  }
  await request();
  present();
};

/* As the tab kept it; what was checked in another language is checked again. */
export const recallCheck = () => {
  const { text = "", sentences = false, result: shown = "", language: of } = kept.read(KEPT()) ?? {};
  get("pasted").value = text;
  get("sentences").checked = sentences;
  get("result").innerHTML = result = shown;
  if (shown && of !== language) request();
};

/* From the words to their verdict, and back. */
const jump = (id) => {
  const target = get(id);
  target.scrollIntoView({ block: "nearest", behavior: scrolling() });
  target.focus({ preventScroll: true });
};

window.addEventListener("pagehide", keep);
document.addEventListener("submit", (event) => {
  if (event.target.id !== "check") return;
  event.preventDefault();
  check();
});
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "pasted" || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  check();
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("#result button.jump");
  if (button) jump(button.value);
});
