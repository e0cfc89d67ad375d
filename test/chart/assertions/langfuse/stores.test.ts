import { prod } from "../../../../environments/prod";
import { type Break, except, object, problemsOf, sound, withVariable } from "../../fixtures";
import { passwordsForUrls } from "./passwords";
import {
  bucketAddress,
  cacheAddress,
  columnStoreNames,
  databaseAddress,
  databaseVerified,
  externalStores,
} from "./stores";

const webSets = (name: string, value?: string) => except("web", withVariable(sound.web, name, value));
const web = (...problems: readonly string[]) =>
  problems.map((problem) => `Deployment langfuse-web: ${problem}`);

const breaks: readonly Break[] = [
  {
    what: "a bundled store",
    assertion: externalStores,
    objects: [...Object.values(sound), object("apps/v1", "StatefulSet", {})],
    says: ["StatefulSet thing is a bundled store; set its 'deploy' to false"],
  },
  {
    what: "a port of the database that nobody reads",
    assertion: databaseAddress,
    objects: webSets("DATABASE_PORT", "6432"),
    says: web("DATABASE_PORT is read by nobody; write host:port"),
  },
  {
    what: "a database connection in clear text",
    assertion: databaseAddress,
    objects: webSets("DATABASE_ARGS", "connection_limit=10&socket_timeout=100"),
    says: web("DATABASE_ARGS lacks sslmode=require; set postgresql.args"),
  },
  {
    what: "an unbounded pool",
    assertion: databaseAddress,
    objects: webSets("DATABASE_ARGS", "sslmode=require&socket_timeout=100"),
    says: web("DATABASE_ARGS lacks connection_limit"),
  },
  {
    what: "a database that anybody may pretend to be",
    assertion: databaseVerified,
    objects: webSets("DATABASE_ARGS", "sslmode=require&connection_limit=10"),
    says: web("DATABASE_ARGS lacks sslaccept=strict", "DATABASE_ARGS lacks sslcert"),
  },
  {
    what: "an authority that is mounted elsewhere",
    assertion: databaseVerified,
    objects: webSets("DATABASE_ARGS", "sslaccept=strict&sslcert=/etc/elsewhere/authority.pem"),
    says: web("nothing is mounted where sslcert is: /etc/elsewhere/authority.pem"),
  },
  {
    what: "statements that wait for ever for a host that is lost",
    assertion: databaseAddress,
    objects: webSets("DATABASE_ARGS", "sslmode=require&connection_limit=10"),
    says: web("DATABASE_ARGS lacks a socket_timeout of more than 15 s"),
  },
  {
    what: "a cache without TLS",
    assertion: cacheAddress,
    objects: webSets("REDIS_TLS_ENABLED", "false"),
    says: web("REDIS_TLS_ENABLED is not true"),
  },
  {
    what: "a cache in cluster mode without a user",
    assertion: cacheAddress,
    objects: webSets("REDIS_CLUSTER_ENABLED", "true"),
    says: web("no user logs in to the cache; set REDIS_USERNAME"),
  },
  {
    what: "another name of ClickHouse's database",
    assertion: columnStoreNames,
    objects: webSets("CLICKHOUSE_DB", "langfuse"),
    says: web("CLICKHOUSE_DB is 'langfuse'"),
  },
  {
    what: "tables that are not replicated",
    assertion: columnStoreNames,
    objects: webSets("CLICKHOUSE_CLUSTER_ENABLED", "false"),
    says: web("CLICKHOUSE_CLUSTER_ENABLED is not true"),
  },
  {
    what: "path style",
    assertion: bucketAddress,
    objects: webSets("LANGFUSE_S3_MEDIA_UPLOAD_FORCE_PATH_STYLE", "true"),
    says: web("MEDIA_UPLOAD uses path style; set s3.forcePathStyle: false"),
  },
  {
    what: "a bucket in the region 'auto'",
    assertion: bucketAddress,
    objects: webSets("LANGFUSE_S3_EVENT_UPLOAD_REGION", "auto"),
    says: web(`EVENT_UPLOAD is in region 'auto', not '${prod.region}'`),
  },
  {
    what: "an access key",
    assertion: bucketAddress,
    objects: webSets("LANGFUSE_S3_EVENT_UPLOAD_ACCESS_KEY_ID", "key"),
    says: web("remove LANGFUSE_S3_EVENT_UPLOAD_ACCESS_KEY_ID; Pod Identity signs the requests"),
  },
];

describe("an assertion about Langfuse's stores", () => {
  it.each(breaks)("notices $what", ({ assertion, objects, says }) => {
    expect(problemsOf(assertion, objects)).toEqual(says);
  });

  it("notices a password that would break a URL, and that none is generated", () => {
    const all = Object.values(sound);
    const address = "aws_secretsmanager_random_password.salt_value";
    expect(problemsOf(passwordsForUrls, all, { unsafeSecrets: [address] })).toEqual([
      `${address} may contain punctuation; set exclude_punctuation`,
    ]);
    expect(problemsOf(passwordsForUrls, all, { generatedSecrets: 0 })).toEqual([
      "no generated password was found in any stack",
    ]);
  });
});
