/** What grants a charge from a stored-value card: proofs seen, grants, fingers, faces, leases. */

export interface CardTables {
  /** Boxes and verdicts that were looked at: each counts once. */
  card_proofs_seen: {
    merchant_id: string;
    /** SHA-256 of the proof as it came. */
    proof_hash: string;
    at_ms: number;
  };
  /** One charge from one card. Granted when `granted_at_ms` is there; before, a finger or a face is waited for. */
  card_grants: {
    merchant_id: string;
    charge_id: string;
    machine_id: string;
    order_id: string;
    card_hash: string;
    amount_minor: number;
    factor: string;
    /** The machine's signing key, where the PIN vouched for it. */
    machine_key: string | null;
    /** What the verdict about a finger or a face has to name. */
    nonce: string | null;
    granted_at_ms: number | null;
    expires_at_ms: number;
    used: boolean;
  };
  card_fingers: {
    merchant_id: string;
    card_hash: string;
    machine_id: string;
    reader_id: string;
    slot: number;
    machine_key: string;
    enrolled_at_ms: number;
  };
  /** Cards that are paid by face at a machine. The consent names the enrolment there; nothing here is of the face. */
  card_faces: {
    merchant_id: string;
    card_hash: string;
    machine_id: string;
    consent_id: string;
    machine_key: string;
    enrolled_at_ms: number;
  };
  /** Amounts set apart from a card's balance for one machine. */
  spend_leases: {
    merchant_id: string;
    lease_id: string;
    machine_id: string;
    card_hash: string;
    amount_minor: number;
    spent_minor: number;
    currency: string;
    /** `open`, `returned` by the machine, or `released` by a person. */
    state: string;
    issued_at_ms: number;
    expires_at_ms: number;
    ended_at_ms: number | null;
  };
}
