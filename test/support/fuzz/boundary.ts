/**
 * A place where bytes from outside come in. What a boundary owes for every input: it takes it or refuses it
 * with a catalogued fault (or a reason its codec names), keeps its buffers within their bounds, and does
 * work in proportion to the input. Whatever else happens is a finding and is thrown.
 */
import { Fault } from '../../../src/domain/fault.ts';
import { faultCatalogue } from '../../../src/domain/fault-catalogue.ts';
import type { Dice } from './dice.ts';

/** `accepted`, or why not: a fault's code or a codec's own word. */
export type Verdict = string;

export interface Subject {
  /** Takes one input. `dice` decides how it is cut and which variant is set up; the same for each input. */
  take(input: Uint8Array, dice: Dice): Verdict | Promise<Verdict>;
  stop?(): Promise<void>;
}

export interface Boundary {
  readonly name: string;
  /** Inputs that are taken as they are: mutations begin with them. */
  readonly samples: readonly Uint8Array[];
  /** JSON samples are mutated by their structure too; where JSON has a head, what the head ends with. */
  readonly json?: boolean | '\n' | '\n\n';
  /** No input is longer; a flood is. */
  readonly bytesMax?: number;
  open(): Subject | Promise<Subject>;
}

/** Something that a boundary must not do. */
export class Finding extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Finding';
  }
}

export function owed(holds: boolean, what: string): void {
  if (!holds) throw new Finding(what);
}

/** What came of `act`: accepted, or the code of the catalogued fault; anything else is thrown on. */
export function verdictOf(act: () => unknown): Verdict {
  try {
    act();
    return 'accepted';
  } catch (error) {
    return codeOf(error);
  }
}

export async function verdictLater(act: () => Promise<unknown>): Promise<Verdict> {
  try {
    await act();
    return 'accepted';
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): Verdict {
  if (!(error instanceof Fault)) throw error;
  owed(Object.hasOwn(faultCatalogue, error.code), `a fault that is not catalogued: ${error.code}`);
  owed(error.code !== 'INTERNAL_DEFECT', `a defect: ${error.message}`);
  return error.code;
}

const encoder = new TextEncoder();
export const bytesOf = (text: string) => encoder.encode(text);
/** As a boundary reads text: what is no UTF-8 becomes the replacement character. */
export const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
export const jsonOf = (value: unknown) => bytesOf(JSON.stringify(value));
