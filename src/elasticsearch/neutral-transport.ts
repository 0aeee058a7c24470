import { SniffingTransport } from '@elastic/elasticsearch';

type Options = ConstructorParameters<typeof SniffingTransport>[0];

/**
 * Speaks to Elasticsearch 6.7 … 9 and OpenSearch alike. The stock transport insists on an `x-elastic-product` header,
 * which 6.x, 7.x before 7.14 and OpenSearch do not send, and on `compatible-with` media types, which they answer with 406.
 */
export class NeutralTransport extends SniffingTransport {
  constructor({ productCheck: _, ...options }: Options) {
    super({
      ...options,
      vendoredHeaders: {
        jsonContentType: 'application/json',
        ndjsonContentType: 'application/x-ndjson',
        accept: 'application/json',
      },
    });
  }
}
