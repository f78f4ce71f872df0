/**
 * Where a camera's bytes come from: a program's standard output, an HTTP server. A source is closed until
 * `open` and after `close`; what it sends in between is MJPEG with anything between the frames. It tells
 * `closed` once, when it ended by itself.
 */
export interface FrameSourceHooks {
  data(bytes: Uint8Array): void;
  closed(reason: string): void;
}

export interface FrameSource {
  /** What the technician reads: never a password. */
  readonly name: string;
  /** Resolves if the source could be opened; says why not by rejecting. Turns nothing on. */
  probe(): Promise<void>;
  open(hooks: FrameSourceHooks): void;
  /** Resolves when the source is off. */
  close(): Promise<void>;
}
