/** What a consumer needs in order to connect; safe to hand to another stack. */
export interface PostgresEndpoint {
  readonly host: string;
  readonly port: number;
  /** Database and role that the bootstrap job creates for Langfuse. */
  readonly database: string;
  readonly username: string;
  /** Secret with the password of `username`; alphanumeric, because Langfuse does not URL-encode it. */
  readonly passwordSecretArn: string;
  /** Secret that RDS keeps and rotates for the master user; only the bootstrap job reads it. */
  readonly masterSecretArn: string;
}
