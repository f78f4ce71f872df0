/** How long somebody whom a merchant barred from giving stays barred, and how long anything is kept of it. */

export const giftBarYears = 2;
export const giftBarMs = giftBarYears * 365 * 24 * 3600_000;
