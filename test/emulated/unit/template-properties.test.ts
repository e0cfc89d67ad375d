import { TemplateProperties } from "../shim/template-properties";
import { motoWith, queryCall, textOf } from "./calls";

const TemplateBody = JSON.stringify({
  Resources: {
    Vault: {
      Type: "AWS::Backup::BackupVault",
      Properties: {
        BackupVaultName: "copies",
        EncryptionKeyArn: { "Fn::GetAtt": ["Key", "Arn"] },
        LockConfiguration: { MinRetentionDays: 7, MaxRetentionDays: 8 },
      },
    },
    Source: {
      Type: "AWS::S3::Bucket",
      Properties: {
        BucketName: "source",
        LoggingConfiguration: { DestinationBucketName: { Ref: "Logs" }, LogFilePrefix: "source/" },
      },
    },
    LogsPolicy: {
      Type: "AWS::S3::BucketPolicy",
      Properties: { Bucket: { Ref: "Logs" }, PolicyDocument: { Statement: [] } },
    },
    StatePolicy: {
      Type: "AWS::S3::BucketPolicy",
      Properties: { Bucket: { Ref: "State" }, PolicyDocument: { Statement: ["what moto would obey"] } },
    },
  },
});
const member = (logical: string, physical: string) =>
  `<member><LogicalResourceId>${logical}</LogicalResourceId><PhysicalResourceId>${physical}</PhysicalResourceId></member>`;
const answers = {
  CreateChangeSet: "<Id>change-1</Id>",
  ExecuteChangeSet: "executed",
  ListStackResources: member("Key", "key-1") + member("Logs", "logs"),
  "PUT /logs": "",
  "PUT /source": "",
  "PUT /backup-vaults/copies": "{}",
  "PUT /backup-vaults/copies/vault-lock": "{}",
};
const prepare = queryCall("cloudformation", "CreateChangeSet", { StackName: "kept", TemplateBody });
const execute = queryCall("cloudformation", "ExecuteChangeSet", { ChangeSetName: "change-1" });

/** Carries a change set out, with a moto that answers so. */
async function executed(moto: Readonly<Record<string, unknown>>) {
  const { answer, calls } = motoWith(moto);
  const { layer } = new TemplateProperties("eu-west-1:111111111111");
  await layer(prepare, answer);
  const text = await textOf(layer(execute, answer));
  const written = calls.filter(({ operation }) => operation.startsWith("PUT"));
  return { text, written: written.map(({ path, body }) => [path, body.toString()]) };
}

describe("the shim of what moto leaves out of templates", () => {
  it("writes where logs go, with the policy that admits them, and vaults with their locks", async () => {
    const { text, written } = await executed(answers);
    expect(text).toBe("executed");
    expect(written).toEqual([
      ["/backup-vaults/copies", '{"EncryptionKeyArn":"arn:aws:kms:eu-west-1:111111111111:key/key-1"}'],
      ["/backup-vaults/copies/vault-lock", '{"MinRetentionDays":7,"MaxRetentionDays":8}'],
      ["/logs?policy", '{"Statement":[]}'],
      ["/source?logging", expect.stringMatching(/<TargetBucket>logs<.*<TargetPrefix>source\/</)],
    ]);
  });

  it("writes nothing before the change is carried out, and nothing of one that nobody prepared", async () => {
    const { answer, calls } = motoWith(answers);
    const { layer } = new TemplateProperties("eu-west-1:111111111111");
    await layer(execute, answer);
    await layer(prepare, answer);
    expect(calls.map(({ operation }) => operation)).toEqual(["ExecuteChangeSet", "CreateChangeSet"]);
  });

  it("refuses the change when a lock is refused", async () => {
    const { "PUT /backup-vaults/copies/vault-lock": _, ...others } = answers;
    expect((await executed(others)).text).toContain("refused PUT /backup-vaults/copies/vault-lock");
  });
});
