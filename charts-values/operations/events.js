// Where Langfuse keeps ingested events in S3, for programs that run with the libraries of its worker image
// (Langfuse 4.16.0, packages/shared/src/server/ingestion/eventBucketPath.ts). Below the prefix there are
//   otel/<project>/yyyy/mm/dd/hh/mm/<id>.json    what OTLP clients sent, by the minute of its arrival, in UTC
//   <project>/<entity>/<entity id>/<id>.json     scores and events of older clients, without a time in the key
//   evals/...                                    notes of evaluations, which are no events
// Start programs in the folder of the worker: its libraries are found from there.
const { realpathSync } = require("node:fs");
const { createRequire } = require("node:module");

const HOUR = 3_600_000;
const NO_PROJECTS = ["otel/", "evals/"];
const OTEL_KEY = /^otel\/([^/]+)\/(\d{4})\/(\d\d)\/(\d\d)\/(\d\d)\/(\d\d)\/[^/]+\.json$/;
const ENTITY_KEY = /^([^/]+)\/([^/]+)\/(.+)\/([^/]+)\.json$/;

/** A library of the worker. Its AWS client belongs to the package `@langfuse/shared`, where not to the worker itself. */
function library(name) {
  const near = createRequire(`${process.cwd()}/package.json`);
  try {
    return near(name);
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    return createRequire(`${realpathSync(`${process.cwd()}/node_modules/@langfuse/shared`)}/package.json`)(
      name,
    );
  }
}

/** The bucket of events, from the variables that the worker reads. */
function eventStore(env = process.env) {
  const { S3Client, ...commands } = library("@aws-sdk/client-s3");
  const bucket = env.LANGFUSE_S3_EVENT_UPLOAD_BUCKET;
  if (!bucket)
    throw new Error("no value for LANGFUSE_S3_EVENT_UPLOAD_BUCKET; run this in a worker's container");
  const client = new S3Client({
    region: env.LANGFUSE_S3_EVENT_UPLOAD_REGION,
    endpoint: env.LANGFUSE_S3_EVENT_UPLOAD_ENDPOINT || undefined,
    forcePathStyle: env.LANGFUSE_S3_EVENT_UPLOAD_FORCE_PATH_STYLE === "true",
    maxAttempts: 5,
  });
  const prefix = env.LANGFUSE_S3_EVENT_UPLOAD_PREFIX ?? "";

  /** Pages of a listing below the prefix; keys and folders come back without it. */
  async function* pages(below, delimiter) {
    let token;
    do {
      const input = {
        Bucket: bucket,
        Prefix: prefix + below,
        Delimiter: delimiter,
        ContinuationToken: token,
      };
      const page = await client.send(new commands.ListObjectsV2Command(input));
      yield {
        objects: (page.Contents ?? []).map(({ Key, LastModified }) => ({
          key: Key.slice(prefix.length),
          at: LastModified.getTime(),
        })),
        folders: (page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix.slice(prefix.length)),
      };
      token = page.NextContinuationToken;
    } while (token);
  }

  async function folders(below) {
    const found = [];
    for await (const page of pages(below, "/")) found.push(...page.folders);
    return found;
  }

  return {
    prefix,
    pages,
    /** Folders of the projects that have sent by OTLP, `otel/<project>/`. */
    otelProjects: () => folders("otel/"),
    /** Folders of the projects that have sent anything else, `<project>/`. */
    projects: async () => (await folders("")).filter((folder) => !NO_PROJECTS.includes(folder)),
    async read(key) {
      const { Body } = await client.send(
        new commands.GetObjectCommand({ Bucket: bucket, Key: prefix + key }),
      );
      return Body.transformToString();
    },
  };
}

/** The folder in which the objects of one hour are, below that of a project. */
function hourFolder(hour) {
  return `${new Date(hour).toISOString().slice(0, 13).replace(/[-T]/g, "/")}/`;
}

/** The starts of all hours that overlap with a window, in milliseconds. */
function hoursOf(from, to) {
  const first = Math.floor(from / HOUR) * HOUR;
  return Array.from(
    { length: Math.max(0, Math.ceil((to - first) / HOUR)) },
    (_, index) => first + index * HOUR,
  );
}

/** What a key says, without the prefix; undefined when no event has such a key. */
function readKey(key) {
  const otel = OTEL_KEY.exec(key);
  if (otel) {
    const [, project, year, month, day, hour, minute] = otel;
    return { kind: "otel", project, minute: Date.UTC(year, month - 1, day, hour, minute) };
  }
  if (NO_PROJECTS.some((folder) => key.startsWith(folder))) return undefined;
  const entity = ENTITY_KEY.exec(key);
  if (!entity) return undefined;
  const [, project, type, id, event] = entity;
  return { kind: "entity", project, type, id, event };
}

/** Runs work over items, some at a time; the first failure ends it. */
async function inParallel(items, width, work) {
  const rest = [...items];
  const lane = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

module.exports = { HOUR, eventStore, hourFolder, hoursOf, inParallel, library, readKey };
