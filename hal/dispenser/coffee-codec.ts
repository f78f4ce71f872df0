/**
 * KCM/1, the line protocol of the kiosk's coffee machine. Lines of printable ASCII, LF at the end, at most
 * 200 characters. The caller asks `<id> <verb> …`, the machine answers every id once, and tells what
 * happens by itself in lines that begin with `!`.
 *
 *   <id> hello                               <id> ok kcm/1 <memory> <ready|busy|empty|fault>
 *   <id> make <job> <recipe> [<option>=<n>…] <id> ok <running|done|failed>   what the job is now
 *   <id> status <job>                        <id> ok unknown | running <percent> | done | failed <reason>
 *   refused:                                 <id> no <busy|recipe|option|empty|fault|verb|syntax>
 *   by itself:  ! progress <job> <percent>    ! done <job>    ! failed <job> <reason>    ! state <state>
 *
 * A job is made at most once, ever: asking again with the same job tells what became of it. Jobs are
 * remembered over a power cut; one that it interrupted has failed. `memory` names that list and changes
 * when it was lost; at least the last 200 jobs are in it. A refused or failed job has handed nothing over.
 */
export const coffeeProtocol = 'kcm/1';
export const coffeeLineLengthMax = 200;
export const coffeeJobsKept = 200;
export const coffeeOptionsMax = 8;

export type CoffeeMachineState = 'ready' | 'busy' | 'empty' | 'fault';
export type CoffeeRefusal = 'busy' | 'recipe' | 'option' | 'empty' | 'fault' | 'verb' | 'syntax';

export type CoffeeJobState =
  | { readonly is: 'unknown' }
  | { readonly is: 'running'; readonly percent: number }
  | { readonly is: 'done' }
  | { readonly is: 'failed'; readonly reason: string };

export type CoffeeRequest =
  | { readonly verb: 'hello' }
  | {
      readonly verb: 'make';
      readonly job: string;
      readonly recipe: string;
      readonly options: Readonly<Record<string, number>>;
    }
  | { readonly verb: 'status'; readonly job: string };

export type CoffeeEvent =
  | { readonly event: 'progress'; readonly job: string; readonly percent: number }
  | { readonly event: 'done'; readonly job: string }
  | { readonly event: 'failed'; readonly job: string; readonly reason: string }
  | { readonly event: 'state'; readonly state: CoffeeMachineState };

const jobPattern = /^\w{1,40}$/;
const namePattern = /^[A-Za-z][\w-]{0,31}$/;
const optionPattern = /^([A-Za-z]\w{0,15})=(-?\d{1,6})$/;
const reasonPattern = /^[a-z]{1,16}$/;
const memoryPattern = /^[\w-]{1,32}$/;
const states: readonly string[] = ['ready', 'busy', 'empty', 'fault'];

/** The words of a request, to be sent behind an id; undefined if the protocol cannot say it. */
export function encodeCoffeeRequest(request: CoffeeRequest): string | undefined {
  if (request.verb === 'hello') return 'hello';
  if (request.verb === 'status') return jobPattern.test(request.job) ? `status ${request.job}` : undefined;
  const options = Object.entries(request.options).map(([name, value]) => `${name}=${value}`);
  const words = ['make', request.job, request.recipe, ...options];
  return typeof decodeCoffeeRequest(words) === 'string' ? undefined : words.join(' ');
}

/** A request as the machine reads its words, or why it refuses them. */
export function decodeCoffeeRequest(words: readonly string[]): CoffeeRequest | CoffeeRefusal {
  const [verb, job = '', recipe = '', ...rest] = words;
  if (verb === 'hello') return words.length === 1 ? { verb } : 'syntax';
  if (verb !== 'make' && verb !== 'status') return 'verb';
  if (!jobPattern.test(job)) return 'syntax';
  if (verb === 'status') return words.length === 2 ? { verb, job } : 'syntax';
  if (!namePattern.test(recipe)) return 'recipe';
  if (rest.length > coffeeOptionsMax) return 'option';
  const options: Record<string, number> = {};
  for (const word of rest) {
    const [, name, value] = optionPattern.exec(word) ?? [];
    if (name === undefined || Object.hasOwn(options, name)) return 'option';
    options[name] = Number(value);
  }
  return { verb, job, recipe, options };
}

/** The values of `ok` to `status` or `make`. */
export function encodeJobState(state: CoffeeJobState): string[] {
  if (state.is === 'running') return ['running', String(state.percent)];
  return state.is === 'failed' ? ['failed', state.reason] : [state.is];
}

export function decodeJobState([is, word = '']: readonly string[]): CoffeeJobState | undefined {
  if (is === 'unknown' || is === 'done') return { is };
  if (is === 'running') return { is, percent: percentOf(word) ?? 0 };
  return is === 'failed' ? { is, reason: reasonPattern.test(word) ? word : 'untold' } : undefined;
}

export function encodeCoffeeEvent(event: CoffeeEvent): string {
  if (event.event === 'state') return `! state ${event.state}`;
  if (event.event === 'progress') return `! progress ${event.job} ${event.percent}`;
  return event.event === 'done' ? `! done ${event.job}` : `! failed ${event.job} ${event.reason}`;
}

/** What the machine tells by itself, from the words after `!`; undefined if it is not of this protocol. */
export function decodeCoffeeEvent([event, first = '', second = '']: readonly string[]):
  | CoffeeEvent
  | undefined {
  if (event === 'state') return isState(first) ? { event, state: first } : undefined;
  if (!jobPattern.test(first)) return undefined;
  if (event === 'done') return { event, job: first };
  if (event === 'failed')
    return reasonPattern.test(second) ? { event, job: first, reason: second } : undefined;
  const percent = percentOf(second);
  return event === 'progress' && percent !== undefined ? { event, job: first, percent } : undefined;
}

/** The memory and state in the values of `ok` to `hello`, or undefined for another protocol. */
export function greetingOf([protocol, memory = '', state = '']: readonly string[]):
  | { memory: string; state: CoffeeMachineState }
  | undefined {
  if (protocol !== coffeeProtocol || !memoryPattern.test(memory) || !isState(state)) return undefined;
  return { memory, state };
}

function isState(word: string): word is CoffeeMachineState {
  return states.includes(word);
}

function percentOf(word: string): number | undefined {
  const percent = /^\d{1,3}$/.test(word) ? Number(word) : -1;
  return percent >= 0 && percent <= 100 ? percent : undefined;
}
