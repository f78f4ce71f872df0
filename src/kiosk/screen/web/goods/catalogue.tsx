/** The goods that can be chosen by touch, by category, and the sheet for those with options. */
import { useCallback, useMemo, useState } from 'react';
import { goodsTexts } from '../../../../look/screen-texts.ts';
import { categoryName } from '../../../../look/shared-texts.ts';
import type { ViewSelection } from '../../view.ts';
import { useScreen, useView } from '../screen-context.ts';
import { ProductSheet } from './product-sheet.tsx';
import { SelectionCard } from './selection-card.tsx';

/** A choice without options is sent at once; one with options opens its sheet first. */
export function Catalogue() {
  const { say, send } = useScreen();
  const view = useView();
  const [category, setCategory] = useState<string>();
  const [opened, setOpened] = useState<string>();
  const categories = useMemo(() => [...new Set(view.selections.map((s) => s.category))], [view.selections]);
  const shown = category && categories.includes(category) ? [category] : categories;
  const choose = useCallback(
    (selection: ViewSelection) => {
      if (selection.options.length > 0) setOpened(selection.selectionId);
      else send({ tap: 'choose', selectionId: selection.selectionId, options: {} });
    },
    [send],
  );
  const selection = view.selections.find((s) => s.selectionId === opened);
  return (
    <div className="catalogue">
      {categories.length > 1 && (
        <Categories categories={categories} chosen={category} onChoose={setCategory} />
      )}
      <div className="catalogue-goods">
        {shown.map((name) => (
          <section key={name} aria-label={say(categoryName(name))}>
            <h2>{say(categoryName(name))}</h2>
            <ul className="cards">
              {view.selections
                .filter((s) => s.category === name)
                .map((s) => (
                  <SelectionCard key={s.selectionId} selection={s} onChoose={choose} />
                ))}
            </ul>
          </section>
        ))}
      </div>
      {selection && <ProductSheet selection={selection} onClose={() => setOpened(undefined)} />}
    </div>
  );
}

interface CategoriesProps {
  readonly categories: readonly string[];
  readonly chosen: string | undefined;
  readonly onChoose: (category: string | undefined) => void;
}

function Categories({ categories, chosen, onChoose }: CategoriesProps) {
  const { say } = useScreen();
  return (
    <nav className="categories" aria-label={say(goodsTexts.categories)}>
      <button type="button" className="category" aria-pressed={!chosen} onClick={() => onChoose(undefined)}>
        {say(goodsTexts.all)}
      </button>
      {categories.map((name) => (
        <button
          type="button"
          key={name}
          className="category"
          aria-pressed={chosen === name}
          onClick={() => onChoose(name)}
        >
          {say(categoryName(name))}
        </button>
      ))}
    </nav>
  );
}
