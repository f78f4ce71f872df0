/**
 * Types a number plate: provinces first, then letters and digits. Keys that no plate can go on with are
 * dimmed, so that what is typed is always the beginning of a plate. What is typed stays in the browser until
 * it is handed over.
 */
import { nextPlateChars, plateDigits, plateLengthMax, plateSuffixes } from '../domain/plate.ts';
import { Keypad } from './keypad.tsx';
import { parkingTexts } from './parking-texts.ts';
import type { SayText } from './say.ts';

const provinceRows = ['京津冀晋蒙辽吉黑', '沪苏浙皖闽赣鲁豫', '鄂湘粤桂琼渝川贵', '云藏陕甘青宁新'];
const letterRows = ['QWERTYUP', 'ASDFGHJKL', 'ZXCVBNM'];

interface PlateProps {
  readonly say: SayText;
  readonly typed: string;
}

interface PlateKeypadProps extends PlateProps {
  readonly onType: (typed: string) => void;
}

export function PlateKeypad({ say, typed, onType }: PlateKeypadProps) {
  const possible = nextPlateChars(typed);
  const rows =
    typed === ''
      ? provinceRows
      : [
          ...([...plateSuffixes].some((char) => possible.has(char)) ? [plateSuffixes] : []),
          plateDigits,
          ...letterRows,
        ];
  const fits = (char: string) => possible.has(char);
  const label = say(parkingTexts.keys);
  return <Keypad say={say} label={label} rows={rows} typed={typed} fits={fits} onType={onType} />;
}

const places = Array.from({ length: plateLengthMax }, (_, place) => place);

/** What is typed, a box for each character; the eighth is only on green plates. */
export function PlateBoxes({ say, typed }: PlateProps) {
  const chars = [...typed];
  return (
    <div className="plate" role="status" aria-label={typed === '' ? say(parkingTexts.plateEmpty) : typed}>
      {places.map((place) => {
        const last = place === plateLengthMax - 1;
        const kind = place === chars.length ? ' plate-next' : last && !chars[place] ? ' plate-extra' : '';
        return (
          <span key={place} className={`plate-box${kind}`} aria-hidden="true">
            {chars[place] ?? (last ? <small>{say(parkingTexts.greenPlace)}</small> : '')}
          </span>
        );
      })}
    </div>
  );
}
