/**
 * Reads every code of one picture. Obligations: nothing runs while nobody asks, and what ran is ended when
 * it was not asked for a while; a picture is read or refused in time whatever its bytes are; pictures stay in
 * memory, and nothing of what was read is logged.
 */

/** A point of the picture as fractions of its width and height, 0 at the left and at the top. */
export interface PicturePoint {
  readonly x: number;
  readonly y: number;
}

/** Where a code lies: its four corners, clockwise from its own upper left. */
export type CodeCorners = readonly [PicturePoint, PicturePoint, PicturePoint, PicturePoint];

/** A code that was read as a scanner would have read it. */
export interface CodeSighting {
  readonly text: string;
  /** AIM symbology identifier such as `]d2`. */
  readonly symbology: string;
  readonly corners: CodeCorners;
}

export interface PictureFindings {
  readonly codes: readonly CodeSighting[];
  /** Codes that are there and could not be read. */
  readonly unread: readonly CodeCorners[];
}

export interface CodeReader {
  /**
   * The codes of a JPEG or PNG, in no order. Rejects with `PICTURE_MALFORMED`, `PICTURE_TOO_LARGE`,
   * `PICTURE_SLOW` or `PICTURE_READER_ENDED`. One picture is read at a time; others wait.
   */
  read(picture: Uint8Array): Promise<PictureFindings>;
  /** Ends what runs. */
  stop(): Promise<void>;
}
