import { App } from "cdktf";
import { environments } from "./environments";
import { definePlatform } from "./stacks";

const app = new App();
for (const environment of environments) definePlatform(app, environment);
app.synth();
