import "./stacks/fast-stack-traces";
import { App } from "cdktf";
import { definePlatform } from "./stacks";

async function synthesize(): Promise<void> {
  // Environments are checked as they load: a mistake ends here, before cdktf touches a file.
  const { environments } = await import("./environments");
  const app = new App();
  for (const environment of environments) definePlatform(app, environment);
  app.synth();
}

synthesize().catch((problem: unknown) => {
  // Our own errors are plain and say what to do; a stack is of use only where the project itself has a bug.
  const isOurs = problem instanceof Error && problem.constructor === Error;
  console.error(isOurs ? problem.message : problem);
  process.exitCode = 1;
});
