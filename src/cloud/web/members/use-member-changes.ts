/** Saves, renews and deletes a member; a code that was made is handed on to be shown once. */
import type { MemberAccount, OperationName, RequestBody } from '../../../wire/rest.ts';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { memberPageTexts as texts } from './member-texts.ts';

export type MemberBody = RequestBody<'changeMember'>;

interface Done {
  readonly close: () => void;
  readonly showCode: (shown: { name: string; code: string }) => void;
}

const refreshes: readonly OperationName[] = ['listMembers'];

export function useMemberChanges(member: MemberAccount | undefined, { close, showCode }: Done) {
  const notices = useNotices();
  const adding = useChange('addMember', refreshes);
  const change = useChange('changeMember', refreshes);
  const renewal = useChange('renewMemberCode', refreshes);
  const removal = useChange('removeMember', refreshes);
  const path = { id: member?.id ?? '' };
  const added = async (body: MemberBody) => {
    const { name, code } = await adding.mutateAsync({ body });
    close();
    showCode({ name, code });
  };
  const changed = async (body: MemberBody) => {
    await change.mutateAsync({ path, body });
    notices.done(texts.saved);
    close();
  };
  const renewed = async () => {
    const { name, code } = await renewal.mutateAsync({ path });
    close();
    showCode({ name, code });
  };
  const removed = async () => {
    await removal.mutateAsync({ path });
    notices.done(texts.removed);
    close();
  };
  return {
    busy: adding.isPending || change.isPending || renewal.isPending || removal.isPending,
    save: (body: MemberBody) => void (member ? changed(body) : added(body)).catch(notices.failed),
    renew: () => void renewed().catch(notices.failed),
    remove: () => void removed().catch(notices.failed),
  };
}
