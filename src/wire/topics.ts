/**
 * MQTT topics. A machine writes below its `up` and reads below its `down`, nothing else; the cloud does
 * the reverse. Topics carry merchant, shard and machine, so that a ledger can take a share of the
 * machines with an ordinary subscription on any broker.
 */
import { Fault } from '../domain/fault.ts';

/** Shards divide the machines among ledgers; the number is fixed for the life of a fleet. */
export const shardCount = 16;

export interface MachineAddress {
  readonly merchantId: string;
  readonly shard: number;
  readonly machineId: string;
}

/** What a machine may publish to. */
export const upChannels = [
  'journal',
  'charge',
  'ask',
  'card',
  'finger',
  'face',
  'parking',
  'identify',
  'benefit',
  'gift',
  'state',
  'fetch',
  'telemetry',
] as const;
export type UpChannel = (typeof upChannels)[number];
/** What is sent to a machine. */
export const downChannels = [
  'ack',
  'result',
  'carded',
  'parked',
  'member',
  'benefited',
  'gifted',
  'desired',
  'part',
] as const;
export type DownChannel = (typeof downChannels)[number];

const root = 'kiosk/v1';

export function upTopic(machine: MachineAddress, channel: UpChannel): string {
  return `${root}/${machine.merchantId}/${machine.shard}/${machine.machineId}/up/${channel}`;
}

export function downTopic(machine: MachineAddress, channel: DownChannel): string {
  return `${root}/${machine.merchantId}/${machine.shard}/${machine.machineId}/down/${channel}`;
}

/** The filter of everything that the machines of one shard send on a channel. */
export function shardFilter(shard: number, channel: UpChannel): string {
  return `${root}/+/${shard}/+/up/${channel}`;
}

/** What to subscribe to and what to leave when the shards one listens to change. */
export function shardFilterChange(
  channel: UpChannel,
  before: ReadonlySet<number>,
  after: ReadonlySet<number>,
): { readonly added: readonly string[]; readonly removed: readonly string[] } {
  return {
    added: [...after].filter((shard) => !before.has(shard)).map((shard) => shardFilter(shard, channel)),
    removed: [...before].filter((shard) => !after.has(shard)).map((shard) => shardFilter(shard, channel)),
  };
}

/** The filter of everything sent to one machine. */
export function machineFilter(machine: MachineAddress): string {
  return `${root}/${machine.merchantId}/${machine.shard}/${machine.machineId}/down/+`;
}

const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** Who sent a message on an `up` topic and on which channel; throws `INPUT_MALFORMED`. */
export function parseUpTopic(topic: string): { machine: MachineAddress; channel: UpChannel } {
  const parts = topic.length > 300 ? [] : topic.split('/');
  const [kiosk, version, merchantId, shardText, machineId, up, channel] = parts;
  const shard = Number(shardText);
  const fits =
    parts.length === 7 &&
    `${kiosk}/${version}` === root &&
    idPattern.test(merchantId ?? '') &&
    idPattern.test(machineId ?? '') &&
    /^\d{1,2}$/.test(shardText ?? '') &&
    shard < shardCount &&
    up === 'up' &&
    (upChannels as readonly string[]).includes(channel ?? '');
  if (!fits)
    throw new Fault('INPUT_MALFORMED', 'read a machine topic', { facts: { topic: topic.slice(0, 120) } });
  return {
    machine: { merchantId: merchantId as string, shard, machineId: machineId as string },
    channel: channel as UpChannel,
  };
}

/** The shard of a new machine: FNV-1a over its id, so that anyone can compute it. */
export function shardOf(machineId: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(machineId)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % shardCount;
}
