/** The fields of a code in their order: each is chosen, removed, or added at the end. */
import { Button, CloseButton, Select, TextInput } from '@mantine/core';
import type { CodeField } from '../../../domain/code-pattern.ts';
import { say as sayIn } from '../../../look/say.ts';
import { useLanguage } from '../language/language.tsx';
import { fieldNames, patternTexts as texts } from './pattern-texts.ts';

interface FieldListProps {
  readonly separator: string;
  readonly fields: readonly CodeField[];
  readonly changed: (part: { separator?: string; fields?: readonly CodeField[] }) => void;
}

const allFields = Object.keys(fieldNames) as CodeField[];

export function FieldList({ separator, fields, changed }: FieldListProps) {
  const { say, language } = useLanguage();
  const rows = fields.map((field, at) => ({ field, at, key: `${at}-${field}` }));
  return (
    <>
      <TextInput
        className="separator-field"
        label={say(texts.separator)}
        value={separator}
        maxLength={3}
        onChange={(event) => changed({ separator: event.currentTarget.value })}
      />
      <fieldset className="field-list">
        <legend>{say(texts.fields)}</legend>
        {rows.map(({ field, at, key }) => (
          <div key={key} className="field-row">
            <Select
              aria-label={sayIn(texts.field, language, { place: at + 1 })}
              data={allFields.map((one) => ({ value: one as string, label: say(fieldNames[one]) }))}
              value={field}
              allowDeselect={false}
              onChange={(next) =>
                changed({ fields: fields.map((old, place) => (place === at ? (next as CodeField) : old)) })
              }
            />
            <CloseButton
              aria-label={sayIn(texts.removeField, language, { place: at + 1 })}
              disabled={fields.length === 1}
              onClick={() => changed({ fields: fields.filter((_, place) => place !== at) })}
            />
          </div>
        ))}
        <Button variant="default" onClick={() => changed({ fields: [...fields, 'ignored'] })}>
          {say(texts.addField)}
        </Button>
      </fieldset>
    </>
  );
}
