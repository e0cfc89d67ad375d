/** Of every pod of ours, for the pod security standard `restricted`. */
export const podSecurityContext = {
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
} as const;

export interface ContainerUser {
  /** The image's unprivileged user, by number. */
  readonly user: number;
  readonly readOnlyRootFilesystem: boolean;
}

/** Of every container of ours: no privilege to have and none to get. */
export function containerSecurityContext({ user, readOnlyRootFilesystem }: ContainerUser) {
  return {
    runAsUser: user,
    runAsGroup: user,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem,
    capabilities: { drop: ["ALL"] },
  } as const;
}
