/** What the API needs of parking: the keys that lots sign their messages with. */
export interface ParkingLotKeys {
  newAppId(): string;
  /** The key of that name; it is shown once and kept nowhere. */
  secretOf(appId: string): string;
}
