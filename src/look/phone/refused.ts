/** What a page is told when the cloud did not do what it asked. */
import { type FaultCode, faultCatalogue } from '../../domain/fault-catalogue.ts';

/** A refusal, by its catalogued code; `NETWORK_DOWN` where no answer came. */
export class Refused extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode) {
    super(code);
    this.name = 'Refused';
    this.code = code;
  }
}

/** The refusal in the body of an answer; `INTERNAL_DEFECT` for a code that this page does not know. */
export function refusalIn(answer: unknown): Refused {
  const { code } = (answer ?? {}) as { code?: unknown };
  const known = typeof code === 'string' && Object.hasOwn(faultCatalogue, code);
  return new Refused(known ? (code as FaultCode) : 'INTERNAL_DEFECT');
}
