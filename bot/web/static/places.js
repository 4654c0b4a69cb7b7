/* A link to a place (#q2-p3-s1, or a run #q1-p2-s3~q1-p3-s1) shows it in the transcript: only that pane scrolls, the
   sentences are lit, the focus goes there, Escape brings it back. A link may bring the first words along
   (#q2-p3-s1=On%20December%203), by which the place is found again in a transcript that was changed since. */
import { closeDrawer, isOpen, openDrawer } from "./drawer.js";
import { bring, decoded, transcriptOf } from "./reader.js";
import { room } from "./room.js";
import { box as typed } from "./tabs.js";
import { announce, known, say, scrolling } from "./words.js";

const WORDS = 80;
let origin = null;

const box = () => document.getElementById("transcript");
const place = (id) => {
  const element = document.getElementById(id);
  return box()?.contains(element) ? element : null;
};
const every = () => [...box().querySelectorAll(".s")];

/* The sentences of a link, in order; none if a place is not there. */
export const sentences = (link) => {
  const [first, last = first] = link.split("~").map(place);
  if (!first || !last) return [];
  if (!first.matches(".s")) {
    const inside = [...first.querySelectorAll(".s")];
    return inside.length ? inside : [...first.closest("section").querySelectorAll(".s")]; // a speaker's name
  }
  const all = every();
  return all.slice(all.indexOf(first), all.indexOf(last) + 1);
};

const nameOf = (element) => {
  const chip = document.querySelector(`#chat a.cite[href="#${CSS.escape(element.id)}"]`);
  return chip?.textContent ?? element.id;
};

const clear = () => {
  document.querySelectorAll("#transcript .lit").forEach((s) => s.classList.remove("lit"));
  document.querySelectorAll("[aria-current]").forEach((c) => c.removeAttribute("aria-current"));
};

const scrollTo = (target) => {
  const pane = box();
  if (!pane.clientHeight) return; // it is not shown
  const top = target.getClientRects()[0].top - pane.getBoundingClientRect().top;
  pane.scrollTo({ top: pane.scrollTop + top - pane.clientHeight * 0.3, behavior: scrolling() });
};

/* Light the sentences of `link`; `from` is the chip that was followed, null where there is none. */
export const show = async (link, from, focus = true) => {
  if (!(await bring(link))) return false;
  const lit = sentences(link);
  if (!lit.length) return false;
  clear();
  lit.forEach((s) => s.classList.add("lit"));
  for (const a of document.querySelectorAll(`:is(a.cite, a.claim, a.tick)[href="#${CSS.escape(link)}"]`))
    if (a === from || a.matches(".tick")) a.setAttribute("aria-current", "true");
  openDrawer();
  scrollTo(lit[0]);
  if (focus) {
    origin = from ?? origin;
    lit[0].focus({ preventScroll: true });
  }
  const url = new URL(location.href);
  url.hash = link;
  history.replaceState(history.state, "", url);
  announce(say("place.shown", { place: (from?.matches(".claim") ? "" : from?.textContent) || nameOf(lit[0]) }), false);
  return true;
};

/* Read a transcript of the list, from its beginning. */
const read = async (button) => {
  const several = document.getElementById("within");
  if (several && !(await bring(`${encodeURIComponent(button.value)}:`))) return announce(say("place.gone", { place: button.value }));
  openDrawer();
  origin = button;
  box().focus({ preventScroll: true });
};

/* From the transcript back to where it was opened: the chip, the button of the drawer, or else the box to type in. */
export const back = () => {
  const opener = isOpen() ? document.getElementById("open-transcript") : typed();
  closeDrawer();
  (origin?.checkVisibility() ? origin : opener).focus();
  origin = null;
};

/* The address of a place, with its first words. */
export const permalink = (link) => {
  const text = sentences(link).map((s) => s.textContent).join(" ");
  const words = [...text].slice(0, WORDS).join(""); // by code points
  const url = new URL(location.href);
  url.search = "";
  url.hash = `${link}=${encodeURIComponent(words)}`;
  return url.href;
};

const plain = (text) => text.replace(/\s+/g, " ").trim();

/* The ids of the sentences from `first` on that `words` reach into; "" if they do not stand there. */
const reach = (all, first, words) => {
  let [text, last] = ["", first - 1];
  while (text.length < words.length && last + 1 < all.length) text += `${text && " "}${plain(all[++last].textContent)}`;
  if (!text.startsWith(words)) return "";
  return first === last ? all[first].id : `${all[first].id}~${all[last].id}`;
};

/* The link itself if its words still stand there; else that of the only place where they stand; else "". */
const found = (link, written) => {
  const words = plain(written);
  const all = every().filter(({ id }) => id.startsWith(transcriptOf(link)));
  const [first] = sentences(link);
  if (!words || (first && reach(all, all.indexOf(first), words))) return link;
  const elsewhere = all.map((_, i) => reach(all, i, words)).filter(Boolean);
  return elsewhere.length === 1 ? elsewhere[0] : "";
};

/* The words of the card that a chip belongs to, where the transcripts may have changed since it was written. */
const quotedBy = (chip) => {
  const card = (known.watched || room()) && chip.closest("#answers .card > .meta")?.parentElement;
  return card ? card.querySelector(":scope > :is(.quote, .of)")?.textContent ?? "" : "";
};

/* Show where a link leads, or where the words of its card stand now. */
export const go = async (link, focus = true) => {
  const place = link.getAttribute("href").slice(1);
  const now = (await bring(place)) && found(place, quotedBy(link));
  if (!now || !(await show(now, link, focus))) announce(say("place.gone", { place }));
  else if (now !== place) announce(say("place.moved", { place: nameOf(sentences(now)[0]) }));
};

document.addEventListener("click", (event) => {
  if (event.target.closest?.("#back, #close-transcript")) return back();
  const button = event.target.closest?.("#shelf button.open");
  if (button) return read(button);
  const link = event.target.closest?.('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link);
});

/* A link followed from outside: the transcript is there only after the page has built itself. */
export const arrive = async () => {
  const [link, ...rest] = location.hash.slice(1).split("=");
  if (!link) return;
  await bring(link);
  const words = decoded(rest.join("="));
  const now = found(link, words);
  if (!now || !(await show(now, null))) announce(say("place.gone", { place: link }));
  else if (now !== link) announce(say("place.moved", { place: nameOf(sentences(now)[0]) }));
};
window.addEventListener("hashchange", arrive);
