/* A library changes while it is read: what was added, changed or removed is shown without loading the page again. What was
   typed, chosen, opened and asked stays, as far as it is still there. */
import { askAgain } from "./conversation.js";
import { served } from "./language.js";
import { renewLibrary } from "./library.js";
import { renewReader } from "./reader.js";
import { room } from "./room.js";
import { call } from "./server.js";
import { announce, known, say } from "./words.js";

const EVERY = 10_000;
const PARTS = { masthead: ".heading", welcome: ".welcome", dialogs: "#about-texts" }; // of a block, what tells of the texts

/* Show what there is now. */
export const renew = async () => {
  const { blocks, texts, title } = await served();
  known.texts = texts;
  document.title = title;
  const made = document.createElement("div");
  for (const [id, part] of Object.entries(PARTS)) {
    made.innerHTML = blocks[id];
    document.querySelector(`#${id} ${part}`).innerHTML = made.querySelector(part).innerHTML;
  }
  const wereSeveral = document.getElementById("within") !== null;
  renewLibrary(blocks.library);
  made.innerHTML = blocks.reader;
  await renewReader(made.querySelector("#transcript").innerHTML);
  if (wereSeveral !== (document.getElementById("within") !== null)) await askAgain(); // now places are named otherwise
};

/* Only where the server looks whether they change. */
export const watchTexts = () => {
  if (!known.watched || room()) return;
  setInterval(async () => {
    if (document.hidden) return;
    const texts = await call("texts").catch(() => known.texts);
    if (texts === known.texts) return;
    await renew();
    announce(say("library.changed"));
  }, EVERY);
};
