import { TargetGroup } from "../../constructs/target-group";
import { synthesizeConstruct } from "../support/construct";

const json = synthesizeConstruct((stack) => {
  new TargetGroup(stack, "web", {
    vpcId: "vpc-1",
    name: "langfuse-test-web",
    port: 3000,
    healthCheckPath: "/api/public/ready",
    clusterName: "langfuse-test",
  });
});
const group = json.resource?.aws_lb_target_group?.web_group;

describe("the target group of web pods", () => {
  it("takes addresses of pods", () => {
    expect(group).toMatchObject({ target_type: "ip", protocol: "HTTP", port: 3000, vpc_id: "vpc-1" });
  });

  it("carries the tag without which EKS Auto Mode registers nothing", () => {
    expect(group?.tags).toMatchObject({ "eks:eks-cluster-name": "langfuse-test" });
  });

  it("asks whether a pod is ready, not whether it lives", () => {
    expect(group?.health_check).toMatchObject({ path: "/api/public/ready", matcher: "200" });
  });

  it("lets a leaving pod finish within the 120 seconds that it has", () => {
    expect(group?.deregistration_delay).toBe("90");
  });

  it("binds no client to a pod", () => {
    expect(group).not.toHaveProperty("stickiness");
  });
});
