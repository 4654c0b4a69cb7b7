/* Of several transcripts one stands beside the conversation: another is asked of the server when a link, or its button, leads
   there. */
import { openDrawer } from "./drawer.js";
import { language } from "./language.js";
import { room } from "./room.js";
import { call } from "./server.js";
import { announce, say } from "./words.js";

const pane = () => document.getElementById("transcript");
export const shown = () => pane().querySelector("article")?.dataset.of ?? "";

/* What stands before the places of a link: talk: in talk:q2-p3-s1, "" where there is one transcript. */
export const transcriptOf = (link) => link.slice(0, link.indexOf(":") + 1);

/* Show the transcript that `link` leads into; whether it is there. */
export const bring = async (link) => {
  const of = transcriptOf(link);
  if (!of || of === shown()) return true;
  const html = await call("transcript", decodeURIComponent(of.slice(0, -1)), language, room()).catch(() => "");
  if (!html) return false;
  pane().innerHTML = html;
  pane().scrollTop = 0;
  return true;
};

document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("#shelf button.open");
  if (!button) return;
  const several = document.getElementById("within");
  if (several && !(await bring(`${encodeURIComponent(button.value)}:`))) return announce(say("place.gone", { place: button.value }));
  openDrawer();
  pane().focus({ preventScroll: true });
});
