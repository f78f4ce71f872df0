/**
 * Goods read off pictures: each code goes to the list as if it had been scanned, all of one picture at once.
 * The page stays while a code is there that was not read or not known, and says where; it is left by itself
 * when everything was read. Pictures say nothing while a payment code is expected. Pure, a part of
 * `sale-machine.ts`.
 */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { RecordBody } from '../../domain/record.ts';
import { addScan, cancelled, reprice } from './list-sale-machine.ts';
import {
  enter,
  notify,
  refuse,
  type SaleContext,
  type SaleDecision,
  type SaleHandler,
  type SaleInput,
  type SaleState,
  welcome,
} from './sale-state.ts';

/** What the pictures of one session came to so far. */
export interface PictureSession {
  readonly source: 'camera' | 'upload';
  /** Items that went to the list. */
  readonly added: number;
  /** Items whose code was read and does not sell: not known, past its date, no goods. */
  readonly refused: readonly { readonly item: number; readonly reason: FaultCode }[];
  readonly unread: number;
}

/** A counter moves few goods at once; the rest of a picture that is full of codes is looked at again. */
const refusedMax = 64;

const beginOf = (source: PictureSession['source']): PictureSession => ({
  source,
  added: 0,
  refused: [],
  unread: 0,
});

const takePicture: SaleHandler<'takePicture'> = (state, _input, context) => {
  if (!context.cameraReady) return refuse(state, 'CAMERA_OFFLINE');
  return { state: enter(state, 'takingPicture', context.nowMs, { picture: beginOf('camera') }), effects: [] };
};

const pictureRead: SaleHandler<'pictureRead'> = (state, input, context) => {
  const before = state.phase === 'takingPicture' ? state.picture : undefined;
  // A late word of the camera finds the page left.
  if (input.source === 'camera' && before?.source !== 'camera') return { state, effects: [] };
  const session = before ?? beginOf(input.source);
  const scanned = scanEach(state, input.items, context);
  const isHere = ({ item }: { item: number }) => input.here.includes(item);
  const refused = [...session.refused, ...scanned.refused].filter(isHere).slice(-refusedMax);
  const added = session.added + scanned.added;
  const picture = { source: input.source, added, refused, unread: input.unread };
  const held = (scanned.state.heldBack?.length ?? 0) > 0;
  const next = held
    ? enter(scanned.state, 'expiredWarning', context.nowMs, { picture: undefined })
    : shown(scanned, picture, input, context);
  return { state: next, effects: effectsOf(scanned, input) };
};

interface Scanned {
  readonly state: SaleState;
  readonly added: number;
  readonly refused: PictureSession['refused'];
  readonly bodies: readonly RecordBody[];
}

/** One after another, as a scanner would have said them. */
function scanEach(
  before: SaleState,
  items: Extract<SaleInput, { type: 'pictureRead' }>['items'],
  context: SaleContext,
): Scanned {
  let state = before;
  let added = 0;
  const refused: { item: number; reason: FaultCode }[] = [];
  const bodies: RecordBody[] = [];
  for (const { item, text, symbology } of items) {
    const { noticeCount, basket } = state;
    const decision = addScan(state, { type: 'scanned', text, symbology }, context);
    state = decision.state;
    if (state.noticeCount > noticeCount) {
      refused.push({ item, reason: state.notice?.code ?? 'CODE_UNKNOWN' });
    } else if (state.basket !== basket) added += 1;
    else refused.push({ item, reason: 'ITEM_EXPIRED' });
    for (const effect of decision.effects) if (effect.effect === 'append') bodies.push(...effect.bodies);
  }
  return { state, added, refused, bodies };
}

/** The list of one picture is put on record once, as it is in the end. */
function effectsOf({ bodies, added }: Scanned, input: Extract<SaleInput, { type: 'pictureRead' }>) {
  const last = bodies.findLastIndex(({ kind }) => kind === 'basketChanged');
  const kept = bodies.filter(({ kind }, index) => kind !== 'basketChanged' || index === last);
  const sound = added > 0 ? ('scanAccepted' as const) : ('scanRefused' as const);
  return [
    ...(kept.length > 0 ? [{ effect: 'append' as const, bodies: kept }] : []),
    ...(input.items.length > 0 ? [{ effect: 'sound' as const, sound }] : []),
  ];
}

/** On the page as long as there is something to ask or to wait for. */
function shown(
  scanned: Scanned,
  picture: PictureSession,
  input: Extract<SaleInput, { type: 'pictureRead' }>,
  context: SaleContext,
): SaleState {
  const { state } = scanned;
  const { nowMs } = context;
  const isAsking = picture.unread > 0 || picture.refused.length > 0;
  const isEmpty = picture.added === 0 && input.here.length === 0;
  const isWaiting = picture.source === 'camera' && (!input.settled || isEmpty);
  if (isAsking || isWaiting) {
    const { changedLineId, timeout } = state;
    const page = enter(state, 'takingPicture', nowMs, { picture, changedLineId });
    // Only news give more time.
    const isNews = input.items.length > 0 || state.phase !== 'takingPicture';
    return isNews ? page : { ...page, timeout };
  }
  // Goods that lie where they lay before are on the list already.
  const told = input.here.length > 0 ? 'PICTURE_ALL_LISTED' : 'PICTURE_WITHOUT_CODES';
  if (picture.added === 0) return notify(leftFor(state, context), told);
  return enter(state, 'listing', nowMs, { changedLineId: state.changedLineId, picture: undefined });
}

/** Back to the list, or to the beginning where nothing is on it. */
function leftFor(state: SaleState, { nowMs }: SaleContext): SaleState {
  if (state.orderId === undefined) {
    const { memberAsk } = state;
    return { ...welcome(state, state.language), memberAsk };
  }
  return enter(state, 'listing', nowMs, { picture: undefined });
}

const leave = (state: SaleState, _input: unknown, context: SaleContext): SaleDecision => ({
  state: leftFor(state, context),
  effects: [],
});

const pictureFailed: SaleHandler<'pictureFailed'> = (state, { code }, context) => ({
  state: notify(leftFor(state, context), code),
  effects: [{ effect: 'sound', sound: 'scanRefused' }],
});

const repriceList: SaleHandler<'shopChanged'> = (state, input, context) =>
  state.orderId === undefined ? { state, effects: [] } : reprice(state, input, context);

/** What pages on which goods are expected do with pictures. */
export const picturesOfGoods = { takePicture, pictureRead } as const;

/** What the page about pictures does with what is done there. */
export const picturePage = {
  scanned: addScan,
  pictureRead,
  pictureFailed,
  goOn: leave,
  back: leave,
  timedOut: leave,
  cancel: cancelled,
  shopChanged: repriceList,
} as const;
