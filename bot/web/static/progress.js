/* While the program loads: how far it is, asked of the server until it is ready. */
import { say } from "./words.js";

const EVERY = 700;

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
    line.replaceChildren([words, say("loading")].join(say("space")), bar);
  }
  setTimeout(watchLoading, EVERY);
};
