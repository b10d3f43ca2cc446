// SPDX-License-Identifier: Apache-2.0
import { openHttp } from './http.ts';

const options = {
  format: 'jsonl',
  ports: { env: {}, fetch, sleep: async () => {}, writeOut: async () => {} },
} as const;

test.each([
  ['https://', 'expected an address such as `https://host/path`'],
  ['https://host:99999999/logs?key=secret', 'expected an address such as `https://host/path`'],
  ['https://me:secret@host/logs', 'the address holds credentials: `ASSAY_EXPORT_AUTHORIZATION` takes them'],
])('what is no address, or holds a credential, is refused without being repeated: %s', async (to, message) => {
  await expect(openHttp(to, options)).rejects.toMatchObject({ name: 'AssayError', code: 'ERR_EXPORT', message });
});
