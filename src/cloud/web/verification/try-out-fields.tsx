/** A sample payment for a condition: a field for each name it asks for, and what comes of it. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { checkFields } from '../../../domain/verification-data.ts';
import type { NamedValue } from '../../../domain/verification-rule.ts';
import { useLanguage } from '../language/language.tsx';
import type { RuleDraft } from './rule-draft.ts';
import { firstSample, namesIn, type Sample, tried } from './try-out.ts';
import { verificationTexts as texts } from './verification-texts.ts';

export function TryOut({ draft, values }: { draft: RuleDraft; values: readonly NamedValue[] }) {
  const { say } = useLanguage();
  const [sample, setSample] = useState<Sample>(firstSample);
  const names = namesIn(draft.expression);
  const answer = draft.expression.trim() === '' ? 'broken' : tried(draft, sample, values);
  return (
    <>
      <p className="quiet">{say(texts.tryHint)}</p>
      <div className="form-pair">
        {names.map((name) => (
          <TextInput
            key={name}
            label={name}
            description={say(checkFields[name].meaning)}
            value={sample[name] ?? ''}
            onChange={(event) => setSample({ ...sample, [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      {answer === 'broken' ? null : (
        <p className={`reading ${answer === true ? 'text-good' : 'text-bad'}`} role="status">
          {say(answer === undefined ? texts.noAnswer : answer ? texts.holds : texts.fails)}
        </p>
      )}
    </>
  );
}
