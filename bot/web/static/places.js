/* A click on a link to a place (#q2-p3-s1, or a run #q1-p2-s3~q1-p3-s1) shows it in the transcript: only that pane
   scrolls, the sentences are lit, the focus goes there, Escape brings it back. One listener on the document, so that
   answers that come later need none of their own. */
(() => {
  let origin = null;

  const box = () => document.getElementById("transcript");
  const place = (id) => (id ? box()?.querySelector(`[id="${CSS.escape(id)}"]`) : null);

  const sentences = (link) => {
    const [first, last = first] = link.split("~").map(place);
    if (!first || !last) return [];
    if (!first.matches(".s")) return [...first.querySelectorAll(".s")];
    const all = [...box().querySelectorAll(".s")];
    return all.slice(all.indexOf(first), all.indexOf(last) + 1);
  };

  const clear = () => {
    document.querySelectorAll("#transcript .lit").forEach((s) => s.classList.remove("lit"));
    document.querySelectorAll(".cite[aria-current]").forEach((c) => c.removeAttribute("aria-current"));
  };

  const scrollTo = (target) => {
    const pane = box();
    const inside = pane.getBoundingClientRect();
    if (inside.bottom > innerHeight + 40 || inside.top < -40) pane.scrollIntoView({ block: "start" });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (pane.scrollHeight <= pane.clientHeight) {
      target.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
      return;
    }
    const top = target.getClientRects()[0].top - pane.getBoundingClientRect().top;
    pane.scrollTo({ top: pane.scrollTop + top - pane.clientHeight * 0.3, behavior: calm ? "auto" : "smooth" });
  };

  const show = (link, from) => {
    const lit = sentences(link);
    if (!lit.length) return false;
    clear();
    lit.forEach((s) => s.classList.add("lit"));
    if (from?.matches(".cite")) from.setAttribute("aria-current", "true");
    origin = from;
    scrollTo(lit[0]);
    lit[0].focus({ preventScroll: true });
    history.replaceState(history.state, "", "#" + link);
    const say = document.getElementById("announce");
    if (say) say.textContent = `Shown in the transcript: ${from?.textContent ?? link}`;
    return true;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (show(link.getAttribute("href").slice(1), link)) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !origin) return;
    origin.focus();
    origin = null;
  });

  /* A link followed from outside: the transcript is there only after the page has built itself. */
  const arrive = () => {
    const link = location.hash.slice(1);
    if (!link || show(link, null)) return;
    const watch = new MutationObserver(() => show(link, null) && watch.disconnect());
    watch.observe(document.body, { childList: true, subtree: true });
    setTimeout(() => watch.disconnect(), 20000);
  };
  window.addEventListener("hashchange", arrive);
  arrive();
})();
