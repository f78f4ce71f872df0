/**
 * A vending machine with its own controller, and the MDB adapter on its bus, behind a TCP port. The
 * controller shows prices, takes the keypad and coins, asks its cashless reader for the money and turns a
 * motor when that approved; the adapter tells in lines (`mdb-codec.ts`), also what nobody listens to. It
 * polices its reader: a wrong amount or an approval that nobody asked for moves nothing.
 */
import type { Cancel, Clock } from '../../src/platform/clock.ts';
import { SimulatedLine } from '../simulated-line.ts';
import { TextLines } from '../text-lines.ts';
import type { TellDrop } from './drop.ts';
import {
  decodeMdbCommand,
  encodeMdbEvent,
  type MdbCommand,
  type MdbEvent,
  type MdbStatus,
  mdbLineLengthMax,
} from './mdb-codec.ts';

export interface VendingSelection {
  readonly item: string;
  readonly priceMinor: number;
}

export interface SimulatedVendingMachineOptions {
  readonly selections: readonly VendingSelection[];
  readonly stockPerSelection: number;
  readonly tellDrop: TellDrop;
  readonly decimals?: number;
  /** How long the controller waits for the money after a selection. */
  readonly patienceMs?: number;
  /** Whether a selection may come before the session (MDB "always idle"). */
  readonly selectionFirst?: boolean;
  readonly port?: number;
}

/**
 * `jam` and `empty`: the motor turns and nothing falls, which the controller notices. `dumb`: it falls and
 * the controller says nothing. `offline`: the adapter's cable is out.
 */
export type VendingScript = 'ok' | 'jam' | 'empty' | 'dumb' | 'offline';

/** What a press at the machine led to. */
export type Press = 'asked' | 'sold' | 'soldOut' | 'unknownItem' | 'busy' | 'notReady';

type Phase = 'rest' | 'asking' | 'vending';

const motorMs = 3_000;
const patienceDefaultMs = 180_000;
const version = '4.0.2.0,simulated';

export class SimulatedVendingMachine {
  readonly line: SimulatedLine;
  /** What the reader did wrong. */
  readonly complaints: string[] = [];
  readonly #clock: Clock;
  readonly #options: SimulatedVendingMachineOptions;
  readonly #decimals: number;
  readonly #lines = new TextLines(mdbLineLengthMax);
  readonly #stock = new Map<string, number>();
  #script: VendingScript = 'ok';
  #reader: MdbStatus = 'inactive';
  #readerOn = false;
  #phase: Phase = 'rest';
  #asked: VendingSelection | undefined;
  #cancelMotor: Cancel | undefined;
  #cancelPatience: Cancel | undefined;

