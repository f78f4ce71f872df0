/**
 * What the AIM symbology identifier of a scan (ISO/IEC 15424) says about its text: whether it is a GS1
 * element string, a bare GTIN, or anything at all. An identifier that is not listed says nothing.
 */
import type { GtinForm } from './gtin.ts';

/**
 * `gs1`: an element string, FNC1 came first. `gtin`: digits of a GTIN or of an in-store code.
 * `addOn`: the two or five digits beside a magazine's code, no goods by themselves. `text`: anything.
 */
export type SymbologyContent = 'gs1' | 'gtin' | 'addOn' | 'text';

export interface Symbology {
  readonly id: string;
  readonly name: string;
  readonly content: SymbologyContent;
  /** Which barcode, where the content is a GTIN. */
  readonly gtinForm?: GtinForm;
}

const rows: readonly (readonly [ids: string, name: string, content: SymbologyContent, form?: GtinForm])[] = [
  ['E0 E3', 'EAN-13, UPC-A, UPC-E', 'gtin', 'ean13'],
  ['E4', 'EAN-8', 'gtin', 'ean8'],
  ['E1 E2', 'EAN add-on', 'addOn'],
  ['I1', 'ITF-14', 'gtin', 'itf14'],
  ['I0', 'Interleaved 2 of 5', 'text'],
  ['C1', 'GS1-128', 'gs1'],
  ['C0 C2', 'Code 128', 'text'],
  ['e0 e1 e2', 'GS1 DataBar', 'gs1'],
  ['d2 d5', 'GS1 DataMatrix', 'gs1'],
  ['d1 d3 d4 d6', 'Data Matrix', 'text'],
  ['Q3 Q4', 'GS1 QR Code', 'gs1'],
  ['Q0 Q1 Q2 Q5 Q6', 'QR Code', 'text'],
  ['J1 J4', 'GS1 DotCode', 'gs1'],
  ['J0 J2 J3 J5', 'DotCode', 'text'],
  ['z1 z4', 'GS1 Aztec', 'gs1'],
  ['z0 z2 z3 z5', 'Aztec', 'text'],
  ['A0 A1 A3 A4 A5 A7', 'Code 39', 'text'],
  ['G0', 'Code 93', 'text'],
  ['F0 F1', 'Codabar', 'text'],
  ['L0 L1 L2', 'PDF417', 'text'],
];

const byId = new Map<string, Symbology>();
for (const [ids, name, content, gtinForm] of rows) {
  for (const short of ids.split(' ')) {
    const id = `]${short}`;
    byId.set(id, { id, name, content, ...(gtinForm === undefined ? {} : { gtinForm }) });
  }
}

/** What an identifier such as `]C1` says; undefined where there is none or it is not listed. */
export function symbologyOf(id: string | undefined): Symbology | undefined {
  return id === undefined ? undefined : byId.get(id);
}
