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

/* Where `words` stand in `block`, across its sentences, as ranges. */
const within = (block, words) => {
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
  const found = [];
  const folded = fold(text);
  for (let i = folded.indexOf(words); i >= 0; i = folded.indexOf(words, i + words.length)) {
    const range = new Range();
    range.setStart(...point(i));
    const [node, last] = point(i + words.length - 1);
    range.setEnd(node, last + 1);
    found.push(range);
  }
  return found;
};

const paint = () => {
  if (!globalThis.Highlight) return;
  CSS.highlights.set("found", new Highlight(...ranges));
  CSS.highlights.set("found-here", new Highlight(...(at < 0 ? [] : [ranges[at]])));
};

const go = (step) => {
  if (!ranges.length) return;
  at = (at + step + ranges.length) % ranges.length;
  paint();
  const pane = document.getElementById("transcript");
  const top = ranges[at].getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTo({ top: pane.scrollTop + top - pane.clientHeight * 0.3, behavior: scrolling() });
  document.getElementById("found").textContent = say("find.count", { at: at + 1, count: ranges.length });
};

const find = (typed) => {
  const words = fold(typed.trim());
  const blocks = document.querySelectorAll("#transcript :is(p, h3, h4)");
  ranges = words ? [...blocks].flatMap((block) => within(block, words)) : [];
  at = -1;
  paint();
  document.getElementById("found").textContent = words && !ranges.length ? say("find.none") : "";
  go(1);
};

let due = 0;
document.addEventListener("input", ({ target }) => {
  if (target.id !== "find") return;
  clearTimeout(due);
  due = setTimeout(() => find(target.value), 120);
});
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "find" || event.key !== "Enter") return;
  event.preventDefault();
  go(event.shiftKey ? -1 : 1);
});
document.addEventListener("click", ({ target }) => {
  if (target.closest?.("#find-next")) go(1);
  if (target.closest?.("#find-previous")) go(-1);
});
