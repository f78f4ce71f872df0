/** Texts that people agreed to stay what they were. */
import t from 'tap';
import { consentTextHash, consentTextOf } from '../../../src/domain/consent.ts';
import { consentPurposeSchema } from '../../../src/domain/consent-purpose.ts';
import { consentTexts } from '../../../src/domain/consent-texts.ts';
import { recordBodySchema } from '../../../src/domain/record.ts';

/** Of every text that was ever published. A changed wording needs a new version, and a new line here. */
const published: Readonly<Record<string, string>> = {
  'recogniseFace 1': '8b8ee6070bac2c483dc50205ddaacedbe6d57ccbcca3d41cb44ab69c04708235',
  'enrolFace 1': 'a59dc1fdbacdfe7852bd79a8ecaa4c69f4a90b6ea705a456703d3952a9e2b4c4',
  'readReaction 1': '9f920a6961325c4a2d29df8d5ec0c5c6ce9de5e9a38c7e9a36e4bdd5cfd19fe9',
  'payByFace 1': '197d106efe8bb19a782cc4f76e3478163b3ae038f18835741461c3343e692228',
};

t.test('every published text is unchanged, and the last of each purpose is in force', async (t) => {
  for (const purpose of consentPurposeSchema.options) {
    const texts = consentTexts[purpose];
    for (const [index, text] of texts.entries()) {
      t.equal(text.version, index + 1);
      t.equal(
        consentTextHash(purpose, text),
        published[`${purpose} ${text.version}`],
        `${purpose} ${text.version}`,
      );
    }
    t.equal(consentTextOf(purpose), texts.at(-1));
  }
});

t.test('every part of a text is said in both languages, and the age with it', async (t) => {
  for (const purpose of consentPurposeSchema.options) {
    const { version: _, ...parts } = consentTextOf(purpose);
    for (const [name, { zh, en }] of Object.entries(parts)) {
      t.ok(zh.length > 3 && en.length > 3, `${purpose} ${name}`);
      t.notMatch(zh, /[a-z]{3}/i);
    }
    t.match(parts.otherwise.zh, /14/);
  }
});

t.test('another word is another hash', async (t) => {
  const text = consentTextOf('enrolFace');
  const other = { ...text, why: { ...text.why, en: `${text.why.en} ` } };
  t.not(consentTextHash('enrolFace', other), consentTextHash('enrolFace', text));
  t.not(consentTextHash('readReaction', text), consentTextHash('enrolFace', text));
});

t.test('records about people have no room for a template', async (t) => {
  const enrolled = {
    kind: 'faceEnrolled',
    personId: 'psn_1',
    consentId: 'cns_1',
    sealedHash: 'a'.repeat(64),
    keptDays: 30,
  };
  const read = recordBodySchema.parse({ ...enrolled, template: [0.1, 0.2] });
  t.notOk('template' in read);
});
