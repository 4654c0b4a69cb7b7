/* The language of the page: the one that was chosen here, else the browser's first that there is, else English. The page
   comes in English and stays hidden until it is known to be in its language; another one is asked for at once, while
   Gradio still builds the page. The transcript's own words are never translated. */
import { kept } from "./kept.js";
import { forget, room } from "./room.js";
import { call } from "./server.js";
import { known, say } from "./words.js";

const FOCUS = "language chosen";
export const GONE = "own transcripts gone";
const PATIENCE = 8000;
const have = (tag) => known.languages.find((language) => language === tag.toLowerCase().split("-")[0]);
const wanted = have(kept.choice("language") ?? "") ?? navigator.languages.map(have).find(Boolean) ?? "en";
const late = (resolve) => setTimeout(resolve, PATIENCE);
const pause = () => new Promise((resolve) => setTimeout(resolve, 1_000));
const asIs = wanted === "en" && !room() && !known.watched; // nothing can be another than what came with the page
const asked = asIs ? null : Promise.race([call("interface", wanted, room()), new Promise(late)]).catch(() => null);

export let language = "en";

const name = () => {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : language;
  document.documentElement.dataset.language = language; // from now on the page is seen
};

/* Into the first text there is: the nodes that Gradio made stay, and so what it knows of them. */
const write = (selector, key) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  while (walker.nextNode() && !walker.currentNode.data.trim());
  walker.currentNode.data = say(key);
};

/* The page as the server has it now: `blocks` of HTML, the window's `title`, and `texts`, by which it sees that they change. */
export const served = async () => {
  const has = await call("interface", language, room());
  return has.gone ? forgotten() : has;
};

const fill = ({ blocks, texts, title }) => {
  known.texts = texts;
  document.title = title;
  for (const [id, html] of Object.entries(blocks)) document.querySelector(`#${id} .said`).innerHTML = html;
};

/* What this tab had brought along is no longer on the server: the page shows what everybody asks, and says so. */
const forgotten = () => {
  kept.write(GONE, true);
  forget(room());
  return new Promise(() => {}); // nothing else happens until then
};

/* In the language, or in English where that could not be had: then everything stays English. */
export const speak = async () => {
  let has = await asked;
  while (!has && (room() || known.watched)) {
    await pause(); // what came with the page is not what is asked
    has = await call("interface", wanted, room()).catch(() => null);
  }
  if (has?.gone) return forgotten();
  if (has) {
    language = wanted;
    known.words = has.words;
    fill(has);
    write("#question label", "question");
    write("#ask button", "ask");
    document.querySelector("#question textarea").placeholder = say("question.placeholder");
  }
  document.querySelector("#answers [role=log]")?.setAttribute("aria-label", say("answers"));
  name();
  if (kept.read(FOCUS)) document.getElementById("language").focus();
  kept.write(FOCUS, false);
};

document.addEventListener("change", ({ target }) => {
  if (target.id !== "language") return;
  kept.choose("language", target.value);
  kept.write(FOCUS, true);
  location.reload();
});

if (!asked) name();
