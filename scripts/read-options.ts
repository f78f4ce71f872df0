/**
 * What a program of this folder was started with. `--help` prints the comment at the program's head; what is not
 * known, or is no number where one belongs, ends the program with 2 before it does anything.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

export type OptionKind =
  | { readonly type: 'boolean' }
  | { readonly type: 'strings' }
  | { readonly type: 'string'; readonly default?: string }
  | { readonly type: 'integer'; readonly default?: number }
  | { readonly type: 'number'; readonly default?: number };

type ValueOf<K extends OptionKind> = K extends { readonly type: 'boolean' }
  ? boolean
  : K extends { readonly type: 'strings' }
    ? readonly string[]
    :
        | (K extends { readonly type: 'string' } ? string : number)
        | (K extends { readonly default: unknown } ? never : undefined);

export type Options<T extends Readonly<Record<string, OptionKind>>> = {
  readonly [N in keyof T]: ValueOf<T[N]>;
};

/** Takes the program's `import.meta.url`, for its comment. Integers are not negative. */
export function readOptions<const T extends Readonly<Record<string, OptionKind>>>(
  program: string,
  kinds: T,
): Options<T> {
  const options: ParseArgsOptionsConfig = { help: { type: 'boolean', short: 'h' } };
  for (const [name, kind] of Object.entries(kinds)) {
    options[name] =
      kind.type === 'boolean' ? { type: 'boolean' } : { type: 'string', multiple: kind.type === 'strings' };
  }
  try {
    const { values } = parseArgs({ options });
    if (values.help) {
      console.log(headOf(program));
      process.exit(0);
    }
    const read = Object.entries(kinds).map(([name, kind]) => [name, readValue(name, kind, values[name])]);
    return Object.fromEntries(read) as Options<T>;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${headOf(program)}`);
    process.exit(2);
  }
}

function readValue(name: string, kind: OptionKind, given: unknown): unknown {
  if (kind.type === 'boolean') return given ?? false;
  if (kind.type === 'strings') return given ?? [];
  if (given === undefined) return kind.default;
  if (kind.type === 'string') return given;
  const value = Number(given);
  const fits = kind.type === 'integer' ? Number.isSafeInteger(value) && value >= 0 : Number.isFinite(value);
  if (given === '' || !fits)
    throw new Error(`--${name} takes a ${kind.type === 'integer' ? 'whole number' : 'number'}`);
  return value;
}

function headOf(program: string): string {
  const source = readFileSync(fileURLToPath(program), 'utf8');
  const comment = source.slice(source.indexOf('/**') + 3, source.indexOf('*/'));
  return comment.replace(/^ \* ?/gm, '').trim();
}
