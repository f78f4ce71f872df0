/**
 * Number plates of the Chinese mainland (GA 36): province character, letter of the issuing city, then five
 * characters, or six on the green plates of new-energy cars. Letters I and O are never used. A plate names a
 * person: outside of what must know it, it is shown masked.
 */

/** The thirty-one provinces, in the order that keypads and people know. */
export const plateProvinces = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新';
export const plateLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
export const plateDigits = '0123456789';
/** Last characters of special plates: driving schools, police, trailers, Hong Kong, Macao, consulates. */
export const plateSuffixes = '学警挂港澳领';
/** First or last character of the number on a green plate: battery cars, then other new-energy cars. */
const greenLetters = 'DABCEFGHJK';

const any = plateDigits + plateLetters;
const head = [plateProvinces, plateLetters];

interface PlateForm {
  readonly kind: Plate['kind'];
  /** The characters that may stand at each place. */
  readonly places: readonly string[];
  /** Letters that the number itself may hold. */
  readonly lettersMax: number;
}

const forms: readonly PlateForm[] = [
  { kind: 'ordinary', places: [...head, any, any, any, any, any], lettersMax: 2 },
  { kind: 'ordinary', places: [...head, any, any, any, any, plateSuffixes], lettersMax: 2 },
  {
    kind: 'newEnergy',
    places: [...head, greenLetters, any, plateDigits, plateDigits, plateDigits, plateDigits],
    lettersMax: 2,
  },
  {
    kind: 'newEnergy',
    places: [...head, plateDigits, plateDigits, plateDigits, plateDigits, plateDigits, greenLetters],
    lettersMax: 1,
  },
];

export interface Plate {
  readonly kind: 'ordinary' | 'newEnergy';
  /** Upper case, without a separator: `粤B12345`. */
  readonly text: string;
}

/** The longest plate. */
export const plateLengthMax = 8;

/** As it is written in systems: upper case, without blanks, dots and hyphens. */
function bare(text: string): string {
  return text.toUpperCase().replace(/[\s·•・.-]/g, '');
}

/** Whether `typed` is the beginning of a plate of this form. */
function begins(form: PlateForm, typed: readonly string[]): boolean {
  if (typed.length > form.places.length) return false;
  if (!typed.every((char, place) => form.places[place]?.includes(char))) return false;
  return typed.slice(head.length).filter((char) => plateLetters.includes(char)).length <= form.lettersMax;
}

/** The plate that a text is, or undefined where no rule allows it. */
export function readPlate(text: string): Plate | undefined {
  const chars = [...bare(text)];
  const form = forms.find((one) => one.places.length === chars.length && begins(one, chars));
  return form && { kind: form.kind, text: chars.join('') };
}

/** The characters that can come after `typed`; empty when no plate begins so or it is as long as can be. */
export function nextPlateChars(typed: string): ReadonlySet<string> {
  const chars = [...typed];
  const fits = forms.filter((form) => begins(form, chars));
  const possible = new Set(fits.flatMap((form) => [...(form.places[chars.length] ?? '')]));
  return new Set([...possible].filter((char) => fits.some((form) => begins(form, [...chars, char]))));
}

/** `粤B·**345`: enough for its driver, not enough to look somebody up. */
export function maskPlate(plate: string): string {
  const chars = [...bare(plate)];
  const hidden = Math.max(0, chars.length - head.length - 3);
  return `${chars.slice(0, 2).join('')}·${'*'.repeat(hidden)}${chars.slice(2 + hidden).join('')}`;
}
