/** The structure of the codes that a rule reads, as it can be taken in at a glance. */
import type { CodePattern } from '../../../domain/code-pattern.ts';
import { useLanguage } from '../language/language.tsx';
import { fieldNames, formNames, valueNames } from './pattern-texts.ts';

export function PatternStructure({ form }: { form: CodePattern['form'] }) {
  const { say } = useLanguage();
  if (form.form === 'fields') {
    return (
      <span className="stacked">
        <span>{form.fields.map((field) => say(fieldNames[field])).join(` ${form.separator} `)}</span>
        <small className="quiet">{say(formNames.fields)}</small>
      </span>
    );
  }
  const code = form.form === 'nomenclature' ? form.pattern : form.expression;
  return (
    <span className="stacked">
      <code className="expression-text">{code}</code>
      <small className="quiet">
        {say(formNames[form.form])}
        {form.form === 'nomenclature' ? ` · ${say(valueNames[form.value])}` : ''}
      </small>
    </span>
  );
}
