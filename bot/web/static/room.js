/* Which transcripts this browser tab asks: its own, by the name of the room that holds them, or "" for those that everybody
   asks. Only this tab knows the name. */
import { writeQuestion } from "./address.js";
import { kept } from "./kept.js";
import { known } from "./words.js";

const KEPT = `${location.pathname} room`;
const SERVED = known.texts; // what everybody asked when the server was started

export const room = () => kept.read(KEPT) ?? "";

/* By which this tab keeps apart what it knows of these transcripts and of others, also while they change. */
export const asked = () => room() || SERVED;

/* Ask those in a room from now on; what stands in the address was asked of others. */
export const enter = (name) => {
  kept.write(KEPT, name);
  writeQuestion("");
  location.reload();
};

/* Ask what everybody asks. */
export const leave = () => enter("");
