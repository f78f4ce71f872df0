/**
 * What stands around the machine: the devices' desk, the payment platform's wallet and book, the network,
 * the power, and the technician who asks the machine itself.
 */
import type { Drop } from '../../hal/dispenser/drop.ts';
import { Fault } from '../../src/domain/fault.ts';
import type { Order } from '../../src/domain/order.ts';
import type { RecordBody } from '../../src/domain/record.ts';
import type { BookedStay } from '../../src/doubles/parking-double-book.ts';
import type { BookedTrade, WalletOutcome } from '../../src/doubles/wallet-book.ts';
import type { Kept, PortName, Running } from '../../src/technician/demo-file.ts';
import { httpBytes, httpJson } from '../../src/technician/http-json.ts';

/** A receipt as it lies under the printer: what a reader sees on the paper. */
export interface PaperReceipt {
  readonly number: number;
  readonly complete: boolean;
  readonly text: string;
}

/** One record of the machine's journal, with the hash that chains it. */
export interface MachineRecord {
  readonly seq: number;
  readonly hash: string;
  readonly body: RecordBody;
}

export interface MachineStatus {
  readonly phase: string;
  readonly online: boolean;
  readonly bundleVersion: number;
  readonly journal: {
    readonly journalId: string;
    readonly lastSeq: number;
    readonly acknowledgedSeq: number;
  };
  readonly devices: readonly { readonly kind: string; readonly state: string; readonly fault?: string }[];
}

export interface SampleCode {
  readonly sampleId: string;
  readonly code: string;
  readonly symbology: string;
}

/** The platforms whose wallets the product runs beside itself. */
export const walletPlatforms = ['alipay', 'wechat', 'unionpay'] as const;
export type WalletPlatform = (typeof walletPlatforms)[number];

const powerCutWithinMs = 300_000;
const recordsPerPage = 500;

/** Talks to the product that `demo.json` tells of. */
export class Outside {
  readonly #running: Running;
  readonly #kept: Kept;

  constructor({ running, kept }: { running: Running; kept: Kept }) {
    this.#running = running;
    this.#kept = kept;
  }

  /** Plays at the devices' desk. */
  async play(part: string, body: object): Promise<unknown> {
    const url = `${this.#running.simulators}/${part}`;
    return httpJson({ url, method: 'POST', body, timeoutMs: 60_000 });
  }

  /** Puts a picture in front of the machine's camera. */
  async cameraSees(picture: Uint8Array): Promise<void> {
    const url = `${this.#running.simulators}/picture`;
    const bytes = { data: picture, contentType: 'image/jpeg' };
    await httpJson({ url, method: 'POST', bytes, timeoutMs: 60_000 });
  }

  /** The desk's own view of devices, stock and coins. */
  async deskState(): Promise<Record<string, unknown>> {
    return (await httpJson({ url: `${this.#running.simulators}/state` })) as Record<string, unknown>;
  }

  /** What the hopper paid out and the acceptor took, ever. */
  async coins(): Promise<{ takenMinor: number; paidMinor: number; accepting: boolean }> {
    return (await this.deskState()).coins as { takenMinor: number; paidMinor: number; accepting: boolean };
  }

  /** Everything that ever left the machine. */
  async drops(): Promise<readonly Drop[]> {
    return (await httpJson({ url: `${this.#running.simulators}/drops` })) as Drop[];
  }

  async receipts(): Promise<readonly PaperReceipt[]> {
    return (await httpJson({ url: `${this.#running.simulators}/receipts` })) as PaperReceipt[];
  }

  receiptPicture(number: number): Promise<Uint8Array> {
    return httpBytes({ url: `${this.#running.simulators}/receipts/${number}.png` });
  }

  /** A fresh payment code of a wallet whose next payment ends as said; of Alipay's, if no other is named. */
  async walletCode(
    outcome: WalletOutcome,
    { platform = 'alipay', ...more }: { platform?: WalletPlatform; [script: string]: unknown } = {},
  ): Promise<string> {
    const url = `${this.#walletOf(platform)}/wallet/codes`;
    const answer = await httpJson({ url, method: 'POST', body: { outcome, ...more } });
    return (answer as { code: string }).code;
  }

  /** Scans the code on the machine's screen with a wallet; resolves with what the wallet says. */
  async scanShown(
    platform: WalletPlatform,
    code: string,
    script: { readonly outcome?: 'paid' | 'slow' | 'never'; readonly slowMs?: number } = {},
  ): Promise<'paid' | 'asked' | 'refused'> {
    const url = `${this.#walletOf(platform)}/wallet/scans`;
    const answer = await httpJson({ url, method: 'POST', body: { code, ...script } });
    return (answer as { end: 'paid' | 'asked' | 'refused' }).end;
  }

