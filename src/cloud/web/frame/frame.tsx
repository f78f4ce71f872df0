/** The frame of every page: where one can go, what is wrong there, who is signed in, and whether it is live. */
import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import type { Permission } from '../../../wire/permissions.ts';
import type { Overview } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { roles } from '../language/state-texts.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Wordmark } from './wordmark.tsx';

interface Place {
  readonly to: string;
  readonly name: Text;
  readonly icon: IconName;
  readonly permission: Exclude<Permission, 'public'>;
  /** How many rows there want a look. */
  readonly waiting?: (overview: Overview) => number;
}

const places: readonly Place[] = [
  { to: '/', name: { zh: '总览', en: 'Overview' }, icon: 'overview', permission: 'read' },
  { to: '/orders', name: { zh: '订单', en: 'Orders' }, icon: 'receipt', permission: 'read' },
  { to: '/machines', name: { zh: '机器', en: 'Machines' }, icon: 'machine', permission: 'read' },
  { to: '/products', name: { zh: '商品', en: 'Products' }, icon: 'box', permission: 'read' },
  { to: '/goods-in', name: { zh: '进货', en: 'Goods in' }, icon: 'truck', permission: 'read' },
  { to: '/promotions', name: { zh: '促销', en: 'Promotions' }, icon: 'tag', permission: 'read' },
  { to: '/coupons', name: { zh: '优惠券', en: 'Coupons' }, icon: 'tag', permission: 'read' },
  { to: '/patterns', name: { zh: '条码规则', en: 'Code rules' }, icon: 'barcode', permission: 'read' },
  { to: '/members', name: { zh: '会员', en: 'Members' }, icon: 'people', permission: 'manageMembers' },
  {
    to: '/gift-reports',
    name: { zh: '礼物举报', en: 'Gift reports' },
    icon: 'gift',
    permission: 'manageMembers',
  },
  { to: '/verification', name: { zh: '付款检查', en: 'Verification' }, icon: 'scale', permission: 'read' },
  { to: '/cards', name: { zh: '储值卡', en: 'Cards' }, icon: 'wallet', permission: 'manageCards' },
  {
    to: '/payments',
    name: { zh: '未了结付款', en: 'Payments' },
    icon: 'wallet',
    permission: 'read',
    waiting: (overview) => overview.open.payments,
  },
  { to: '/parking', name: { zh: '停车', en: 'Parking' }, icon: 'car', permission: 'read' },
  { to: '/finance', name: { zh: '账务', en: 'Books' }, icon: 'coins', permission: 'readBooks' },
  {
    to: '/alarms',
    name: { zh: '告警', en: 'Alarms' },
    icon: 'alarm',
    permission: 'read',
    waiting: (overview) => overview.open.alarms,
  },
  {
    to: '/records',
    name: { zh: '搁置记录', en: 'Set aside' },
    icon: 'inbox',
    permission: 'read',
    waiting: (overview) => overview.open.poison,
  },
  { to: '/funnel', name: { zh: '转化', en: 'Conversion' }, icon: 'funnel', permission: 'read' },
  { to: '/clients', name: { zh: '接口客户端', en: 'API clients' }, icon: 'cloud', permission: 'manageUsers' },
  { to: '/audit', name: { zh: '审计', en: 'Audit' }, icon: 'shield', permission: 'readBooks' },
];

const texts = {
  skip: { zh: '跳到内容', en: 'Skip to content' },
  navigation: { zh: '主导航', en: 'Main' },
  signOut: { zh: '退出登录', en: 'Sign out' },
  otherMerchant: { zh: '换一个商户', en: 'Other merchant' },
};

export function Frame({ children }: { children: ReactNode }) {
  const { say } = useLanguage();
  const session = useSession();
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {say(texts.skip)}
      </a>
      <aside className="side">
        <Wordmark />
        <p className="side-merchant">{say(session.merchant.name)}</p>
        <Navigation />
        <div className="side-foot">
          <LanguageSwitch />
          <Person />
        </div>
      </aside>
      <div className="stage">
        <ConnectionNotice />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
}

function Navigation() {
  const { say } = useLanguage();
  const { may } = useSession();
  const overview = useRest('readOverview');
  return (
    <nav aria-label={say(texts.navigation)}>
      <ul>
        {places
          .filter((place) => may(place.permission))
          .map((place) => (
            <NavigationItem
              key={place.to}
              place={place}
              waiting={overview.data && place.waiting ? place.waiting(overview.data) : 0}
            />
          ))}
      </ul>
    </nav>
  );
}

function NavigationItem({ place, waiting }: { place: Place; waiting: number }) {
  const { say } = useLanguage();
  const [here] = useRoute(place.to === '/' ? '/' : `${place.to}/*?`);
  return (
    <li>
      <Link
        href={place.to}
        className={here ? 'place here' : 'place'}
        aria-current={here ? 'page' : undefined}
      >
        <Icon name={place.icon} />
        <span className="place-name">{say(place.name)}</span>
        {waiting > 0 ? <span className="place-count">{waiting}</span> : null}
      </Link>
    </li>
  );
}

function Person() {
  const { say } = useLanguage();
  const { principal, signOut, leaveMerchant } = useSession();
  return (
    <div className="person">
      <p>
        <strong>{principal.name}</strong>
        <span>{say(roles[principal.role])}</span>
      </p>
      {leaveMerchant ? (
        <button type="button" className="side-action" onClick={leaveMerchant}>
          <Icon name="undo" sizePx={18} />
          <span>{say(texts.otherMerchant)}</span>
        </button>
      ) : null}
      <button type="button" className="side-action" onClick={signOut}>
        <Icon name="leave" sizePx={18} />
        <span>{say(texts.signOut)}</span>
      </button>
    </div>
  );
}
