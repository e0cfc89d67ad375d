/** Where Langfuse is, and the keys of a project. */
export interface Connection {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly publicKey: string;
  readonly secretKey: string;
}

/** What may be given; the rest is read from the environment. */
export type ConnectionOptions = { readonly [Name in keyof Connection]?: string };

/** A connection by options, or else by `LANGFUSE_BASE_URL` (or its older names), `LANGFUSE_PUBLIC_KEY` and
 *  `LANGFUSE_SECRET_KEY`; undefined if one of them is missing.
 *  @throws Error for what is no URL */
export function connectionFrom(
  options: ConnectionOptions,
  env: Readonly<Record<string, string | undefined>>,
): Connection | undefined {
  // LANGFUSE_HOST and LANGFUSE_BASEURL are what older SDKs read, and what many a service has set.
  const baseUrl = options.baseUrl || env.LANGFUSE_BASE_URL || env.LANGFUSE_BASEURL || env.LANGFUSE_HOST;
  const publicKey = options.publicKey || env.LANGFUSE_PUBLIC_KEY;
  const secretKey = options.secretKey || env.LANGFUSE_SECRET_KEY;
  if (!baseUrl || !publicKey || !secretKey) return undefined;
  if (!/^https?:$/.test(URL.canParse(baseUrl) ? new URL(baseUrl).protocol : ""))
    throw new Error(`base URL '${baseUrl}' is none; write it such as 'https://langfuse.example.com'`);
  return { baseUrl: baseUrl.replace(/\/+$/, ""), publicKey, secretKey };
}
