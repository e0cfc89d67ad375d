import { prod } from "../../../../environments/prod";
import { type Break, changed, except, object, problemsOf, sound, withVariable } from "../../fixtures";
import { appliedPolicy, offeredProviders, openToFirstLogin, publicAddress } from "./sign-in";
import { decidedTelemetry, openMetricsPort } from "./telemetry";
import { filledVariables, readVariables } from "./variables";
import { sameVersion } from "./version";
import { oneWriteMode } from "./write-mode";

const POD = "spec.template.spec";
const CONTAINER = `${POD}.containers.0`;
const webWith = (path: string, value: unknown) => except("web", changed(sound.web, path, value));
const webSets = (name: string, value?: string) => except("web", withVariable(sound.web, name, value));
const web = (problem: string) => [`Deployment langfuse-web: ${problem}`];

const breaks: readonly Break[] = [
  {
    what: "another version than the one whose variables are known",
    assertion: sameVersion,
    objects: webWith(`${CONTAINER}.image`, "docker.io/langfuse/langfuse:4.15.0"),
    says: web("runs 4.15.0; the list of variables is of 4.16.0"),
  },
  {
    what: "the counting registry",
    assertion: sameVersion,
    objects: webWith(`${CONTAINER}.image`, "docker.langfuse.com/langfuse/langfuse:4.16.0"),
    says: web("docker.langfuse.com/langfuse/langfuse is a redirect; use docker.io/langfuse"),
  },
  {
    what: "a provider's option that the chart's example invents",
    assertion: readVariables,
    objects: webSets("AUTH_OKTA_DOMAIN", "example.okta.com"),
    says: web("Langfuse 4.16.0 does not read AUTH_OKTA_DOMAIN; correct its name or remove it"),
  },
  {
    what: "a dead variable of the chart with a value of ours",
    assertion: readVariables,
    objects: webSets("ENABLE_EXPERIMENTAL_FEATURES", "true"),
    says: web("Langfuse 4.16.0 does not read ENABLE_EXPERIMENTAL_FEATURES; correct its name or remove it"),
  },
  {
    what: "a variable of web that only the worker has",
    assertion: readVariables,
    objects: except("worker", withVariable(sound.worker, "AUTH_SSO_TIMEOUT", "60")),
    says: [
      "Deployment langfuse-worker: Langfuse 4.16.0 does not read AUTH_SSO_TIMEOUT; correct its name or remove it",
    ],
  },
  {
    what: "a variable without a value",
    assertion: filledVariables,
    objects: webSets("AUTH_CUSTOM_ID_TOKEN", ""),
    says: web("AUTH_CUSTOM_ID_TOKEN has no value; write Booleans as text, and leave out what is not set"),
  },
  {
    what: "two write modes",
    assertion: oneWriteMode,
    objects: webSets("LANGFUSE_MIGRATION_V4_WRITE_MODE", "dual"),
    says: ["web and worker write as dual and events_only"],
  },
  {
    what: "a write mode with which the worker exits",
    assertion: oneWriteMode,
    objects: webSets("LANGFUSE_MIGRATION_V4_NATIVE_OTEL_BEHAVIOUR", "dual_write"),
    says: web(
      "LANGFUSE_MIGRATION_V4_WRITE_MODE events_only needs LANGFUSE_MIGRATION_V4_NATIVE_OTEL_BEHAVIOUR direct",
    ),
  },
  {
    what: "a callback to localhost",
    assertion: publicAddress,
    objects: webSets("NEXTAUTH_URL", "http://localhost:3000"),
    says: [`NEXTAUTH_URL is 'http://localhost:3000', not 'https://${prod.edge.domain}'`],
  },
  {
    what: "a provider that lacks a variable, and with it the only door",
    assertion: openToFirstLogin,
    objects: webSets("AUTH_OKTA_ISSUER"),
    says: ["passwords are off and no identity provider is offered"],
  },
  {
    what: "what a provider lacks",
    assertion: offeredProviders,
    objects: webSets("AUTH_OKTA_ISSUER"),
    says: ["AUTH_OKTA_ISSUER is missing, so that its provider is not offered"],
  },
  {
    what: "a provider that the environment does not name",
    assertion: offeredProviders,
    objects: except(
      "web",
      withVariable(
        withVariable(sound.web, "AUTH_GITHUB_CLIENT_ID", "Ov23li"),
        "AUTH_GITHUB_CLIENT_SECRET",
        "none",
      ),
    ),
    says: ["2 providers are set up, the environment names 1"],
  },
  {
    what: "sign-up that is closed to who comes by SSO",
    assertion: openToFirstLogin,
    objects: webSets("AUTH_DISABLE_SIGNUP", "true"),
    says: ["AUTH_DISABLE_SIGNUP also refuses the first login by SSO"],
  },
  {
    what: "passwords that the environment forbids",
    assertion: openToFirstLogin,
    objects: webSets("AUTH_DISABLE_USERNAME_PASSWORD", "false"),
    says: ["AUTH_DISABLE_USERNAME_PASSWORD is false, and passwordLogin is false"],
  },
  {
    what: "a policy that does not arrive",
    assertion: appliedPolicy,
    objects: webSets("AUTH_DOMAINS_WITH_SSO_ENFORCEMENT"),
    says: [`AUTH_DOMAINS_WITH_SSO_ENFORCEMENT is '', not '${prod.access.enforcedSsoDomains.join()}'`],
  },
  {
    what: "reports to Langfuse",
    assertion: decidedTelemetry,
    objects: webSets("TELEMETRY_ENABLED", "true"),
    says: web("TELEMETRY_ENABLED is not false"),
  },
  {
    what: "an exporter that pushes to nobody",
    assertion: decidedTelemetry,
    objects: webSets("OTEL_TRACES_EXPORTER"),
    says: web("OTEL_TRACES_EXPORTER is not set; say 'none', or where it goes"),
  },
  {
    what: "a scraped port that is closed",
    assertion: openMetricsPort,
    objects: [
      ...Object.values(sound),
      object("v1", "Service", { spec: { selector: { app: "web" }, ports: [{ port: 9464 }] } }),
    ],
    says: web("port 9464 is scraped; set OTEL_METRICS_EXPORTER to prometheus"),
  },
];

describe("an assertion about Langfuse's settings", () => {
  it.each(breaks)("notices $what", ({ assertion, objects, says }) => {
    expect(problemsOf(assertion, objects)).toEqual(says);
  });
});
