/* A new question, and again its answer, is brought to the top of the conversation: the best match is what is seen first. */
(() => {
  let seen = 0;
  new MutationObserver(() => {
    const asked = document.querySelectorAll("#answers .asked");
    const said = asked.length + document.querySelectorAll("#answers .answer:not(.waiting)").length;
    if (said > seen) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      asked[asked.length - 1].scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    }
    seen = said;
  }).observe(document.body, { childList: true, subtree: true });
})();
