/** Members as the machine sees them, through the cloud: questions with a deadline, answers at any time. */
import type { Member, MemberProof } from '../../domain/member.ts';

/** `hash` stands for the code or phone number, which does not leave the machine. */
export interface MemberQuestion {
  readonly askId: string;
  readonly by: MemberProof;
  readonly hash: string;
  readonly expiresAtMs: number;
}

export interface MemberAnswer {
  readonly askId: string;
  readonly state: 'found' | 'unknown' | 'tooMany';
  readonly member?: Member | undefined;
  /** For how long the member lets machines keep what they authorised. */
  readonly keptHours?: number | undefined;
}

export interface MemberLink {
  online(): boolean;
  /** Resolves when the network took it. */
  askMember(question: MemberQuestion): Promise<void>;
  onMember(listener: (answer: MemberAnswer) => void): void;
}

/** Members of orders that are still open, as the journal tells them. */
export interface NamedMembers {
  seqOf(orderId: string): number | undefined;
  /** The latest orders that are over: their sealed field is not needed any more. */
  over(): readonly string[];
}
