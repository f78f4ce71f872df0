/**
 * A duplex line of bytes to one device, which opens itself again for as long as it is started. Waits
 * between attempts double up to a limit and begin anew once the device has spoken, so that neither an
 * unplugged cable nor a device that closes at once makes the machine busy.
 */
import { Fault, type FaultCode } from '../src/domain/fault.ts';
import type { Cancel } from '../src/platform/clock.ts';
import { type ByteChannel, type ChannelOpener, openChannel, type SerialFraming } from './byte-channel.ts';
import type { DriverContext } from './device.ts';
import { EventSource } from './event-source.ts';

export interface ByteLineEvents {
  opened: [];
  closed: [reason: string];
  data: [bytes: Uint8Array];
}

export interface ByteLineOptions extends Partial<SerialFraming> {
  /** `tcp://host:port`, a device path such as `/dev/kiosk/printer`, or `usb:…`. */
  readonly address: string;
  /** How the address is opened, where it is neither TCP nor a serial line. */
  readonly open?: ChannelOpener;
  /** The fault that `write` rejects with while the line is closed. */
  readonly offline: FaultCode;
  readonly reopenMinMs?: number;
  readonly reopenMaxMs?: number;
}

/** Opens, tells and reopens; knows nothing of what the bytes mean. */
export class ByteLine extends EventSource<ByteLineEvents> {
  readonly address: string;
  readonly #options: Required<ByteLineOptions>;
  readonly #context: DriverContext;
  #channel: ByteChannel | undefined;
  #started = false;
  #run = 0;
  #failures = 0;
  #cancelReopen: Cancel | undefined;

  constructor(options: ByteLineOptions, context: DriverContext) {
    super();
    this.#options = {
      ...{ baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
      ...{ reopenMinMs: 100, reopenMaxMs: 5_000, open: openChannel },
      ...options,
    };
    this.address = options.address;
    this.#context = context;
  }

  get isOpen(): boolean {
    return this.#channel !== undefined;
  }

  /** Begins to open; resolves after the first attempt, whether it succeeded or not. */
  async start(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    this.#failures = 0;
    await this.#open();
  }

  /** Closes the line and ends every attempt. */
  stop(): void {
    this.#started = false;
    this.#cancelReopen?.();
    this.#cancelReopen = undefined;
    this.#drop('stopped');
  }

  /** Closes a line that went silent; it is opened again as after any loss. */
  reopen(reason: string): void {
    if (!this.#started || !this.#channel) return;
    this.#drop(reason);
    this.#openLater();
  }

  /** Drops what was written and not taken yet; false where the line cannot, so only `reopen` would. */
  discard(): boolean {
    if (!this.#channel?.discard) return false;
    this.#channel.discard();
    return true;
  }

  /** Resolves when the operating system has taken the bytes; rejects with the offline fault. */
  async write(bytes: Uint8Array): Promise<void> {
    const channel = this.#channel;
    if (!channel) throw this.#offline('write to a closed line');
    try {
      await channel.write(bytes);
    } catch (cause) {
      throw this.#offline('write to a line that closed', cause);
    }
  }

  async #open(): Promise<void> {
    this.#run += 1;
    const run = this.#run;
    const { address, open } = this.#options;
    try {
      const channel = await open(address, this.#options, this.#context.clock, {
        data: (bytes) => {
          if (run !== this.#run) return;
          this.#failures = 0;
          this.raise('data', bytes);
        },
        closed: (reason) => {
          if (run !== this.#run || !this.#channel) return;
          this.#drop(reason);
          this.#openLater();
        },
      });
      if (!this.#started || run !== this.#run) return channel.close();
      this.#channel = channel;
    } catch (error) {
      if (!this.#started || run !== this.#run) return;
      this.raise('closed', error instanceof Error ? error.message : String(error));
      return this.#openLater();
    }
    this.raise('opened');
  }

  #drop(reason: string): void {
    const channel = this.#channel;
    this.#run += 1;
    this.#channel = undefined;
    if (!channel) return;
    channel.close();
    this.raise('closed', reason);
  }

  #openLater(): void {
    const { reopenMinMs, reopenMaxMs } = this.#options;
    const delayMs = Math.min(reopenMaxMs, reopenMinMs * 2 ** Math.min(this.#failures, 16));
    this.#failures += 1;
    this.#cancelReopen?.();
    this.#cancelReopen = this.#context.clock.after(delayMs, () => void this.#open());
  }

  #offline(attempted: string, cause?: unknown): Fault {
    return new Fault(this.#options.offline, attempted, { cause, facts: { address: this.address } });
  }
}
