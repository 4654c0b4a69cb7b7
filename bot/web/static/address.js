/* The address of the page, by which its last question can be passed on. */
const LONGEST = 1000; // of a question: servers and mail programs take no more in every script

/* The question that stands there, or null. */
export const linkedQuestion = () => new URL(location.href).searchParams.get("q");

/* Put a question there, "" for none, in the place of what the address led to. */
export const writeQuestion = (question) => {
  const url = new URL(location.href);
  url.searchParams.delete("q");
  if (question && question.length <= LONGEST) url.searchParams.set("q", question);
  url.hash = "";
  history.replaceState(history.state, "", url);
};
