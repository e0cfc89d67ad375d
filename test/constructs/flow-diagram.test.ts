import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toMatchFile } from "jest-file-snapshot";
import { flowDiagram, flowPage } from "../../constructs/flow-diagram";
import { flows } from "../../constructs/flows";

expect.extend({ toMatchFile });

/** After a change of the flows run `npm test -- -u`. */
it("is what the runbook shows", () => {
  expect(flowPage(flows)).toMatchFile(join(__dirname, "..", "..", "runbooks", "network-flows.md"));
});

it("is what the README draws, too", () => {
  const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");
  const drawn = readme.split("## Network flows\n")[1]?.match(/```mermaid[^`]*```/)?.[0];
  expect(drawn).toBe(flowDiagram(flows));
});

it("draws one arrow between two parties, with all of their ports, in their namespaces", () => {
  const page = flowPage([
    { from: ["web", "worker"], to: "clickhouse", port: 8123, why: "traces" },
    { from: ["web"], to: "clickhouse", port: 9000, why: "more traces" },
    { from: ["load-balancer"], to: "web", port: 3000, why: "people" },
  ]);
  expect(page).toContain(
    [
      "flowchart LR",
      '  subgraph langfuse-namespace["langfuse"]',
      "    web",
      "    worker",
      "  end",
      '  subgraph clickhouse-namespace["clickhouse"]',
      "    clickhouse",
      "  end",
      "  load-balancer([load-balancer])",
      "  web -->|8123, 9000| clickhouse",
      "  worker -->|8123| clickhouse",
      "  load-balancer -->|3000| web",
    ].join("\n"),
  );
  expect(page).toContain("| web, worker | clickhouse | 8123 TCP | traces |");
});
