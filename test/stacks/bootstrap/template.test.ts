import { environments } from "../../../environments";
import { dev } from "../../../environments/dev";
import { bootstrapTemplate } from "../../../stacks/bootstrap/template";
import { statementsIn } from "../../support/iam";
import { synthesizedStacks } from "../../support/platform";

describe.each(environments)("bootstrap of $name", (environment) => {
  const { Resources } = bootstrapTemplate(environment);
  const bucket = Resources.StateBucket?.Properties;

  it("makes the bucket and the key that every stack's backend names", () => {
    const backends = synthesizedStacks()
      .filter((stack) => stack.environment === environment)
      .map(({ json }) => json.terraform.backend);
    expect(backends).not.toHaveLength(0);
    for (const backend of backends)
      expect(backend).toMatchObject({
        s3: {
          bucket: bucket?.BucketName,
          kms_key_id: expect.stringMatching(`:${Resources.StateKeyAlias?.Properties.AliasName}$`),
        },
      });
  });

  it("keeps earlier states for 90 days and clears the markers of old locks", () => {
    expect(bucket).toMatchObject({
      VersioningConfiguration: { Status: "Enabled" },
      LifecycleConfiguration: {
        Rules: [{ NoncurrentVersionExpiration: { NoncurrentDays: 90 }, ExpiredObjectDeleteMarker: true }],
      },
    });
  });

  it("encrypts with its own rotating key and closes the bucket to the public", () => {
    expect(Resources.StateKey?.Properties).toMatchObject({ EnableKeyRotation: true });
    expect(bucket).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: "aws:kms",
              KMSMasterKeyID: { "Fn::GetAtt": ["StateKey", "Arn"] },
            },
          },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  it("lets only the delivery roles and the cluster's administrators touch a state", () => {
    expect(statement("OnlyWhoDeploys")).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Condition: {
        ArnNotEquals: {
          "aws:PrincipalArn": [
            `arn:aws:iam::${environment.accountId}:role/langfuse-${environment.name}-deploy`,
            `arn:aws:iam::${environment.accountId}:role/langfuse-${environment.name}-plan`,
            ...environment.cluster.access.admins,
            `arn:aws:iam::${environment.accountId}:root`,
          ],
        },
      },
    });
  });

  it.each(["EncryptedTransport", "ModernTls", "KeepHistory"])("denies %s to everyone", (sid) => {
    expect(statement(sid)).toMatchObject({ Effect: "Deny", Principal: "*" });
  });

  it("leaves bucket and key behind when the stack goes, but not when its first creation fails", () => {
    for (const id of ["StateBucket", "StateKey"])
      expect(Resources[id]).toMatchObject({
        DeletionPolicy: "RetainExceptOnCreate",
        UpdateReplacePolicy: "Retain",
      });
  });

  it("fits CloudFormation's limit for a template that is sent and not uploaded", () => {
    expect(JSON.stringify(bootstrapTemplate(environment)).length).toBeLessThan(51_200);
  });

  it("fits IAM's limits: 6,144 characters a policy, ten policies a role", () => {
    const policies = Object.values(Resources).filter(({ Type }) => Type === "AWS::IAM::ManagedPolicy");
    for (const { Properties } of policies)
      expect(JSON.stringify(Properties.PolicyDocument).length).toBeLessThan(6_144);
    expect(Object.keys(Resources).filter((id) => id.startsWith("DeployPolicy")).length).toBeLessThan(10);
  });

  function statement(sid: string): unknown {
    return statementsIn(Resources.StateBucketPolicy?.Properties.PolicyDocument).find(
      ({ Sid }) => Sid === sid,
    );
  }
});

describe("GitHub's identity provider", () => {
  const withProvider = (createOidcProvider: boolean) =>
    bootstrapTemplate({ ...dev, delivery: { ...dev.delivery, createOidcProvider } });

  it("is made where the environment asks for it", () => {
    expect(withProvider(true).Resources.GithubIdentityProvider).toMatchObject({
      Type: "AWS::IAM::OIDCProvider",
      Properties: { ClientIdList: ["sts.amazonaws.com"] },
    });
  });

  it("is left alone where the account has one already", () => {
    expect(withProvider(false).Resources).not.toHaveProperty("GithubIdentityProvider");
  });
});
