import { reachOf } from "../../../stacks/bootstrap/reach";
import { environmentNamed } from "../../../stacks/operator";
import { sweep } from "../../../stacks/teardown/leftovers";

/** What the teardown does after Terraform, for an environment that the teardown itself refuses because its file protects it. */
sweep(reachOf(environmentNamed(process.argv[2], "teardown"))).then(({ deleted, kept }) => {
  for (const thing of deleted) console.log(`deleted  ${thing}`);
  for (const thing of kept) console.log(`kept     ${thing}`);
});
