import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { freePort } from "../support/free-port";
import type { Report } from "../support/report";
import { refusals } from "./database-role-refusals";
import { runJob, type Variables } from "./job";
import { master, type Server } from "./server";

const FIRST = "First0password";
const SECOND = "Second0password";
const MONITOR = "Monitor0password";
const secrets = {
  PGUSER: master.username,
  PGPASSWORD: master.password,
  PASSWORD: FIRST,
  MONITOR_PASSWORD: MONITOR,
};

/** What the script makes, as the server keeps it; no password, whose hash has a new salt every time. */
const STATE = `
  SELECT concat_ws(' ', rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls)
    FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%'
  UNION ALL SELECT concat_ws(' ', rolname, rolconnlimit) FROM pg_roles WHERE rolconnlimit >= 0
  UNION ALL SELECT concat_ws(' ', datname, pg_get_userbyid(datdba), datacl) FROM pg_database
  UNION ALL SELECT concat_ws(' ', roleid::regrole, member::regrole) FROM pg_auth_members ORDER BY 1`;

/** The script of the database role Job, against a server. */
export async function databaseRoleJob(server: Server, programs: string, report: Report): Promise<void> {
  const check = (name: string, work: () => void | Promise<void>) => report.check("database-role", name, work);
  const run = (changed: Variables = {}) => runJob(server, programs, secrets, changed);
  const succeed = (changed: Variables = {}) => {
    const { exitCode, output } = run(changed);
    assert.equal(exitCode, 0, output);
  };
  const login = (user: string, password: string, database: string, statement: string) => {
    const env = { PGPASSWORD: password, PGSSLMODE: "require" };
    const address = ["-h", "127.0.0.1", "-p", String(server.port), "-U", user, "-d", database];
    const args = ["-XAtq", ...address, "-c", statement];
    return spawnSync(join(programs, "psql"), args, { env, encoding: "utf8", timeout: 60_000 });
  };
  const langfuse = (statement: string, database = "langfuse", password = FIRST) =>
    login("langfuse", password, database, statement);

  await check("makes the role and the database, with nothing there", () => {
    succeed();
    assert.deepEqual(
      server.sql("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'langfuse'"),
      ["langfuse"],
    );
  });
  await check("lets Langfuse make its tables", () => {
    const { status, stderr } = langfuse("CREATE TABLE traces AS SELECT 1 AS id");
    assert.equal(status, 0, stderr);
  });
  await check("gives the role no privilege over the server", () => {
    const privileges = "rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls";
    assert.deepEqual(server.sql(`SELECT ${privileges} FROM pg_roles WHERE rolname = 'langfuse'`), [
      "f|f|f|f|f",
    ]);
    assert.deepEqual(server.sql("SELECT roleid FROM pg_auth_members WHERE member = 'langfuse'::regrole"), []);
  });
  await check("lets the role read no other database", () => {
    server.sql("CREATE DATABASE other OWNER administrator");
    server.sql("CREATE TABLE private AS SELECT 1 AS id; ALTER TABLE private OWNER TO administrator", "other");
    assert.match(langfuse("SELECT * FROM private", "other").stderr, /permission denied for table private/);
    assert.match(
      langfuse("CREATE TABLE mine (id int)", "other").stderr,
      /permission denied for schema public/,
    );
  });
  await check("lets no other role into the database", () => {
    server.sql("CREATE ROLE stranger LOGIN PASSWORD 'Stranger0password'");
    const { stderr } = login("stranger", "Stranger0password", "langfuse", "SELECT 1");
    assert.match(stderr, /permission denied for database "langfuse"/);
  });
  await check("lets the monitor ask its question, and read no table", () => {
    const monitor = (statement: string) => login("monitor", MONITOR, "langfuse", statement);
    assert.match(
      monitor("SELECT * FROM monitor.background_migrations()").stderr,
      /relation "public.background_migrations" does not exist/,
    );
    assert.match(monitor("SELECT * FROM traces").stderr, /permission denied for table traces/);
    assert.match(monitor("CREATE TABLE public.mine (id int)").stderr, /permission denied for schema public/);
    assert.match(
      monitor("CREATE TEMPORARY TABLE mine (id int)").stderr,
      /permission denied to create temporary/,
    );
    assert.match(
      monitor("CREATE FUNCTION monitor.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'").stderr,
      /permission denied for schema monitor/,
    );
    assert.deepEqual(server.sql("SELECT roleid FROM pg_auth_members WHERE member = 'monitor'::regrole"), []);
  });
  await check("lets nobody else ask it", () => {
    server.sql("CREATE ROLE curious LOGIN PASSWORD 'Curious0password'");
    server.sql("GRANT CONNECT ON DATABASE langfuse TO curious");
    const { stderr } = login(
      "curious",
      "Curious0password",
      "langfuse",
      "SELECT * FROM monitor.background_migrations()",
    );
    assert.match(stderr, /permission denied for schema monitor/);
    server.sql("REVOKE CONNECT ON DATABASE langfuse FROM curious");
    server.sql("DROP ROLE curious");
  });
  await check("changes nothing the second time, and keeps what Langfuse wrote", () => {
    const before = server.sql(STATE);
    succeed();
    assert.deepEqual(server.sql(STATE), before);
    assert.equal(langfuse("SELECT count(*) FROM traces").stdout, "1\n");
  });
  await check("corrects what somebody changed by hand", () => {
    const before = server.sql(STATE);
    server.sql("ALTER ROLE langfuse NOLOGIN CREATEDB CREATEROLE");
    server.sql("ALTER ROLE monitor CREATEDB CONNECTION LIMIT -1");
    server.sql("ALTER DATABASE langfuse OWNER TO administrator");
    server.sql("GRANT CONNECT ON DATABASE langfuse TO PUBLIC");
    succeed();
    assert.deepEqual(server.sql(STATE), before);
  });
  await check("sets a replaced password, and the one before opens nothing", () => {
    succeed({ PASSWORD: SECOND });
    assert.equal(langfuse("SELECT 1", "langfuse", SECOND).status, 0);
    assert.match(langfuse("SELECT 1", "langfuse", FIRST).stderr, /password authentication failed/);
  });
  await check("sends the server a SCRAM verifier and never the password", () => {
    assert.match(server.log, /statement: ALTER (ROLE|USER) "?langfuse"? PASSWORD 'SCRAM-SHA-256\$/);
    for (const password of [FIRST, SECOND, MONITOR, master.password])
      assert.ok(!server.log.includes(password), password);
  });
  for (const { name, changed, says } of refusals(await freePort()))
    await check(`refuses ${name}, and says what to do`, () => {
      const before = server.sql(STATE);
      const { exitCode, output } = run(changed);
      assert.notEqual(exitCode, 0);
      assert.match(output, says);
      assert.match(output, /^database-role: .+; .+$/m);
      for (const secret of [FIRST, MONITOR, master.password, changed.PASSWORD])
        if (secret) assert.ok(!output.includes(secret), "the output holds a password");
      assert.deepEqual(server.sql(STATE), before);
    });
  await check("tells its passwords to nobody who is not the server", () => {
    const from = server.log.length;
    const { exitCode, output } = run({ PGSSLROOTCERT: server.authority("stranger") });
    assert.notEqual(exitCode, 0);
    assert.match(output, /nothing proves to be Postgres/);
    assert.doesNotMatch(server.log.slice(from), /connection authorized/);
  });
  await check("connects to no server of another name", () => {
    const { exitCode, output } = run({ PGHOST: "localhost" });
    assert.notEqual(exitCode, 0);
    assert.match(output, /nothing proves to be Postgres on localhost/);
  });
  await check("sends nothing over a connection without TLS", async () => {
    await server.speakPlainly();
    const { exitCode, output } = run();
    assert.notEqual(exitCode, 0);
    assert.match(output, /nothing answers as Postgres with TLS on 127\.0\.0\.1/);
  });
}
