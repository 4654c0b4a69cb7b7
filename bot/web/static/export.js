/* The conversation as a file: the server asks and proves every answer again, the browser saves what it wrote. */
import { asking } from "./conversation.js";
import { language } from "./language.js";
import { room } from "./room.js";
import { call } from "./server.js";
import { announce, say } from "./words.js";

const FORMS = { "export-markdown": ["markdown", "text/markdown"], "export-json": ["json", "application/json"] };

document.addEventListener("click", async ({ target }) => {
  const menu = document.querySelector("#masthead .menu");
  const form = FORMS[target.closest?.("button")?.id];
  if (menu?.open && !target.closest?.(".menu")) menu.open = false;
  if (!form) return;
  menu.open = false;
  menu.querySelector("summary").focus();
  const [questions, searched, withins] = asking();
  if (!questions.length) return announce(say("export.empty"));
  try {
    const { name, text, error } = await call("export", questions, searched, form[0], location.origin + location.pathname, language, withins, room());
    if (error) throw new Error(error);
    const url = URL.createObjectURL(new Blob([text], { type: form[1] }));
    Object.assign(document.createElement("a"), { href: url, download: name }).click();
    URL.revokeObjectURL(url);
    announce(say("export.done", { file: name }));
  } catch (error) {
    announce(say("export.failed", { reason: error.message }));
  }
});
