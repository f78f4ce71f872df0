/** How the settlement list is shown: a scene with its template, the rules, and what members may change. */
import { Checkbox, Fieldset, Group, NativeSelect } from '@mantine/core';
import {
  type DisplayPolicy,
  type DisplayScene,
  displaySceneSchema,
  displayTemplates,
} from '../../../domain/display-rules.ts';
import { useLanguage } from '../language/language.tsx';
import { displayTexts, sameRules, sceneNames } from './display-words.ts';
import { RuleFields } from './rule-fields.tsx';

interface DisplayFieldsProps {
  readonly policy: DisplayPolicy | null;
  readonly set: (policy: DisplayPolicy | null) => void;
}

const everything = { order: true, dear: true, many: true };

/** Rules that differ from the scene's template are the site's own. */
function withRules(policy: DisplayPolicy, part: Partial<DisplayPolicy['rules']>): DisplayPolicy {
  const rules = { ...policy.rules, ...part };
  const { scene } = policy;
  const still = scene !== 'own' && sameRules(rules, displayTemplates[scene]);
  return { ...policy, rules, scene: still ? scene : 'own' };
}

export function DisplayFields({ policy, set }: DisplayFieldsProps) {
  const { say } = useLanguage();
  const choose = (scene: DisplayScene | 'plain') => {
    if (scene === 'plain') return set(null);
    const rules = scene === 'own' ? (policy?.rules ?? displayTemplates.counter) : displayTemplates[scene];
    set({ scene, rules, memberMay: policy?.memberMay ?? everything });
  };
  const may = { order: displayTexts.mayOrder, dear: displayTexts.mayDear, many: displayTexts.mayMany };
  return (
    <Fieldset legend={say(displayTexts.title)} className="form-part">
      <NativeSelect
        label={say(displayTexts.scene)}
        data={(['plain', ...displaySceneSchema.options] as const).map((scene) => ({
          value: scene,
          label: say(sceneNames[scene]),
        }))}
        value={policy?.scene ?? 'plain'}
        onChange={(event) => choose(event.currentTarget.value as DisplayScene | 'plain')}
      />
      {policy && (
        <>
          <RuleFields rules={policy.rules} set={(part) => set(withRules(policy, part))} />
          <p className="quiet">{say(displayTexts.memberMay)}</p>
          <Group gap="lg">
            {(['order', 'dear', 'many'] as const).map((rule) => (
              <Checkbox
                key={rule}
                label={say(may[rule])}
                checked={policy.memberMay[rule]}
                onChange={(event) =>
                  set({ ...policy, memberMay: { ...policy.memberMay, [rule]: event.currentTarget.checked } })
                }
              />
            ))}
          </Group>
        </>
      )}
    </Fieldset>
  );
}
