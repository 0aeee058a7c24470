/** An index and how many copies of each shard it is to have. */
export interface WantedCopies {
  name: string;
  uuid: string;
  /** Absent: as it has them. */
  replicas?: number;
  /** Whether it stops to follow the number of nodes by itself. */
  isFixed: boolean;
}

/** An index as it came out of its snapshot. */
export interface CopiesBefore {
  name: string;
  uuid: string;
  replicas: number;
  isAutomatic: boolean;
}

export interface CopyPlan {
  /** For as long as the data comes: none, so that the disks and the network do one thing at a time. */
  during: WantedCopies[];
  /** From then on. */
  afterwards: WantedCopies[];
}

/**
 * How many copies restored indices have, and when. One that follows the number of nodes by itself goes on doing so,
 * unless somebody asks for a number; setting one would change nothing.
 * @param asked the number that somebody wants; undefined is what each had.
 */
export function planCopies(indices: readonly CopiesBefore[], asked: number | undefined): CopyPlan {
  const changed = indices.filter(({ isAutomatic }) => !isAutomatic || asked !== undefined);
  return {
    during: changed
      .filter(({ replicas, isAutomatic }) => replicas > 0 || isAutomatic)
      .map(({ name, uuid, isAutomatic }) => ({ name, uuid, replicas: 0, isFixed: isAutomatic })),
    afterwards: indices.map(({ name, uuid, replicas, isAutomatic }) => {
      const wanted = asked ?? (isAutomatic ? undefined : replicas);
      return {
        ...{ name, uuid },
        ...(wanted === undefined ? {} : { replicas: wanted }),
        isFixed: isAutomatic && asked !== undefined,
      };
    }),
  };
}
