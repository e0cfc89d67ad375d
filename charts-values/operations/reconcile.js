// Counts events in S3 against rows in ClickHouse, project by project and hour by hour, over the last day: whatever a
// client was told is stored must be there. It runs in the worker's image, beside events.js, and changes nothing.
//
// A row of `events_full` names its object in `blob_storage_file_path`; for scores, `blob_storage_file_log` names every
// object that a worker has read. Three kinds of objects have no row and are not missing:
//   - one without spans: it is read, to be sure;
//   - one whose spans came again, by a client that did not wait for the answer: the newer row replaced the older;
//   - one whose trace was deleted since: the deletion is among ClickHouse's mutations.
const { ask, listed, moment, quoted } = require("./clickhouse.js");
const { HOUR, eventStore, hourFolder, hoursOf, inParallel, readKey } = require("./events.js");
const { report } = require("./figures.js");

/** Hours back; after a day an alert that nobody acted on has been read. */
const HOURS = 24;
/** Younger objects may still wait for a worker. */
const GRACE = HOUR / 2;
/** By how much clocks of pods may differ. */
const SKEW = HOUR / 12;
/** Objects of one project and hour that are read to look for their spans; more than these are missing without a look. */
const LOOKS = 200;
/** Pages of a thousand scores of one project; beyond that, listing takes longer than an hour has minutes. */
const PAGES = 2000;
/** Series of the figure `gap`; the log names all. */
const SERIES = 20;
/** Projects at a time. */
const WIDTH = 4;

async function keysOf(store, folder) {
  const keys = [];
  for await (const { objects } of store.pages(folder)) keys.push(...objects.map(({ key }) => key));
  return keys;
}

/** Spans of an object, each with its trace; ids are text, or bytes in one of two forms. */
function spansOf(text) {
  const id = (value) =>
    typeof value === "string" ? value : Buffer.from(value?.data ?? value).toString("hex");
  return [JSON.parse(text)]
    .flat()
    .flatMap((resource) => resource?.scopeSpans ?? [])
    .flatMap((scope) => scope?.spans ?? [])
    .map(({ spanId, traceId }) => ({ span: id(spanId), trace: id(traceId) }));
}

/** Whether an object that no row names holds a span that is nowhere, and was not deleted either. */
async function isLost(store, project, key, since) {
  const text = await store.read(key);
  let spans;
  try {
    spans = spansOf(text);
  } catch {
    // No worker can read it either.
    return true;
  }
  if (spans.length === 0) return false;
  const stored = await ask(`SELECT DISTINCT span_id FROM default.events_full
    WHERE project_id = ${quoted(project)} AND span_id IN ${listed(spans.map(({ span }) => span))}`);
  const absent = spans.filter(({ span }) => !stored.some(([id]) => id === span));
  if (absent.length === 0) return false;
  const deletions = await ask(`SELECT command FROM system.mutations
    WHERE database = 'default' AND table = 'events_full' AND create_time >= ${moment(since)}
    AND position(command, ${quoted(project)}) > 0`);
  const isDeleted = (trace) => deletions.some(([command]) => command.includes(trace));
  return absent.some(({ trace }) => !isDeleted(trace));
}

/** How many objects of one hour nobody stored. */
async function missingOf(store, { project, folder, keys, since }) {
  const named = await ask(`SELECT DISTINCT blob_storage_file_path FROM default.events_full
    WHERE project_id = ${quoted(project)} AND created_at >= ${moment(since)}
    AND startsWith(blob_storage_file_path, ${quoted(store.prefix + folder)})`);
  const paths = new Set(named.map(([path]) => path));
  const unnamed = keys.filter((key) => !paths.has(store.prefix + key));
  const tooMany = Math.max(0, unnamed.length - LOOKS);
  const counted = { lost: 0 };
  await inParallel(unnamed.slice(0, LOOKS), WIDTH, async (key) => {
    if (await isLost(store, project, key, since)) counted.lost += 1;
  });
  return counted.lost + tooMany;
}

