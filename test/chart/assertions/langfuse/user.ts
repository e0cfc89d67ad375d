import { type Assertion, isLangfuse } from "../../assertion";
import { perProgram } from "../../langfuse";

/** The images name their user, and the kubelet cannot tell that a name is not root. */
export const numericUser: Assertion = {
  name: "Langfuse runs as user 1001, by number",
  concerns: isLangfuse,
  problems: ({ objects }) =>
    perProgram(objects, ({ container, deployment }) => {
      const user =
        container.securityContext?.runAsUser ?? deployment.spec?.template.spec?.securityContext?.runAsUser;
      return user === 1001 ? [] : [`runAsUser is ${user}; the image's user is 1001`];
    }),
};
