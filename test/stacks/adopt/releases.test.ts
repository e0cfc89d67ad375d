import { gunzipSync, gzipSync } from "node:zlib";
import type { ClusterApi } from "../../../stacks/adopt/cluster/api";
import { stuckReleases } from "../../../stacks/adopt/find";
import { isBlock, type Json, scalarAt } from "../../../stacks/adopt/json";
import { KubernetesApi } from "../../support/kubernetes-api";
import { accountWith, found } from "./stand-in";

const KEDA = { namespace: "keda", name: "keda", chart: "keda", timeout: "300" };
const MINUTE_MS = 60_000;

/** A cluster in which Helm has written down these revisions. */
function clusterWith(...records: readonly Parameters<typeof secretOf>[0][]) {
  const api = new KubernetesApi();
  for (const record of records)
    api.answer({
      method: "POST",
      path: `/api/v1/namespaces/${record.namespace ?? "keda"}/secrets`,
      body: Buffer.from(JSON.stringify(secretOf(record))),
    });
  const ask = async (method: string, path: string, change?: Json) => {
    const sent = change === undefined ? undefined : Buffer.from(JSON.stringify(change));
    const { status, body } = api.answer({ method, path, body: sent });
    if (status !== 200) throw new Error(scalarAt(body, "message"));
    return body;
  };
  const cluster: ClusterApi = {
    get: (path) => ask("GET", path),
    patch: (path, change) => ask("PATCH", path, change),
  };
  return { api, cluster };
}

interface Revision {
  readonly status: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly chart?: string;
  readonly revision?: number;
}

const contentOf = ({ status, name = "keda", chart = "keda", revision = 1 }: Revision) => ({
  name,
  version: revision,
  info: { status, description: "Initial install underway", notes: "" },
  chart: { metadata: { name: chart, version: "2.20.2" }, templates: [{ name: "a.yaml", data: "e30=" }] },
  config: { replicas: 2, ratio: 0.1 },
  manifest: "---\nkind: ConfigMap\n",
});

/** As Helm keeps it. */
function secretOf(given: Revision) {
  const { status, name = "keda", revision = 1 } = given;
  const packed = gzipSync(JSON.stringify(contentOf(given))).toString("base64");
  return {
    metadata: {
      name: `sh.helm.release.v1.${name}.v${revision}`,
      labels: { owner: "helm", name, status, version: String(revision) },
    },
    data: { release: Buffer.from(packed).toString("base64") },
  };
}

const look = (values: Readonly<Record<string, string>>, cluster: ClusterApi) =>
  found("helm_release", values, {}, cluster);

beforeEach(() => jest.useFakeTimers({ now: new Date("2026-11-22T09:00:00Z") }));
afterEach(() => jest.useRealTimers());

describe("a release that a plan wants to make", () => {
  it("is left to the deployment when Helm knows none of its name in its namespace", async () => {
    const { cluster } = clusterWith(
      { status: "deployed", namespace: "other" },
      { status: "failed", name: "kedar" },
    );
    expect(await look(KEDA, cluster)).toEqual([]);
  });

  it.each(["deployed", "failed"])("is taken in as it is when it is %s", async (status) => {
    const thing = { importId: "keda/keda", attributes: { id: "keda" }, ours: true };
    expect(await look(KEDA, clusterWith({ status }).cluster)).toEqual([thing]);
  });

  it("is told by its newest revision", async () => {
    const old = { status: "uninstalling", revision: 9 };
    const { cluster } = clusterWith({ status: "deployed", revision: 10 }, old);
    expect((await look(KEDA, cluster))[0]?.obstacle).toBeUndefined();
  });

  it("is somebody else's when it is of another chart", async () => {
    const [thing] = await look(KEDA, clusterWith({ status: "deployed", chart: "nginx" }).cluster);
    expect(thing?.obstacle).toBe(
      "is a release of the chart 'nginx' and not of 'keda': somebody else's; " +
        "uninstall it or give ours another name, and come back",
    );
  });

  it("is ours when it is of the chart that comes as a folder", async () => {
    const { cluster } = clusterWith({ status: "deployed", chart: "manifests" });
    const [thing] = await look({ ...KEDA, chart: "./assets/manifests_chart/0CB48B" }, cluster);
    expect(thing?.obstacle).toBeUndefined();
  });

  it.each(["uninstalling", "uninstalled"])("is refused while it is %s, with the command", async (status) => {
    const [thing] = await look(KEDA, clusterWith({ status }).cluster);
    expect(thing?.obstacle).toBe(
      `is ${status}: it was being deleted; finish that (volumes of ClickHouse and Keeper stay): ` +
        "helm uninstall --namespace keda --wait keda; and come back",
    );
  });
});

