import { z } from 'zod';

/** A text that one of the value types of planning accepts; its own sentence is the problem when it does not. */
export function checkedText(parse: (text: string) => unknown) {
  return z.string().superRefine((text, context) => {
    try {
      parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    }
  });
}
