import type { Probe } from "kubernetes-types/core/v1";
import { type Assertion, isLangfuse } from "../../assertion";
import { langfuseProgram } from "../../langfuse";

/** A failover of the database takes up to two minutes and of the cache one; the worker's probe asks both. */
const longestFailoverSeconds = 300;

/** Web answers for itself; the worker answers for its stores, which may be away for longer than a probe's patience. */
export const patientProbes: Assertion = {
  name: "web is probed for health and readiness, and the worker outlasts a failover of its stores",
  concerns: isLangfuse,
  problems: ({ objects }) => {
    const web = langfuseProgram(objects, "web").container;
    const worker = langfuseProgram(objects, "worker").container;
    const patience = patienceSeconds(worker.livenessProbe);
    return [
      ...wrongPath("web's liveness probe", web.livenessProbe, "/api/public/health"),
      ...wrongPath("web's readiness probe", web.readinessProbe, "/api/public/ready"),
      ...wrongPath("the worker's liveness probe", worker.livenessProbe, "/api/health"),
      ...(patience >= longestFailoverSeconds
        ? []
        : [
            `the worker is killed after ${patience} s; let failureThreshold x periodSeconds reach ${longestFailoverSeconds}`,
          ]),
    ];
  },
};

function wrongPath(what: string, probe: Probe | undefined, path: string): string[] {
  const actual = probe?.httpGet?.path?.split("?")[0];
  return actual === path ? [] : [`${what} asks '${actual}' instead of '${path}'`];
}

/** How long a program may fail its probe before it is killed. */
function patienceSeconds({ failureThreshold = 3, periodSeconds = 10 }: Probe = {}): number {
  return failureThreshold * periodSeconds;
}
