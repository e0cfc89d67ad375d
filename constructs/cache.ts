/** What a consumer needs in order to connect; safe to hand to another stack. */
export interface CacheEndpoint {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  /** Secret with the password of `username`; alphanumeric, because Langfuse does not URL-encode it. */
  readonly passwordSecretArn: string;
}