describe("a release that was cut off", () => {
  const cutOff = { status: "pending-install" };

  it("is waited for until its Jobs have come to their end", async () => {
    const { cluster } = clusterWith(cutOff);
    jest.advanceTimersByTime(4 * MINUTE_MS);
    const [thing] = await look(KEDA, cluster);
    expect(thing?.obstacle).toBe(
      "is pending-install since 2026-11-22T09:00:00Z; Jobs that it has started may run until " +
        "2026-11-22T09:05:00Z: wait, and come back",
    );
  });

  it.each(["install", "upgrade", "rollback"])(
    "by the %s is then marked as failed, and nothing else",
    async (what) => {
      const before = { status: `pending-${what}`, revision: 3 };
      const { api, cluster } = clusterWith({ status: "deployed", revision: 2 }, before);
      jest.advanceTimersByTime(5 * MINUTE_MS);
      const [thing] = await look(KEDA, cluster);
      expect(thing).toMatchObject({
        importId: "keda/keda",
        first: { says: `pending-${what} since 2026-11-22T09:00:00Z: marked as failed` },
      });
      await thing?.first?.carryOut();
      const secret = api.find("secrets", "keda", "sh.helm.release.v1.keda.v3");
      expect(secret).toMatchObject({
        metadata: { labels: { owner: "helm", status: "failed", version: "3" } },
      });
      const { info, ...rest } = contentOf(before);
      expect(unpacked(secret)).toEqual({
        ...rest,
        info: { ...info, status: "failed", description: "Taken in after a deployment that was cut off" },
      });
      expect(api.calls.slice(2)).toEqual(["GET secrets/", "PATCH secrets/sh.helm.release.v1.keda.v3"]);
    },
  );

  it("is not touched when somebody has gone on with it meanwhile", async () => {
    const { cluster } = clusterWith(cutOff);
    jest.advanceTimersByTime(5 * MINUTE_MS);
    const [one, other] = [...(await look(KEDA, cluster)), ...(await look(KEDA, cluster))];
    await one?.first?.carryOut();
    await expect(other?.first?.carryOut()).rejects.toThrow("has been modified");
  });
});

describe("releases that the state knows", () => {
  const release = (name: string) => ({ ...KEDA, name });
  const resource = { helm_release: { one: release("one"), two: release("two"), three: release("three") } };
  const look = (cluster: ClusterApi, ...wanted: string[]) =>
    stuckReleases({
      accountIn: () => accountWith({}, cluster),
      wanted: wanted.map((address) => ({ address, type: "helm_release", planned: {}, written: {} })),
      configuration: { resource },
    });

  it("are mended where they were cut off; the others are well, and those that a plan wants are not known", async () => {
    const { cluster } = clusterWith(
      { name: "one", status: "pending-upgrade" },
      { name: "two", status: "deployed" },
      { name: "three", status: "pending-install" },
    );
    jest.advanceTimersByTime(5 * MINUTE_MS);
    const { adoptions, refused } = await look(cluster, "helm_release.three");
    expect(adoptions.map(({ wanted }) => wanted.address)).toEqual(["helm_release.one"]);
    expect(refused).toEqual([]);
  });

  it("are refused where Helm cannot go on, and where nobody says how they are", async () => {
    const { cluster } = clusterWith({ name: "one", status: "uninstalling" });
    expect((await look(cluster)).refused).toEqual([
      expect.stringContaining("helm_release.one is keda/one, which is uninstalling: it was being deleted"),
    ]);
    const silent = { ...cluster, get: () => Promise.reject(new Error("nothing; stand inside the VPC")) };
    expect((await look(silent)).refused).toContain(
      "helm_release.two cannot be told: Error: nothing; stand inside the VPC",
    );
  });
});

function unpacked(secret: Json): Json {
  const packed = Buffer.from(
    (isBlock(secret) && scalarAt(secret, "data.release")) || "",
    "base64",
  ).toString();
  return JSON.parse(gunzipSync(Buffer.from(packed, "base64")).toString());
}
