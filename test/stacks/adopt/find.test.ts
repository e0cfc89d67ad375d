import { find, orphans } from "../../../stacks/adopt/find";
import { areOurs, type Kind, named, type Thing, unnamed } from "../../../stacks/adopt/kinds/kind";
import type { Wanted } from "../../../stacks/adopt/plan";
import { accountWith } from "./stand-in";

// Nobody is asked: the kinds of these tests answer by themselves.
const account = accountWith({});
const group = wanted("aws_cloudwatch_log_group.records", { name: "langfuse-dev-records" });
const network = wanted("aws_vpc.network", { tags: { Name: "langfuse-dev" } });
const subnet = wanted("aws_subnet.one", { cidr_block: "10.0.0.0/24" }, { vpc_id: `\${aws_vpc.network.id}` });

/** A log group that is there, or whatever else is said about it. */
function logGroup(answer: () => Promise<readonly Thing[]>): Kind {
  return named("aws_cloudwatch_log_group", ["name"], answer);
}
const thing = (importId: string, more: Partial<Thing> = {}): Thing => ({
  importId,
  attributes: { id: importId },
  ours: true,
  ...more,
});
const networks = (...ids: string[]) =>
  unnamed(
    "aws_vpc",
    ["tags.Name"],
    async () => ids.map((id) => ({ ...thing(id), marks: { "tags.Name": "langfuse-dev" } })),
    (id) => `aws ec2 delete-vpc --vpc-id ${id}`,
  );
const subnets = unnamed(
  "aws_subnet",
  ["vpc_id", "cidr_block"],
  async () =>
    ["vpc-1", "vpc-2"].map((vpc_id) => ({
      ...thing(`subnet-in-${vpc_id}`),
      marks: { vpc_id, cidr_block: "10.0.0.0/24" },
    })),
  (id) => `aws ec2 delete-subnet --subnet-id ${id}`,
);

const knownAre =
  (known: readonly string[]) =>
  (type: string, id = "") =>
    known.includes(`${type} ${id}`);
const byType = (kinds: readonly Kind[]) => new Map(kinds.map((kind) => [kind.type, kind]));

async function look(wants: readonly Wanted[], kinds: readonly Kind[], known: readonly string[] = []) {
  const isKnown = knownAre(known);
  const accountIn = (region = account.region) => ({ ...account, region });
  const { adoptions, refused } = await find({ accountIn, wanted: wants, isKnown, kinds: byType(kinds) });
  return {
    adopted: adoptions.map(({ wanted: { address }, thing: { importId } }) => [address, importId]),
    refused,
  };
}
const orphansAmong = (kinds: readonly Kind[], ...known: readonly string[]) =>
  orphans(account, { isKnown: knownAre(known), kinds: byType(kinds) });

function wanted(address: string, planned: Wanted["planned"], written: Wanted["written"] = {}): Wanted {
  return { address, type: address.slice(0, address.indexOf(".")), planned, written };
}

describe("what a plan wants to make", () => {
  it("is taken in when it is there and ours", async () => {
    const found = await look([group], [logGroup(async () => [thing("langfuse-dev-records")])]);
    expect(found).toEqual({ adopted: [[group.address, "langfuse-dev-records"]], refused: [] });
  });

  it("is left to the deployment when nothing is there", async () => {
    const found = await look([group], [logGroup(async () => [])]);
    expect(found).toEqual({ adopted: [], refused: [] });
  });

  it("is refused under a name of ours that somebody else has taken", async () => {
    const foreign = thing("langfuse-dev-records", { ours: false });
    const { adopted, refused } = await look([group], [logGroup(async () => [foreign])]);
    expect(adopted).toEqual([]);
    expect(refused).toEqual([
      "aws_cloudwatch_log_group.records is langfuse-dev-records, without the tags of this environment: somebody else's; " +
        "delete it or give it another name, if it may go",
    ]);
  });

  it("is refused while it is half made, with what to do about it", async () => {
    const half = thing("langfuse-dev-records", { obstacle: "is CREATING; wait" });
    const { adopted, refused } = await look([group], [logGroup(async () => [half])]);
    expect(adopted).toEqual([]);
    expect(refused).toEqual([
      "aws_cloudwatch_log_group.records is langfuse-dev-records, which is CREATING; wait",
    ]);
  });

  it("is refused when another address of any stack has it", async () => {
    const there = logGroup(async () => [thing("langfuse-dev-records")]);
    const { adopted, refused } = await look(
      [group],
      [there],
      ["aws_cloudwatch_log_group langfuse-dev-records"],
    );
    expect(adopted).toEqual([]);
    expect(refused).toEqual([expect.stringContaining("which another address has")]);
  });

  it("is refused when AWS does not say whether it is there", async () => {
    const silent = logGroup(() =>
      Promise.reject(Object.assign(new Error("not you"), { name: "AccessDenied" })),
    );
    expect((await look([group], [silent])).refused).toEqual([
      "aws_cloudwatch_log_group.records cannot be told: AccessDenied: not you",
    ]);
  });
});

