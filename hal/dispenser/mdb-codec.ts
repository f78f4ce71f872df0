/**
 * The text protocol of MDB adapters of the Qibixx kind, in which we are the cashless reader of a vending
 * controller: printable ASCII, CR LF at the end, 115200 8N1. Upper case goes to the adapter, lower case
 * comes from it. Amounts are decimals of the currency, `3.50`; items are the controller's numbers.
 *
 * Documented and seen: `V`, `C,1`, `C,0`, `C,START,…`, `C,VEND,…`, `C,STOP`; `v,…`, `c,STATUS,…`,
 * `c,VEND,SUCCESS`, `c,ERR,"…"`, `r,ACK`. Assumed, because MDB has the report and the documents name no
 * line for it: a cash sale (VEND: CASH SALE, 13h 05h) comes as `c,CASHSALE,<amount>,<item>`.
 */
export const mdbLineLengthMax = 120;
export const mdbAmountMinorMax = 100_000_000;

export type MdbCommand =
  | { readonly command: 'version' }
  | { readonly command: 'enable' }
  | { readonly command: 'disable' }
  /** Opens a session with this much credit, for controllers that want the money before the selection. */
  | { readonly command: 'start'; readonly creditMinor: number }
  | { readonly command: 'approve'; readonly amountMinor: number }
  | { readonly command: 'deny' };

/** The controller's view of the reader, without the request itself. */
export type MdbStatus = 'inactive' | 'disabled' | 'enabled' | 'idle';

/**
 * What went wrong: the controller `withdrew`, did `notDispense`, was `reset` meanwhile; the adapter refused
 * our `amount`, or a command that does not fit its `state`; the reader was `alreadyOn` or is `off`.
 */
export type MdbError =
  | 'withdrew'
  | 'notDispensed'
  | 'reset'
  | 'amount'
  | 'state'
  | 'alreadyOn'
  | 'off'
  | 'other';

export type MdbEvent =
  | { readonly event: 'version'; readonly version: string }
  | { readonly event: 'status'; readonly status: MdbStatus }
  | { readonly event: 'vendRequested'; readonly amountMinor: number; readonly item: string }
  | { readonly event: 'vendSucceeded' }
  | { readonly event: 'cashSale'; readonly amountMinor: number; readonly item: string }
  | { readonly event: 'error'; readonly error: MdbError; readonly text: string }
  /** An acknowledgement, which says nothing that we wait for. */
  | { readonly event: 'acknowledged' };

const statuses: Readonly<Record<string, MdbStatus>> = {
  INACTIVE: 'inactive',
  DISABLED: 'disabled',
  ENABLED: 'enabled',
  IDLE: 'idle',
};
const errors: Readonly<Record<string, MdbError>> = {
  'VEND 1': 'withdrew',
  'VEND 3': 'notDispensed',
  'VEND 5': 'reset',
  'VEND -2': 'amount',
  'VEND -3': 'state',
  'START -3': 'state',
  '-3': 'state',
  'cashless is on': 'alreadyOn',
  'cashless is off': 'off',
};
const itemPattern = /^\d{1,5}$/;
const itemMax = 65_535;
const versionPattern = /^[\x21-\x7e]{1,64}$/;

/** The line of a command, without its end; amounts with `decimals` digits after the point. */
export function encodeMdbCommand(command: MdbCommand, decimals: number): string {
  switch (command.command) {
    case 'version':
      return 'V';
    case 'enable':
      return 'C,1';
    case 'disable':
      return 'C,0';
    case 'start':
      return `C,START,${mdbAmount(command.creditMinor, decimals)}`;
    case 'approve':
      return `C,VEND,${mdbAmount(command.amountMinor, decimals)}`;
    case 'deny':
      return 'C,STOP';
  }
}

