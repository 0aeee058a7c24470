import type { ImportWish } from './imported';

/** What is known besides the action file. */
export interface CuratorContext extends ImportWish {
  /** The address in Curator's own configuration. */
  url?: string;
  /** The preset that the file belongs to, and its pattern of daily indices. */
  preset?: { name: string; pattern: string };
  /** Where something stands in the file. */
  place: (path: readonly PropertyKey[]) => string;
}
