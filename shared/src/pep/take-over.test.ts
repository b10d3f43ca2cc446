// SPDX-License-Identifier: Apache-2.0
import { requestOf } from '../testing/index.ts';
import { takeOver } from './take-over.ts';

describe('takeOver', () => {
  const adapted = requestOf({
    context: { time: 1, ip: '192.0.2.1', parameters: { deal: 'd-1', secret: 's', constructor: 'c' } },
  });

  test('keeps of the parameters those policy reads, and no other', () => {
    expect(takeOver(adapted, ['deal', 'absent', 'toString'], 0).context.parameters).toEqual({ deal: 'd-1' });
    expect(takeOver(adapted, [], 0).context.parameters).toEqual({});
  });

  test('says when the attempt began, in whole seconds, whatever the adapter said', () => {
    expect(takeOver(adapted, [], 1_700_000_000_999).context).toEqual({
      time: 1_700_000_000,
      ip: '192.0.2.1',
      parameters: {},
    });
  });

  test('leaves the rest as the adapter made it', () => {
    const { context: _, ...rest } = takeOver(adapted, [], 0);
    expect(rest).toEqual((({ context: __, ...others }) => others)(adapted));
  });
});
