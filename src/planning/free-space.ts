import { ByteSize } from './byte-size';

/** How much room a volume has, in bytes. */
export interface MeasuredSpace {
  freeBytes: number;
  totalBytes: number;
}

/** Why the free space is not known. */
export interface UnreadableSpace {
  /** A clause. */
  unreadable: string;
  /** Whether somebody should look after it: there is a way to read it, and it failed. */
  isFault: boolean;
}

export type FreeSpace = MeasuredSpace | UnreadableSpace;

/** The least room that a backup may begin with: a share of the volume (`5%`), or an amount (`5GiB`). Immutable. */
export class SpaceFloor {
  private constructor(
    readonly text: string,
    private readonly bytesOf: (totalBytes: number) => number,
  ) {}

  /** @throws Error for anything else than a percentage from 0 to 99 or a size. */
  static parse(text: string): SpaceFloor {
    const share = /^(\d+(?:\.\d+)?) ?%$/.exec(text)?.[1];
    if (share === undefined) {
      const { bytes } = parseAmount(text);
      return new SpaceFloor(text, () => bytes);
    }
    if (Number(share) >= 100) throw new Error(`"${text}" leaves no room for any backup: write less than 100%`);
    return new SpaceFloor(text, (totalBytes) => (totalBytes * Number(share)) / 100);
  }

  /** Whether so little is left that no backup should begin. */
  forbids({ freeBytes, totalBytes }: MeasuredSpace): boolean {
    return freeBytes < this.bytesOf(totalBytes);
  }
}

function parseAmount(text: string): ByteSize {
  try {
    return ByteSize.parse(text);
  } catch {
    throw new Error(`"${text}" is not an amount of free space: write a share or a size, such as 5% or 5GiB`);
  }
}

/** `1.2 GB of 40 GB free (3%)`. */
export function describeSpace({ freeBytes, totalBytes }: MeasuredSpace): string {
  const [free, total] = [freeBytes, totalBytes].map((bytes) => ByteSize.ofBytes(bytes).toString());
  const share = totalBytes === 0 ? 0 : Math.floor((freeBytes / totalBytes) * 100);
  return `${free} of ${total} free (${share}%)`;
}

/** That the free space should be known and is not, a clause; none where nobody has made a way to it. */
export function unreadWarnings(space: FreeSpace): string[] {
  if (!('unreadable' in space) || !space.isFault) return [];
  return [`the free space of the backup volume could not be read: ${space.unreadable}`];
}

/**
 * Why a backup should not begin for lack of room, a sentence that says what to do; null when it may, and when nobody knows:
 * a snapshot that meets a full volume fails and says so, too.
 */
export function spaceObjection(space: FreeSpace, floor: SpaceFloor): string | null {
  if ('unreadable' in space || !floor.forbids(space)) return null;
  return `the backup volume has ${describeSpace(space)}, less than repository.minFree (${floor.text}): delete snapshots, enlarge the volume, or lower repository.minFree`;
}
