/**
 * The fields that devices of several kinds share in the machine profile: ids, addresses, durations, each
 * with its range and a sentence.
 */
import { z } from 'zod';
import { usbAddressPattern } from './discovery/usb-address.ts';

export const deviceId = (fallback: string) =>
  z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be 1–32 of a–z, 0–9, -')
    .default(fallback)
    .describe('The name of the device in logs, health and kioskctl; unique in the profile.');

const pathOrTcp = /^(tcp:\/\/[^\s/:]+:\d{1,5}|\/dev\/[\w.:/-]{1,100}|\/[\w.:/-]{1,200})$/;
export const address = z
  .string()
  .refine((text) => pathOrTcp.test(text) || usbAddressPattern.test(text), {
    error: 'must be tcp://host:port, the path of a device, or usb:vendor:product with :serial or @port',
  })
  .describe('tcp://host:port, a device such as /dev/kiosk/printer, or usb:04b8:0202[:serial|@port].');

export const baudRate = (fallback: number) =>
  z.int().min(1200).max(921_600).default(fallback).describe('Bits per second; serial lines only.');

/** A duration in milliseconds with its range and a sentence. */
export const ms = (min: number, max: number, fallback: number, sentence: string) =>
  z.int().min(min).max(max).default(fallback).describe(`${sentence} In milliseconds.`);

export const answerWithinMs = ms(100, 10_000, 1_000, 'How long the device may take to answer a question.');
export const heartbeatMs = ms(200, 3_000, 1_000, 'How often the device is asked for a sign of life.');
export const minor = (min: number, fallback: number, sentence: string) =>
  z.int().min(min).max(100_000).default(fallback).describe(`${sentence} In minor units of the currency.`);
