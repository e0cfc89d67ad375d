import { canaryManifests } from "../../constructs/canary";

const props = {
  image: "registry.example.com/reference-service@sha256:1",
  url: "https://langfuse.example.com",
  publicKey: "pk-lf-first-1",
  secretKeyArn: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:project-AbCdEf",
};

function podOf(behindGateway: boolean) {
  const manifests = canaryManifests({ ...props, behindGateway });
  const deployment = JSON.parse(JSON.stringify(manifests.find(({ kind }) => kind === "Deployment")));
  const [container] = deployment.spec.template.spec.containers;
  const values: [string, string | undefined][] = container.env.map(
    ({ name, value }: { name: string; value?: string }) => [name, value],
  );
  return { deployment, container, variables: new Map(values), manifests };
}

describe("the canary", () => {
  it("runs once, and never twice at the same time", () => {
    const { deployment } = podOf(false);
    expect(deployment.spec).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
  });

  it("takes the public way with the project's key, whose secret half stays in its Secret", () => {
    const { variables, container, manifests } = podOf(false);
    expect(variables.get("LANGFUSE_BASE_URL")).toBe("https://langfuse.example.com");
    expect(variables.get("LANGFUSE_PUBLIC_KEY")).toBe("pk-lf-first-1");
    expect(container.env).toContainEqual({
      name: "LANGFUSE_SECRET_KEY",
      valueFrom: { secretKeyRef: { name: "langfuse-canary", key: "pk-lf-first-1" } },
    });
    expect(manifests.map(({ kind }) => kind)).toEqual(["ServiceAccount", "ExternalSecret", "Deployment"]);
  });

  it("proves the gateway where there is one, and knows no way past it", () => {
    const { variables } = podOf(true);
    expect(variables.get("CANARY_GATEWAY")).toBe("true");
    expect(podOf(false).variables.get("CANARY_GATEWAY")).toBe("false");
    const addresses = [...variables.values()].filter((value) => value?.startsWith("http"));
    expect(addresses).toEqual(["https://langfuse.example.com"]);
  });

  it("is killed when it hangs, and waits for nobody when it goes", () => {
    const { container } = podOf(false);
    expect(container.livenessProbe.httpGet).toEqual({ path: "/health", port: 8080 });
    expect(container).not.toHaveProperty("lifecycle");
  });
});
