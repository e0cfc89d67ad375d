import { Eks } from "../shim/eks";
import { motoWith, restCall, textOf } from "./calls";

const moto = () =>
  motoWith({
    DescribeSubnets: "<vpcId>vpc-1</vpcId>",
    CreateSecurityGroup: "<groupId>sg-1</groupId>",
    DeleteSecurityGroup: "",
    "POST /clusters": { cluster: { name: "c", status: "ACTIVE" } },
    "GET /clusters/c": { cluster: { name: "c", status: "ACTIVE" } },
    "DELETE /clusters/c": { cluster: { name: "c" } },
  });
const cluster = {
  name: "c",
  computeConfig: { enabled: true },
  resourcesVpcConfig: { subnetIds: ["subnet-1"], endpointPublicAccess: false },
};

async function created() {
  const { answer, calls } = moto();
  const { layer } = new Eks("eu-west-1:111111111111");
  await layer(restCall("eks", "POST", "/clusters", cluster), answer);
  const ask = async (method: string, path: string, body?: unknown) => {
    const reply = await layer(restCall("eks", method, path, body), answer);
    return { status: reply.status, body: JSON.parse(await textOf(reply)) };
  };
  return { ask, calls };
}

describe("the shim of EKS", () => {
  it("shows the fields that moto forgets, and a security group in the VPC of the subnets", async () => {
    const { ask } = await created();
    expect((await ask("GET", "/clusters/c")).body.cluster).toEqual({
      name: "c",
      status: "ACTIVE",
      computeConfig: { enabled: true },
      resourcesVpcConfig: {
        subnetIds: ["subnet-1"],
        endpointPublicAccess: false,
        vpcId: "vpc-1",
        clusterSecurityGroupId: "sg-1",
      },
    });
  });

  it("deletes the security group and the entries with the cluster", async () => {
    const { ask, calls } = await created();
    await ask("POST", "/clusters/c/access-entries", { principalArn: "arn:aws:iam::1:role/r" });
    await ask("DELETE", "/clusters/c");
    expect(calls.at(-1)?.parameters.get("GroupId")).toBe("sg-1");
    expect((await ask("GET", "/clusters/c/access-entries")).body).toEqual({ accessEntries: [] });
  });

  it("keeps access entries and their policies", async () => {
    const { ask } = await created();
    const entries = "/clusters/c/access-entries";
    const principalArn = "arn:aws:iam::1:role/r";
    const entry = `${entries}/${encodeURIComponent(principalArn)}`;
    const policyArn = "arn:aws:eks::aws:cluster-access-policy/view";
    expect((await ask("GET", entry)).status).toBe(404);
    await ask("POST", entries, { principalArn });
    expect((await ask("GET", entry)).body.accessEntry).toMatchObject({ principalArn, type: "STANDARD" });
    await ask("POST", `${entry}/access-policies`, { policyArn });
    const policies = async () => (await ask("GET", `${entry}/access-policies`)).body.associatedAccessPolicies;
    expect(await policies()).toMatchObject([{ policyArn }]);
    await ask("DELETE", `${entry}/access-policies/${encodeURIComponent(policyArn)}`);
    expect(await policies()).toEqual([]);
    await ask("DELETE", entry);
    expect((await ask("GET", entry)).status).toBe(404);
  });
});
