/* What is searched for a question can be edited in its answer: the field that is folded there asks the question again, with
   other words searched in its place, or, when it is emptied, with those that the program finds. */
import { search } from "./conversation.js";

const FIELD = ".answer .search";

document.addEventListener(
  "toggle",
  ({ target }) => target.open && target.matches(`${FIELD} details`) && target.querySelector("input").focus(),
  true, // it does not bubble
);
document.addEventListener("submit", (event) => {
  if (!event.target.matches(`${FIELD} form`)) return;
  event.preventDefault();
  search(event.target, event.target.querySelector("input").value.trim());
});
document.addEventListener("keydown", ({ target, key }) => {
  const details = key === "Escape" && target.closest?.(`${FIELD} details`);
  if (!details) return;
  details.open = false;
  details.querySelector("summary").focus();
});