describe("what has no name", () => {
  it("is found by its marks, in what was found before it", async () => {
    const { adopted } = await look([subnet, network], [subnets, networks("vpc-1")]);
    expect(adopted).toEqual([
      ["aws_vpc.network", "vpc-1"],
      ["aws_subnet.one", "subnet-in-vpc-1"],
    ]);
  });

  it("is not chosen among two, nor is what is in one of them", async () => {
    const { adopted, refused } = await look([subnet, network], [subnets, networks("vpc-1", "vpc-2")]);
    expect(adopted).toEqual([]);
    expect(refused).toEqual([
      "aws_vpc.network is there 2 times: vpc-1, vpc-2; delete those that nothing uses, and come back",
    ]);
  });

  it("is not taken from the state that has it", async () => {
    const { adopted } = await look([network], [networks("vpc-1", "vpc-2")], ["aws_vpc vpc-1"]);
    expect(adopted).toEqual([["aws_vpc.network", "vpc-2"]]);
  });

  it("is reported beside the one that the state has, with the command that deletes it", async () => {
    expect(await orphansAmong([networks("vpc-1", "vpc-2")], "aws_vpc vpc-1")).toEqual([
      "aws_vpc vpc-2: aws ec2 delete-vpc --vpc-id vpc-2 --region eu-west-1",
    ]);
  });

  it("is not reported while its tags are still to come: it may be anybody's", async () => {
    const zones = unnamed(
      "aws_route53_zone",
      ["name"],
      async () => [{ ...thing("Z1"), isUntagged: true, marks: { name: "example.com" } }],
      (id) => `aws route53 delete-hosted-zone --id ${id}`,
    );
    expect(await orphansAmong([zones])).toEqual([]);
    const zone = wanted("aws_route53_zone.zone", { name: "example.com" });
    expect((await look([zone], [zones])).adopted).toEqual([["aws_route53_zone.zone", "Z1"]]);
  });
});

it("asks for a list once in each region", async () => {
  const asked: string[] = [];
  const inRegion = unnamed(
    "aws_vpc",
    ["tags.Name"],
    async ({ region }) => {
      asked.push(region);
      return [];
    },
    () => "",
  );
  const there = { ...network, address: "aws_vpc.copies", region: "eu-central-1" };
  await look([network, { ...network, address: "aws_vpc.other" }, there], [inRegion]);
  expect(asked).toEqual(["eu-west-1", "eu-central-1"]);
});

it("looks for something where it is made", async () => {
  const bucket = { ...wanted("aws_s3_bucket.copies", { bucket: "copies" }), region: "eu-central-1" };
  const inRegion = named("aws_s3_bucket", ["bucket"], async ({ region }) => [thing(`copies in ${region}`)]);
  expect((await look([bucket], [inRegion])).adopted).toEqual([[bucket.address, "copies in eu-central-1"]]);
});

describe("whose something is", () => {
  const ours = { application: "langfuse", environment: "dev", "managed-by": "cdktf" };

  it("is said by all of our tags together", () => {
    expect(areOurs(account, { ...ours, cost: "42" })).toBe(true);
    expect(areOurs(account, { ...ours, environment: "prod" })).toBe(false);
    expect(areOurs(account, { ...ours, "managed-by": "hand" })).toBe(false);
    expect(areOurs(account, { environment: "dev" })).toBe(false);
    expect(areOurs(account)).toBe(false);
  });
});
