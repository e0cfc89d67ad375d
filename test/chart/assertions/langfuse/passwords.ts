import { type Assertion, isLangfuse } from "../../assertion";

/** Langfuse writes its passwords into URLs as they are: `@` ends one, `#` cuts it off. */
export const passwordsForUrls: Assertion = {
  name: "every generated password consists of letters and digits",
  concerns: isLangfuse,
  problems: (_, { surroundings: { generatedSecrets, unsafeSecrets } }) => [
    ...(generatedSecrets > 0 ? [] : ["no generated password was found in any stack"]),
    ...unsafeSecrets.map((address) => `${address} may contain punctuation; set exclude_punctuation`),
  ],
};
