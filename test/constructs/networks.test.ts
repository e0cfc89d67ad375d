import { type NetworksProps, networks } from "../../constructs/networks";
import { serviceNetwork } from "../../constructs/service-network";

const props: NetworksProps = {
  subnets: { public: ["10.0.192.0/22"], private: ["10.0.0.0/18"], data: ["10.0.208.0/22"] },
  services: serviceNetwork("10.0.0.0/16"),
  internalLoadBalancer: false,
  secretsManagerEndpoint: false,
};

const behind = (name: keyof ReturnType<typeof networks>, changes: Partial<NetworksProps> = {}) =>
  networks({ ...props, ...changes })[name];

it("knows DNS and the API server by the addresses that pods dial", () => {
  expect(behind("cluster-dns")).toEqual(["172.20.0.10/32"]);
  expect(behind("kubernetes-api")).toEqual(["172.20.0.1/32", "10.0.0.0/18"]);
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
