/** A process of the cluster. */
export interface Part {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What says that it can do its work: an address that answers with a 2xx status, or a socket that takes connections. */
  readonly ready: { readonly url: string } | { readonly socket: string };
}
