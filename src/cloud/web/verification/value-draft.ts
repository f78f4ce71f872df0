/** Named values while they are being edited: as they are typed, and what they make. */
import type { Text } from '../../../domain/text.ts';
import { type NamedValue, namedValueSchema } from '../../../domain/verification-rule.ts';

export interface ValueDraft {
  /** Stays the same while the name is typed. */
  readonly id: number;
  readonly name: string;
  readonly kind: NamedValue['kind'];
  readonly typed: string;
}

export function valueDraft(value: NamedValue, id: number): ValueDraft {
  return { id, name: value.name, kind: value.kind, typed: typedOf(value) };
}

/** As it stands in the field: a list one a line, a table `name = number` a line. */
export function typedOf(value: NamedValue): string {
  if (value.kind === 'list') return value.value.join('\n');
  if (value.kind !== 'table') return String(value.value);
  return Object.entries(value.value)
    .map(([name, number]) => `${name} = ${number}`)
    .join('\n');
}

const wrong = {
  name: { zh: '名称小写字母开头，不能重复', en: 'The name begins with a small letter and is used once' },
  number: { zh: '请填写整数', en: 'Give a whole number' },
  text: { zh: '最多 64 个字符', en: 'At most 64 characters' },
  list: {
    zh: '每行一个，每个最多 64 个字符，最多 200 行',
    en: 'One a line, 64 characters each, 200 lines at most',
  },
  table: { zh: '每行写 名称 = 整数，最多 200 行', en: 'Write name = number a line, 200 lines at most' },
} as const satisfies Record<string, Text>;

const linesOf = (typed: string) =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const wholeOf = (typed: string) => (/^-?\d{1,13}$/.test(typed.trim()) ? Number(typed) : undefined);

function tableOf(typed: string): Record<string, unknown> {
  return Object.fromEntries(
    linesOf(typed).map((line) => {
      const at = line.lastIndexOf('=');
      return [line.slice(0, Math.max(0, at)).trim(), wholeOf(line.slice(at + 1))];
    }),
  );
}

const readers: Readonly<Record<NamedValue['kind'], (typed: string) => unknown>> = {
  number: wholeOf,
  text: (typed) => typed.trim(),
  list: linesOf,
  table: tableOf,
};

/** The values of the fields, or what is wrong with each by its id. */
export function valuesOfDrafts(
  drafts: readonly ValueDraft[],
): { values: NamedValue[] } | { problems: ReadonlyMap<number, Text> } {
  const problems = new Map<number, Text>();
  const values: NamedValue[] = [];
  for (const { id, name, kind, typed } of drafts) {
    const parsed = namedValueSchema.safeParse({ name: name.trim(), kind, value: readers[kind](typed) });
    const taken = values.some((value) => value.name === name.trim());
    if (parsed.success && !taken) values.push(parsed.data);
    else problems.set(id, taken || parsed.error?.issues[0]?.path[0] === 'name' ? wrong.name : wrong[kind]);
  }
  return problems.size === 0 ? { values } : { problems };
}
