import { type Assertion, isLangfuse } from "../../assertion";
import { perProgram } from "../../langfuse";
import langfuse from "../../langfuse-env-4.16.json";
import { imageParts } from "../images";

/** Web and worker share tables and queues: both must be the version whose settings this test knows. */
export const sameVersion: Assertion = {
  name: "web and worker run the version that was read, from a registry that does not count its visitors",
  concerns: isLangfuse,
  problems: ({ objects }) =>
    perProgram(objects, ({ container: { image = "" } }) => {
      const { repository, tag } = imageParts(image);
      return [
        ...(tag === langfuse.version ? [] : [`runs ${tag}; the list of variables is of ${langfuse.version}`]),
        ...(repository.startsWith("docker.langfuse.com/")
          ? [`${repository} is a redirect; use docker.io/langfuse`]
          : []),
      ];
    }),
};
