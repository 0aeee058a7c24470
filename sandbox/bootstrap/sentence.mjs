/** An error that a person can mend: printed as it is, without a stack. */
export function sentence(text) {
  return Object.assign(new Error(text), { isSentence: true });
}
