import { queueTrigger } from "../../constructs/queue-trigger";

const passwordSecretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:langfuse-test/cache-AbCdEf";
const [secret, trigger] = queueTrigger({ username: "langfuse", passwordSecretArn });

it("keeps the password in KEDA's namespace, the only one whose Secrets KEDA reads", () => {
  expect(secret).toMatchObject({
    metadata: { namespace: "keda" },
    spec: { data: [{ secretKey: "password", remoteRef: { key: passwordSecretArn } }] },
  });
});

it("hands user and password to any ScaledObject that names it", () => {
  expect(secret.spec.target.template.data).toEqual({ username: "langfuse" });
  expect(trigger).toMatchObject({
    kind: "ClusterTriggerAuthentication",
    metadata: { name: "queue" },
    spec: {
      secretTargetRef: [
        { parameter: "username", name: secret.spec.target.name, key: "username" },
        { parameter: "password", name: secret.spec.target.name, key: "password" },
      ],
    },
  });
});
