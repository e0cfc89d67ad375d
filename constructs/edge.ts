/** The public face, as other stacks see it. */
export interface EdgeHandle {
  /** For example `https://langfuse.example.com`; a plain value. */
  readonly url: string;
  /** Target group that a `TargetGroupBinding` fills with the addresses of web pods. */
  readonly targetGroupArn: string;
}
