/** The bank failed: another attempt may go well. */
export class BankFailure extends Error {
  readonly code = 'BANK_FAILURE';

  constructor(readonly status: number) {
    super(`The bank answered ${status}`);
    this.name = 'BankFailure';
  }
}

/** The bank does not accept how we ask: no further attempt will go better. */
export class BankRefusal extends Error {
  readonly code = 'BANK_REFUSAL';

  constructor(readonly status: number) {
    super(`The bank refused the request with ${status}`);
    this.name = 'BankRefusal';
  }
}
