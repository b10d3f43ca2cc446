// SPDX-License-Identifier: Apache-2.0
import type { Capabilities } from '@assay/core/pep';
import { compileText, described } from '../../testing/compile-text.ts';
import { checkTargets } from './check-targets.ts';
import type { TargetCapability } from './target.ts';

const CAN_ALL: Capabilities = {
  scopes: 'remove',
  hasUnseenScopes: false,
  claims: { access_token: { set: 'json', remove: true }, id_token: { set: 'json', remove: true } },
  lifetime: ['access_token', 'id_token'],
  audience: true,
  groups: true,
  roles: true,
  authorizationDetails: true,
  obligations: ['step_up'],
  isReservedClaim: () => false,
};

function found(
  policy: string,
  capabilities: Partial<Capabilities>,
  more: Partial<TargetCapability> = {},
): readonly Readonly<Record<string, string>>[] {
  const compiled = compileText(policy);
  if (!compiled.compiled) throw new Error(JSON.stringify(compiled.diagnostics));
  const target: TargetCapability = {
    name: 'example/issue',
    tokens: ['access_token', 'id_token'],
    ...more,
    capabilities: { ...CAN_ALL, ...capabilities },
  };
  return checkTargets(compiled.project, compiled.compiled.table, [target]).map((diagnostic) =>
    described(diagnostic, compiled),
  );
}

const LIMIT =
  'lifetime:\n  - rule: r\n    when: subject.type == "workload"\n    max: 10m\n    tokens: [access_token]\n';
const SCOPE_LIMIT =
  'scopes:\n  a:\n    - rule: s\n      permit: "true"\n      lifetime: 5m\n      require: { step_up: { acr: phr } }\n';
const claim = (more: string, value = '"x"'): string =>
  `claims:\n  c:\n    - rule: q\n      value: |-\n        ${value}\n${more}`;

describe('a target that can do everything', () => {
  it('has nothing reported', () => {
    expect(found(LIMIT + SCOPE_LIMIT + claim(''), {})).toEqual([]);
  });
});

describe('groups and roles', () => {
  const GROUPS = 'groups:\n  - rule: g\n    permit: group == "staff"\n';
  const ROLES = 'roles:\n  - rule: r\n    deny: role == "admin"\n';
  it('are refused where the target cannot take one away', () => {
    expect(found(GROUPS + ROLES, {})).toEqual([]);
    expect(found(GROUPS + ROLES, { groups: false, roles: false }).map(({ at, message }) => [at, message])).toEqual([
      ['g', '`example/issue` cannot take groups out of a token'],
      ['r', '`example/issue` cannot take roles out of a token'],
    ]);
  });
});

describe('a claim that holds the groups of the target', () => {
  it('is refused with the section that decides them', () => {
    const policy = 'claims:\n  "cognito:groups":\n    - rule: r\n      value: subject.groups\n';
    const isReservedClaim = (name: string): boolean => name === 'cognito:groups';
    expect(found(policy, { isReservedClaim }).map(({ code, help }) => [code, help])).toEqual([
      ['reserved-claim', 'groups and roles are decided one by one in the sections `groups` and `roles`'],
    ]);
  });
});

describe('what the target never tells', () => {
  const neverTold = new Map([['context.ip', ['context', 'ip']]]);
  const policy = 'gates:\n  - rule: r\n    permit: has(context.ip) && context.ip == "10.0.0.1"\n';
  it('is warned of in each rule that reads it, once', () => {
    expect(found(policy, {}, { neverTold }).map(({ code, at }) => [code, at])).toEqual([['never-told', 'r']]);
    expect(found(policy, {})).toEqual([]);
    expect(found('gates:\n  - rule: r\n    permit: has(context.user_agent)\n', {}, { neverTold })).toEqual([]);
  });
});

describe('a consent', () => {
  it('is told where the target cannot ask for it', () => {
    const policy =
      'scopes:\n  a:\n    - rule: p\n      permit: "true"\n    - rule: c\n      consent: client.registration == "dynamic"\n';
    expect(found(policy, { obligations: ['consent'] })).toEqual([]);
    expect(found(policy, {})).toEqual([
      {
        code: 'unenforceable-obligation',
        at: 'client.registration == "dynamic"',
        message:
          '`example/issue` cannot start `consent`: where `c` asks for it and it is not met already, `a` is withheld',
      },
    ]);
  });
});

