import { load } from "js-yaml";
import { type Block, isBlock, type Json, scalarAt } from "../../stacks/adopt/json";
import { isProtobuf, secretOf } from "./kubernetes-protobuf";

/** One request. */
export interface KubernetesRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** JSON or YAML; a Secret as protobuf, too. */
  readonly body?: Buffer;
}

export interface KubernetesAnswer {
  readonly status: number;
  readonly body: Json;
}

/** The kinds it keeps, by their plural. */
const KINDS: Readonly<Record<string, string>> = {
  configmaps: "ConfigMap",
  persistentvolumeclaims: "PersistentVolumeClaim",
  secrets: "Secret",
};

/** Where an object is, and what is to happen to it. */
interface Order {
  readonly method: string;
  readonly namespace: string;
  readonly plural: string;
  readonly name: string;
  readonly sent: Json;
}

/** An API server of Kubernetes as Helm sees one: it keeps namespaced objects of a few kinds, selects them by labels, merges
 *  changes and refuses those to a version that is not the newest. No controller runs, and everybody may do everything.
 *  https://kubernetes.io/docs/reference/using-api/api-concepts/ */
export class KubernetesApi {
  private readonly objects = new Map<string, Block>();
  private version = 0;
  /** What was asked, one line for each: `DELETE configmaps/settings`. */
  readonly calls: string[] = [];

  answer({ method, path, body }: KubernetesRequest): KubernetesAnswer {
    const { pathname, searchParams } = new URL(path, "https://cluster.example");
    const about = ABOUT[pathname];
    if (about) return { status: 200, body: about };
    const [, namespace = "", plural = "", named] =
      /^\/api\/v1\/namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(pathname) ?? [];
    if (!KINDS[plural]) return failure(404, `there is no ${pathname}`);
    const sent = body?.length ? contentOf(body) : undefined;
    const name = named ?? scalarAt(sent, "metadata.name") ?? "";
    this.calls.push(`${method} ${plural}/${name}`);
    if (name === "") return this.list(plural, namespace, searchParams.get("labelSelector") ?? "");
    return this.carryOut({ method, namespace, plural, name, sent });
  }

  /** An object that is there, or nothing. */
  find(plural: string, namespace: string, name: string): Block | undefined {
    return this.objects.get(`${plural}/${namespace}/${name}`);
  }

  private list(plural: string, namespace: string, selector: string): KubernetesAnswer {
    const pairs = selector.split(",").map((pair) => pair.split("="));
    const items = [...this.objects]
      .filter(([key]) => key.startsWith(`${plural}/${namespace}/`))
      .map(([, object]) => object)
      .filter((object) =>
        pairs.every(([key, value]) => scalarAt(object, `metadata.labels.${key}`) === value),
      );
    return { status: 200, body: { kind: `${KINDS[plural]}List`, apiVersion: "v1", metadata: {}, items } };
  }

  private carryOut({ method, namespace, plural, name, sent }: Order): KubernetesAnswer {
    const key = `${plural}/${namespace}/${name}`;
    const there = this.objects.get(key);
    // What is applied and not there is made.
    if (!there && !["POST", "PATCH"].includes(method)) return failure(404, `${plural} "${name}" not found`);
    if (there && method === "POST") return failure(409, `${plural} "${name}" already exists`);
    if (method === "DELETE") this.objects.delete(key);
    if (method === "GET" || method === "DELETE") return { status: 200, body: there };
    const meant = scalarAt(sent, "metadata.resourceVersion");
    if (there && meant !== undefined && meant !== scalarAt(there, "metadata.resourceVersion"))
      return failure(409, `${plural} "${name}" has been modified; apply your changes to the latest version`);
    this.version += 1;
    const metadata = {
      name,
      namespace,
      resourceVersion: String(this.version),
      creationTimestamp: scalarAt(there, "metadata.creationTimestamp") ?? new Date().toISOString(),
    };
    const before = method === "PATCH" ? there : undefined;
    const kept = [{ kind: KINDS[plural], apiVersion: "v1" }, sent, { metadata }].reduce<Json>(merged, before);
    this.objects.set(key, isBlock(kept) ? kept : {});
    return { status: method === "POST" ? 201 : 200, body: kept };
  }
}

function contentOf(body: Buffer): Json {
  // What is not protobuf is JSON, or YAML that says what JSON can say.
  return isProtobuf(body) ? secretOf(body) : (load(body.toString()) as Json);
}

/** https://datatracker.ietf.org/doc/html/rfc7396 */
function merged(into: Json, change: Json): Json {
  if (!isBlock(change)) return change ?? into;
  const fields = Object.entries(change).map(([key, value]) => [
    key,
    value === null ? undefined : merged(isBlock(into) ? into[key] : undefined, value),
  ]);
  return { ...(isBlock(into) ? into : {}), ...Object.fromEntries(fields) };
}

function failure(code: number, message: string): KubernetesAnswer {
  const reason = code === 404 ? "NotFound" : message.includes("modified") ? "Conflict" : "AlreadyExists";
  return {
    status: code,
    body: { kind: "Status", apiVersion: "v1", status: "Failure", code, reason, message },
  };
}

/** What it says of itself. */
const ABOUT: Readonly<Record<string, Block>> = {
  "/version": { major: "1", minor: "34", gitVersion: "v1.34.0" },
  "/api": { kind: "APIVersions", versions: ["v1"] },
  "/apis": { kind: "APIGroupList", apiVersion: "v1", groups: [] },
  "/api/v1": {
    kind: "APIResourceList",
    groupVersion: "v1",
    resources: Object.entries(KINDS).map(([name, kind]) => ({
      name,
      kind,
      singularName: kind.toLowerCase(),
      namespaced: true,
      verbs: ["create", "delete", "get", "list", "patch", "update"],
    })),
  },
};
