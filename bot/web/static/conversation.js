/* The conversation: its questions, and each one's answer as the server wrote it. It is kept in this tab alone, so that a
   page loaded again, or a server started again, finds it as it was. Gradio's chat shows it, and sanitises what it shows. */
import { call } from "./server.js";
import { known, say, scrolling } from "./words.js";

const KEPT = `on-the-record ${location.pathname} ${known.texts}`;
let turns = []; // of { question, html }; html is null while the answer is waited for
let editing = null; // which of them the next question replaces
let typing = "";

const escape = (text) => text.replace(/[&<>"'\r]/g, (c) => `&#${c.charCodeAt(0)};`);
const button = (kind, label) => `<button class="${kind}" type="button">${escape(say(label))}</button>`;
const message = (role, text) => ({ role, content: [{ type: "text", text }] });

const asked = (question) =>
  `<div class="asked"><p class="typed" dir="auto">${escape(question)}</p>${button("edit", "edit")}${button("again", "again")}</div>`;
const waiting = () =>
  `<div class="answer waiting" role="status"><p>${escape(say("searching"))}</p><div class="skeleton"></div></div>`;
const failure = (why) =>
  `<div class="answer error" role="alert"><p class="headline">${escape(say("error"))}</p><p>${escape(why)}</p>${button("again", "again")}</div>`;

/* For Gradio: what the chat shows, and what stands in the box. */
export const messages = () =>
  turns.flatMap((turn) => [message("user", asked(turn.question)), message("assistant", turn.html ?? waiting())]);
export const filled = () => typing;

const show = () => {
  document.getElementById("app").classList.toggle("begun", turns.length > 0);
  document.getElementById("show").click();
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(turns));
  } catch {
    /* the tab keeps no more, or may keep nothing: the conversation is lost when the page is loaded again */
  }
};

const fill = (question) => {
  typing = question;
  document.getElementById("fill").click();
  document.querySelector("#question textarea").focus();
};

const address = (question) => {
  const url = new URL(location.href);
  url.searchParams.delete("q");
  if (question) url.searchParams.set("q", question);
  url.hash = "";
  history.replaceState(history.state, "", url);
};

const edit = (turn) => {
  editing = turn;
  const note = document.getElementById("editing");
  note.hidden = turn === null;
  if (turn === null) return;
  note.querySelector("span").textContent = say("edit.note", { number: turn + 1 });
  fill(turns[turn].question);
};

/* Ask the last question of the conversation. */
const request = async () => {
  const turn = turns[turns.length - 1];
  turn.html = null;
  show();
  const questions = turns.map(({ question }) => question);
  const html = await call("answer", questions).catch((error) => failure(error.message));
  if (!turns.includes(turn)) return; // taken back in the meantime
  turn.html = html;
  show();
};

/* What is left in the box: nothing, or the question if it can't be asked now. */
export const ask = (question) => {
  if (!question.trim() || turns.some(({ html }) => html === null)) return question;
  if (editing !== null) turns = turns.slice(0, editing);
  edit(null);
  turns.push({ question, html: null });
  address(question);
  request();
  return "";
};

const again = (turn) => {
  edit(null);
  turns = turns.slice(0, turn + 1);
  request();
};

const undo = () => {
  if (!turns.length) return;
  edit(null);
  const { question } = turns.pop();
  address(turns[turns.length - 1]?.question);
  show();
  fill(question);
};

const clear = () => {
  edit(null);
  turns = [];
  address("");
  show();
  fill("");
};

export const questions = () => turns.map(({ question }) => question);

/* As the tab kept it; then the question of the address, unless it is the last one already. */
export const begin = () => {
  try {
    turns = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  } catch {
    turns = [];
  }
  const last = turns[turns.length - 1];
  const linked = new URL(location.href).searchParams.get("q");
  if (linked && linked !== last?.question) {
    turns = turns.filter(({ html }) => html !== null);
    turns.push({ question: linked, html: null });
    request();
  } else if (last && last.html === null) request();
  else if (last) show();
};

const place = (selector, element) =>
  [...document.querySelectorAll(`#answers ${selector}`)].indexOf(element.closest(selector));

document.addEventListener("click", ({ target }) => {
  const pressed = target.closest?.("button");
  if (!pressed) return;
  if (pressed.matches("#undo")) undo();
  else if (pressed.matches("#clear")) clear();
  else if (pressed.matches("#cancel-edit")) edit(null);
  else if (pressed.matches(".asked .edit")) edit(place(".asked", pressed));
  else if (pressed.matches(".asked .again")) again(place(".asked", pressed));
  else if (pressed.matches(".answer .again")) again(place(".answer", pressed));
  else if (pressed.matches("button.ask")) ask(pressed.value);
});

/* A new question, and again its answer, is brought to the top: the best match is what is seen first. */
let seen = 0;
new MutationObserver(() => {
  const questions = document.querySelectorAll("#answers .asked");
  const said = questions.length + document.querySelectorAll("#answers .answer:not(.waiting)").length;
  if (said > seen) questions[questions.length - 1].scrollIntoView({ block: "start", behavior: scrolling() });
  seen = said;
}).observe(document.body, { childList: true, subtree: true });
