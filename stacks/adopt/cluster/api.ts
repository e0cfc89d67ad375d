import { request } from "node:https";
import { type Json, scalarAt } from "../json";

/** The API server of a cluster, as far as it is asked here. */
export interface ClusterApi {
  /** @throws when it does not answer, or does not like the question */
  readonly get: (path: string) => Promise<Json>;
  /** Merges something into an object.
   *  @throws when it does not answer or refuses, as it does when the object is not any more of the version that it names */
  readonly patch: (path: string, change: Json) => Promise<Json>;
}

/** How a cluster is reached. */
export interface Connection {
  /** For example `https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com`. */
  readonly endpoint: string;
  /** PEM. */
  readonly certificateAuthority: string;
  readonly token: string;
}

const LIMIT_MS = 30_000;

const ADMIT = "use credentials of the deploy role, or of one of cluster.access.admins";
/** What to do about a refusal, by its status. */
const REMEDIES: Readonly<Record<number, string>> = {
  401: ADMIT,
  403: ADMIT,
  409: "somebody is at work on it; run the command again",
};

/** @param connect is asked for each question: a token of EKS lasts a quarter of an hour, and people think for longer */
export function clusterApi(connect: () => Promise<Connection>): ClusterApi {
  return {
    get: async (path) => ask(await connect(), { method: "GET", path }),
    patch: async (path, change) => ask(await connect(), { method: "PATCH", path, body: change }),
  };
}

interface Question {
  readonly method: "GET" | "PATCH";
  readonly path: string;
  readonly body?: Json;
}

function ask(
  { endpoint, certificateAuthority, token }: Connection,
  { method, path, body }: Question,
): Promise<Json> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) =>
      reject(new Error(`the API server of the cluster says to ${method} ${path}: ${reason}`));
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/merge-patch+json" };
    const options = { method, headers, ca: certificateAuthority, timeout: LIMIT_MS };
    const asked = request(new URL(path, endpoint), options, async (answer) => {
      try {
        const parts: Buffer[] = [];
        for await (const part of answer) parts.push(part);
        const said: Json = JSON.parse(Buffer.concat(parts).toString());
        const { statusCode = 0 } = answer;
        if (statusCode === 200) return resolve(said);
        const reason = [scalarAt(said, "message"), REMEDIES[statusCode]].filter(Boolean).join("; ");
        fail(`${statusCode}, ${reason || "without a reason"}`);
      } catch (error) {
        fail(String(error));
      }
    });
    asked.once("timeout", () =>
      asked.destroy(new Error("nothing; stand inside the VPC, or on the list of cluster.api")),
    );
    asked.once("error", ({ message }) => fail(message));
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
