/** Says to which site each machine belongs: forms by site count it there, also what it took before. */
import { Button, Drawer, Select } from '@mantine/core';
import { useState } from 'react';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';
import { Empty } from '../parts/empty.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange, useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';

const texts = {
  open: { zh: '机器属于哪个场所', en: 'Sites of machines' },
  lead: {
    zh: '没有场所的机器在场所报表里单独一行。改动立即生效，以前的收款也按新的场所计。',
    en: 'A machine without a site is a row of its own. A change counts at once, for earlier takings too.',
  },
  none: { zh: '没有场所', en: 'No site' },
  noSites: { zh: '还没有场所', en: 'There are no sites yet' },
  noSitesLead: { zh: '场所在“停车”里添加。', en: 'Sites are added under Parking.' },
  saved: { zh: '已保存。', en: 'Saved.' },
  close: { zh: '关闭', en: 'Close' },
} as const satisfies Record<string, Text>;

export function MachineSites() {
  const { say } = useLanguage();
  const { may } = useSession();
  const [opened, setOpened] = useState(false);
  if (!may('changeCatalogue')) return null;
  return (
    <>
      <Button variant="subtle" onClick={() => setOpened(true)}>
        {say(texts.open)}
      </Button>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        position="right"
        size="md"
        title={say(texts.open)}
        closeButtonProps={{ 'aria-label': say(texts.close) }}
      >
        {opened ? <SiteFields /> : null}
      </Drawer>
    </>
  );
}

function SiteFields() {
  const { say } = useLanguage();
  const notices = useNotices();
  const sites = useRest('listFormSites');
  const machines = useRest('listKiosks', { query: { limit: 200 } });
  const change = useChange('changeMachineSite', ['listFormSites', 'readForm', 'listAudit']);
  const known = sites.data?.items ?? [];
  const siteOf = new Map(known.flatMap((site) => site.machines.map(({ id }) => [id as string, site.id])));
  if (sites.data && known.length === 0) return <Empty title={texts.noSites} lead={texts.noSitesLead} />;
  const set = (id: string, site: string | null) =>
    void change
      .mutateAsync({ path: { id }, body: { site } })
      .then(() => notices.done(texts.saved), notices.failed);
  return (
    <div className="form">
      <p className="quiet">{say(texts.lead)}</p>
      {(machines.data?.items ?? []).map(({ id, name }) => (
        <Select
          key={id}
          label={say(name)}
          placeholder={say(texts.none)}
          data={known.map((site) => ({ value: site.id, label: say(site.name) }))}
          value={siteOf.get(id) ?? null}
          onChange={(site) => set(id, site)}
          clearable
        />
      ))}
    </div>
  );
}
