import { type Assertion, isLangfuse } from "../../assertion";
import { langfuseProgram, textOf } from "../../langfuse";

/** Next's standalone server closes silent connections after 5 s and ignores the flag in the image's command; the load
 *  balancer then sends a request into a closed connection and answers 502. */
export const longKeepAlive: Assertion = {
  name: "web keeps silent connections longer than the load balancer does",
  concerns: isLangfuse,
  problems: ({ objects }, { surroundings: { idleTimeoutSeconds } }) => {
    const text = textOf(langfuseProgram(objects, "web").container, "KEEP_ALIVE_TIMEOUT");
    if (Number(text) > idleTimeoutSeconds * 1000) return [];
    return [`KEEP_ALIVE_TIMEOUT is '${text}' ms; make it exceed the load balancer's ${idleTimeoutSeconds} s`];
  },
};
