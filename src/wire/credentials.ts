/**
 * Who a machine is to the broker. The user name is `merchant.machine`; the password is an HMAC of it under
 * the broker's secret, so a broker can check it without asking anyone. What a user may read and write
 * follows from the name alone.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Fault } from '../domain/fault.ts';
import { type MachineAddress, machineFilter, shardOf, upChannels, upTopic } from './topics.ts';

/** The cloud's own user, who may use every topic. */
export const cloudUserName = 'cloud';

export function machineUserName(merchantId: string, machineId: string): string {
  return `${merchantId}.${machineId}`;
}

/** The machine behind a user name; throws `ACCESS_DENIED` if it is none. */
export function machineOfUser(userName: string): MachineAddress {
  const match = /^([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{1,64})$/.exec(userName);
  if (!match) throw new Fault('ACCESS_DENIED', 'read a broker user name');
  const [, merchantId, machineId] = match as unknown as [string, string, string];
  return { merchantId, machineId, shard: shardOf(machineId) };
}

/** The broker password of a user, hex HMAC-SHA256. */
export function brokerPassword(secret: string, userName: string): string {
  return createHmac('sha256', secret).update(`mqtt ${userName}`).digest('hex');
}

export function checkBrokerPassword(secret: string, userName: string, password: string): boolean {
  const expected = Buffer.from(brokerPassword(secret, userName));
  const given = Buffer.from(password);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Whether a machine may publish to `topic`: only below its own `up`. */
export function mayPublish(machine: MachineAddress, topic: string): boolean {
  return upChannels.some((channel) => topic === upTopic(machine, channel));
}

/** Whether a machine may subscribe to `filter`: only to what is sent to itself. */
export function maySubscribe(machine: MachineAddress, filter: string): boolean {
  const own = machineFilter(machine);
  return filter === own || (filter.startsWith(own.slice(0, -1)) && !/[+#]/.test(filter));
}
