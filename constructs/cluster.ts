/** What in-cluster stacks need in order to configure their providers. */
export interface ClusterHandle {
  readonly name: string;
  readonly endpoint: string;
  /** Base64, as EKS returns it. */
  readonly certificateAuthority: string;
  readonly securityGroupId: string;
  /** Name of the IAM role of every node. */
  readonly nodeRoleName: string;
  /** For roles assumed through the cluster's OIDC issuer: ClickHouse, whose S3 client knows no Pod Identity. */
  readonly oidcProviderArn: string;
  /** Issuer without `https://`, as trust policy conditions name it. */
  readonly oidcIssuer: string;
}
