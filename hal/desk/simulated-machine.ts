/**
 * All device simulators of one machine, wired as the devices of a real one are: scanner, printer, I/O
 * board with shelf, doors and coins, coffee machine, vending machine behind an MDB adapter. What must outlast a restart goes through `memory`.
 */
import type { Clock } from '../../src/platform/clock.ts';
import { coinLines, SimulatedCoins } from '../cash/simulated-coins.ts';
import type { DispenserScript, Drop } from '../dispenser/drop.ts';
import { type CoffeeMemory, SimulatedCoffeeMachine } from '../dispenser/simulated-coffee-machine.ts';
import { doorLines, SimulatedDoor } from '../dispenser/simulated-door.ts';
import { SimulatedShelf, shelfLines } from '../dispenser/simulated-shelf.ts';
import { SimulatedVendingMachine, type VendingSelection } from '../dispenser/simulated-vending-machine.ts';
import { type FingerLibrary, SimulatedFingerprint } from '../fingerprint/simulated-fingerprint.ts';
import { type BoardCounters, SimulatedBoard } from '../gpio/simulated-board.ts';
import { fasterClock } from '../pause.ts';
import { receiptPicture } from '../printer/receipt-picture.ts';
import { SimulatedPrinter } from '../printer/simulated-printer.ts';
import { usualFormat } from '../scanner/scanner-codec.ts';
import { SimulatedScanner } from '../scanner/simulated-scanner.ts';

/** Where a machine's simulators keep what a restart must not lose. */
export interface MachineMemory {
  board: { load(): BoardCounters | undefined; save(counters: BoardCounters): void };
  coffee: { load(): CoffeeMemory | undefined; save(memory: CoffeeMemory): void };
  fingers: { load(): FingerLibrary | undefined; save(library: FingerLibrary): void };
  drops: { load(): readonly Drop[]; add(drop: Drop): void };
  keepReceipt(number: number, png: Uint8Array): void;
}

export interface SimulatedMachineOptions {
  /** 1 is life-like; mechanisms of a test run faster. */
  readonly speed: number;
  readonly ports: Readonly<
    Record<'scanner' | 'printer' | 'board' | 'coffee' | 'vending' | 'fingerprint', number>
  >;
  readonly slots: readonly string[];
  readonly stockPerSlot: number;
  readonly doors: readonly string[];
  /** What the vending machine sells by itself, each with its own price. */
  readonly vendingSelections: readonly VendingSelection[];
  readonly columns: 32 | 48;
  readonly coinMinor: number;
  readonly hopperCoins: number;
  /** Makes a name that was never used before, for a memory. */
  readonly newName: () => string;
  readonly memory: MachineMemory;
}

/** A receipt with its picture, which is drawn after it was printed. */
export interface ReceiptShown {
  readonly number: number;
  readonly printedAtMs: number;
  readonly complete: boolean;
  readonly text: string;
  readonly png: Promise<Uint8Array>;
}

const receiptsKept = 100;
/** The lamp beside the camera. */
export const cameraLampLine = 'lamp.camera';
/** How long the vending controller waits for the money, whatever the speed: people and tests pay in it. */
const vendPatienceMs = 180_000;

export class SimulatedMachine {
  readonly scanner: SimulatedScanner;
  readonly printer: SimulatedPrinter;
  readonly board: SimulatedBoard;
  readonly shelf: SimulatedShelf;
  readonly door: SimulatedDoor;
  readonly coins: SimulatedCoins;
  readonly coffee: SimulatedCoffeeMachine;
  readonly vending: SimulatedVendingMachine;
  readonly fingerprint: SimulatedFingerprint;
  readonly receipts: ReceiptShown[] = [];
  readonly drops: Drop[] = [];
  readonly #memory: MachineMemory;
  #dispenserScript: DispenserScript = 'ok';
  #drawing: Promise<void> = Promise.resolve();

  constructor(clock: Clock, options: SimulatedMachineOptions) {
    const { ports, memory, slots, doors, newName } = options;
    const fast = fasterClock(clock, options.speed);
    const tellDrop = (drop: Drop) => {
      memory.drops.add(drop);
      this.drops.push(drop);
    };
    this.#memory = memory;
    this.scanner = new SimulatedScanner(fast, usualFormat, ports.scanner);
    this.printer = new SimulatedPrinter(fast, options.columns, ports.printer);
    this.printer.on('receiptPrinted', (receipt) => {
      const { number, printedAtMs, complete, strip } = receipt;
      const png = this.#drawing.then(() => receiptPicture(strip, !complete));
      this.#drawing = png.then((bytes) => memory.keepReceipt(number, bytes));
      this.receipts.push({ number, printedAtMs, complete, text: strip.lines.join('\n'), png });
      this.receipts.splice(0, this.receipts.length - receiptsKept);
    });
    const lines = [shelfLines(slots), doorLines(doors), coinLines, { inputs: [], outputs: [cameraLampLine] }];
    this.board = new SimulatedBoard(clock, {
      inputs: lines.flatMap(({ inputs }) => inputs),
      outputs: lines.flatMap(({ outputs }) => outputs),
      newEpoch: newName,
      memory: memory.board,
      mechanismClock: fast,
      port: ports.board,
    });
    const { stockPerSlot } = options;
    this.shelf = new SimulatedShelf(fast, this.board, { slots, stockPerSlot, tellDrop });
    this.door = new SimulatedDoor(fast, this.board, doors, tellDrop);
    this.coins = new SimulatedCoins(fast, this.board, options.coinMinor, options.hopperCoins);
    this.coffee = new SimulatedCoffeeMachine(fast, {
      tellDrop,
      newMemory: newName,
      memory: memory.coffee,
      port: ports.coffee,
    });
    this.vending = new SimulatedVendingMachine(fast, {
      selections: options.vendingSelections,
      stockPerSelection: stockPerSlot,
      tellDrop,
      patienceMs: vendPatienceMs * options.speed,
      port: ports.vending,
    });
    this.fingerprint = new SimulatedFingerprint({ memory: memory.fingers, port: ports.fingerprint });
  }

  get dispenserScript(): DispenserScript {
    return this.#dispenserScript;
  }

  async start(): Promise<void> {
    this.drops.push(...this.#memory.drops.load());
    await this.scanner.start();
    await this.printer.start();
    await this.board.start();
    await this.coffee.start();
    await this.vending.start();
    await this.fingerprint.start();
  }

  async stop(): Promise<void> {
    const parts = [this.scanner, this.printer, this.board, this.coffee, this.vending, this.fingerprint];
    await Promise.all(parts.map((part) => part.stop()));
    await this.#drawing;
  }

  /** Lets shelf, doors, coffee and vending machine misbehave together; `offline` takes the board's cable too. */
  async playDispensers(script: DispenserScript): Promise<void> {
    this.#dispenserScript = script;
    this.shelf.play(script);
    this.door.script = script;
    await this.coffee.play(script);
    await this.vending.play(script);
    if (script === 'offline') await this.board.line.unplug();
    else await this.board.line.plug();
  }
}
