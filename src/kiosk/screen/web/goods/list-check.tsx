/**
 * Helps to check a long list: says how it is sorted, how many goods stand out, and leads from one of them to
 * the next; the line that changed last is one touch away wherever it was sorted to.
 */
import { type RefObject, useRef } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';
import { listTexts } from '../../../../look/list-texts.ts';
import type { View, ViewList } from '../../view.ts';
import { useScreen, useView } from '../screen-context.ts';

/** Beyond so many lines the one that changed last may be out of sight. */
const sightMax = 5;

export function ListCheck({ lines }: { readonly lines: RefObject<HTMLElement | null> }) {
  const { say, money } = useScreen();
  const { list, changedLineId, lines: all } = useView();
  /** Where the last touch led to, for each kind of mark. */
  const visited = useRef<Readonly<Record<string, string>>>({});
  const visit = (kind: string, lineIds: readonly string[]) => {
    const last = lineIds.indexOf(visited.current[kind] ?? '');
    const next = lineIds[(last + 1) % lineIds.length];
    if (next === undefined) return;
    visited.current = { ...visited.current, [kind]: next };
    const row = lines.current?.querySelector(`[data-line="${CSS.escape(next)}"]`);
    row?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  };
  if (!list) return null;
  const dear = list.lines.filter((line) => line.dear).map((line) => line.lineId);
  const many = list.lines.filter((line) => line.many !== undefined).map((line) => line.lineId);
  return (
    <nav className="spots" aria-label={say(listTexts.check)}>
      {list.order !== 'asScanned' && (
        <span className="spot spot-order">
          <Icon name={list.order === 'priceAscending' ? 'arrowUp' : 'arrowDown'} />
          {say(listTexts[list.order])}
        </span>
      )}
      {list.dear && (
        <Check
          icon="tag"
          kind="dear"
          count={list.dear.pieces}
          onPress={dear.length > 0 ? () => visit('dear', dear) : undefined}
        >
          {dearSaid(list.dear, say, money)}
        </Check>
      )}
      {list.many && many.length > 0 && (
        <Check icon="copies" kind="many" count={list.many.names} onPress={() => visit('many', many)}>
          {say(listTexts.manyCount, { over: list.many.over, names: list.many.names })}
        </Check>
      )}
      {changedLineId !== undefined && all.length > sightMax && (
        <Check icon="history" kind="last" onPress={() => visit('last', [changedLineId])}>
          {say(listTexts.lastChanged)}
        </Check>
      )}
    </nav>
  );
}

type Say = ReturnType<typeof useScreen>['say'];

export function dearSaid(
  { overMinor, pieces }: NonNullable<ViewList['dear']>,
  say: Say,
  money: (minor: number) => string,
): string {
  const price = money(overMinor);
  return pieces === 0 ? say(listTexts.dearNone, { price }) : say(listTexts.dearCount, { price, pieces });
}

interface CheckProps {
  readonly icon: IconName;
  readonly kind: 'dear' | 'many' | 'last';
  readonly onPress: (() => void) | undefined;
  readonly count?: number | undefined;
  readonly children: string;
}

/** The words; on a small screen the number alone is seen. */
function SpotWords({ count, children }: Pick<CheckProps, 'count' | 'children'>) {
  return (
    <>
      <span className="spot-words">{children}</span>
      {count !== undefined && (
        <span className="spot-count" aria-hidden="true">
          {count}
        </span>
      )}
    </>
  );
}

function Check({ icon, kind, onPress, count, children }: CheckProps) {
  if (!onPress) {
    return (
      <span className={`spot spot-${kind}`}>
        <Icon name={icon} />
        <SpotWords count={count}>{children}</SpotWords>
      </span>
    );
  }
  return (
    <button type="button" className={`spot spot-${kind}`} onClick={onPress}>
      <Icon name={icon} />
      <SpotWords count={count}>{children}</SpotWords>
    </button>
  );
}

/** More lines than this are shown closer together. */
const roomyMax = 8;

export function linesClass(count: number): string {
  return count > roomyMax ? 'lines lines-many' : 'lines';
}

/** The lines as they are to be shown, each with its marks. */
export function shownLines({ lines, list }: Pick<View, 'lines' | 'list'>) {
  const byId = new Map(lines.map((line) => [line.lineId, line]));
  if (!list) return lines.map((line) => ({ line, mark: undefined }));
  return list.lines.flatMap((mark) => {
    const line = byId.get(mark.lineId);
    return line ? [{ line, mark }] : [];
  });
}
