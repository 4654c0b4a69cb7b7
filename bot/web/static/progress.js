/* While the program loads: how far it is, asked of the server until it is ready. */
import { say } from "./words.js";

const EVERY = 700;
let first; // what was seen of the indexing at first, and when

/* The rate, and the time left at that rate, in words; nothing until there is something to tell it by. */
const pace = (done, of) => {
  const now = performance.now() / 1000;
  first ??= { done, now };
  if (done === first.done) return "";
  const rate = (done - first.done) / (now - first.now);
  const left = Math.ceil((of - done) / rate);
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return say("loading.pace", { rate: rate < 10 ? rate.toFixed(1) : Math.round(rate), time });
};

export const watchLoading = async () => {
  const line = document.querySelector("#progress .progress");
  const state = await fetch(new URL("healthz", document.baseURI)).then((r) => r.json()).catch(() => null);
  const { stage, done, of } = state ?? {};
  line.hidden = stage === "ready";
  if (stage === "ready") return;
  if (stage === "failed") line.textContent = say("loading.failed");
  else if (stage) {
    const bar = Object.assign(document.createElement("progress"), stage === "index" ? { max: of, value: done } : {});
    const words = stage === "index" ? say("loading.index", { done, of }) : say("loading.model");
    bar.setAttribute("aria-label", words);
    const parts = [words, stage === "index" ? pace(done, of) : "", say("loading")];
    line.replaceChildren(parts.filter(Boolean).join(say("space")), bar);
  }
  setTimeout(watchLoading, EVERY);
};
