/* Find words in the transcript: case, kinds of white space, quotation marks, apostrophes and dashes do not count. The
   matches are painted with the browser's highlights, so that the text stays as it is. */
import { say, scrolling } from "./words.js";

const ALIKE = [[/[’‘ʼ]/g, "'"], [/[“”„«»]/g, '"'], [/[‐‑–—]/g, "-"], [/\s/g, " "]];
let ranges = [];
let at = -1;

/* Each character for one: where lower case is longer, the character stays. */
const fold = (text) => {
  const alike = ALIKE.reduce((folded, [kind, one]) => folded.replace(kind, one), text);
  const lower = alike.toLowerCase();
  return lower.length === alike.length ? lower : [...alike].map((c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join("");
};

/* Where `pattern` matches in `block`, across its sentences, as ranges. */
const within = (block, pattern) => {
  const nodes = [];
  let text = "";
  for (const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT); walker.nextNode(); ) {
    if (walker.currentNode.parentElement.closest(".n")) continue;
    nodes.push([text.length, walker.currentNode]);
    text += walker.currentNode.data;
  }
  const point = (offset) => {
    const [start, node] = nodes.findLast(([start]) => start <= offset);
    return [node, offset - start];
  };
  return [...fold(text).matchAll(pattern)].map(({ index, 0: match }) => {
    const range = new Range();
    range.setStart(...point(index));
    const [node, last] = point(index + match.length - 1);
    range.setEnd(node, last + 1);
    return range;
  });
};

/* `words` as typed: accents in either form, and as much white space as there is. */
const patternOf = (words) => {
  const forms = ["NFC", "NFD"].map((form) => fold(words.normalize(form)).split(/ +/));
  const escaped = forms.map((form) => form.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join(" +"));
  return new RegExp(escaped.join("|"), "g");
};

const highlight = (name, painted) => {
  const all = new Highlight();
  painted.forEach((range) => all.add(range));
  CSS.highlights.set(name, all);
};

const paint = () => {
  if (!globalThis.Highlight) return;
  highlight("found", ranges);
  highlight("found-here", at < 0 ? [] : [ranges[at]]);
};

const tell = () => {
  const words = ranges.length ? say("find.count", { at: at + 1, count: ranges.length }) : say("find.none");
  document.getElementById("found").textContent = document.getElementById("find").value.trim() && words;
};

/* The next match, or the one before it, brought into view. */
const go = (step) => {
  if (!ranges.length) return;
  at = (at + step + ranges.length) % ranges.length;
  paint();
  tell();
  const pane = document.getElementById("transcript");
  const top = ranges[at].getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTo({ top: pane.scrollTop + top - pane.clientHeight * 0.3, behavior: scrolling() });
};

const find = () => {
  const words = document.getElementById("find").value.trim();
  const blocks = document.querySelectorAll("#transcript :is(p, h3, h4)");
  ranges = words ? [...blocks].flatMap((block) => within(block, patternOf(words))) : [];
  at = ranges.length ? 0 : -1;
  paint();
  tell();
};

let due = 0;
document.addEventListener("input", ({ target }) => {
  if (target.id !== "find") return;
  clearTimeout(due);
  due = setTimeout(() => {
    find();
    go(0);
  }, 120);
});
document.addEventListener("brought", find);
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "find" || event.key !== "Enter") return;
  event.preventDefault();
  go(event.shiftKey ? -1 : 1);
});
document.addEventListener("click", ({ target }) => {
  if (target.closest?.("#find-next")) go(1);
  if (target.closest?.("#find-previous")) go(-1);
});
