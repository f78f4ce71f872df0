/** The two languages beside each other, the one that is spoken pressed. */
import type { Language } from '../../domain/text.ts';
import { languageTags } from '../say.ts';
import { languageNames } from '../shared-texts.ts';

const languages: readonly Language[] = ['zh', 'en'];

interface LanguageChoiceProps {
  /** What is chosen here, for who does not see it. */
  readonly label: string;
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

export function LanguageChoice({ label, language, choose }: LanguageChoiceProps) {
  return (
    <fieldset className="languages">
      <legend className="unseen">{label}</legend>
      {languages.map((one) => (
        <button
          type="button"
          key={one}
          lang={languageTags[one]}
          aria-pressed={one === language}
          onClick={() => choose(one)}
        >
          {languageNames[one]}
        </button>
      ))}
    </fieldset>
  );
}