  constructor(clock: Clock, options: SimulatedVendingMachineOptions) {
    this.#clock = clock;
    this.#options = options;
    this.#decimals = options.decimals ?? 2;
    for (const { item } of options.selections) this.#stock.set(item, options.stockPerSelection);
    this.line = new SimulatedLine(options.port ?? 0);
    this.line.on('connected', () => this.#lines.reset());
    this.line.on('data', (bytes) => {
      for (const read of this.#lines.feed(bytes)) if ('line' in read) this.#obey(read.line);
    });
  }

  get script(): VendingScript {
    return this.#script;
  }

  get state(): { phase: Phase; asked: VendingSelection | undefined; reader: MdbStatus } {
    return { phase: this.#phase, asked: this.#asked, reader: this.#reader };
  }

  get stock(): readonly (VendingSelection & { readonly stock: number })[] {
    return this.#options.selections.map((one) => ({ ...one, stock: this.#stock.get(one.item) ?? 0 }));
  }

  start(): Promise<void> {
    return this.line.plug();
  }

  async stop(): Promise<void> {
    this.#cancelMotor?.();
    this.#cancelPatience?.();
    await this.line.unplug();
  }

  async play(script: VendingScript): Promise<void> {
    this.#script = script;
    if (script === 'offline') await this.line.unplug();
    else await this.line.plug();
  }

  /** The shopper presses a selection without having put coins in. */
  press(item: string): Press {
    const selection = this.#ready(item);
    if (typeof selection === 'string') return selection;
    const opened = this.#reader === 'idle' || (this.#options.selectionFirst ?? true);
    if (!this.#readerOn || this.#reader === 'disabled' || this.#reader === 'inactive' || !opened)
      return 'notReady';
    this.#phase = 'asking';
    this.#asked = selection;
    this.#tell({ event: 'vendRequested', amountMinor: selection.priceMinor, item });
    this.#cancelPatience = this.#clock.after(this.#options.patienceMs ?? patienceDefaultMs, () =>
      this.cancel(),
    );
    return 'asked';
  }

  /** The shopper puts in coins that the controller itself takes, and presses a selection. */
  buyForCoins(item: string): Press {
    const selection = this.#ready(item);
    if (typeof selection === 'string') return selection;
    this.#turn(selection, () => {
      this.#tell({ event: 'cashSale', amountMinor: selection.priceMinor, item: selection.item });
    });
    return 'sold';
  }

  /** The cancel key, or the controller's own time-out. */
  cancel(): void {
    if (this.#phase !== 'asking') return;
    this.#tell({ event: 'error', error: 'withdrew', text: 'VEND 1' });
    this.#endSession();
  }

  /** The controller switches its reader off or on again, as while its door is open. */
  allow(enabled: boolean): void {
    this.cancel();
    if (this.#readerOn) this.#become(enabled ? 'enabled' : 'disabled');
  }

  /** Adapter and controller start anew: whatever was under way is forgotten. */
  restart(): void {
    this.#cancelMotor?.();
    this.#cancelPatience?.();
    this.#phase = 'rest';
    this.#asked = undefined;
    this.#readerOn = false;
    this.#become('inactive');
  }

  /** The selection, if the machine could give it now. */
  #ready(item: string): VendingSelection | Press {
    const selection = this.#options.selections.find((one) => one.item === item);
    if (!selection) return 'unknownItem';
    if (this.#phase !== 'rest') return 'busy';
    return (this.#stock.get(item) ?? 0) < 1 ? 'soldOut' : selection;
  }

  #obey(text: string): void {
    const command = decodeMdbCommand(text, this.#decimals);
    if (command) this.#perform(command);
    else this.#say(`c,UNKNOWN,"${text.slice(0, 20)}"`);
  }

  #perform(command: MdbCommand): void {
    switch (command.command) {
      case 'version':
        this.#tell({ event: 'version', version });
        return;
      case 'enable':
        this.#enable();
        return;
      case 'disable':
        this.#readerOn = false;
        if (this.#phase === 'asking') this.#forget();
        this.#become('inactive');
        return;
      case 'start':
        if (this.#reader === 'enabled' && this.#phase === 'rest') this.#become('idle');
        else this.#tell({ event: 'error', error: 'state', text: 'START -3' });
        return;
      case 'deny':
        if (this.#phase === 'asking') this.#endSession();
        else this.#tell({ event: 'error', error: 'state', text: '-3' });
        return;
      case 'approve':
        this.#approve(command.amountMinor);
    }
  }

  #enable(): void {
    if (this.#readerOn) {
      this.#tell({ event: 'error', error: 'alreadyOn', text: 'cashless is on' });
      return;
    }
    this.#readerOn = true;
    for (const status of ['inactive', 'disabled', 'enabled'] as const) this.#become(status);
  }

  #approve(amountMinor: number): void {
    const asked = this.#asked;
    if (this.#phase !== 'asking' || !asked) {
      this.complaints.push('approved what was not asked for');
      this.#tell({ event: 'error', error: 'state', text: 'VEND -3' });
    } else if (amountMinor !== asked.priceMinor) {
      this.complaints.push('approved another amount');
      this.#tell({ event: 'error', error: 'amount', text: 'VEND -2' });
      this.#endSession();
    } else {
      this.#tell({ event: 'acknowledged' });
      this.#turn(asked, (fell) => {
        if (this.#script === 'dumb') return;
        if (fell) this.#tell({ event: 'vendSucceeded' });
        else this.#tell({ event: 'error', error: 'notDispensed', text: 'VEND 3' });
        this.#endSession();
      });
    }
  }

  #turn(selection: VendingSelection, ended: (fell: boolean) => void): void {
    this.#cancelPatience?.();
    this.#phase = 'vending';
    this.#cancelMotor = this.#clock.after(motorMs, () => {
      const { item } = selection;
      const fell = this.#script !== 'jam' && this.#script !== 'empty';
      if (fell) {
        this.#stock.set(item, (this.#stock.get(item) ?? 0) - 1);
        this.#options.tellDrop({ atMs: this.#clock.now(), what: 'vend', name: item });
      }
      this.#forget();
      ended(fell);
    });
  }

  #forget(): void {
    this.#cancelPatience?.();
    this.#phase = 'rest';
    this.#asked = undefined;
  }

  #endSession(): void {
    this.#forget();
    this.#become('idle');
    this.#become('enabled');
  }

  #become(status: MdbStatus): void {
    this.#reader = status;
    this.#tell({ event: 'status', status });
  }

  #tell(event: MdbEvent): void {
    this.#say(encodeMdbEvent(event, this.#decimals));
  }

  #say(line: string): void {
    this.line.send(new TextEncoder().encode(`${line}\r\n`));
  }
}
