import { TerraformOutput } from "cdktf";
import { type NetworksProps, networks } from "../../constructs/networks";
import { synthesizeConstruct } from "../support/construct";
import { reference } from "../support/terraform-json";

const props: NetworksProps = {
  subnets: { public: ["10.0.192.0/22"], private: ["10.0.0.0/18"], data: ["10.0.208.0/22"] },
  serviceCidr: "172.20.0.0/16",
  internalLoadBalancer: false,
  secretsManagerEndpoint: false,
};

/** Addresses behind a name, as Terraform evaluates them. */
const behind = (name: keyof ReturnType<typeof networks>, changes: Partial<NetworksProps> = {}) =>
  synthesizeConstruct((stack) => {
    new TerraformOutput(stack, "addresses", { value: networks({ ...props, ...changes })[name] });
  }).output?.addresses?.value;

it("knows DNS and the API server by the addresses that pods dial", () => {
  const service = (host: number) => `${reference(`cidrhost("172.20.0.0/16", ${host})`)}/32`;
  expect(behind("cluster-dns")).toEqual([service(10)]);
  expect(behind("kubernetes-api")).toEqual([service(1), "10.0.0.0/18"]);
});

it("looks for the load balancer where it is", () => {
  expect(behind("load-balancer")).toEqual(["10.0.192.0/22"]);
  expect(behind("load-balancer", { internalLoadBalancer: true })).toEqual(["10.0.0.0/18"]);
});

it("keeps secrets inside the VPC where there is an endpoint", () => {
  expect(behind("secrets-manager", { secretsManagerEndpoint: true })).toEqual(["10.0.0.0/18"]);
  expect(behind("secrets-manager")).toEqual(["0.0.0.0/0"]);
});

it("reaches databases in their own subnets, and the agent of Pod Identity on the node", () => {
  expect(behind("data-subnets")).toEqual(["10.0.208.0/22"]);
  expect(behind("pod-identity")).toEqual(["169.254.170.23/32"]);
});
