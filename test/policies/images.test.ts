import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const ROOT = join(__dirname, "../..");

/** Every service that becomes an image. */
const services = readdirSync(join(ROOT, "services")).filter((name) =>
  existsSync(join(ROOT, "services", name, "Dockerfile")),
);

const read = (...path: string[]) => readFileSync(join(ROOT, ...path), "utf8");

/** The folders of the workspaces that one needs to run, its own included. */
function workspaces(folder: string): readonly string[] {
  const { dependencies } = JSON.parse(read(folder, "package.json"));
  const ours = Object.keys(dependencies ?? {}).filter((name) => name.startsWith("@langfuse-aws/"));
  return [...new Set([folder, ...ours.flatMap((name) => workspaces(`packages/${name.split("/")[1]}`))])];
}

it("publishes an image of every service", () => {
  const { jobs } = parse(read(".github/workflows/image.yml"));
  const { include } = jobs.image.strategy.matrix;
  expect(include.map(({ service }: { service: string }) => service).sort()).toEqual([...services].sort());
});

describe.each(services)("the image of %s", (service) => {
  const dockerfile = read("services", service, "Dockerfile");

  it("is built with the workspaces it needs, and no others", () => {
    const needed = [...workspaces(`services/${service}`)].sort();
    const copied = [...dockerfile.matchAll(/^COPY ((?:packages|services)\/\S+) \1$/gm)].map(
      ([, path]) => path,
    );
    expect(copied.sort()).toEqual(needed);
    const installed = [...dockerfile.matchAll(/--workspace (\S+)/g)].map(([, path]) => path);
    expect(installed.sort()).toEqual(needed);
    const ignored = read("services", service, "Dockerfile.dockerignore");
    const shown = [...ignored.matchAll(/^!((?:packages|services)\/\S+)$/gm)].map(([, path]) => path);
    expect(shown.sort()).toEqual(needed);
  });

  it("has no shell, runs as nobody, and contains no .env", () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf("FROM "));
    expect(last).toMatch(/^FROM gcr\.io\/distroless\/\S+:nonroot\n/);
    expect(last).toContain("USER 65532:65532");
    expect(last).not.toContain("RUN ");
    expect(read("services", service, "Dockerfile.dockerignore")).toContain("**/.env\n");
  });
});
