import "./stacks/fast-stack-traces";
import "./stacks/plain-errors";
import { App } from "cdktf";
// Checked as they load: a mistake ends here, before cdktf touches a file.
import { environments } from "./environments";
import { definePlatform } from "./stacks";

const app = new App();
for (const environment of environments) definePlatform(app, environment);
app.synth();
