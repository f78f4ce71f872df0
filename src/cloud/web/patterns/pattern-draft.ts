/**
 * A code rule while it is being edited: what stands in the fields of its editor, and the rule they make or
 * what is wrong with it. The domain's schema and its compiler have the last word.
 */
import { type CodeField, type CodePattern, codePatternSchema } from '../../../domain/code-pattern.ts';
import { validatePatterns } from '../../../domain/validate-patterns.ts';

export interface PatternDraft {
  readonly patternId: string;
  readonly description: string;
  readonly form: CodePattern['form']['form'];
  readonly separator: string;
  readonly fields: readonly CodeField[];
  readonly places: string;
  readonly value: 'price' | 'weight' | 'quantity' | 'none';
  readonly expression: string;
}

export const emptyPattern: PatternDraft = {
  patternId: '',
  description: '',
  form: 'fields',
  separator: ',',
  fields: ['name', 'price', 'shelfLifeDays'],
  places: '',
  value: 'price',
  expression: '',
};

export function patternDraft({ patternId, description, form }: CodePattern): PatternDraft {
  const draft = { ...emptyPattern, patternId, description, form: form.form };
  if (form.form === 'fields') return { ...draft, separator: form.separator, fields: form.fields };
  if (form.form === 'nomenclature') return { ...draft, places: form.pattern, value: form.value };
  return { ...draft, expression: form.expression };
}

function formOf(draft: PatternDraft): CodePattern['form'] {
  if (draft.form === 'fields') {
    return { form: 'fields', separator: draft.separator, fields: [...draft.fields] };
  }
  if (draft.form === 'nomenclature') {
    return { form: 'nomenclature', pattern: draft.places.trim(), value: draft.value };
  }
  return { form: 'expression', expression: draft.expression.trim() };
}

/** The rule of the fields, or the first thing wrong with them in a sentence. */
export function patternOfDraft(
  draft: PatternDraft,
  others: readonly CodePattern[],
): { pattern: CodePattern } | { problem: string } {
  const parsed = codePatternSchema.safeParse({
    patternId: draft.patternId.trim(),
    description: draft.description.trim(),
    form: formOf(draft),
  });
  const [issue] = parsed.error?.issues ?? [];
  if (issue) return { problem: `${issue.path.join('.')}: ${issue.message}` };
  if (!parsed.success) return { problem: '' };
  const sameId = others.filter(({ patternId }) => patternId === parsed.data.patternId);
  const [problem] = validatePatterns([...sameId, parsed.data]);
  if (problem !== undefined) return { problem: problem.slice(problem.indexOf(':') + 2) };
  return { pattern: parsed.data };
}
