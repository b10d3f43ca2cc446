// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '@assay/core/model';
import { parse, type CollectionTag, type ScalarTag } from 'yaml';

/** A template without functions: parameters and conditions are worked out, what is made when it is deployed stands as `<Name>` or `<Name.Attribute>`. */
export interface Resolved {
  readonly type: string;
  readonly properties: unknown;
  readonly resource: unknown;
}

const scalar = (name: string, to: (text: string) => unknown): ScalarTag => ({
  tag: `!${name}`,
  resolve: to,
});
const list = (name: string): CollectionTag => ({
  tag: `!${name}`,
  collection: 'seq',
  resolve: (items) => ({ [`Fn::${name}`]: items.toJSON() }),
});

/** The short forms of CloudFormation's functions, as the long ones. */
const TAGS = [
  scalar('Ref', (name) => ({ Ref: name })),
  scalar('Sub', (text) => ({ 'Fn::Sub': text })),
  scalar('GetAtt', (path) => ({ 'Fn::GetAtt': path.split('.') })),
  ...['Equals', 'Not', 'If'].map(list),
];

export const parseTemplate = (text: string): unknown => parse(text, { customTags: TAGS });

/** The resources by name, where an operator gives `parameters`. Throws on a function it does not know. */
export function resolveTemplate(
  template: unknown,
  parameters: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, Resolved> {
  const scope: Scope = { template, parameters };
  const resources = own(template, 'Resources');
  if (!isObject(resources)) throw new Error('the template has no resources');
  return new Map(
    Object.entries(resources)
      .filter(([, resource]) => holds(own(resource, 'Condition'), scope))
      .map(([name, resource]) => [
        nameOf(name),
        { type: String(own(resource, 'Type')), properties: resolve(own(resource, 'Properties'), scope), resource },
      ]),
  );
}

interface Scope {
  readonly template: unknown;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The CDK puts the construct's name before, and a hash behind, what the construct calls a thing. */
const nameOf = (id: string): string => id.replace(/^Assay(.+)[0-9A-F]{8}$/, '$1');

const FUNCTIONS: Readonly<Record<string, (argument: unknown, scope: Scope) => unknown>> = {
  Ref: (name, scope) => refer(String(name), scope),
  'Fn::Sub': (text, scope) =>
    String(text).replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => String(refer(name, scope))),
  'Fn::GetAtt': (path) => (Array.isArray(path) ? `<${nameOf(String(path[0]))}.${String(path[1])}>` : undefined),
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = items(argument);
    return items(resolve(parts, scope)).join(String(separator));
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = items(resolve(argument, scope));
    return left === right;
  },
  'Fn::Not': (argument, scope) => resolve(items(argument)[0], scope) !== true,
  'Fn::If': (argument, scope) => {
    const [condition, then, otherwise] = items(argument);
    return resolve(holds(condition, scope) ? then : otherwise, scope);
  },
};

function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope));
  if (!isObject(value)) return value;
  const [name = '', ...more] = Object.keys(value);
  if (more.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
    const apply = FUNCTIONS[name];
    if (apply === undefined) throw new Error(`the test does not know \`${name}\``);
    return apply(value[name], scope);
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member, scope)]));
}

function refer(name: string, { template, parameters }: Scope): unknown {
  if (name === 'AWS::NoValue') return undefined;
  const declared = own(own(template, 'Parameters'), name);
  if (declared === undefined) return `<${nameOf(name)}>`;
  const value = parameters[name] ?? own(declared, 'Default');
  if (value === undefined) throw new Error(`the parameter \`${name}\` has no default and was not given`);
  return value;
}

const holds = (condition: unknown, scope: Scope): boolean =>
  condition === undefined ||
  (typeof condition === 'string' && resolve(own(own(scope.template, 'Conditions'), condition), scope) === true);

const items = (value: unknown): readonly unknown[] => {
  if (!Array.isArray(value)) throw new Error('expected a list');
  return value;
};
