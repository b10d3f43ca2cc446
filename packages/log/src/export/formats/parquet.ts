// SPDX-License-Identifier: Apache-2.0
import type { ExportItem } from '../item.ts';

/** What writes Parquet: bytes go where its sink puts them. */
export interface ParquetFile {
  /** One row group. */
  write(items: readonly ExportItem[]): void;
  finish(): void;
}

interface Column {
  readonly name: string;
  readonly type: 'STRING' | 'INT64' | 'TIMESTAMP' | 'BOOLEAN' | 'JSON' | 'LIST';
  readonly of: (item: ExportItem, record: RecordOf) => unknown;
}
type RecordOf = Extract<ExportItem['content'], { kind: 'decision' }>['record'] | undefined;

/** What a lake is asked by; `record` is all of it. */
const COLUMNS: readonly Column[] = [
  { name: 'key', type: 'STRING', of: ({ key }) => key },
  { name: 'kind', type: 'STRING', of: ({ content }) => content.kind },
  { name: 'id', type: 'STRING', of: ({ id }) => id },
  { name: 'time', type: 'TIMESTAMP', of: ({ time }) => new Date(time) },
  { name: 'writer', type: 'STRING', of: ({ entry }) => entry.writer },
  { name: 'seq', type: 'INT64', of: ({ entry }) => BigInt(entry.seq) },
  { name: 'position', type: 'INT64', of: ({ position }) => BigInt(position) },
  { name: 'idp', type: 'STRING', of: (_, record) => record?.host.adapter },
  { name: 'trigger', type: 'STRING', of: (_, record) => record?.host.trigger },
  { name: 'client', type: 'STRING', of: (_, record) => record?.who?.client.id },
  { name: 'subject_type', type: 'STRING', of: (_, record) => record?.who?.subject.type },
  { name: 'subject', type: 'STRING', of: ({ entry }) => entry.subject },
  { name: 'grant', type: 'STRING', of: (_, record) => record?.asked?.grant },
  { name: 'audiences', type: 'LIST', of: (_, record) => record?.asked?.targets },
  { name: 'outcome', type: 'STRING', of: (_, record) => record?.outcome },
  { name: 'effect', type: 'STRING', of: (_, record) => record?.effect },
  { name: 'mode', type: 'STRING', of: (_, record) => record?.mode },
  { name: 'governed', type: 'BOOLEAN', of: (_, record) => record?.governed },
  { name: 'error', type: 'STRING', of: (_, record) => record?.error },
  { name: 'reason', type: 'STRING', of: (_, record) => record?.reason?.code },
  { name: 'granted', type: 'LIST', of: (_, record) => record?.granted?.scopes.map(({ scope }) => scope) },
  { name: 'withheld', type: 'LIST', of: (_, record) => record?.withheld.scopes.map(({ scope }) => scope) },
  {
    name: 'rules',
    type: 'LIST',
    of: (_, record) => record?.policy.decided.map(({ policy, rule }) => `${policy}/${rule}`),
  },
  { name: 'policy', type: 'STRING', of: (_, record) => record?.policy.digest },
  { name: 'record', type: 'JSON', of: ({ content }) => (content.kind === 'decision' ? content.record : content) },
];

type Hyparquet = typeof import('hyparquet-writer');
type SchemaElement = ConstructorParameters<Hyparquet['ParquetWriter']>[0]['schema'][number];

const TYPES: Readonly<Record<Exclude<Column['type'], 'LIST'>, Partial<SchemaElement>>> = {
  STRING: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  JSON: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
  INT64: { type: 'INT64' },
  TIMESTAMP: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  BOOLEAN: { type: 'BOOLEAN' },
};

function elementsOf({ name, type }: Column): readonly SchemaElement[] {
  if (type !== 'LIST') return [{ name, repetition_type: 'OPTIONAL', ...TYPES[type] }];
  return [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  ];
}

/** Begins a Parquet file, in a local file or (`path` absent) in memory; `bytes` are what was written there. */
export async function createParquet(path?: string): Promise<ParquetFile & { readonly bytes: () => Uint8Array }> {
  const { ByteWriter, fileWriter, ParquetWriter } = await import('hyparquet-writer');
  const writer = path === undefined ? new ByteWriter() : fileWriter(path);
  const schema = [{ name: 'root', num_children: COLUMNS.length }, ...COLUMNS.flatMap(elementsOf)];
  const parquet = new ParquetWriter({ writer, schema, createdBy: 'assay' });
  return {
    write: (items) => {
      const records = items.map(({ content }): RecordOf => (content.kind === 'decision' ? content.record : undefined));
      const columnData = COLUMNS.map(({ name, of }) => ({
        name,
        data: items.map((item, at) => of(item, records[at]) ?? null),
      }));
      void parquet.write({ columnData, rowGroupSize: items.length });
    },
    finish: () => void parquet.finish(),
    bytes: () => writer.getBytes(),
  };
}
