import { readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { isExecutable, onPath } from "../support/programs";

/** Debian keeps the server's programs here, a folder for each version and none of them on the PATH. */
const DEBIAN = "/usr/lib/postgresql";
const PROGRAMS = ["initdb", "postgres", "psql", "pg_isready"];

/** The folder with the programs of a Postgres server, of the newest version, or what is missing.
 *  @param variables - `POSTGRES_BIN` names the folder and is not questioned; else Debian's, else the `PATH` */
export function findPostgres(
  variables: Readonly<Record<string, string | undefined>>,
): { readonly programs: string } | { readonly missing: string } {
  if (!onPath("openssl", variables.PATH))
    return { missing: "no openssl here, for the server's certificate; install the package openssl" };
  const folders = variables.POSTGRES_BIN
    ? [variables.POSTGRES_BIN]
    : [...debianFolders(), ...(variables.PATH ?? "").split(delimiter)];
  const programs = folders.find((folder) => PROGRAMS.every((name) => isExecutable(join(folder, name))));
  if (programs) return { programs };
  return { missing: "no Postgres server here; install the package postgresql, or set POSTGRES_BIN" };
}

function debianFolders(): string[] {
  try {
    const versions = readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one));
    return versions.map((version) => join(DEBIAN, version, "bin"));
  } catch {
    // Not Debian, or no server.
    return [];
  }
}
