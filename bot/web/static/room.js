/* Which transcripts this browser tab asks: its own, by the name of the room that holds them, or "" for those that everybody
   asks. Only this tab knows the name. */
import { writeQuestion } from "./address.js";
import { kept } from "./kept.js";
import { known } from "./words.js";

const KEPT = `${location.pathname} room`;
const DELETED = `${location.pathname} deleted`; // a room of which this tab is to forget everything, when it has loaded again
const SERVED = known.texts; // what everybody asked when the server was started

const deleted = kept.read(DELETED);
if (deleted) [deleted, DELETED].forEach(kept.forget);
const now = kept.read(KEPT) ?? "";

export const room = () => now;

/* By which this tab keeps apart what it knows of these transcripts and of others, also while they change. */
export const asked = () => now || SERVED;

/* Ask those in a room, or with "" what everybody asks, from now on; what stands in the address was asked of others. */
export const enter = (name) => {
  kept.write(KEPT, name);
  writeQuestion("");
  location.reload();
};

/* Ask what everybody asks, with nothing left of what was asked in the room `name`. */
export const forget = (name) => {
  kept.write(DELETED, name);
  enter("");
};
