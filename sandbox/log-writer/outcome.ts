/** The first message of the writing process: when it began. Times are milliseconds since 1970. */
export interface Begin {
  begin: number;
}

/** What became of one line. */
export interface Outcome {
  line: number;
  /** When it was acknowledged or failed. */
  at: number;
  /** Why it was not acknowledged. */
  reason?: string;
}

/** What a log writer is told when it starts. */
export interface WriterOrder {
  url: string;
  linesPerSecond: number;
  /** The index to write to; today's log index of KubeSphere (by UTC) if left out. */
  index?: string;
  /** `flb_type` up to Elasticsearch 6, `_doc` after it. */
  type: string;
}
