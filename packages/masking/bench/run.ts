import { type Engine, others, ours } from "./engines";
import { type Quality, qualityOf, short } from "./quality";
import { dense, slowestAdversary, sparse, throughput } from "./speed";

/** What was promised, and what came out. */
interface Promised {
  readonly what: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly value: number;
  readonly unit: string;
}

const percent = (share: number) => share * 100;

async function main(): Promise<void> {
  const masking = ours();
  // Speed first: it is what a process is worth that has not been filled with corpora.
  const speed = await speedPromises(masking);
  const quality = await qualityOf(masking);
  const promises = [...qualityPromises(quality), ...speed];
  console.log("\n| promise | is | has to be |\n|---|---|---|");
  for (const { what, value, unit, atLeast, atMost } of promises)
    console.log(
      `| ${what} | ${round(value)} ${unit} | ${atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`} |`,
    );
  await compare(masking, quality);
  const missed = promises.filter(isMissed);
  for (const { what, value, unit } of missed) console.error(`missed: ${what} is ${round(value)} ${unit}`);
  process.exit(missed.length === 0 ? 0 : 1);
}

function qualityPromises({ recall, altered, idempotent, validJson }: Quality): readonly Promised[] {
  const found = (kind: Parameters<typeof recall.get>[0], atLeast: number) => ({
    what: `recall, ${kind}`,
    value: percent(recall.get(kind) ?? 0),
    unit: "%",
    atLeast,
  });
  return [
    found("email", 99.5),
    found("token", 99.5),
    found("formatted RUT", 99.5),
    found("bare RUT", 98),
    found("other id", 98),
    found("phone", 98),
    found("vague phone", 98),
    found("held out", 98),
    { what: "negatives altered", value: percent(altered), unit: "%", atMost: 1 },
    { what: "masked twice is masked once", value: percent(idempotent), unit: "%", atLeast: 100 },
    { what: "JSON that stays JSON", value: percent(validJson), unit: "%", atLeast: 100 },
  ];
}

async function speedPromises(engine: Engine): Promise<readonly Promised[]> {
  const { name, milliseconds } = slowestAdversary(engine);
  return [
    { what: "sparse text", value: await throughput(engine, sparse), unit: "MB/s", atLeast: 20 },
    { what: "dense text", value: await throughput(engine, dense), unit: "MB/s", atLeast: 5 },
    {
      what: `slowest 200 KB of hostility, ${JSON.stringify(name)}`,
      value: milliseconds,
      unit: "ms",
      atMost: 50,
    },
  ];
}

/** The same corpora through other libraries. */
async function compare(masking: Engine, quality: Quality): Promise<void> {
  console.log(
    "\n| library | e-mail | token | RUT | phone | held out | negatives altered | JSON kept | idempotent | MB/s, short |",
  );
  console.log("|---|---|---|---|---|---|---|---|---|---|");
  console.log(await row(masking, quality));
  for (const engine of await others()) console.log(await row(engine, await qualityOf(engine)));
}

async function row(engine: Engine, { recall, altered, validJson, idempotent }: Quality): Promise<string> {
  const shares = [
    ...(["email", "token", "formatted RUT", "phone", "held out"] as const).map(
      (kind) => recall.get(kind) ?? 0,
    ),
    altered,
    validJson,
    idempotent,
  ];
  const speed = await throughput(
    engine,
    short.map(({ text }) => text),
    3,
  );
  return `| ${engine.name} | ${shares.map((share) => `${round(percent(share))} %`).join(" | ")} | ${round(speed)} |`;
}

function isMissed({ value, atLeast, atMost }: Promised): boolean {
  return (atLeast !== undefined && value < atLeast) || (atMost !== undefined && value > atMost);
}

function round(value: number): string {
  return value.toFixed(value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2);
}

void main();
