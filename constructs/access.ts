import { secretVariable, variables, type WebSettings } from "./pod-environment";

/** Kubernetes Secret with the first owner's password, the first project's secret key and the license. */
const SECRET = "langfuse-access";

/** What people may do in Langfuse, and what it holds on its first day. */
export interface AccessProps {
  readonly passwordLogin: boolean;
  /** `sso-users` and `anyone` leave the one switch for new accounts open, `nobody` closes it. */
  readonly newUsers: "sso-users" | "anyone" | "nobody";
  readonly sessionMinutes: number;
  readonly enforcedSsoDomains: readonly string[];
  readonly defaultMembership: DefaultMembership;
  readonly first: FirstTenant;
  /** @default - everybody with an account may create organizations, as Langfuse has it without a license */
  readonly organizationCreators?: readonly string[];
  /** @default - the open-source edition */
  readonly licenseSecretArn?: string;
  /** Secret that holds the first owner's password. */
  readonly ownerPasswordArn: string;
  /** Secret that holds the secret half of the first project's API key. */
  readonly projectSecretKeyArn: string;
  /** Changes with that secret half. */
  readonly projectKeyGeneration: number;
}

/** What a new account may do before anybody invites it. */
export type DefaultMembership =
  | { readonly kind: "invited-only" }
  | { readonly kind: "first-organization"; readonly role: string; readonly projectRole?: string };

/** What Langfuse creates at its first start; later starts change no name. */
export interface FirstTenant {
  readonly organization: { readonly id: string; readonly name: string };
  readonly project: { readonly id: string; readonly name: string; readonly retentionDays?: number };
  readonly owner: { readonly email: string; readonly name: string };
}

/** The access policy, as Langfuse's web pods and its chart read it. */
export interface AccessSettings extends WebSettings {
  /** Values of the chart under `langfuse`, which reach web and worker. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Translates the access policy. */
export function accessSettings(props: AccessProps): AccessSettings {
  const { passwordLogin, newUsers, licenseSecretArn, organizationCreators } = props;
  return {
    values: {
      auth: { disableUsernamePassword: !passwordLogin },
      // The switch refuses the first login over SSO too, and with it everybody who was invited.
      features: { signUpDisabled: newUsers === "nobody" },
      ...(organizationCreators && { allowedOrganizationCreators: organizationCreators }),
      ...(licenseSecretArn && { licenseKey: { secretKeyRef: keyOf("license-key") } }),
    },
    environment: [
      ...variables({
        AUTH_SESSION_MAX_AGE: String(props.sessionMinutes),
        AUTH_DOMAINS_WITH_SSO_ENFORCEMENT: props.enforcedSsoDomains.join(",") || undefined,
        ...firstTenant(props),
        ...defaultMembership(props),
      }),
      secretVariable("LANGFUSE_INIT_USER_PASSWORD", keyOf("owner-password")),
      secretVariable("LANGFUSE_INIT_PROJECT_SECRET_KEY", keyOf(projectSecretKey(props))),
    ],
    secret: {
      name: SECRET,
      data: {
        "owner-password": { secretArn: props.ownerPasswordArn },
        [projectSecretKey(props)]: { secretArn: props.projectSecretKeyArn },
        ...(licenseSecretArn && { "license-key": { secretArn: licenseSecretArn } }),
      },
    },
  };
}

/** Public half of the first project's API key. Another generation has another one, because Langfuse registers a secret
 *  half once beside each public half, and never looks at it again. */
export function projectPublicKey({
  first,
  projectKeyGeneration,
}: Pick<AccessProps, "first" | "projectKeyGeneration">) {
  return `pk-lf-${first.project.id}-${projectKeyGeneration}`;
}

/** Key in the Secret. It changes with the value, so that no pod starts with the value before: until the new one has
 *  been copied, a pod that asks for it waits. */
function projectSecretKey({ projectKeyGeneration }: AccessProps): string {
  return `project-secret-key-${projectKeyGeneration}`;
}

function firstTenant(props: AccessProps): Record<string, string | undefined> {
  const { organization, project, owner } = props.first;
  return {
    LANGFUSE_INIT_ORG_ID: organization.id,
    LANGFUSE_INIT_ORG_NAME: organization.name,
    LANGFUSE_INIT_PROJECT_ID: project.id,
    LANGFUSE_INIT_PROJECT_NAME: project.name,
    LANGFUSE_INIT_PROJECT_RETENTION: project.retentionDays?.toString(),
    LANGFUSE_INIT_PROJECT_PUBLIC_KEY: projectPublicKey(props),
    LANGFUSE_INIT_USER_EMAIL: owner.email,
    LANGFUSE_INIT_USER_NAME: owner.name,
  };
}

function defaultMembership({
  defaultMembership: policy,
  first,
}: AccessProps): Record<string, string | undefined> {
  if (policy.kind === "invited-only") return {};
  return {
    LANGFUSE_DEFAULT_ORG_ID: first.organization.id,
    LANGFUSE_DEFAULT_ORG_ROLE: policy.role,
    // Without a license Langfuse takes a project's role for the whole organization; so both go together or not at all.
    LANGFUSE_DEFAULT_PROJECT_ID: policy.projectRole && first.project.id,
    LANGFUSE_DEFAULT_PROJECT_ROLE: policy.projectRole,
  };
}

function keyOf(key: string) {
  return { name: SECRET, key };
}
