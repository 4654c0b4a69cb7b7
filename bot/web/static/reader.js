/* Of several transcripts one stands beside the conversation: another is asked of the server when a link leads there. Whoever
   has drawn or found something in the text hears of it by the event "brought". */
import { language } from "./language.js";
import { room } from "./room.js";
import { call } from "./server.js";

const pane = () => document.getElementById("transcript");
export const shown = () => pane().querySelector("article")?.dataset.of ?? "";

/* What stands before the places of a link: talk: in talk:q2-p3-s1, "" where there is one transcript. */
export const transcriptOf = (link) => link.slice(0, link.indexOf(":") + 1);

const put = (html) => {
  pane().innerHTML = html;
  document.dispatchEvent(new Event("brought"));
};

export const decoded = (component) => {
  try {
    return decodeURIComponent(component);
  } catch {
    return component; // cut off by whoever passed the link on: it stands nowhere, and that is said
  }
};

/* Show the transcript that `link` leads into; whether it is there. */
export const bring = async (link) => {
  const of = transcriptOf(link);
  if (!of || of === shown()) return true;
  const html = await call("transcript", decoded(of.slice(0, -1)), language, room()).catch(() => "");
  if (!html) return false;
  put(html);
  pane().scrollTop = 0;
  return true;
};

/* The transcripts have changed: show the same one as it is now, with what is lit in it; `first` where it is there no more. */
export const renewReader = async (first) => {
  const now = pane().querySelector("article");
  const same = now && (await call("transcript", now.dataset.name, language, room()).catch(() => ""));
  const made = document.createElement("div");
  made.innerHTML = same || first;
  const next = made.querySelector("article");
  if (now && next?.dataset.of === now.dataset.of && next.textContent === now.textContent) return;
  const lit = [...pane().querySelectorAll(".lit")].map(({ id, textContent }) => [id.slice(now.dataset.of.length), textContent]);
  put(made.innerHTML);
  if (!same) pane().scrollTop = 0;
  for (const [place, text] of same ? lit : []) {
    const sentence = document.getElementById(next.dataset.of + place);
    if (sentence?.textContent === text) sentence.classList.add("lit");
  }
};
