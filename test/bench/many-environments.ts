import "../../stacks/fast-stack-traces";
import { App } from "cdktf";
import { prod } from "../../environments/prod";
import { definePlatform } from "../../stacks";

/** Synthesizes as many copies of production as the argument says. */
const app = new App();
for (let index = 1; index <= Number(process.argv[2]); index += 1)
  definePlatform(app, { ...prod, name: `copy${index}` });
app.synth();