/** Traces of one project: the counts of all hours at once, and a closer look where they differ. */
async function reconcileTraces(store, base, { from, to }, tally) {
  const project = base.split("/").at(-2);
  const rows =
    await ask(`SELECT substring(blob_storage_file_path, ${store.prefix.length + base.length + 1}, 13) AS hour,
    uniqExact(blob_storage_file_path) FROM default.events_full
    WHERE project_id = ${quoted(project)} AND created_at >= ${moment(from - SKEW)}
    AND startsWith(blob_storage_file_path, ${quoted(store.prefix + base)}) GROUP BY hour`);
  const stored = new Map(rows.map(([hour, count]) => [`${hour}/`, Number(count)]));
  for (const hour of hoursOf(from, to)) {
    const folder = base + hourFolder(hour);
    const keys = await keysOf(store, folder);
    const differs = keys.length !== (stored.get(hourFolder(hour)) ?? 0);
    const missing = differs ? await missingOf(store, { project, folder, keys, since: hour - SKEW }) : 0;
    tally.count(project, hour, keys.length, missing);
  }
}

/** Scores of one project, and whatever else has no time in its key: those that arrived in the window, by the time of
 *  their objects. */
async function reconcileEntities(store, folder, { from, to }, tally) {
  const project = folder.slice(0, -1);
  const arrived = [];
  let pages = 0;
  for await (const { objects } of store.pages(folder)) {
    arrived.push(...objects.filter(({ key, at }) => at >= from && at < to && readKey(key)));
    pages += 1;
    if (pages === PAGES) {
      tally.unlisted.push(project);
      break;
    }
  }
  const read = await ask(`SELECT DISTINCT bucket_path FROM default.blob_storage_file_log
    WHERE project_id = ${quoted(project)} AND created_at >= ${moment(from - SKEW)}`);
  const paths = new Set(read.map(([path]) => path));
  for (const { key, at } of arrived)
    tally.count(project, Math.floor(at / HOUR) * HOUR, 1, paths.has(store.prefix + key) ? 0 : 1);
}

function newTally() {
  const gaps = new Map();
  const tally = { objects: 0, missing: 0, unlisted: [], gaps };
  tally.count = (project, hour, objects, missing) => {
    tally.objects += objects;
    tally.missing += missing;
    const name = `${project} ${new Date(hour).toISOString().slice(0, 13)}`;
    if (missing > 0) gaps.set(name, (gaps.get(name) ?? 0) + missing);
  };
  return tally;
}

function tell(tally) {
  const gaps = [...tally.gaps].sort(([, one], [, other]) => other - one);
  for (const [name, missing] of gaps) {
    const [project, hour] = name.split(" ");
    const end = new Date(Date.parse(`${hour}:00Z`) + HOUR).toISOString().slice(0, 16);
    console.log(`${missing} objects of project ${project} from ${hour}:00 on were never stored:`);
    console.log(`  runbooks/procedures/replay.sh ENV ${hour}:00 ${end} --project ${project}`);
  }
  for (const project of tally.unlisted)
    console.log(`project ${project} has too many scores to list them all`);
  console.log(
    `${tally.objects} objects, ${tally.missing > 0 ? `${tally.missing} are` : "nothing is"} missing`,
  );
  return gaps.slice(0, SERIES).map(([name, missing]) => {
    const [project, hour] = name.split(" ");
    return ["gap", missing, `project:${project},hour:${hour}`];
  });
}

async function reconcile() {
  const started = Date.now();
  const to = Math.floor((started - GRACE) / HOUR) * HOUR;
  const window = { from: to - HOURS * HOUR, to };
  const store = eventStore();
  const tally = newTally();
  await inParallel(await store.otelProjects(), WIDTH, (folder) =>
    reconcileTraces(store, folder, window, tally),
  );
  await inParallel(await store.projects(), WIDTH, (folder) =>
    reconcileEntities(store, folder, window, tally),
  );
  await report([
    ["objects", tally.objects],
    ["missing", tally.missing],
    ["unlisted_projects", tally.unlisted.length],
    ["seconds", Math.round((Date.now() - started) / 1000)],
    ...tell(tally),
  ]);
}

reconcile().then(
  () => process.exit(0),
  (error) => {
    console.error(`reconcile: ${error.message}`);
    process.exit(1);
  },
);