describe('a limit on a lifetime the target cannot set', () => {
  it('is refused where tokens live longer', () => {
    expect(found(LIMIT, { lifetime: [] }, { lifetimes: { access_token: 3600 } })).toEqual([
      {
        code: 'unenforceable',
        at: '10m',
        message: '`example/issue` cannot shorten the access_token: it lives 3600 seconds, the rule `r` allows 600',
        help: 'shorten it at the identity provider, or allow as much here',
      },
    ]);
  });

  it('is fine where they live no longer', () => {
    expect(found(LIMIT, { lifetime: [] }, { lifetimes: { access_token: 600 } })).toEqual([]);
  });

  it('is warned of where nobody says how long they live', () => {
    expect(found(LIMIT, { lifetime: ['id_token'] }).map(({ code }) => code)).toEqual(['unknown-lifetime']);
  });

  it('is about access tokens when it is that of a scope', () => {
    expect(found(SCOPE_LIMIT, { lifetime: ['access_token'] })).toEqual([]);
    expect(
      found(SCOPE_LIMIT, { lifetime: ['id_token'] }, { lifetimes: { access_token: 3600 } }).map(({ code }) => code),
    ).toEqual(['unenforceable']);
  });

  it('is about access tokens when it is that of an authorization detail', () => {
    const policy = 'authorization_details:\n  payment:\n    - rule: d\n      permit: "true"\n      lifetime: 5m\n';
    expect(found(policy, { lifetime: ['access_token'] })).toEqual([]);
    expect(found(policy, { lifetime: ['id_token'] }).map(({ code }) => code)).toEqual(['unknown-lifetime']);
  });

  it('does not matter for tokens the target does not issue', () => {
    expect(found(LIMIT, { lifetime: [] }, { tokens: ['id_token'] })).toEqual([]);
  });
});

describe('a claim the target cannot carry out', () => {
  const onlyId: Partial<Capabilities> = { claims: { id_token: { set: 'string', remove: false } } };

  it('is refused in a token the rule names', () => {
    expect(found(claim('      tokens: [access_token, id_token]\n'), onlyId)).toEqual([
      {
        code: 'unenforceable',
        at: 'q',
        message: '`example/issue` cannot put a claim into the access_token',
        help: 'say which tokens it is about: `tokens: [id_token]`',
      },
    ]);
  });

  it('is fine where the rule names none and some token can carry it', () => {
    expect(found(claim(''), onlyId)).toEqual([]);
  });

  it('is refused where its value is no string and claims can only be that', () => {
    expect(found(claim('      tokens: [id_token]\n', 'iga.level'), onlyId).map(({ message }) => message)).toEqual([
      '`example/issue` cannot put anything but a string into the id_token',
    ]);
    expect(found(claim('      tokens: [id_token]\n', 'iga.active ? iga.status : "x" + client.id'), onlyId)).toEqual([]);
  });

  it('is refused where it cannot be removed', () => {
    expect(found('claims:\n  c:\n    - rule: r\n      remove: "true"\n', onlyId).map(({ code }) => code)).toEqual([
      'unenforceable',
    ]);
  });

  it('is refused where the target reserves it', () => {
    const reserved = found(claim(''), { isReservedClaim: (name, token) => name === 'c' && token === 'id_token' });
    expect(reserved).toEqual([
      {
        code: 'reserved-claim',
        at: 'q',
        message: '`example/issue` lets no policy touch the claim `c` of the id_token',
        help: 'use a claim of your own',
      },
    ]);
  });
});

