/** Help, voice, large letters and the other language: one touch each, on every page, at the same place. */
import { useState } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';
import { languageTags } from '../../../../look/say.ts';
import { frameTexts } from '../../../../look/screen-texts.ts';
import { canSpeak } from '../access/browser-voice.ts';
import { useScreen, useView } from '../screen-context.ts';
import { HelpSheet } from './help-sheet.tsx';

export function Tools() {
  const { say, language, large, speaking, setLanguage, setLarge, setSpeaking } = useScreen();
  const { machineSound } = useView();
  const [helping, setHelping] = useState(false);
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <nav className="tools" aria-label={say(frameTexts.tools)}>
      <Tool icon="help" name={say(frameTexts.help)} onPress={() => setHelping(true)} />
      {canSpeak && !machineSound?.speaks && (
        <Tool
          icon={speaking ? 'soundOn' : 'soundOff'}
          name={say(frameTexts.speak)}
          pressed={speaking}
          onPress={() => setSpeaking(!speaking)}
        />
      )}
      <Tool icon="textSize" name={say(frameTexts.large)} pressed={large} onPress={() => setLarge(!large)} />
      <button
        type="button"
        className="tool tool-language"
        lang={languageTags[other]}
        aria-label={say(frameTexts.otherLanguageLabel)}
        onClick={() => setLanguage(other)}
      >
        <Icon name="globe" />
        <span>{say(frameTexts.otherLanguage)}</span>
      </button>
      {helping && <HelpSheet onClose={() => setHelping(false)} />}
    </nav>
  );
}

interface ToolProps {
  readonly icon: IconName;
  readonly name: string;
  readonly pressed?: boolean;
  readonly onPress: () => void;
}

function Tool({ icon, name, pressed, onPress }: ToolProps) {
  return (
    <button
      type="button"
      className="tool"
      aria-label={name}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      onClick={onPress}
    >
      <Icon name={icon} />
      <span>{name}</span>
    </button>
  );
}
