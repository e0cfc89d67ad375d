import type { Variables } from "./job";

/** Input that cannot work, and what the job must say about it. */
export function refusals(closedPort: number): { name: string; changed: Variables; says: RegExp }[] {
  const hostile = 'x"; DROP ROLE administrator; --';
  return [
    { name: "a missing variable", changed: { ROLE: undefined }, says: /no value for ROLE;/ },
    {
      name: "two missing Secrets at once",
      changed: { PGPASSWORD: undefined, PASSWORD: "" },
      says: /no value for PGPASSWORD PASSWORD; .*ExternalSecrets/,
    },
    {
      name: "the wrong password of the master user",
      changed: { PGPASSWORD: "Wrong0password" },
      says: /the master user 'administrator' cannot log in; .*deploy again/,
    },
    {
      name: "a port on which nobody listens",
      changed: { PGPORT: String(closedPort) },
      says: new RegExp(
        `nothing answers as Postgres with TLS on 127\\.0\\.0\\.1:${closedPort}; .*security group`,
      ),
    },
    {
      name: "a user who is not the master user",
      changed: { PGUSER: "stranger", PGPASSWORD: "Stranger0password" },
      says: /permission denied[\s\S]*are not as they should be; .*must be the master user/,
    },
    { name: "a role that ends the statement", changed: { ROLE: hostile }, says: /is no name for a role/ },
    {
      name: "a database that ends the statement",
      changed: { DATABASE: hostile },
      says: /is no name for a role/,
    },
    { name: "a role in upper case", changed: { ROLE: "Langfuse" }, says: /use lower-case letters/ },
    {
      name: "a database that begins with a digit",
      changed: { DATABASE: "1st" },
      says: /use lower-case letters/,
    },
    {
      name: "a password that a URL would break",
      changed: { PASSWORD: "p@ss/word" },
      says: /more than letters and digits.*; raise rotations\.postgres/,
    },
    { name: "a monitor in upper case", changed: { MONITOR: "Monitor" }, says: /use lower-case letters/ },
    {
      name: "a password of the monitor that a shell would break",
      changed: { MONITOR_PASSWORD: "a b" },
      says: /more than letters and digits.*; raise rotations\.postgres/,
    },
    {
      name: "a password of two lines",
      changed: { PASSWORD: "first\nsecond" },
      says: /more than letters and digits/,
    },
  ];
}
