import { z } from 'zod';

const answerSchema = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

export interface Sample {
  labels: Record<string, string>;
  value: number;
}

/** What a Prometheus answers to an expression now. @throws Error with its own words when it does not understand it. */
export async function query(prometheus: string, expression: string): Promise<Sample[]> {
  const response = await fetch(`${prometheus}/api/v1/query?${new URLSearchParams({ query: expression }).toString()}`);
  const text = await response.text();
  if (!response.ok) throw new Error(`${expression}: ${text}`);
  const { data } = answerSchema.parse(JSON.parse(text));
  return data.result.map(({ metric, value: [, value] }) => ({ labels: metric, value: Number(value) }));
}
