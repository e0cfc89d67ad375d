import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunningProgram } from "@langfuse-aws/testkit";

it("says why a program ended that was to listen", async () => {
  const cwd = tmpdir();
  const program = new RunningProgram({ file: join(cwd, "there-is-no-such.js"), environment: {}, cwd });
  await expect(program.url()).rejects.toThrow(/ended with 1 before it listened: [\s\S]*there-is-no-such/);
});
