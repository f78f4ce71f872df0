/** Members of a merchant. Names, codes and phone numbers are in no audit entry; the id is. */
import { Fault } from '../../domain/fault.ts';
import { readPhone } from '../../domain/phone.ts';
import type { Call, Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { writeAudit } from './audit-rows.ts';
import { likeAnywhere, pageFrom, readCursor } from './page-cursor.ts';

type MemberOperations = 'listMembers' | 'addMember' | 'changeMember' | 'renewMemberCode' | 'removeMember';

/** What was set, without who it is. */
function factsOf({ phone, memberPrice, display, keptHours }: Call<'addMember'>['body']) {
  const number = phone === undefined ? 'unchanged' : phone === null ? 'none' : 'set';
  return { phone: number, memberPrice, display, keptHours };
}

function draftOf({ phone, ...rest }: Call<'addMember'>['body']) {
  return { ...rest, phone: phone === undefined || phone === null ? phone : readPhone(phone) };
}

export function memberHandlers({ db, clock, members }: ApiPorts): Pick<Handlers, MemberOperations> {
  return {
    listMembers: async (call) => {
      const { limit, after, text } = call.query;
      const key = readCursor<[string, string]>(after, ['string', 'string']);
      const rows = await members.page(db, await call.merchantId(), {
        limit,
        ...(text === undefined || text === '' ? {} : { like: likeAnywhere(text) }),
        ...(key ? { after: key } : {}),
      });
      return pageFrom(
        rows,
        limit,
        (account) => ({ ...account }),
        (account) => [account.name.toLowerCase(), account.id],
      );
    },
    addMember: async (call) => {
      const merchantId = await call.merchantId();
      return db.transaction().execute(async (tx) => {
        const { account, code } = await members.add(tx, merchantId, draftOf(call.body));
        const act = { merchantId, action: 'addMember', subject: account.id, facts: factsOf(call.body) };
        await writeAudit(tx, call.principal(), act, clock.now());
        return { ...account, code };
      });
    },
    changeMember: async (call) => {
      const merchantId = await call.merchantId();
      const memberId = call.param('id');
      return db.transaction().execute(async (tx) => {
        const account = await members.change(tx, merchantId, memberId, draftOf(call.body));
        const act = { merchantId, action: 'changeMember', subject: memberId, facts: factsOf(call.body) };
        await writeAudit(tx, call.principal(), act, clock.now());
        return { ...account };
      });
    },
    renewMemberCode: async (call) => {
      const merchantId = await call.merchantId();
      const memberId = call.param('id');
      return db.transaction().execute(async (tx) => {
        const { account, code } = await members.renewCode(tx, merchantId, memberId);
        const act = { merchantId, action: 'renewMemberCode', subject: memberId };
        await writeAudit(tx, call.principal(), act, clock.now());
        return { ...account, code };
      });
    },
    removeMember: async (call) => {
      const merchantId = await call.merchantId();
      const memberId = call.param('id');
      await db.transaction().execute(async (tx) => {
        if (!(await members.remove(tx, merchantId, memberId)))
          throw new Fault('NOT_FOUND', 'remove a member');
        const act = { merchantId, action: 'removeMember', subject: memberId };
        await writeAudit(tx, call.principal(), act, clock.now());
      });
      return { done: true };
    },
  };
}