describe('what else a target may lack', () => {
  it('are scopes it cannot take away, which is a warning', () => {
    const policy = 'scopes:\n  a:\n    - rule: r\n      permit: "true"\n';
    expect(found(policy, { scopes: 'none' })).toEqual([
      {
        code: 'scope-not-removable',
        at: 'r',
        message:
          '`example/issue` cannot take the scope `a` out of a token: a request for it is refused as a whole where it would be withheld',
      },
    ]);
    expect(found(policy, { scopes: 'none' }, { hasUncheckedScopes: true }).map(({ message }) => message)).toEqual([
      '`example/issue` is not told the scopes: `a` goes unchecked there',
    ]);
  });

  it('are factors that lead to the acr that is asked for', () => {
    const asked = (acrs: readonly string[]) =>
      found(SCOPE_LIMIT, { lifetime: ['access_token'] }, { acrs }).map(({ code, help }) => [code, help]);
    expect(asked(['phr'])).toEqual([]);
    expect(asked(['phrh'])).toEqual([['unenforceable', 'did you mean `phrh`?']]);
    expect(asked(['mfa', 'strong'])).toEqual([['unenforceable', 'the settings of the target know `mfa` and `strong`']]);
  });

  it('are authorization details', () => {
    const policy = 'authorization_details:\n  payment:\n    - rule: r\n      permit: "true"\n';
    expect(found(policy, { authorizationDetails: false }).map(({ code, at }) => [code, at])).toEqual([
      ['unenforceable', 'r'],
    ]);
  });

  it('are requirements it cannot start, which is a warning', () => {
    expect(found(SCOPE_LIMIT, { obligations: [] })).toEqual([
      {
        code: 'unenforceable-obligation',
        at: '{ step_up: { acr: phr } }',
        message:
          '`example/issue` cannot start `step_up`: where `s` asks for it and it is not met already, `a` is withheld',
      },
    ]);
  });

  it('are requirements nobody can be known to meet there', () => {
    const gate = 'gates:\n  - rule: g\n    permit: "true"\n    require: { step_up: { acr: phr } }\n';
    const more = { neverMet: new Map([['step_up', 'its requests tell no sign-in']]) };
    expect(found(gate + SCOPE_LIMIT, { obligations: [] }, more).map(({ message }) => message)).toEqual([
      '`example/issue` cannot start `step_up`, and nobody meets it there, because its requests tell no sign-in: where `g` asks for it, the token is refused',
      '`example/issue` cannot start `step_up`, and nobody meets it there, because its requests tell no sign-in: where `s` asks for it, `a` is withheld',
    ]);
  });
});

describe('a policy for other audiences', () => {
  it('is not checked against the target', () => {
    const policy = `applies: { audiences: [one] }\n${LIMIT}`;
    expect(found(policy, { lifetime: [] }, { audiences: ['two'] })).toEqual([]);
    expect(found(policy, { lifetime: [] }, { audiences: ['one', 'two'] })).toHaveLength(1);
  });
});

describe('a token the target issues without asking', () => {
  it('is told where a rule names it', () => {
    const policy = 'lifetime:\n  - rule: r\n    max: 30d\n    tokens: [refresh_token]\n';
    expect(
      found(policy, {}, { unasked: ['refresh_token'] }).map(({ code, at, message }) => [code, at, message]),
    ).toEqual([['unenforceable', 'r', '`example/issue` issues the refresh_token without asking: no rule shapes it']]);
    expect(found(LIMIT, { lifetime: ['access_token'] }, { unasked: ['refresh_token'] })).toEqual([]);
  });
});

describe('what the platform does not take', () => {
  it('is a scope no token of it has', () => {
    const refusesScope = (scope: string) => (scope === 'openid' ? 'nobody signs in' : undefined);
    const policy =
      'scopes:\n  openid:\n    - rule: r\n      permit: "true"\n  a:\n    - rule: s\n      permit: "true"\n';
    expect(found(policy, {}, { refusesScope }).map(({ at, message }) => [at, message])).toEqual([
      ['r', 'no token of `example/issue` has the scope `openid`: nobody signs in'],
    ]);
  });

  it('is a claim by its name, in a token the rule names, or in all of them', () => {
    const inAccess = (claim: string, token: string) =>
      claim === 'c' && token === 'access_token' ? 'it wants a namespace' : undefined;
    expect(found(claim(''), {}, { refusesClaim: inAccess })).toEqual([]);
    expect(
      found(claim('      tokens: [access_token]\n'), {}, { refusesClaim: inAccess }).map(({ message }) => message),
    ).toEqual(['`example/issue` cannot put `c` into the access_token: it wants a namespace']);
    const everywhere = () => 'it wants a namespace';
    expect(found(claim(''), {}, { refusesClaim: everywhere }).map(({ code }) => code)).toEqual(['unenforceable']);
  });

  it('is a source that cannot be read there, where rules read it', () => {
    expect(
      found(claim('', 'iga.status'), {}, { drivers: ['http'] }).map(({ code, message }) => [code, message]),
    ).toEqual([['unenforceable', '`example/issue` cannot read the source `iga`, whose driver is `static`']]);
    expect(found(claim(''), {}, { drivers: ['http'] })).toEqual([]);
  });
});
