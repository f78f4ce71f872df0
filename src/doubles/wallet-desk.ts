/**
 * The world outside a payment platform's stand-in, the same for each of them and on the loopback only:
 * `POST /wallet/codes` shows a payment code whose use ends as scripted, `GET /wallet/shown` lists the codes that
 * machines show and `POST /wallet/scans` scans one, `GET /book` tells every trade, `POST /notices` says whether
 * merchants are told once, twice or not at all, `POST /control` makes the platform slow or takes it down.
 */
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { type Clock, sleep } from '../platform/clock.ts';
import type { NoticeSender } from './notice-sender.ts';
import { scanShownCode } from './scan-shown-code.ts';
import { json, parseJson } from './small-http.ts';
import type { WalletBook } from './wallet-book.ts';

export interface WalletDeskOptions {
  readonly book: WalletBook;
  readonly clock: Clock;
  /** Divides how long a slow payer takes. */
  readonly timeScale: number;
  /** A code as this platform's wallet shows it. */
  readonly newCode: () => string;
  /** Absent where the platform makes no codes for machines. */
  readonly notices?: NoticeSender;
}

const slowMsDefault = 6000;
const codeLifeMs = 5 * 60 * 1000;

const codeSchema = z.object({
  outcome: z
    .enum(['paid', 'slow', 'never', 'unknown', 'declined', 'balance', 'socketClosed'])
    .default('paid'),
  slowMs: z.number().int().min(1).max(3_600_000).optional(),
  truth: z.enum(['paid', 'nothing']).default('paid'),
  cancelRetries: z.number().int().min(0).max(10).default(0),
});
const scanSchema = z.object({
  code: z.string().max(512),
  outcome: z.enum(['paid', 'slow', 'never']).default('paid'),
  slowMs: z.number().int().min(1).max(3_600_000).optional(),
});
const noticesSchema = z.object({ mode: z.enum(['normal', 'twice', 'silent']) });
const controlSchema = z.object({
  latencyMs: z.number().int().min(0).max(60_000).optional(),
  down: z.boolean().optional(),
});

export class WalletDesk {
  #options: WalletDeskOptions;
  #latencyMs = 0;
  #down = false;

  constructor(options: WalletDeskOptions) {
    this.#options = options;
  }

  /** Answers `route` if it is one of the desk's. */
  serve(route: string, body: Buffer, response: ServerResponse): boolean {
    if (route === 'POST /wallet/codes') this.#issueCode(response, parseJson(codeSchema, body));
    else if (route === 'GET /wallet/shown') json(response, 200, { codes: this.#options.book.shownCodes() });
    else if (route === 'POST /wallet/scans') this.#scan(response, parseJson(scanSchema, body));
    else if (route === 'POST /notices') this.#setNotices(response, parseJson(noticesSchema, body));
    else if (route === 'GET /book') json(response, 200, { trades: this.#trades() });
    else if (route === 'POST /control') this.#control(response, parseJson(controlSchema, body));
    else return false;
    return true;
  }

  /** Waits as long as the platform is slow; resolves with whether it can be reached at all. */
  async reach(): Promise<boolean> {
    if (this.#latencyMs > 0) await sleep(this.#options.clock, this.#latencyMs);
    return !this.#down;
  }

  #issueCode(response: ServerResponse, wanted: z.infer<typeof codeSchema>): void {
    const { book, clock, timeScale, newCode } = this.#options;
    const { outcome, truth, cancelRetries } = wanted;
    const slowMs = wanted.slowMs ?? Math.max(1, Math.round(slowMsDefault / timeScale));
    const script = { outcome, slowMs, truth, cancelRetries };
    const code = newCode();
    const expiresAtMs = clock.now() + codeLifeMs;
    book.append({ kind: 'codeIssued', code, script, expiresAtMs });
    json(response, 200, { code, expiresAtMs });
  }

  #scan(response: ServerResponse, wanted: z.infer<typeof scanSchema>): void {
    const { book, clock, timeScale, notices } = this.#options;
    if (!notices) throw new Fault('NOT_FOUND', 'scan a code where no machine shows any');
    const slowMs = wanted.slowMs ?? Math.max(1, Math.round(slowMsDefault / timeScale));
    json(response, 200, { end: scanShownCode(book, notices, { ...wanted, slowMs }, clock.now()) });
  }

  #setNotices(response: ServerResponse, { mode }: z.infer<typeof noticesSchema>): void {
    this.#options.notices?.setMode(mode);
    json(response, 200, { mode });
  }

  #trades() {
    return this.#options.book.book(this.#options.clock.now());
  }

  #control(response: ServerResponse, wanted: z.infer<typeof controlSchema>): void {
    this.#latencyMs = wanted.latencyMs ?? this.#latencyMs;
    this.#down = wanted.down ?? this.#down;
    json(response, 200, { latencyMs: this.#latencyMs, down: this.#down });
  }
}
