/* A library changes while it is read: what was added, changed or removed is shown without loading the page again. What was
   chosen, opened and asked stays, as far as it is still there. */
import { refill } from "./language.js";
import { recallWithin, within } from "./library.js";
import { bring, shown } from "./reader.js";
import { room } from "./room.js";
import { call } from "./server.js";
import { announce, known, say } from "./words.js";

const EVERY = 10_000;

/* Show what there is now. */
export const renew = async () => {
  const [chosen, open] = [within(), shown()];
  await refill();
  recallWithin(chosen);
  if (open) await bring(open);
};

/* Only where there are several: a single transcript is opened once. */
export const watchTexts = () => {
  if (!document.getElementById("within")) return;
  setInterval(async () => {
    if (document.hidden) return;
    const texts = await call("texts", room()).catch(() => known.texts);
    if (texts === known.texts) return;
    await renew();
    announce(say("library.changed"));
  }, EVERY);
};
