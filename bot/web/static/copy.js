/* "Copy quote": the exact words, whose they are, where they stand, and a link. What is selected inside a quotation is copied
   as its plain words, without the marks on it. */
import { permalink } from "./places.js";
import { announce, say } from "./words.js";

const write = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = Object.assign(document.createElement("textarea"), { value: text }); // a page that is not served by https
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("refused");
};

document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("button.copy");
  if (!button) return;
  const card = button.closest(".card");
  const link = card.querySelector("a.cite").getAttribute("href").slice(1);
  try {
    await write(`“${card.querySelector(".quote").textContent}” ${button.value}\n${permalink(link)}`);
    announce(say("copied"));
    button.textContent = say("copied");
    setTimeout(() => (button.textContent = say("copy")), 2000);
  } catch {
    announce(say("copy.failed"));
  }
});

document.addEventListener("copy", (event) => {
  const selected = getSelection();
  const holder = selected.rangeCount ? selected.getRangeAt(0).commonAncestorContainer : null;
  if (!(holder?.closest ? holder : holder?.parentElement)?.closest("#chat .quote")) return;
  event.clipboardData.setData("text/plain", selected.toString());
  event.preventDefault();
});
