// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { examineUserPool } from './examine.ts';
import { parseOutputs } from './parse-outputs.ts';

const ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:assay-pool';
const POOL = { UserPool: { Id: 'p', LambdaConfig: { PreTokenGeneration: ARN } } };
const parse = (...values: readonly unknown[]): ReturnType<typeof parseOutputs> =>
  parseOutputs(values.map((value, at) => ({ file: `${at}.json`, value })));
const problemsOf = (...values: readonly unknown[]): readonly string[] => {
  const parsed = parse(...values);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
};

describe('parseOutputs', () => {
  test('reads a list of outputs as each of them', () => {
    const clients = [{ UserPoolClient: { ClientId: 'a' } }, { UserPoolClient: { ClientId: 'b' } }];
    const parsed = parse(POOL, clients);
    expect(parsed.ok && parsed.value.clients.map(({ file, id }) => [file, id])).toEqual([
      ['1.json[0]', 'a'],
      ['1.json[1]', 'b'],
    ]);
  });

  test.each<[string, readonly unknown[], string]>([
    ['no pool', [{ UserPoolClients: [] }], ': expected the output of `aws cognito-idp describe-user-pool`, found none'],
    ['two pools', [POOL, POOL], '1.json#/UserPool: expected one user pool, found another'],
    [
      'another output',
      [{ Users: [] }],
      '0.json#: expected an output of `aws cognito-idp describe-user-pool`, `describe-user-pool-client`, `list-user-pool-clients`, or of `aws lambda get-function`',
    ],
    ['a pool without an id', [{ UserPool: {} }], '0.json#/UserPool/Id: expected a string, found nothing'],
    [
      'a client without an id',
      [POOL, { UserPoolClient: {} }],
      '1.json#/UserPoolClient/ClientId: expected a string, found nothing',
    ],
    [
      'flows that are none',
      [POOL, { UserPoolClient: { ClientId: 'a', ExplicitAuthFlows: 'all' } }],
      '1.json#/UserPoolClient/ExplicitAuthFlows: expected a list of strings, found a string',
    ],
    [
      'a name that means something to JavaScript',
      [JSON.parse('{"UserPool":{"__proto__":{}}}')],
      '0.json#/UserPool/__proto__: `__proto__` is not a member name an event may have',
    ],
  ])('refuses %s, and says where', (_, values, problem) => {
    expect(problemsOf(...values)).toEqual([problem]);
  });

  test('takes a list that goes on for a page of it', () => {
    const page = (more: object): object => ({ UserPoolClients: [{ ClientId: 'a', UserPoolId: 'p' }], ...more });
    const isListed = (...pages: readonly object[]): boolean | undefined => {
      const parsed = parse(POOL, ...pages);
      return parsed.ok ? parsed.value.isListed : undefined;
    };
    expect([isListed(page({ NextToken: 'n' })), isListed(page({ NextToken: 'n' }), page({}))]).toEqual([false, true]);
  });

  test('refuses a client of another pool', () => {
    expect(problemsOf(POOL, { UserPoolClient: { ClientId: 'a', UserPoolId: 'q' } })).toEqual([
      '1.json#/UserPoolClient/UserPoolId: expected `p`, found `q`',
    ]);
  });

  test('never throws, and never repeats a secret, whatever it is given', () => {
    const secret = 'nobody-may-see';
    const key = fc.constantFrom(
      ...[
        'UserPool',
        'UserPoolClient',
        'UserPoolClients',
        'Configuration',
        'Tags',
        'LambdaConfig',
        'FunctionArn',
        'Id',
      ],
      ...[
        'PreTokenGenerationConfig',
        'LambdaArn',
        'ClientId',
        'AllowedOAuthFlows',
        'RefreshTokenRotation',
        'Environment',
      ],
      ...['constructor', 'toString', 'Variables', 'UserPoolTier', 'Version', 'State'],
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(null, true, 0, 1e300, '', ARN, 'V2_0', '\u0000\u202e', ' '.repeat(50)),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 6 }),
      ),
    }));
    const hidden = [
      { UserPoolClient: { ClientId: 'c', ClientSecret: secret } },
      { FunctionArn: ARN, Environment: { Variables: { KEY: secret } }, Code: { Location: secret } },
    ];
    let read = 0;
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), (values) => {
        const parsed = parse(...values, POOL, ...hidden);
        if (parsed.ok) read += 1;
        expect(JSON.stringify(parsed.ok ? examineUserPool(parsed.value) : parsed.problems)).not.toContain(secret);
      }),
      { numRuns: 2_000 },
    );
    expect(read).toBeGreaterThan(50);
  });
});
