import type { Statement } from "../../../constructs/policy";
import type { Reach } from "../reach";

/** Reading Terraform's state: what every plan starts with. */
export function readStatePermissions({ environment, names }: Reach): Statement[] {
  return [
    { sid: "ListState", actions: ["s3:ListBucket"], resources: [`arn:aws:s3:::${names.stateBucket}`] },
    {
      sid: "ReadState",
      actions: ["s3:GetObject"],
      resources: [`arn:aws:s3:::${names.stateBucket}/${environment.name}/*`],
    },
    stateKeyUse("DecryptState", ["kms:Decrypt"], { environment, names }),
  ];
}

/** Writing state and its lock; the state object itself is never removed. */
export function writeStatePermissions({ environment, names }: Reach): Statement[] {
  const objects = `arn:aws:s3:::${names.stateBucket}/${environment.name}/*.tfstate`;
  return [
    { sid: "WriteState", actions: ["s3:PutObject"], resources: [objects, `${objects}.tflock`] },
    { sid: "Unlock", actions: ["s3:DeleteObject"], resources: [`${objects}.tflock`] },
    stateKeyUse("EncryptState", ["kms:Encrypt", "kms:GenerateDataKey"], { environment, names }),
  ];
}

/** What the deploy role's broad name patterns would otherwise let it change about its own limits. */
export function guardrails({ environment, prefix, names, arns, arnsAndCopies }: Reach): Statement[] {
  const { accountId } = environment;
  return [
    {
      sid: "NotTheBootstrap",
      effect: "Deny",
      actions: ["cloudformation:*"],
      resources: arns("cloudformation", `stack/${prefix}-bootstrap/*`),
    },
    {
      sid: "NotItself",
      effect: "Deny",
      actions: ["iam:*"],
      resources: [names.deployRoleArn, names.planRoleArn, names.boundaryArn].concat(
        `arn:aws:iam::${accountId}:policy/${prefix}-deploy-*`,
        `arn:aws:iam::${accountId}:policy/${prefix}-plan-*`,
      ),
    },
    {
      sid: "NotTheBoundary",
      effect: "Deny",
      actions: ["iam:DeleteRolePermissionsBoundary"],
      resources: ["*"],
    },
    {
      sid: "NotTheState",
      effect: "Deny",
      actions: ["s3:DeleteObject"],
      resources: [`arn:aws:s3:::${names.stateBucket}/*.tfstate`],
    },
    {
      sid: "NotTheStateBucket",
      effect: "Deny",
      actions: ["s3:DeleteBucket*", "s3:PutBucket*", "s3:Put*Configuration", "s3:DeleteObjectVersion"],
      resources: [`arn:aws:s3:::${names.stateBucket}`, `arn:aws:s3:::${names.stateBucket}/*`],
    },
    {
      sid: "NotTheStateKey",
      effect: "Deny",
      actions: [
        "kms:CreateAlias",
        "kms:CreateGrant",
        "kms:DeleteAlias",
        "kms:Disable*",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UpdateAlias",
      ],
      resources: arns("kms", "key/*"),
      conditions: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": names.stateKeyAlias } },
    },
    // Denied and not merely left out: the role writes key policies, which grant by themselves.
    ...(environment.protectData
      ? [
          {
            sid: "NotTheKeys",
            effect: "Deny" as const,
            actions: ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion"],
            resources: arnsAndCopies("kms", "key/*"),
          },
        ]
      : []),
    {
      sid: "NotTheStateAlias",
      effect: "Deny",
      actions: ["kms:DeleteAlias", "kms:UpdateAlias"],
      resources: [names.stateKeyAliasArn],
    },
  ];
}

function stateKeyUse(
  sid: string,
  actions: readonly string[],
  { environment, names }: Pick<Reach, "environment" | "names">,
): Statement {
  const { accountId, region } = environment;
  return {
    sid,
    actions,
    // By alias, because the key's id is known only after it was made.
    resources: [`arn:aws:kms:${region}:${accountId}:key/*`],
    conditions: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": names.stateKeyAlias } },
  };
}
