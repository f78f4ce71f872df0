/**
 * KIO/1, the line protocol of the kiosk's serial I/O board. Lines of printable ASCII, LF at the end, at
 * most 128 characters. The caller asks `<id> <verb> …`, the board answers every id once, and tells what
 * happens by itself in lines that begin with `!`.
 *
 *   <id> hello                                  <id> ok kio/1 <epoch>
 *   <id> set <output> <0|1>                     <id> ok
 *   <id> pulse <output> <ms>                    <id> ok           when the pulse has begun
 *   <id> until <output> <input> <count> <ms>    <id> ok           on until the input's counter is there
 *   <id> read <line>                            <id> ok <0|1>
 *   <id> count <line>                           <id> ok <count> <epoch>
 *   refused:                                    <id> no <line|busy|range|verb|syntax>
 *   by itself:  ! hello kio/1 <epoch>  after a start,   ! edge <input> <count>  at each rising edge
 *
 * `id` is 1–8 of 0–9 a–z, chosen by the caller. `ms` is 1–60000. Counters count rising edges of inputs
 * and activations of outputs; `epoch` names the memory they are kept in and changes when that was lost.
 * An output driven by `set` is released when the board has heard no request for 5 s; pulses run out.
 */
export const boardProtocol = 'kio/1';
export const boardLineLengthMax = 128;
export const boardWatchdogMs = 5_000;
export const boardDurationMaxMs = 60_000;

export type BoardRefusal = 'line' | 'busy' | 'range' | 'verb' | 'syntax';

export type BoardRequest =
  | { readonly verb: 'hello' }
  | { readonly verb: 'set'; readonly line: string; readonly on: boolean }
  | { readonly verb: 'pulse'; readonly line: string; readonly durationMs: number }
  | {
      readonly verb: 'until';
      readonly line: string;
      readonly input: string;
      readonly targetCount: number;
      readonly limitMs: number;
    }
  | { readonly verb: 'read'; readonly line: string }
  | { readonly verb: 'count'; readonly line: string };

export type BoardEvent =
  | { readonly event: 'hello'; readonly epoch: string }
  | { readonly event: 'edge'; readonly line: string; readonly count: number };

const namePattern = /^[A-Za-z][\w.-]{0,31}$/;
const countPattern = /^\d{1,12}$/;
const epochPattern = /^[\w-]{1,32}$/;

/** Whether `name` can name a line. */
export function isLineName(name: string): boolean {
  return namePattern.test(name);
}

/** The words of a request, to be sent behind an id. */
export function encodeRequest(request: BoardRequest): string {
  const words: (string | number)[] = [request.verb];
  if (request.verb !== 'hello') words.push(request.line);
  if (request.verb === 'set') words.push(request.on ? 1 : 0);
  if (request.verb === 'pulse') words.push(request.durationMs);
  if (request.verb === 'until') words.push(request.input, request.targetCount, request.limitMs);
  return words.join(' ');
}

/** A request as the board reads its words, or why it refuses them. */
export function decodeRequest([verb = '', ...words]: readonly string[]): BoardRequest | BoardRefusal {
  const wordsOfVerb = { hello: 0, set: 2, pulse: 2, until: 4, read: 1, count: 1 };
  if (!Object.hasOwn(wordsOfVerb, verb)) return 'verb';
  const known = verb as keyof typeof wordsOfVerb;
  if (words.length !== wordsOfVerb[known]) return 'syntax';
  const [line = '', second = '', third = '', fourth = ''] = words;
  if (known === 'hello') return { verb: 'hello' };
  if (!isLineName(line)) return 'syntax';
  if (known === 'read' || known === 'count') return { verb: known, line };
  if (known === 'set') return /^[01]$/.test(second) ? { verb: 'set', line, on: second === '1' } : 'syntax';
  if (known === 'pulse') {
    const durationMs = durationOf(second);
    return durationMs === undefined ? 'range' : { verb: 'pulse', line, durationMs };
  }
  const limitMs = durationOf(fourth);
  if (!isLineName(second) || !countPattern.test(third)) return 'syntax';
  if (limitMs === undefined) return 'range';
  return { verb: 'until', line, input: second, targetCount: Number(third), limitMs };
}

function durationOf(word: string): number | undefined {
  const durationMs = /^\d{1,5}$/.test(word) ? Number(word) : 0;
  return durationMs >= 1 && durationMs <= boardDurationMaxMs ? durationMs : undefined;
}

export function encodeEvent(event: BoardEvent): string {
  if (event.event === 'hello') return `! hello ${boardProtocol} ${event.epoch}`;
  return `! edge ${event.line} ${event.count}`;
}

/** What the board tells by itself, from the words after `!`; undefined if it is not of this protocol. */
export function decodeEvent(words: readonly string[]): BoardEvent | undefined {
  const [event, first = '', second = '', ...more] = words;
  if (more.length > 0) return undefined;
  if (event === 'hello' && first === boardProtocol && epochPattern.test(second)) {
    return { event: 'hello', epoch: second };
  }
  if (event === 'edge' && isLineName(first) && countPattern.test(second)) {
    return { event: 'edge', line: first, count: Number(second) };
  }
  return undefined;
}

/** The values of `ok` to `count`, or undefined if they are none. */
export function countOf([count = '', epoch = '']: readonly string[]):
  | { epoch: string; count: number }
  | undefined {
  if (!countPattern.test(count) || !epochPattern.test(epoch)) return undefined;
  return { epoch, count: Number(count) };
}

/** The epoch in the values of `ok` to `hello`, or undefined if the board speaks another protocol. */
export function epochOf([protocol = '', epoch = '']: readonly string[]): string | undefined {
  return protocol === boardProtocol && epochPattern.test(epoch) ? epoch : undefined;
}
