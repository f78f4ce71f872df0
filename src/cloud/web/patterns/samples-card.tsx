/** Sample codes read by the rules as edited, beside what they say today. */
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { FaultCode } from '../../../domain/fault.ts';
import { say as sayIn } from '../../../look/say.ts';
import type { Answer } from '../../../wire/rest.ts';
import type { TriedCode } from '../../../wire/rest-patterns.ts';
import { faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { otherReaders, patternTexts as texts } from './pattern-texts.ts';
import { ReadingFacts } from './reading-facts.tsx';

type Trial = Answer<'tryCodePatterns'>['items'][number];

export function SamplesCard({ samples }: { samples: readonly string[] }) {
  const { say } = useLanguage();
  const { may } = useSession();
  const notices = useNotices();
  const [typed, setTyped] = useState(samples.join('\n'));
  const trial = useChange('tryCodePatterns', []);
  const keep = useChange('changePatternSamples', ['readCodePatterns']);
  const codes = [...new Set(typed.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
  const go = () => {
    trial.mutate({ body: { codes } }, { onError: notices.failed });
    if (may('changeCatalogue')) keep.mutate({ body: { samples: codes } }, { onError: notices.failed });
  };
  return (
    <Card
      title={texts.samples}
      aside={
        <Button variant="default" disabled={codes.length === 0} loading={trial.isPending} onClick={go}>
          {say(texts.samplesGo)}
        </Button>
      }
    >
      <Textarea
        classNames={{ input: 'expression-input' }}
        label={say(texts.samplesLead)}
        autosize
        minRows={3}
        maxRows={10}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {trial.data ? <Trials items={trial.data.items} /> : null}
    </Card>
  );
}

function Trials({ items }: { items: readonly Trial[] }) {
  const { say } = useLanguage();
  return (
    <div className="table-scroll" role="status">
      <table className="table">
        <thead>
          <tr>
            {[texts.code, texts.readBy, texts.says, texts.product, texts.state].map((head) => (
              <th key={head.en} scope="col">
                {say(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(({ code, edited, published }) => (
            <tr key={code}>
              <td className="wide">
                <code className="expression-text">{code}</code>
              </td>
              <td>
                <Reader tried={edited} />
              </td>
              <td className="wide">
                <ReadingFacts facts={edited.facts} />
              </td>
              <td>
                <ProductOf tried={edited} />
              </td>
              <td>
                <Change edited={edited} published={published} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useReaderName() {
  const { say } = useLanguage();
  return ({ by, fault }: TriedCode): string => {
    if (by !== undefined) return otherReaders[by] ? say(otherReaders[by]) : by;
    return fault === undefined ? say(texts.notRead) : say(faultTitle(fault as FaultCode));
  };
}

function Reader({ tried }: { tried: TriedCode }) {
  const nameOf = useReaderName();
  return <span className={tried.by === undefined ? 'quiet' : 'strong'}>{nameOf(tried)}</span>;
}

function ProductOf({ tried: { by, product } }: { tried: TriedCode }) {
  const { say } = useLanguage();
  if (product) return say(product.name);
  return by === undefined ? null : <span className="quiet">{say(texts.noProduct)}</span>;
}

/** Whether publishing would change how this code is read, and from what. */
function Change({ edited, published }: { edited: TriedCode; published: TriedCode }) {
  const { say, language } = useLanguage();
  const nameOf = useReaderName();
  if (JSON.stringify(edited) === JSON.stringify(published)) {
    return <span className="quiet">{say(texts.same)}</span>;
  }
  return (
    <span className="stacked">
      <span className="strong">{say(texts.change)}</span>
      <small className="quiet">{sayIn(texts.now, language, { reading: nameOf(published) })}</small>
    </span>
  );
}
