/** A piece of a Python expression, and what stands for it in JavaScript. */
export interface Token {
  /** How many characters of the pattern it takes. */
  read: number;
  written: string;
}

/** Makes the error for a pattern that cannot be used. */
export type Refuse = (reason: string) => Error;
