/** The condition of a rule: typed in one line, with what is wrong marked at its column. */
import { Textarea } from '@mantine/core';
import type { ExpressionProblem } from '../../../domain/verification-expression.ts';
import { say as sayIn } from '../../../look/say.ts';
import { useLanguage } from '../language/language.tsx';
import { problemText } from './expression-words.ts';
import { verificationTexts as texts } from './verification-texts.ts';

interface ExpressionFieldProps {
  readonly value: string;
  readonly problem: ExpressionProblem | undefined;
  /** What is wrong where it is not the expression itself. */
  readonly missing: string | undefined;
  readonly changed: (value: string) => void;
}

export function ExpressionField({ value, problem, missing, changed }: ExpressionFieldProps) {
  const { say, language } = useLanguage();
  const where = problem && sayIn(texts.column, language, { column: problem.column });
  return (
    <div className="expression">
      <Textarea
        label={say(texts.expression)}
        description={say(texts.expressionHint)}
        classNames={{ input: 'expression-input' }}
        spellCheck={false}
        autosize
        minRows={2}
        value={value}
        error={problem ? `${where}: ${say(problemText(problem))}` : missing}
        onChange={(event) => changed(event.currentTarget.value.replace(/\s*\n\s*/g, ' '))}
      />
      {problem ? <Marked value={value} problem={problem} /> : null}
    </div>
  );
}

/** The condition once more, with the place that is wrong marked. */
function Marked({ value, problem }: { value: string; problem: ExpressionProblem }) {
  const start = problem.column - 1;
  const end = Math.max(problem.columnEnd, start + 1);
  return (
    <p className="expression-marked" aria-hidden="true">
      {value.slice(0, start)}
      <mark>{value.slice(start, end).padEnd(1, ' ')}</mark>
      {value.slice(end)}
    </p>
  );
}
