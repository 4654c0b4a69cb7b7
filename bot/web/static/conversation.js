/* The conversation: its questions, and each one's answer as the server wrote it. It is kept in this tab alone, so that a
   page loaded again, or a server started again, finds it as it was. Gradio's chat shows it, and sanitises what it shows. */
import { linkedQuestion, writeQuestion } from "./address.js";
import { kept } from "./kept.js";
import { language } from "./language.js";
import { within } from "./library.js";
import { asked as ofThese, room } from "./room.js";
import { call } from "./server.js";
import { select } from "./tabs.js";
import { say, scrolling } from "./words.js";

const KEPT = () => `${location.pathname} ${ofThese()}`;
const LONG = 300; // a question that may have to be scrolled
const AGAIN = 1_000; // after which it is asked again for an answer that is being prepared
const isPreparing = (html) => html.startsWith('<div class="answer waiting preparing"');
/* Of { question, searched, within, html, language }: searched is "" unless something else is to be searched than the program
   finds, within null unless it looks only somewhere; html is null while the answer is waited for, language is its. */
let turns = [];
let editing = null; // which of them the next question replaces
let typing = "";

const escape = (text) => text.replace(/[&<>"'\r]/g, (c) => `&#${c.charCodeAt(0)};`);
const button = (kind, label) => `<button class="${kind}" type="button">${escape(say(label))}</button>`;
const message = (role, text) => ({ role, content: [{ type: "text", text }] });

const asked = (question) =>
  `<div class="asked"><h2 class="typed" dir="auto"${question.length > LONG ? ' tabindex="0"' : ""}>${escape(question)}</h2>` +
  `${button("edit", "edit")}${button("again", "again")}</div>`;
const waiting = () =>
  `<div class="answer waiting" role="status"><p>${escape(say("searching"))}</p><div class="skeleton"></div></div>`;
const failure = (why) =>
  `<div class="answer error" role="alert"><p class="headline">${escape(say("error"))}</p><p>${escape(why)}</p>${button("again", "again")}</div>`;

/* For Gradio: what the chat shows, and what stands in the box. */
export const messages = () =>
  turns.flatMap((turn) => [message("user", asked(turn.question)), message("assistant", (turn.html ?? turn.preparing ?? waiting()) + (turn.survey ?? ""))]);
export const filled = () => typing;

const show = () => {
  document.getElementById("app").classList.toggle("begun", turns.length > 0);
  document.getElementById("show").click();
  kept.write(KEPT(), turns);
};

/* Back to the box, unless that would open a keyboard on the screen. */
const focus = () => matchMedia("(hover: hover)").matches && document.querySelector("#question textarea").focus();

const fill = (question) => {
  typing = question;
  document.getElementById("fill").click();
  document.querySelector("#question textarea").focus();
};

const edit = (turn) => {
  editing = turn;
  const note = document.getElementById("editing");
  note.hidden = turn === null;
  if (turn === null) return;
  note.querySelector("span").textContent = say("edit.note", { number: turn + 1 });
  fill(turns[turn].question);
};

/* The question of `turn`, behind those before it. */
const upTo = (turn) => [...turns.slice(0, turns.indexOf(turn)).map(({ question, searched }) => searched || question), turn.question];

/* Ask the question of `turn`, after those before it. */
const request = async (turn) => {
  turn.html = null;
  turn.survey = "";
  show();
  const asking = () => call("answer", upTo(turn), turn.searched, language, turn.within, room()).catch((error) => failure(error.message));
  let html = await asking();
  while (turns.includes(turn) && isPreparing(html)) {
    turn.preparing = html;
    show();
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
    html = await asking();
  }
  if (!turns.includes(turn)) return; // taken back in the meantime
  Object.assign(turn, { html, language, preparing: undefined });
  show();
};

/* Who spoke of what `turn` asks, and over time, below its answer. */
const survey = async (turn) => {
  const html = await call("surveyed", upTo(turn), turn.searched, language, turn.within, room()).catch((error) => failure(error.message));
  if (!turns.includes(turn)) return;
  turn.survey = html;
  show();
  const own = (found) => turnOf(found) === turn;
  setTimeout(() => [...document.querySelectorAll("#answers .survey")].find(own)?.focus({ preventScroll: true }));
};

/* What is left in the box: nothing, or the question if it can't be asked now. */
export const ask = (question) => {
  if (!question.trim() || turns.some(({ html }) => html === null)) return question;
  if (editing !== null) turns = turns.slice(0, editing);
  edit(null);
  const turn = { question, searched: "", within: within(), html: null };
  turns.push(turn);
  writeQuestion(question);
  request(turn);
  return "";
};

const undo = () => {
  if (!turns.length) return;
  edit(null);
  const { question } = turns.pop();
  writeQuestion(turns[turns.length - 1]?.question);
  show();
  fill(question);
};

const clear = () => {
  edit(null);
  turns = [];
  writeQuestion("");
  show();
  fill("");
};

export const asking = () => ["question", "searched", "within"].map((part) => turns.map((turn) => turn[part] ?? (part === "within" ? null : "")));

/* As the tab kept it, with what was answered in another language asked again; then the question of the address, unless it
   was asked already. */
export const begin = async () => {
  turns = kept.read(KEPT()) ?? [];
  for (const turn of turns) if (turn.language !== language) turn.html = null;
  const linked = linkedQuestion();
  if (linked && !turns.some(({ question }) => question === linked)) {
    turns.push({ question: linked, searched: "", within: null, html: null });
    select("asking");
  }
  await answerAll();
};

/* Whatever has no answer is asked. */
const answerAll = async () => {
  if (turns.length) show();
  for (const turn of turns) if (turn.html === null && turns.includes(turn)) await request(turn);
};

/* All of it asked again: places have other names now. */
export const askAgain = () => {
  for (const turn of turns) turn.html = null;
  return answerAll();
};

/* The one that an element of the chat belongs to: that of the last question above it. */
const turnOf = (element) => {
  const isAbove = (question) => question.contains(element) || question.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
  return turns[[...document.querySelectorAll("#answers .asked")].filter(isAbove).length - 1];
};

/* Ask the question of the answer that `element` is in again, with `words` searched in its place. */
export const search = (element, words) => {
  const turn = turnOf(element);
  turn.searched = words;
  request(turn);
  focus(); // the field is gone
};

document.addEventListener("click", ({ target }) => {
  const pressed = target.closest?.("button");
  if (!pressed) return;
  if (pressed.matches("#undo")) undo();
  else if (pressed.matches("#clear")) clear();
  else if (pressed.matches(".asked .edit")) edit(turns.indexOf(turnOf(pressed)));
  else if (pressed.matches(".answer .survey-go")) survey(turnOf(pressed));
  else if (pressed.matches(":is(.asked, .answer) .again")) request(turnOf(pressed));
  else if (pressed.matches("button.ask")) ask(pressed.value);
  else if (pressed.matches("#cancel-edit")) edit(null);
  else return;
  if (pressed.matches(".answer .again, button.ask, #cancel-edit")) focus(); // the button is gone
});

/* A new question, and again its answer, is brought to the top: the best match is what is seen first. */
let seen = 0;
export const follow = () => {
  const pane = document.getElementById("answers");
  new MutationObserver(() => {
    const questions = pane.querySelectorAll(".asked");
    const said = questions.length + pane.querySelectorAll(".answer:not(.waiting)").length;
    if (said > seen) {
      const last = questions[questions.length - 1];
      const top = pane.scrollTop + last.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      if (pane.scrollHeight > pane.clientHeight) pane.scrollTo({ top, behavior: scrolling() });
      else last.scrollIntoView({ block: "nearest", behavior: scrolling() }); // on a low screen the page scrolls
    }
    seen = said;
  }).observe(pane, { childList: true, subtree: true });
};
