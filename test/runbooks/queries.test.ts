import { queueNames } from "../../constructs/queues";
import { selectors } from "../dashboards/promql";
import { recorded } from "../dashboards/recorded";
import { series } from "../rules/reads";
import { incidentPages } from "./pages";

/** What Prometheus makes of its own alerts. */
const BUILT_IN = ["ALERTS", "ALERTS_FOR_STATE"];

const known = new Set([...series.map(({ name }) => name), ...recorded(), ...BUILT_IN]);

const pages = incidentPages();
const questions = pages.flatMap(({ file, text }) =>
  [...text.matchAll(/\bask '([^']+)'/g)].map(([, query = ""]) => ({ file, query })),
);

it("asks for metrics that somebody collects, in Prometheus' language", () => {
  const strangers = questions.flatMap(({ file, query }) =>
    selectors(query)
      .filter(({ metric }) => !known.has(metric))
      .map(({ metric }) => `${file}: '${metric}' in ${query}`),
  );
  expect(questions.length).toBeGreaterThan(150);
  expect(strangers).toEqual([]);
});

it("asks for queues that Langfuse has", () => {
  const asked = questions.flatMap(({ file, query }) =>
    [...query.matchAll(/queue=~?"([^"]+)"/g)].map(([, queues = ""]) => ({ file, queues })),
  );
  expect(asked.length).toBeGreaterThan(20);
  const named = (queues: string) => (name: string) => new RegExp(`^(${queues})$`).test(name);
  expect(asked.filter(({ queues }) => !queueNames.some(named(queues)))).toEqual([]);
});

it("looks into queues that Langfuse has", () => {
  const keys = pages.flatMap(({ file, text }) =>
    [...text.matchAll(/\bbull:([\w-]+)|"queueNames":\["([\w-]+)"|new Queue\("([\w-]+)"/g)].map(
      ([, ...found]) => ({ file, queue: found.join("") }),
    ),
  );
  expect(keys.length).toBeGreaterThan(5);
  expect(keys.filter(({ queue }) => !queueNames.includes(queue))).toEqual([]);
});
