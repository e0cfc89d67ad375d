import fc from "fast-check";
import { defineEnvironment } from "../../environments/schema";
import { arbitraryEnvironment } from "../support/arbitrary-environment";
import { accountOf } from "./account/account";
import { graphOf } from "./account/environments";
import { statementsOfAccount, unproven } from "./permissions/coverage";
import { brokenClaims, rowsOf } from "./permissions/rows";
import { surprisesAmong } from "./reachability/expected";
import { pathsOf } from "./reachability/solve";

it("what is proven of the environments of this repository is true of whatever the schema accepts", async () => {
  const property = fc.asyncProperty(arbitraryEnvironment, async (file) => {
    const graph = graphOf(defineEnvironment(file));
    const account = accountOf(graph);
    const rows = await rowsOf(account);
    expect(surprisesAmong(pathsOf(graph), graph.environment)).toEqual([]);
    expect(brokenClaims(rows)).toEqual([]);
    expect(unproven(statementsOfAccount(account), rows)).toEqual([]);
  });
  // A second or two for each; a report names the path or the call already, so none is made smaller.
  await fc.assert(property, { numRuns: 2, endOnFailure: true });
}, 60_000);
