import { type TerraformStack, Testing } from "cdktf";
import { environments } from "../../environments";
import { BaseStack } from "../../stacks/base-stack";
import type { TerraformJson } from "./terraform-json";

class ConstructStack extends BaseStack {
  constructor(scope: ConstructorParameters<typeof TerraformStack>[0]) {
    const [environment] = environments;
    if (!environment) throw new Error("environments/index.ts lists no environment");
    super(scope, environment, "construct");
  }
}

/** Synthesizes one construct alone, in a stack that names things as the real stacks do. */
export function synthesizeConstruct(build: (stack: TerraformStack) => void): TerraformJson {
  const stack = new ConstructStack(Testing.app());
  build(stack);
  return JSON.parse(Testing.synth(stack));
}
