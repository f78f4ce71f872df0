/** Charges, the transaction log and stored value. */
// biome-ignore lint/suspicious/noEmptyInterface: filled together with the gateway's migration
export interface GatewayTables {}
