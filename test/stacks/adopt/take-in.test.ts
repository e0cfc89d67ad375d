import type { Adoption } from "../../../stacks/adopt/find";
import { referencesOf, type Wanted, wantedOf } from "../../../stacks/adopt/plan";
import { excessOf, ripe } from "../../../stacks/adopt/take-in";
import { withUntold } from "../../../stacks/adopt/untold";
import { reference } from "../../support/terraform-json";

const change = (address: string, ...actions: string[]) => ({
  address,
  mode: "managed" as const,
  type: address.slice(0, address.indexOf(".")),
  name: address.slice(address.indexOf(".") + 1),
  change: { actions, after: { name: "x" } },
});
const wanted = (address: string, written: Wanted["written"] = {}): Wanted => ({
  address,
  type: address.slice(0, address.indexOf(".")),
  planned: {},
  written,
});
const adoption = (one: Wanted): Adoption => ({
  wanted: one,
  thing: { importId: `id of ${one.address}`, attributes: {}, ours: true },
});

it("wants what the state does not know, and not what is changed or made anew", () => {
  const plan = {
    resource_changes: [
      change("aws_vpc.new", "create"),
      change("aws_vpc.same", "no-op"),
      change("aws_vpc.changed", "update"),
      change("aws_vpc.again", "delete", "create"),
      { ...change("aws_ami.read", "create"), mode: "data" as const },
    ],
  };
  expect(wantedOf(plan, {}).map(({ address }) => address)).toEqual(["aws_vpc.new"]);
});

it("wants something where the provider that it names makes things", () => {
  const resource = { aws_s3_bucket: { here: {}, there: { provider: "aws.copies" } } };
  const aws = [{ region: "eu-west-1" }, { alias: "copies", region: "eu-central-1" }];
  const changes = ["aws_s3_bucket.here", "aws_s3_bucket.there"].map((address) => change(address, "create"));
  const wants = wantedOf({ resource_changes: changes }, { resource, provider: { aws } });
  expect(wants.map(({ region }) => region)).toEqual(["eu-west-1", "eu-central-1"]);
});

it("reads references out of text, lists and blocks, and none to what other stacks have", () => {
  const written = {
    depends_on: ["aws_vpc.network"],
    rule: [{ arn: `${reference("aws_kms_key.key.arn")}/*` }],
    id: reference("data.terraform_remote_state.dev_network.outputs.aws_vpc_vpc_network_id"),
  };
  expect(referencesOf(written)).toEqual(["aws_vpc.network", "aws_kms_key.key"]);
});

describe("what is taken in", () => {
  const bucket = wanted("aws_s3_bucket.logs");
  const policy = wanted("aws_s3_bucket_policy.logs", { bucket: reference("aws_s3_bucket.logs.id") });
  const balancer = wanted("aws_lb.edge", { logs: reference("aws_s3_bucket_policy.logs.bucket") });

  it("waits for what it needs, through settings that are written over", () => {
    const { now, later } = ripe([adoption(balancer)], [bucket, policy, balancer]);
    expect(now).toEqual([]);
    expect(later).toEqual([
      "aws_lb.edge is id of aws_lb.edge, and needs aws_s3_bucket.logs, which is not there; " +
        "deploy, which makes that one and stops at this one, and come back",
    ]);
  });

  it("comes together with what it needs", () => {
    const { now, later } = ripe([adoption(balancer), adoption(bucket)], [bucket, policy, balancer]);
    expect(now).toHaveLength(2);
    expect(later).toEqual([]);
  });
});

it("refuses a plan of imports that would make or replace something, and lets settings be written over", () => {
  const plan = {
    resource_changes: [
      change("aws_vpc.imported", "no-op"),
      change("aws_kms_key.imported", "update"),
      change("aws_s3_bucket_policy.logs", "create"),
      change("aws_subnet.other", "create"),
      change("aws_db_instance.postgres", "delete", "create"),
    ],
  };
  expect(excessOf(plan)).toEqual([
    "aws_subnet.other would be made",
    "aws_db_instance.postgres would be made anew",
  ]);
});

it("enters what AWS does not tell of an imported cluster as it was planned, and no guess", () => {
  const cluster = (bootstrap_cluster_creator_admin_permissions: boolean, name = "cluster") => ({
    mode: "managed" as const,
    type: "aws_eks_cluster",
    name,
    instances: [
      { attributes: { arn: "arn", access_config: [{ bootstrap_cluster_creator_admin_permissions }] } },
    ],
  });
  const planned = { arn: null, access_config: [{ bootstrap_cluster_creator_admin_permissions: false }] };
  const state = withUntold(
    { serial: 1, resources: [cluster(true), cluster(true, "other")] },
    { ...wanted("aws_eks_cluster.cluster"), planned },
  );
  expect(state).toEqual({ serial: 2, resources: [cluster(false), cluster(true, "other")] });
});
