import { type Assertion, isLangfuse } from "../../assertion";
import { type LangfuseProgram, langfusePrograms, perProgram, variable } from "../../langfuse";
import langfuse from "../../langfuse-env-4.16.json";

/** A variable that nobody reads is a setting that someone believes in. */
export const readVariables: Assertion = {
  name: "every variable of Langfuse is one that the pinned version reads",
  concerns: isLangfuse,
  problems: ({ objects }) => {
    const programs = langfusePrograms(objects);
    return perProgram(objects, (program) =>
      (program.container.env ?? [])
        .filter(({ name, value }) => !isRead(name, program, programs) && dead[name] !== value)
        .map(
          ({ name }) => `Langfuse ${langfuse.version} does not read ${name}; correct its name or remove it`,
        ),
    );
  },
};

/** A Boolean `false` in the values renders a variable without a value, and the application's default then holds. */
export const filledVariables: Assertion = {
  name: "every variable of Langfuse has a value",
  concerns: isLangfuse,
  problems: ({ objects }) =>
    perProgram(objects, ({ container }) =>
      (container.env ?? [])
        .filter(({ value, valueFrom }) => !value && !valueFrom)
        .map(({ name }) => `${name} has no value; write Booleans as text, and leave out what is not set`),
    ),
};

/** Variables that the chart renders whether we want them or not, with its defaults: nobody reads them. */
const dead: Readonly<Record<string, string>> = {
  // The application reads LANGFUSE_ENABLE_EXPERIMENTAL_FEATURES.
  ENABLE_EXPERIMENTAL_FEATURES: "false",
  // The application reads LANGFUSE_S3_MEDIA_MAX_CONTENT_LENGTH; the chart prints its default like this.
  LANGFUSE_S3_MEDIA_UPLOAD_MAX_CONTENT_LENGTH: "1e+09",
  // The application reads LANGFUSE_S3_MEDIA_DOWNLOAD_URL_EXPIRY_SECONDS.
  LANGFUSE_S3_MEDIA_UPLOAD_DOWNLOAD_URL_EXPIRY_SECONDS: "3600",
};

/** Read below the application: by Node, by Next's server, or by a library that reads its own settings. */
const runtime = [
  /^NODE_(OPTIONS|EXTRA_CA_CERTS)$/,
  /^KEEP_ALIVE_TIMEOUT$/, // Next's standalone server.js
  /^(HTTPS?|NO)_PROXY$/,
  /^AWS_(REGION|DEFAULT_REGION|STS_REGIONAL_ENDPOINTS|USE_(DUALSTACK|FIPS)_ENDPOINT)$/,
  /^OTEL_[A-Z_]+$/,
  /^DD_[A-Z_]+$/,
];

/** The chart gives most variables to both programs, so what both have may be meant for the other one. */
function isRead(name: string, { component }: LangfuseProgram, programs: readonly LangfuseProgram[]): boolean {
  const shared = programs.every(({ container }) => variable(container, name));
  const readers = shared ? (["web", "worker"] as const) : [component];
  return (
    readers.some((each) => langfuse[each].includes(name)) || runtime.some((pattern) => pattern.test(name))
  );
}
