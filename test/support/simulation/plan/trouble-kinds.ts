/** Every trouble a story may hold, and how often each comes in proportion to the others. */
export const troubleWeights = {
  // The machine's process and power
  machineCutSomewhere: 6,
  machineCut: 2,
  machineRestarted: 2,
  // Its disk
  diskRefuses: 2,
  diskSlow: 2,
  diskBitFlipped: 1,
  // The network
  machineOffline: 3,
  machineHalfOffline: 1,
  machineSlowNetwork: 1,
  cloudOffline: 2,
  cutAtPayment: 2,
  messagesAstray: 2,
  pushesAstray: 2,
  // The payment platform
  platformMisbehaves: 4,
  paymentComesLate: 2,
  stepTimesOut: 4,
  // Clocks
  machineClockSet: 2,
  machineClockDrifts: 1,
  cloudClockSet: 1,
  // Devices
  mechanicsFail: 4,
  sensorBlind: 1,
  boardDeadAtCoins: 1,
  // The cloud
  cloudKilledSomewhere: 4,
  cloudKilled: 2,
  cloudKilledBeforePush: 2,
  feedDown: 2,
  cloudRestored: 2,
  cloudRestoredAtRest: 1,
  shardsHandedOver: 2,
  bundlePublished: 2,
} as const;

export type TroubleKind = keyof typeof troubleWeights;