/** A line from the adapter, or undefined if it is not of this protocol. */
export function decodeMdbEvent(line: string, decimals: number): MdbEvent | undefined {
  const [kind = '', verb = '', ...words] = line.split(',');
  if (kind === 'v') {
    const version = line.slice(2);
    return versionPattern.test(version) ? { event: 'version', version } : undefined;
  }
  if (kind === 'r') return verb === 'ACK' && words.length === 0 ? { event: 'acknowledged' } : undefined;
  if (kind !== 'c') return undefined;
  if (/^[01]$/.test(verb) && words.length === 0) return { event: 'acknowledged' };
  if (verb === 'ERR') return errorOf(line.slice('c,ERR,'.length));
  if (verb === 'VEND') return line === 'c,VEND,SUCCESS' ? { event: 'vendSucceeded' } : undefined;
  if (verb === 'CASHSALE') return asked('cashSale', words, decimals);
  if (verb !== 'STATUS') return undefined;
  const [name = '', ...more] = words;
  if (name === 'VEND') return asked('vendRequested', more, decimals);
  // An idle session may carry its credit behind the word.
  const status = Object.hasOwn(statuses, name) ? statuses[name] : undefined;
  return status && (more.length === 0 || status === 'idle') ? { event: 'status', status } : undefined;
}

function asked(
  event: 'vendRequested' | 'cashSale',
  [amount = '', item = '', ...more]: readonly string[],
  decimals: number,
): MdbEvent | undefined {
  const amountMinor = readMdbAmount(amount, decimals);
  if (amountMinor === undefined || more.length > 0) return undefined;
  if (!itemPattern.test(item) || Number(item) > itemMax) return undefined;
  return { event, amountMinor, item: String(Number(item)) };
}

function errorOf(quoted: string): MdbEvent {
  const text = quoted.replace(/^"(.*)"$/, '$1');
  return { event: 'error', error: Object.hasOwn(errors, text) ? (errors[text] ?? 'other') : 'other', text };
}

/** Minor units as the adapter writes them. */
export function mdbAmount(amountMinor: number, decimals: number): string {
  const digits = String(amountMinor).padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A decimal as minor units; undefined if it is none, too large, or finer than a minor unit. */
export function readMdbAmount(text: string, decimals: number): number | undefined {
  const [, whole, fraction = ''] = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  if (whole === undefined || /[1-9]/.test(fraction.slice(decimals))) return undefined;
  const amountMinor = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  return amountMinor <= mdbAmountMinorMax ? amountMinor : undefined;
}

/** A command as the adapter reads it: for the other end of the line. */
export function decodeMdbCommand(line: string, decimals: number): MdbCommand | undefined {
  if (line === 'V') return { command: 'version' };
  if (line === 'C,1') return { command: 'enable' };
  if (line === 'C,0') return { command: 'disable' };
  if (line === 'C,STOP') return { command: 'deny' };
  const [, verb, amount = ''] = /^C,(START|VEND),([\d.]+)$/.exec(line) ?? [];
  const minor = readMdbAmount(amount, decimals);
  if (minor === undefined) return undefined;
  return verb === 'START'
    ? { command: 'start', creditMinor: minor }
    : { command: 'approve', amountMinor: minor };
}

/** A line of the adapter: for the other end of the line. */
export function encodeMdbEvent(event: MdbEvent, decimals: number): string {
  switch (event.event) {
    case 'version':
      return `v,${event.version}`;
    case 'status':
      return `c,STATUS,${event.status.toUpperCase()}`;
    case 'vendRequested':
      return `c,STATUS,VEND,${mdbAmount(event.amountMinor, decimals)},${event.item}`;
    case 'vendSucceeded':
      return 'c,VEND,SUCCESS';
    case 'cashSale':
      return `c,CASHSALE,${mdbAmount(event.amountMinor, decimals)},${event.item}`;
    case 'error':
      return `c,ERR,"${event.text}"`;
    case 'acknowledged':
      return 'r,ACK';
  }
}
