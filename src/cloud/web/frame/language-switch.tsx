/** Chinese and English by one touch; each says its own name in its own language. */
import { languageSchema } from '../../../domain/text.ts';
import { languageTags } from '../../../look/say.ts';
import { languageNames } from '../../../look/shared-texts.ts';
import { useLanguage } from '../language/language.tsx';

const languages = languageSchema.options;

const label = { zh: '语言', en: 'Language' };

export function LanguageSwitch() {
  const { language: chosen, choose, say } = useLanguage();
  return (
    // biome-ignore lint/a11y/useSemanticElements: two buttons with a common name, not fields of a form
    <div className="language-switch" role="group" aria-label={say(label)}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={languageTags[language]}
          aria-pressed={chosen === language}
          onClick={() => choose(language)}
        >
          {languageNames[language]}
        </button>
      ))}
    </div>
  );
}
