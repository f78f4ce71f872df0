/**
 * What several pictures of the same goods say together: which items there are, each once. Pure.
 * The same code at about the same place is the same item. Places of one code that are seen in the same
 * picture are several items; places that are seen in turn are one item that was moved, unless the sightings
 * go back and forth. A new session counts what lies at a new place as new.
 */
import { middleOf, type PictureCorners } from '../../domain/picture-place.ts';

export interface ScannedCode {
  readonly text: string;
  readonly symbology: string;
}

/** What one picture shows. */
export interface Sightings {
  readonly codes: readonly (ScannedCode & { readonly corners: PictureCorners })[];
  readonly unread: readonly PictureCorners[];
}

/** One place at which a code was seen. */
interface Place {
  readonly code: ScannedCode;
  readonly corners: PictureCorners;
  readonly item: number;
  readonly session: number;
  readonly lastFrame: number;
  readonly sightings: number;
  /** How often it was seen again after its item had been seen elsewhere. */
  readonly returns: number;
}

interface UnreadPlace {
  readonly corners: PictureCorners;
  readonly lastFrame: number;
  readonly sightings: number;
}

export interface Gathering {
  readonly session: number;
  readonly frame: number;
  /** Pictures in a row that told nothing new. */
  readonly quietFrames: number;
  readonly nextItem: number;
  readonly places: readonly Place[];
  readonly unread: readonly UnreadPlace[];
}

export interface GatheredItem {
  readonly item: number;
  readonly code: ScannedCode;
  readonly corners: PictureCorners;
  /** It was seen just now, and not only earlier. */
  readonly isHere: boolean;
}

export const nothingGathered: Gathering = {
  session: 0,
  frame: 0,
  quietFrames: 0,
  nextItem: 1,
  places: [],
  unread: [],
};

/** Places that are remembered; beyond that the oldest are forgotten. */
const placesMax = 400;
const unreadMax = 64;
/** As fractions of the picture. */
const reachMin = 0.03;
/** An unread code that was not seen in so many pictures is forgotten. */
const forgottenAfterFrames = 10;
/** A code that was read too rarely is asked for when it was not read again so long, and for so long. */
const [doubtAfterFrames, doubtForFrames] = [3, 25];
/** Back and forth so often, and it is two items of which one is read at a time. */
const returnsMax = 1;

/** How far pictures are believed. */
export interface Belief {
  /** So often a code has to be seen not to be a misreading. */
  readonly itemSightings: number;
  readonly unreadSightings: number;
  /** What was not seen in more pictures than these is not there any more. */
  readonly goneAfterFrames: number;
}

/** Begins anew with what lies there: unread codes are forgotten, items stay known where they are. */
export function beginSession(gathering: Gathering): Gathering {
  return { ...gathering, session: gathering.session + 1, quietFrames: 0, unread: [] };
}

/**
 * Adds one picture. `steady`: it is of the same camera as those before, so places can be compared; otherwise
 * the same code is a new item only as often as one picture shows it.
 */
export function gather(before: Gathering, sightings: Sightings, steady: boolean): Gathering {
  const frame = before.frame + 1;
  const round = new Round(before, frame);
  const codes = onceEach(sightings.codes);
  const left = steady ? round.match(codes) : codes;
  for (const code of left) round.place(code);
  const places = round.places();
  const unread = gatherUnread(before.unread, sightings.unread, places, frame);
  const isNews = round.nextItem !== before.nextItem || unread.length !== before.unread.length;
  return {
    session: before.session,
    frame,
    quietFrames: isNews ? 0 : before.quietFrames + 1,
    nextItem: round.nextItem,
    places: places.slice(-placesMax),
    unread,
  };
}

/** Items of this session that were seen often enough. */
export function itemsOf({ places, session, frame }: Gathering, belief: Belief): GatheredItem[] {
  const items = new Map<number, { latest: Place; sightings: number }>();
  for (const place of places) {
    const known = items.get(place.item);
    const latest = known && known.latest.lastFrame > place.lastFrame ? known.latest : place;
    items.set(place.item, { latest, sightings: (known?.sightings ?? 0) + place.sightings });
  }
  return [...items.values()]
    .filter(({ latest, sightings }) => latest.session === session && sightings >= belief.itemSightings)
    .map(({ latest: { item, code, corners, lastFrame } }) => ({
      ...{ item, code, corners },
      isHere: frame - lastFrame <= belief.goneAfterFrames,
    }));
}

/** Codes that are there and were not read, or not often enough to be believed. */
export function unreadOf(gathering: Gathering, belief: Belief): PictureCorners[] {
  const { unread, frame } = gathering;
  return unread
    .filter(({ lastFrame }) => frame - lastFrame <= belief.goneAfterFrames)
    .filter(({ sightings }) => sightings >= belief.unreadSightings)
    .map(({ corners }) => corners)
    .concat(doubtful(gathering, belief));
}

/** Places of this session where a code was read too rarely, and nothing else was read. */
function doubtful(gathering: Gathering, belief: Belief): PictureCorners[] {
  const { places, session, frame } = gathering;
  const items = itemsOf(gathering, belief);
  const believed = new Set(items.map(({ item }) => item));
  return places
    .filter((place) => place.session === session && !believed.has(place.item))
    .filter(({ lastFrame }) => frame - lastFrame >= doubtAfterFrames && frame - lastFrame <= doubtForFrames)
    .filter((place) => !items.some(({ corners }) => isNear(corners, place.corners)))
    .map(({ corners }) => corners);
}

