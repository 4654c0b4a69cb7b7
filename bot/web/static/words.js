/* What the page brings along: the interface's words, and a name for the texts that it shows. */
export const known = JSON.parse(document.getElementById("known").textContent);

/* say("place.shown", { place: "Q2 ¶3 s1" }) */
export const say = (key, values = {}) => known.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

/* Told to screen readers, and shown for a moment unless it can be seen anyway. */
export const announce = (words, shown = true) => {
  const live = document.getElementById("announce");
  live.textContent = words;
  live.classList.toggle("fresh", shown);
  clearTimeout(announce.fades);
  announce.fades = setTimeout(() => live.classList.remove("fresh"), 3000);
};

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
export const scrolling = () => (calm() ? "auto" : "smooth");
