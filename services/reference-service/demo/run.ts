import { demo } from "./demo";

void demo().then((story) => process.stdout.write(story));
