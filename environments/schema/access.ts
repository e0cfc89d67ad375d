import { z } from "zod";
import { dnsName, email, listOf, secretArn, text } from "./fields";

/** An id of our own choosing. Langfuse creates what has a new id and never renames: a change makes a second one. */
const identifier = text(
  /^[a-z0-9](-?[a-z0-9]){2,39}$/,
  "must be 3 to 40 lower-case letters, digits and single hyphens such as 'example'",
);

/** A name that people see; they may change it in Langfuse afterwards, and this file does not change it back. */
const displayName = text(
  /^\p{L}[\p{L}\p{M}\p{N}\s.'-]{0,59}$/u,
  "must be 1 to 60 letters, digits, spaces, hyphens, apostrophes and full stops, starting with a letter",
);

/** Of what one may have in Langfuse; an owner could delete every project, so no policy makes owners. */
const role = z.enum(["ADMIN", "MEMBER", "VIEWER"], {
  error:
    "must be 'ADMIN', 'MEMBER' or 'VIEWER'; owners are made one by one, in Langfuse under Settings, Members",
});

/** What a new account may do before anybody invites it; never changes what somebody already has. */
const defaultMembership = z.discriminatedUnion("kind", [
  /** Nothing: an owner or admin invites people in Langfuse. */
  z.strictObject({ kind: z.literal("invited-only") }),
  z.strictObject({
    kind: z.literal("first-organization"),
    /** In the first organization, and in all its projects. `NONE` leaves it to `projectRole`. */
    role: z.enum([...role.options, "NONE"], {
      error: "must be 'ADMIN', 'MEMBER', 'VIEWER' or 'NONE'; owners are made one by one, in Langfuse",
    }),
    /** In the first project, in place of the organization's role.
     *  @default the organization's role; anything else needs an enterprise license */
    projectRole: role.optional(),
  }),
]);

/** Who may sign in to Langfuse, and as what. */
export const access = z.strictObject({
  /** Sign in with an e-mail address and a password that Langfuse keeps, without a second factor.
   *  @default false, which is for everything but a first trial and the day the identity provider is down */
  passwordLogin: z.boolean().default(false),
  /** Who gets an account that has none. Langfuse has one switch for every kind of login, so that it cannot let people in
   *  over SSO and refuse strangers a password:
   *  - `sso-users`: whoever the identity provider lets through, at the first login;
   *  - `anyone`: whoever reaches the sign-in page, with a password or over SSO;
   *  - `nobody`: no one, not even who was invited or is new at the identity provider. */
  newUsers: z.enum(["sso-users", "anyone", "nobody"]),
  /** Minutes without use after which one signs in again. A session in use goes on although its user was removed at the
   *  identity provider: keep it within a working day. */
  sessionMinutes: z
    .int()
    .min(15, "must be at least 15, or people are signed out while they read")
    .max(43_200),
  /** E-mail domains that never sign in with a password or a code by mail, whatever `passwordLogin` says. */
  enforcedSsoDomains: listOf(dnsName),
  defaultMembership,
  /** What Langfuse creates when it starts for the first time. */
  first: z.strictObject({
    organization: z.strictObject({ id: identifier, name: displayName }),
    project: z.strictObject({
      id: identifier,
      name: displayName,
      /** Days after which Langfuse deletes the project's traces.
       *  @default never; anything else needs an enterprise license */
      retentionDays: z.int().min(3).max(3650).optional(),
    }),
    /** Owns the first organization, for ever anew: at every start Langfuse makes them owner again. */
    owner: z.strictObject({ email, name: displayName }),
  }),
  /** E-mail addresses of who may create organizations.
   *  @default everybody; anything else needs an enterprise license */
  organizationCreators: listOf(email).min(1).optional(),
  /** Secret whose whole value is an enterprise license key, `langfuse_ee_…`.
   *  @default the open-source edition */
  licenseSecretArn: secretArn.optional(),
});
