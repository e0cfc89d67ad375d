import { serviceNetwork } from "../../constructs/service-network";

it("keeps out of the VPC", () => {
  expect(serviceNetwork("10.100.0.0/16").cidr).toBe("172.20.0.0/16");
  expect(serviceNetwork("172.20.16.0/20").cidr).toBe("10.100.0.0/16");
});

it("knows the addresses that EKS gives to the API server and to DNS", () => {
  expect(serviceNetwork("10.0.0.0/16")).toMatchObject({ apiServer: "172.20.0.1", dns: "172.20.0.10" });
});
