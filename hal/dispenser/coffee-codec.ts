/**
 * KCM/1, the line protocol of the kiosk's coffee machine: what a maker's adapter speaks. Lines of printable
 * ASCII, LF at the end, at most 200 characters. The caller asks `<id> <verb> …`, the machine answers every id
 * once, and tells what happens by itself in lines that begin with `!`. `coffee-protocol.md` beside this file
 * describes it for makers, with examples that a test plays against this file. A job is made at most once.
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

/** One setting of a recipe as the machine has it, in whole steps. */
export interface CoffeeOption {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

export type CoffeeRequest =
  | { readonly verb: 'hello' }
  /** What can be set of a recipe. */
  | { readonly verb: 'recipe'; readonly recipe: string }
  /** How many of a recipe were made, and how many failed, since `memory` began. */
  | { readonly verb: 'count'; readonly recipe: string }
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
  | { readonly event: 'state'; readonly state: CoffeeMachineState; readonly reason?: string };

const jobPattern = /^\w{1,40}$/;
const namePattern = /^[A-Za-z][\w-]{0,31}$/;
const optionPattern = /^([A-Za-z]\w{0,15})=(-?\d{1,6})$/;
const reasonPattern = /^[a-z]{1,16}$/;
const memoryPattern = /^[\w-]{1,32}$/;
const settingPattern = /^([A-Za-z]\w{0,15})=(-?\d{1,6})\.\.(-?\d{1,6})\/(\d{1,6})$/;
const states: readonly string[] = ['ready', 'busy', 'empty', 'fault'];

/** The reasons that have a meaning; a machine may tell others, which are shown to the technician. */
export const coffeeReasons = {
  empty: 'DISPENSER_EMPTY',
  water: 'DISPENSER_EMPTY',
  beans: 'DISPENSER_EMPTY',
  milk: 'DISPENSER_EMPTY',
  cups: 'DISPENSER_EMPTY',
  jam: 'DISPENSER_JAM',
  power: 'DISPENSER_JAM',
  heat: 'DISPENSER_JAM',
  tray: 'DISPENSER_REFUSED',
  door: 'DISPENSER_REFUSED',
} as const;

/** The words of a request, to be sent behind an id; undefined if the protocol cannot say it. */
export function encodeCoffeeRequest(request: CoffeeRequest): string | undefined {
  if (request.verb === 'hello') return 'hello';
  if (request.verb === 'status') return jobPattern.test(request.job) ? `status ${request.job}` : undefined;
  if (request.verb !== 'make') {
    return namePattern.test(request.recipe) ? `${request.verb} ${request.recipe}` : undefined;
  }
  const options = Object.entries(request.options).map(([name, value]) => `${name}=${value}`);
  const words = ['make', request.job, request.recipe, ...options];
  return typeof decodeCoffeeRequest(words) === 'string' ? undefined : words.join(' ');
}

/** A request as the machine reads its words, or why it refuses them. */
export function decodeCoffeeRequest(words: readonly string[]): CoffeeRequest | CoffeeRefusal {
  const [verb, job = '', recipe = '', ...rest] = words;
  if (verb === 'hello') return words.length === 1 ? { verb } : 'syntax';
  if (verb === 'recipe' || verb === 'count') {
    if (words.length !== 2) return 'syntax';
    return namePattern.test(job) ? { verb, recipe: job } : 'recipe';
  }
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
  if (event.event === 'state') return ['!', 'state', event.state, event.reason ?? ''].join(' ').trimEnd();
  if (event.event === 'progress') return `! progress ${event.job} ${event.percent}`;
  return event.event === 'done' ? `! done ${event.job}` : `! failed ${event.job} ${event.reason}`;
}

/** What the machine tells by itself, from the words after `!`; undefined if it is not of this protocol. */
export function decodeCoffeeEvent([event, first = '', second = '']: readonly string[]):
  | CoffeeEvent
  | undefined {
  if (event === 'state') return isState(first) ? { event, state: first, ...reasonOf(second) } : undefined;
  if (!jobPattern.test(first)) return undefined;
  if (event === 'done') return { event, job: first };
  if (event === 'failed')
    return reasonPattern.test(second) ? { event, job: first, reason: second } : undefined;
  const percent = percentOf(second);
  return event === 'progress' && percent !== undefined ? { event, job: first, percent } : undefined;
}

/** The memory and state in the values of `ok` to `hello`, or undefined for another protocol. */
export function greetingOf([protocol, memory = '', state = '', reason = '']: readonly string[]):
  | { memory: string; state: CoffeeMachineState; reason?: string }
  | undefined {
  if (protocol !== coffeeProtocol || !memoryPattern.test(memory) || !isState(state)) return undefined;
  return { memory, state, ...reasonOf(reason) };
}

/** The values of `ok` to `recipe`. */
export function encodeSettings(options: readonly CoffeeOption[]): string[] {
  return options.map(({ name, min, max, step }) => `${name}=${min}..${max}/${step}`);
}

/** The settings in the values of `ok` to `recipe`; undefined if they are none. */
export function decodeSettings(words: readonly string[]): CoffeeOption[] | undefined {
  const options = words.map((word) => {
    const [, name, min, max, step] = settingPattern.exec(word) ?? [];
    return name === undefined ? undefined : { name, min: Number(min), max: Number(max), step: Number(step) };
  });
  const whole = options.filter((option) => option !== undefined);
  const fit = whole.every(({ min, max, step }) => min <= max && step >= 1);
  return fit && whole.length === words.length && whole.length <= coffeeOptionsMax ? whole : undefined;
}

function reasonOf(word: string): { reason?: string } {
  return reasonPattern.test(word) ? { reason: word } : {};
}

function isState(word: string): word is CoffeeMachineState {
  return states.includes(word);
}

function percentOf(word: string): number | undefined {
  const percent = /^\d{1,3}$/.test(word) ? Number(word) : -1;
  return percent >= 0 && percent <= 100 ? percent : undefined;
}
