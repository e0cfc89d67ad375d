import { ClusterAccess, type ClusterAccessProps } from "../../constructs/cluster-access";
import { synthesizeConstruct } from "../support/construct";
import { ofType, reference } from "../support/terraform-json";

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

const props: ClusterAccessProps = {
  clusterName: "langfuse-test",
  deployRoleArn: role("langfuse-test-deploy"),
  admins: [role("platform-admin")],
  operators: [role("team/platform-operator")],
  viewers: [role("engineer")],
};

const synthesize = (changes: Partial<ClusterAccessProps> = {}) =>
  synthesizeConstruct((stack) => {
    new ClusterAccess(stack, "access", { ...props, ...changes });
  });

/** Groups of a principal and its policies with their scope, as the cluster would see them. */
function accessOf(name: string) {
  const json = synthesize();
  const entry = json.resource?.aws_eks_access_entry?.[`access_${name}_entry`];
  const policies = ofType(json, "aws_eks_access_policy_association")
    .map(({ arguments: block }) => block)
    .filter(
      ({ principal_arn }) =>
        principal_arn === reference(`aws_eks_access_entry.access_${name}_entry.principal_arn`),
    )
    .map(({ policy_arn, access_scope }) => [String(policy_arn).replace(/.*AmazonEKS/, ""), access_scope]);
  return {
    arn: entry?.principal_arn,
    groups: entry?.kubernetes_groups,
    policies: Object.fromEntries(policies),
  };
}

const everywhere = { type: "cluster" };

it("makes the deploy role an administrator", () => {
  expect(accessOf("deployer")).toEqual({
    arn: props.deployRoleArn,
    groups: [],
    policies: { ClusterAdminPolicy: everywhere },
  });
});

it("makes administrators of admins", () => {
  expect(accessOf("role_platform_admin")).toEqual({
    arn: role("platform-admin"),
    groups: [],
    policies: { ClusterAdminPolicy: everywhere },
  });
});

it("lets operators read, and leaves the rest to the roles of their group", () => {
  expect(accessOf("role_platform_operator")).toEqual({
    arn: role("team/platform-operator"),
    groups: ["langfuse:operators"],
    policies: { ViewPolicy: everywhere },
  });
});

it("lets viewers read", () => {
  expect(accessOf("role_engineer")).toEqual({
    arn: role("engineer"),
    groups: ["langfuse:viewers"],
    policies: { ViewPolicy: everywhere },
  });
});

it("keeps everybody's address when the list is reordered", () => {
  const entries = (admins: string[]) =>
    ofType(synthesize({ admins }), "aws_eks_access_entry").map(
      ({ address, arguments: { principal_arn } }) => [address, principal_arn],
    );
  expect(entries([role("a"), role("b")])).toEqual(entries([role("b"), role("a")]));
});

it("refuses a principal that is named twice, and names all of them at once", () => {
  const twice = { admins: [role("a"), role("b"), role("a")], viewers: [role("b")] };
  expect(() => synthesize(twice)).toThrow(
    [
      "cluster access names 'arn:aws:iam::123456789012:role/a' in admins and admins; keep one of them",
      "cluster access names 'arn:aws:iam::123456789012:role/b' in admins and viewers; keep one of them",
    ].join("\n"),
  );
});

it("refuses the deploy role among the others", () => {
  expect(() => synthesize({ admins: [props.deployRoleArn] })).toThrow("in deployRoleArn and admins");
});
