/**
 * Forward through pages that the server cuts; the place is in the address, so the browser's back goes back.
 */
import { Button } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { useLanguage } from '../language/language.tsx';
import { Icon } from './icon.tsx';

const texts = {
  first: { zh: '回到最前', en: 'Back to the start' },
  next: { zh: '下一页', en: 'Next page' },
};

export function Pager({ next }: { next: string | null | undefined }) {
  const { say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const after = search.get('after');
  if (!next && after === null) return null;
  const go = (to: string | null) =>
    setSearch((before) => {
      const changed = new URLSearchParams(before);
      if (to === null) changed.delete('after');
      else changed.set('after', to);
      return changed;
    });
  return (
    <div className="pager">
      <Button variant="subtle" disabled={after === null} onClick={() => go(null)}>
        {say(texts.first)}
      </Button>
      <Button
        variant="default"
        disabled={!next}
        onClick={() => go(next ?? null)}
        rightSection={<Icon name="arrowRight" sizePx={16} />}
      >
        {say(texts.next)}
      </Button>
    </div>
  );
}
