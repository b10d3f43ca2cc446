// SPDX-License-Identifier: Apache-2.0
import { createLog } from './log.ts';

describe('the log', () => {
  const logged = (what: object, level?: 'debug' | 'silent'): unknown => {
    const lines: string[] = [];
    const log = createLog({ destination: { write: (line) => void lines.push(line) }, ...(level && { level }) });
    log.info(what, 'said');
    log.debug('more');
    return lines.map((line) => JSON.parse(line) as unknown);
  };

  test('holds no credentials, wherever the headers of a request might be', () => {
    const secret = {
      authorization: 'Bearer assay_x',
      cookie: 'a=b',
      'set-cookie': ['a=b'],
      'assay-signature': 'x',
    };
    const redacted = Object.fromEntries(Object.keys(secret).map((name) => [name, '[redacted]']));
    expect(
      logged({ ...secret, headers: { ...secret, host: 'h' }, req: { headers: secret }, request: { headers: secret } }),
    ).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
        name: 'assay-bridge',
        ...redacted,
        headers: { ...redacted, host: 'h' },
        req: { headers: redacted },
        request: { headers: redacted },
        msg: 'said',
      },
    ]);
  });

  test('says as much as it is told to', () => {
    expect([logged({}), logged({}, 'debug'), logged({}, 'silent')]).toEqual([
      [expect.anything()],
      [expect.anything(), expect.anything()],
      [],
    ]);
  });
});