type Sighted = Sightings['codes'][number];
const isSameCode = (a: ScannedCode, b: ScannedCode) => a.text === b.text && a.symbology === b.symbology;

/** One picture being added to what is known. */
class Round {
  readonly #frame: number;
  readonly #session: number;
  #places: Place[];
  nextItem: number;

  constructor({ places, session, nextItem }: Gathering, frame: number) {
    this.#places = [...places];
    this.#session = session;
    this.nextItem = nextItem;
    this.#frame = frame;
  }

  places(): readonly Place[] {
    return this.#places;
  }

  /** Finds again what is at a known place, the nearest first; returns the rest. */
  match(codes: readonly Sighted[]): Sighted[] {
    const left = new Set(codes);
    const pairs = codes.flatMap((code) =>
      this.#places.flatMap((place, index) => {
        const distance = distanceOf(code.corners, place.corners);
        return isSameCode(code, place.code) && distance <= reachOf(place.corners)
          ? [{ code, index, distance }]
          : [];
      }),
    );
    for (const { code, index } of pairs.sort((a, b) => a.distance - b.distance)) {
      const place = this.#places[index];
      if (!place || !left.has(code) || this.#isSeen(place)) continue;
      left.delete(code);
      this.#seeAgain(index, place, code);
    }
    return [...left];
  }

  /** A code at a new place: an item that left its old one, or another item. */
  place(code: Sighted): void {
    const { text, symbology, corners } = code;
    const item = this.#movedItem(code) ?? this.#newItem();
    const place = { code: { text, symbology }, corners, item, session: this.#session };
    this.#places.push({ ...place, lastFrame: this.#frame, sightings: 1, returns: 0 });
  }

  #seeAgain(index: number, place: Place, { corners }: Sighted): void {
    const others = this.#places.filter((one) => one !== place && one.item === place.item);
    const wasElsewhere = others.some((one) => one.lastFrame > place.lastFrame);
    const isElsewhere = others.some((one) => this.#isSeen(one));
    const returns = place.returns + (wasElsewhere ? 1 : 0);
    const isAnother = isElsewhere || returns > returnsMax;
    this.#places[index] = {
      ...{ ...place, corners, session: this.#session },
      ...{ lastFrame: this.#frame, sightings: place.sightings + 1 },
      ...(isAnother ? { item: this.#newItem(), returns: 0 } : { returns }),
    };
  }

  /** The item of this session seen last at a place where it is not now. */
  #movedItem(code: ScannedCode): number | undefined {
    const seen = new Set(this.#places.filter((place) => this.#isSeen(place)).map(({ item }) => item));
    const [latest] = this.#places
      .filter((place) => place.session === this.#session && isSameCode(place.code, code))
      .filter(({ item }) => !seen.has(item))
      .sort((a, b) => b.lastFrame - a.lastFrame);
    return latest?.item;
  }

  #isSeen({ lastFrame }: Place): boolean {
    return lastFrame === this.#frame;
  }

  #newItem(): number {
    this.nextItem += 1;
    return this.nextItem - 1;
  }
}

/** A code that one picture tells twice at about the same place is one. */
function onceEach(codes: readonly Sighted[]): Sighted[] {
  const kept: Sighted[] = [];
  for (const code of codes) {
    if (!kept.some((one) => isSameCode(one, code) && isNear(one.corners, code.corners))) kept.push(code);
  }
  return kept;
}

/** Where a code was read it is not asked for, however often it fails there. */
function gatherUnread(
  before: readonly UnreadPlace[],
  now: readonly PictureCorners[],
  places: readonly Place[],
  frame: number,
): UnreadPlace[] {
  const isRead = (corners: PictureCorners) => places.some((place) => isNear(place.corners, corners));
  const known = before.filter(
    ({ corners, lastFrame }) => !isRead(corners) && frame - lastFrame <= forgottenAfterFrames,
  );
  for (const corners of now) {
    if (isRead(corners)) continue;
    const index = known.findIndex((one) => isNear(one.corners, corners));
    const { sightings = 0, lastFrame = 0 } = known[index] ?? {};
    const seen = { corners, lastFrame: frame, sightings: lastFrame === frame ? sightings : sightings + 1 };
    if (index === -1) known.push(seen);
    else known[index] = seen;
  }
  return known.slice(-unreadMax);
}

function isNear(a: PictureCorners, b: PictureCorners): boolean {
  return distanceOf(a, b) <= Math.max(reachOf(a), reachOf(b));
}

function distanceOf(a: PictureCorners, b: PictureCorners): number {
  const [from, to] = [middleOf(a), middleOf(b)];
  return Math.max(Math.abs(from.x - to.x), Math.abs(from.y - to.y));
}

/** Half of the shorter side: two codes cannot lie nearer to each other. */
function reachOf(corners: PictureCorners): number {
  const side = (of: (point: PictureCorners[number]) => number) =>
    Math.max(...corners.map(of)) - Math.min(...corners.map(of));
  return Math.max(
    reachMin,
    Math.min(
      side(({ x }) => x),
      side(({ y }) => y),
    ) / 2,
  );
}
