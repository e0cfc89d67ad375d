// Asks ClickHouse by HTTP, as the user in the environment, for scheduled jobs that run on Node.js.

/** Rows of a statement, as lists of texts.
 *  @throws with ClickHouse's own words */
async function ask(statement) {
  const { CLICKHOUSE_URL, CLICKHOUSE_USER = "", CLICKHOUSE_PASSWORD = "" } = process.env;
  if (!CLICKHOUSE_URL) throw new Error("no value for CLICKHOUSE_URL; the CronJob sets it");
  const response = await fetch(CLICKHOUSE_URL, {
    method: "POST",
    body: statement,
    headers: { "X-ClickHouse-User": CLICKHOUSE_USER, "X-ClickHouse-Key": CLICKHOUSE_PASSWORD },
    signal: AbortSignal.timeout(300_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`ClickHouse refuses: ${text.trim().slice(0, 500)}`);
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t"));
}

const quoted = (text) => `'${text.replace(/[\\']/g, "\\$&")}'`;
const listed = (texts) => `(${texts.map(quoted).join(", ")})`;
/** A time in milliseconds, as ClickHouse compares it. */
const moment = (at) => `toDateTime64(${at / 1000}, 3, 'UTC')`;

module.exports = { ask, listed, moment, quoted };
