/** The legal switch of a site: whether faces are recognised, expressions read, the age asked, and for how long. */
import { Checkbox, NumberInput } from '@mantine/core';
import { type FacePolicy, usualFaces } from '../../../domain/identity-policy.ts';
import { useLanguage } from '../language/language.tsx';

const texts = {
  recognise: { zh: '识别已登记的面部（须本人同意）', en: 'Recognises enrolled faces, with consent' },
  expression: {
    zh: '送礼反应可读取表情（须另行同意）',
    en: 'May read expressions at gifts, with a consent of its own',
  },
  askAge: { zh: '先询问是否年满 14 周岁', en: 'Asks for the age of 14 first' },
  keptDays: { zh: '未使用多少天后删除模板', en: 'Templates deleted after days without use' },
  payUpTo: {
    zh: '面部付款上限，元（须另行同意；空为不允许）',
    en: 'Pays by face up to, yuan (own consent; empty for not)',
  },
  off: {
    zh: '关闭识别并发布后，机器上已登记的面部会立即删除。',
    en: 'Once recognising is off and published, the faces enrolled at the machine are deleted at once.',
  },
};

interface FaceFieldsProps {
  readonly policy: FacePolicy | null;
  readonly set: (policy: FacePolicy | null) => void;
}

const off: FacePolicy = { ...usualFaces, recognise: false, expression: false };

export function FaceFields({ policy, set }: FaceFieldsProps) {
  const { say } = useLanguage();
  const shown = policy ?? off;
  /** Without either there is no policy, and no camera for people. */
  const change = (part: Partial<FacePolicy>) => {
    const next = { ...shown, ...part };
    set(next.recognise || next.expression ? next : null);
  };
  return (
    <>
      <Checkbox
        label={say(texts.recognise)}
        description={say(texts.off)}
        checked={shown.recognise}
        onChange={(event) => change({ recognise: event.currentTarget.checked })}
      />
      <Checkbox
        label={say(texts.expression)}
        checked={shown.expression}
        onChange={(event) => change({ expression: event.currentTarget.checked })}
      />
      {policy && (
        <div className="form-pair">
          <Checkbox
            label={say(texts.askAge)}
            checked={policy.askAge}
            onChange={(event) => change({ askAge: event.currentTarget.checked })}
          />
          <NumberInput
            label={say(texts.keptDays)}
            min={1}
            max={365}
            allowDecimal={false}
            value={policy.keptDays}
            onChange={(value) => change({ keptDays: Number(value) || 0 })}
          />
          <NumberInput
            label={say(texts.payUpTo)}
            min={0}
            max={10_000}
            decimalScale={2}
            disabled={!policy.recognise}
            value={policy.payUpToMinor === undefined ? '' : policy.payUpToMinor / 100}
            onChange={(value) => change({ payUpToMinor: Math.round(Number(value) * 100) || undefined })}
          />
        </div>
      )}
    </>
  );
}
