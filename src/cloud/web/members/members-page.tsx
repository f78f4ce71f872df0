/** The merchant's members: who they are as far as is kept, what they get, and what they authorised. */
import { Button, Drawer } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import type { MemberAccount } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { AddButton } from '../parts/add-button.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { useRest } from '../rest/use-rest.ts';
import { MemberCodeDialog } from './member-code-dialog.tsx';
import { MemberForm } from './member-form.tsx';
import { memberPageTexts as texts } from './member-texts.ts';
import { useMemberChanges } from './use-member-changes.ts';

const pageRows = 50;

type Editing = 'nothing' | 'new' | MemberAccount;

export function MembersPage() {
  const { say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const [editing, setEditing] = useState<Editing>('nothing');
  const [shown, setShown] = useState<{ name: string; code: string }>();
  const after = search.get('after');
  const text = search.get('text') ?? '';
  const page = useRest('listMembers', {
    query: { limit: pageRows, ...(text === '' ? {} : { text }), ...(after === null ? {} : { after }) },
    keepPrevious: true,
  });
  return (
    <>
      <PageHead title={texts.title}>
        <SearchField
          label={texts.search}
          value={text}
          asked={(asked) => setSearch(asked === '' ? {} : { text: asked })}
        />
        <AddButton label={texts.add} add={() => setEditing('new')} />
      </PageHead>
      <div className="card flush">
        <Listing
          label={texts.title}
          columns={[...memberColumns(say), editColumn(say, setEditing)]}
          rows={page.data?.items}
          rowKey={(member) => member.id}
          error={page.error}
          again={() => void page.refetch()}
          empty={
            text === '' ? (
              <Empty title={texts.noneYet} lead={texts.noneYetLead} icon="people" />
            ) : (
              <Empty title={texts.noneFound} icon="search" />
            )
          }
        />
      </div>
      <Pager next={page.data?.next} />
      <MemberDrawer editing={editing} close={() => setEditing('nothing')} showCode={setShown} />
      <MemberCodeDialog shown={shown} close={() => setShown(undefined)} />
    </>
  );
}

function memberColumns(say: (text: Text) => string): Column<MemberAccount>[] {
  return [
    {
      name: texts.member,
      wide: true,
      cell: (member) => (
        <span className="stacked">
          <span className="strong">{member.name}</span>
          <small className="quiet">{member.id}</small>
        </span>
      ),
    },
    { name: texts.code, cell: (member) => <span className="number">{member.codeMasked}</span> },
    { name: texts.phone, cell: (member) => <span className="number">{member.phoneMasked ?? '–'}</span> },
    { name: texts.benefits, cell: (member) => (member.memberPrice ? say(texts.memberPrice) : '–') },
    {
      name: texts.list,
      cell: (member) => say(member.display === null ? texts.asSite : texts.asAuthorised),
    },
  ];
}

function editColumn(
  say: (text: Text) => string,
  edit: (member: MemberAccount) => void,
): Column<MemberAccount> {
  return {
    name: texts.edit,
    nameHidden: true,
    align: 'right',
    cell: (member) => (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`${say(texts.edit)}: ${member.name}`}
        onClick={() => edit(member)}
      >
        {say(texts.edit)}
      </Button>
    ),
  };
}

interface MemberDrawerProps {
  readonly editing: Editing;
  readonly close: () => void;
  readonly showCode: (shown: { name: string; code: string }) => void;
}

/** What cannot be taken back is asked about first. */
function MemberDrawer({ editing, close, showCode }: MemberDrawerProps) {
  const { say } = useLanguage();
  const [asking, setAsking] = useState<'nothing' | 'renew' | 'remove'>('nothing');
  const member = typeof editing === 'string' ? undefined : editing;
  const done = () => {
    setAsking('nothing');
    close();
  };
  const { busy, save, renew, remove } = useMemberChanges(member, { close: done, showCode });
  return (
    <>
      <Drawer
        opened={editing !== 'nothing'}
        onClose={close}
        position="right"
        size="lg"
        title={say(member ? texts.editTitle : texts.addTitle)}
        closeButtonProps={{ 'aria-label': say(texts.close) }}
      >
        <MemberForm
          key={member?.id ?? 'new'}
          member={member}
          busy={busy}
          save={save}
          askRenew={() => setAsking('renew')}
          askRemove={() => setAsking('remove')}
          close={close}
        />
      </Drawer>
      <Confirm
        opened={asking === 'renew'}
        title={texts.newCode}
        action={texts.newCode}
        busy={busy}
        go={renew}
        close={() => setAsking('nothing')}
      >
        <p>{say(texts.newCodeAsk)}</p>
      </Confirm>
      <Confirm
        opened={asking === 'remove'}
        title={texts.removeTitle}
        action={texts.remove}
        danger
        busy={busy}
        go={remove}
        close={() => setAsking('nothing')}
      >
        <p>{say(texts.removeAsk)}</p>
      </Confirm>
    </>
  );
}
