/* call("answer", questions) -> what the endpoint returns; throws an Error whose message can be shown. */
import { say } from "./words.js";

const LONG = { checked: "check.long", paste: "own.long" };

export const call = async (endpoint, ...data) => {
  let response;
  try {
    response = await fetch(new URL(`gradio_api/run/${endpoint}`, document.baseURI), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ data }),
    });
  } catch {
    throw new Error(say("error.gone"));
  }
  if (response.status === 413) throw new Error(say(LONG[endpoint] ?? "error.long"));
  if (response.status === 401) throw new Error(say("error.login"));
  if (!response.ok) throw new Error(say(response.status > 500 ? "error.gone" : "error.fault"));
  return (await response.json()).data[0];
};
