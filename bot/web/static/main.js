/* The page's behaviour, one file each. Gradio calls window.record; what needs the page's elements waits until they are. */
import "./copy.js";
import "./export.js";
import "./find.js";
import "./searched.js";
import { recallCheck } from "./check.js";
import { ask, begin, filled, follow, messages } from "./conversation.js";
import { recall } from "./keys.js";
import { speak } from "./language.js";
import { recallWithin } from "./library.js";
import { dropped, recallOwn } from "./own.js";
import { arrive } from "./places.js";
import { watchLoading } from "./progress.js";
import { watch } from "./rail.js";
import { watchTexts } from "./renewed.js";
import { setUp } from "./tabs.js";
import { dress } from "./theme.js";

let begun = false;
const start = async () => {
  if (begun) return;
  begun = true;
  await speak();
  setUp();
  dress();
  recall();
  recallCheck();
  recallWithin();
  watch();
  follow();
  begin();
  arrive();
  watchLoading();
  watchTexts();
  if (document.getElementById("own-asked")) recallOwn();
};

window.record = { ask, dropped, filled, messages, begin: start };
if (window.mounted) start();
