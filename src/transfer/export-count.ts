import type { ExportProgress } from './export-wish';
import type { PageOfLines } from './write-part';

/** What the readers of an export have read so far, all together. */
export class ExportCount {
  constructor(
    private readonly progress: ExportProgress,
    private readonly onProgress: (progress: ExportProgress) => void,
  ) {}

  /** Counts what one attempt at a part reads; taken back when the part has to be begun again. */
  attempt() {
    let [documents, bytes] = [0, 0];
    const add = (moreDocuments: number, moreBytes: number) => {
      documents += moreDocuments;
      bytes += moreBytes;
      this.add(moreDocuments, moreBytes, 0);
    };
    return {
      async *counting(pages: AsyncGenerator<PageOfLines>): AsyncGenerator<PageOfLines> {
        for await (const page of pages) {
          add(page.documents, page.bytes.length);
          yield page;
        }
      },
      takeBack: () => add(-documents, -bytes),
    };
  }

  /** A part is complete, with so many bytes in its file. */
  written(compressedBytes: number): void {
    this.add(0, 0, compressedBytes);
  }

  private add(documents: number, bytes: number, compressedBytes: number): void {
    this.progress.documents += documents;
    this.progress.bytes += bytes;
    this.progress.compressedBytes += compressedBytes;
    this.onProgress({ ...this.progress });
  }
}
