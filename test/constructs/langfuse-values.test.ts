import { type LangfuseValuesProps, langfuseValues } from "../../constructs/langfuse-values";
import { blobs, cache, clickhouse, keys, pods, postgres } from "../support/langfuse";

describe("the pods", () => {
  const props: LangfuseValuesProps = {
    version: "4.16.0",
    writeMode: "events_only",
    web: pods,
    worker: { ...pods, memoryGib: 8 },
    url: "https://langfuse.example.com",
    region: "eu-west-1",
    postgres,
    databaseArgs: "sslmode=require&connection_limit=20",
    cache,
    clickhouse,
    blobs,
    keys,
    accessValues: {},
    maskingGateway: { kind: "none" },
    webEnvironment: [{ name: "AUTH_SESSION_MAX_AGE", value: "480" }],
  };
  const text = (part: "web" | "worker", changed: Partial<LangfuseValuesProps> = {}) => {
    const values = JSON.parse(JSON.stringify(langfuseValues({ ...props, ...changed })));
    return JSON.stringify(values.langfuse[part]);
  };

  it("give Node three quarters of their memory", () => {
    expect(text("web")).toContain("--max-old-space-size=3072");
    expect(text("worker")).toContain("--max-old-space-size=6144");
  });

  it("leave version 4 to its defaults, and tell both programs of an older mode", () => {
    expect(text("worker")).not.toContain("LANGFUSE_MIGRATION_V4");
    for (const part of ["web", "worker"] as const)
      expect(text(part, { writeMode: "dual" })).toMatch(
        /"LANGFUSE_MIGRATION_V4_WRITE_MODE","value":"dual".*_OTEL_BEHAVIOUR","value":"dual_write"/,
      );
  });

  it("keep an idle connection for longer than the load balancer's minute", () => {
    const [, milliseconds] = /"KEEP_ALIVE_TIMEOUT","value":"(\d+)"/.exec(text("web")) ?? [];
    expect(Number(milliseconds)).toBeGreaterThan(60_000);
  });

  it("hand batches to the masking gateway where they are told so, and drop what it does not answer", () => {
    const callback = /"\w+MASKING_CALLBACK_URL","value":"(.*?)".*?_FAIL_CLOSED","value":"(.*?)"/;
    const changed = { maskingGateway: { kind: "enforced", enterpriseCallback: true } };
    expect(callback.exec(text("worker", changed))?.slice(1)).toEqual([
      "http://masking-gateway.langfuse.svc.cluster.local:9090/mask",
      "true",
    ]);
    expect(text("web", changed)).not.toContain("MASKING");
    const standing = { maskingGateway: { kind: "enforced", enterpriseCallback: false } };
    expect(text("worker", standing)).not.toContain("MASKING");
  });

  it("hold what belongs to sign-in in web only", () => {
    expect(text("web")).toContain("AUTH_SESSION_MAX_AGE");
    expect(text("worker")).not.toContain("AUTH_");
  });

  it("reach Postgres by host and port in one, because nobody reads the port", () => {
    expect(langfuseValues(props)).toMatchObject({ postgresql: { host: "postgres.example.com:5432" } });
  });
});
