/* Which transcripts this browser tab asks: its own, by the name of the room that holds them, or "" for those that everybody
   asks. Only this tab knows the name. */
import { kept } from "./kept.js";

const KEPT = `${location.pathname} room`;

export const room = () => kept.read(KEPT) ?? "";
export const enter = (name) => kept.write(KEPT, name);
export const leave = () => kept.write(KEPT, "");
