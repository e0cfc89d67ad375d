import { type Break, changed, except, object, problemsOf, sound, withVariable } from "../fixtures";
import { noPlainSecrets } from "./plain-secrets";
import { existingSecrets } from "./secrets";

const POD = "spec.template.spec";
const CONTAINER = `${POD}.containers.0`;
const withWeb = (path: string, value: unknown) => except("web", changed(sound.web, path, value));
const secretText = (name: string, value: string) => except("web", withVariable(sound.web, name, value));

const breaks: readonly Break[] = [
  {
    what: "a Secret that nothing syncs",
    assertion: existingSecrets,
    objects: withWeb(`${CONTAINER}.envFrom`, [{ secretRef: { name: "missing" } }]),
    says: ["Deployment langfuse-web: no ExternalSecret makes the Secret 'missing'"],
  },
  {
    what: "a key that is not synced",
    assertion: existingSecrets,
    objects: [sound.web, changed(sound.secret, "spec.data.0.secretKey", "password")],
    says: [
      "Deployment langfuse-web: Secret 'langfuse' has no key 'postgres-password', only password, okta-client-secret",
    ],
  },
  {
    what: "a Secret that is synced into another namespace",
    assertion: existingSecrets,
    objects: [sound.web, changed(sound.secret, "metadata.namespace", "clickhouse")],
    says: [
      "Deployment langfuse-web: no ExternalSecret makes the Secret 'langfuse' with 'postgres-password'",
      "Deployment langfuse-web: no ExternalSecret makes the Secret 'langfuse' with 'okta-client-secret'",
    ],
  },
  {
    what: "a password as a variable",
    assertion: noPlainSecrets,
    objects: secretText("CLICKHOUSE_PASSWORD", "correct horse"),
    says: [
      "Deployment langfuse-web: spec.template.spec.containers.0.env.CLICKHOUSE_PASSWORD is written out; refer to a Secret",
    ],
  },
  {
    what: "a URL with a password",
    assertion: noPlainSecrets,
    objects: secretText("DATABASE_URL", "postgresql://langfuse:hunter2@postgres.example.com/langfuse"),
    says: [
      "Deployment langfuse-web: spec.template.spec.containers.0.env.DATABASE_URL is a URL with a password",
    ],
  },
  {
    what: "a random key under a harmless name",
    assertion: noPlainSecrets,
    objects: secretText("LANGFUSE_PEPPER", "0123456789abcdef".repeat(4)),
    says: [
      "Deployment langfuse-web: spec.template.spec.containers.0.env.LANGFUSE_PEPPER holds what looks like a random key",
    ],
  },
  {
    what: "a random key beside a certificate, which is none",
    assertion: noPlainSecrets,
    objects: [
      ...Object.values(sound),
      object("v1", "ConfigMap", {
        data: { text: `${Object.values(sound.authority.data)}\n${"0123456789abcdef".repeat(4)}` },
      }),
    ],
    says: ["ConfigMap thing: data.text holds what looks like a random key"],
  },
  {
    what: "a client secret, but not the word that says there is none",
    assertion: noPlainSecrets,
    objects: [
      ...secretText("AUTH_OKTA_CLIENT_SECRET", "none-because-the-client-is-public"),
      withVariable(sound.worker, "AUTH_OKTA_CLIENT_SECRET", "correct horse"),
    ],
    says: [
      "Deployment langfuse-worker: spec.template.spec.containers.0.env.AUTH_OKTA_CLIENT_SECRET is written out; refer to a Secret",
    ],
  },
  {
    what: "a Secret with a value",
    assertion: noPlainSecrets,
    objects: [object("v1", "Secret", { data: { key: "dmFsdWU=" } })],
    says: ["Secret thing: holds a value for 'key'; sync it with an ExternalSecret"],
  },
];

describe("an assertion about secrets", () => {
  it.each(breaks)("notices $what", ({ assertion, objects, says }) => {
    expect(problemsOf(assertion, objects)).toEqual(says);
  });

  it("knows the keys that a template adds, or puts in place of the others", () => {
    const template = (mergePolicy: string) =>
      changed(sound.secret, "spec.target.template", { mergePolicy, data: { url: "{{ .a }}" } });
    const needs = (key: string) => object("v1", "Pod", { spec: { secretKeyRef: { name: "langfuse", key } } });
    expect(
      problemsOf(existingSecrets, [needs("url"), needs("postgres-password"), template("Merge")]),
    ).toEqual([]);
    expect(problemsOf(existingSecrets, [needs("postgres-password"), template("Replace")])).toEqual([
      "Pod thing: Secret 'langfuse' has no key 'postgres-password', only url",
    ]);
  });
});