  /** Whether the merchant took the platform's notice that this code was paid. */
  async isNoticed(platform: WalletPlatform, code: string): Promise<boolean> {
    const told = await httpJson({ url: `${this.#walletOf(platform)}/wallet/shown` });
    const { codes } = told as { codes: { code: string; noticed: boolean }[] };
    return codes.some((shown) => shown.code === code && shown.noticed);
  }

  /** Whether the platform tells the merchant of payments once, twice, or not at all. */
  async tellsMerchants(platform: WalletPlatform, mode: 'normal' | 'twice' | 'silent'): Promise<void> {
    await httpJson({ url: `${this.#walletOf(platform)}/notices`, method: 'POST', body: { mode } });
  }

  /** The payment platforms' books in the order of their trades: what was really taken and given back. */
  async book(): Promise<readonly BookedTrade[]> {
    const books = await Promise.all(
      walletPlatforms.map(async (platform) => {
        const told = await httpJson({ url: `${this.#walletOf(platform)}/book` });
        return (told as { trades: BookedTrade[] }).trades;
      }),
    );
    return books.flat().sort((a, b) => a.openedAtMs - b.openedAtMs);
  }

  /** Makes the platforms slow, or takes them down. */
  async platform(control: { down?: boolean; latencyMs?: number }): Promise<void> {
    for (const platform of walletPlatforms) {
      await httpJson({ url: `${this.#walletOf(platform)}/control`, method: 'POST', body: control });
    }
  }

  #walletOf(platform: WalletPlatform): string {
    const { platform: alipay, wechat, acquirer: unionpay } = this.#running;
    const url = { alipay, wechat, unionpay }[platform];
    if (url === undefined) throw new Fault('NOT_FOUND', `find the double of ${platform}`);
    return url;
  }

  /** Plays at the car park: `enter`, `leave`, `control`. */
  async carPark(what: 'enter' | 'leave' | 'control', body: object): Promise<unknown> {
    return httpJson({ url: `${this.#running.parking}/${what}`, method: 'POST', body });
  }

  /** The car park's book, and how often each service was asked for. */
  async parkingBook(): Promise<{
    readonly stays: readonly BookedStay[];
    readonly requests: Readonly<Record<string, number>>;
  }> {
    return (await httpJson({ url: `${this.#running.parking}/book` })) as Awaited<
      ReturnType<Outside['parkingBook']>
    >;
  }

  async network(state: object): Promise<void> {
    await httpJson({ url: `${this.#running.network}/network`, method: 'POST', body: state });
  }

  async sampleCodes(): Promise<readonly SampleCode[]> {
    const { controlToken: token } = this.#kept;
    const answer = await httpJson({ url: `${this.#running.control}/codes`, token });
    return (answer as { items: SampleCode[] }).items;
  }

  /** Kills the machine's process; resolves when the next one is ready. */
  async cutPower(): Promise<void> {
    await httpJson({
      url: `${this.#running.control}/power-cut`,
      method: 'POST',
      body: {},
      token: this.#kept.controlToken,
      timeoutMs: powerCutWithinMs,
    });
  }

  /** The process of a program now. */
  async program(name: string): Promise<{ pid: number; running: boolean; restarts: number }> {
    const { controlToken: token } = this.#kept;
    const answer = await httpJson({ url: `${this.#running.control}/demo`, token });
    const { programs } = answer as { programs: (Running['programs'][number] & object)[] };
    const found = programs.find((program) => program.name === name);
    if (!found) throw new Fault('NOT_FOUND', `find the program ${name}`);
    return found;
  }

  port(name: PortName): number {
    return this.#kept.ports[name] ?? 0;
  }

  status(): Promise<MachineStatus> {
    return this.#ask('status') as Promise<MachineStatus>;
  }

  /** The newest orders as the machine itself knows them. */
  orders(): Promise<readonly Order[]> {
    return this.#ask('orders?limit=500') as Promise<Order[]>;
  }

  /** The whole journal of the machine. */
  async journal(): Promise<readonly MachineRecord[]> {
    const records: MachineRecord[] = [];
    for (;;) {
      const from = (records.at(-1)?.seq ?? 0) + 1;
      const page = (await this.#ask(`journal?from=${from}&limit=${recordsPerPage}`)) as MachineRecord[];
      records.push(...page);
      if (page.length < recordsPerPage) return records;
    }
  }

  lastReceipt(): Promise<{ orderId: string; receiptId: string; receiptLine: string }> {
    return this.#ask('receipts/last') as Promise<{ orderId: string; receiptId: string; receiptLine: string }>;
  }

  #ask(question: string): Promise<unknown> {
    const { technicianToken: token } = this.#kept;
    return httpJson({ url: new URL(`/technician/${question}`, this.#running.kiosk).href, token });
  }
}
