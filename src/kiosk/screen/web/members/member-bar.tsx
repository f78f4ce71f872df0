/** Who is greeted, with a way to be somebody else; or how a member says who they are. */
import { Icon } from '../../../../look/icon.tsx';
import { memberTexts } from '../../../../look/member-texts.ts';
import { useScreen, useView } from '../screen-context.ts';

export function MemberBar() {
  const { say, send } = useScreen();
  const { member, memberWays } = useView();
  if (member) {
    const { nameMasked, memberPrice, pointsBalance } = member;
    const facts = [
      ...(memberPrice ? [say(memberTexts.memberPrice)] : []),
      ...(pointsBalance === undefined ? [] : [say(memberTexts.points, { points: pointsBalance })]),
    ];
    return (
      <div className="member" role="status">
        <Icon name="people" />
        <span className="member-words">
          <strong>{say(memberTexts.greeting, { name: nameMasked })}</strong>
          {facts.length > 0 && <span>{facts.join(' · ')}</span>}
        </span>
        <button type="button" className="member-act" onClick={() => send({ tap: 'leaveMember' })}>
          {say(memberTexts.notMe)}
        </button>
      </div>
    );
  }
  if (!memberWays) return null;
  const { phone, asking } = memberWays;
  const hint = asking ? memberTexts.asking : phone ? memberTexts.scanOrPhone : memberTexts.scanHint;
  return (
    <div className="member member-nobody" role="status">
      <Icon name="people" />
      <span className="member-words">
        <span>{say(hint)}</span>
      </span>
      {phone && !asking && (
        <button type="button" className="member-act" onClick={() => send({ tap: 'askMember' })}>
          {say(memberTexts.join)}
        </button>
      )}
    </div>
  );
}
