// SPDX-License-Identifier: Apache-2.0
import { builtinModules } from 'node:module';
import { asError } from './as-error.ts';

type Initialise = (module: { exports: unknown }, exports: unknown, console: Console) => void;

/**
 * The exports of an Action: compiled and run when first asked for, once, and the same ever after. What its top level throws is thrown again
 * each time, as is the mistake of a text that does not compile.
 */
export function actionModule(code: string, globals: Readonly<Record<string, unknown>>): (console: Console) => unknown {
  const module: { exports: unknown } = { exports: {} };
  let failure: Error | undefined;
  let isInitialised = false;
  return (console) => {
    if (!isInitialised) {
      isInitialised = true;
      try {
        compile(code, globals)(module, module.exports, console);
      } catch (thrown) {
        failure = asError(thrown);
      }
    }
    if (failure !== undefined) throw failure;
    return module.exports;
  };
}

/** The text within a function of its own, so that it runs later than it compiles; hence no `import`, no `export`, no `await` at its top level. */
function compile(code: string, globals: Readonly<Record<string, unknown>>): Initialise {
  const outer: { exports: unknown } = { exports: {} };
  const named = { module: outer, exports: outer.exports, require: requireBuiltin, ...globals };
  // what `vm.compileFunction` does, but in the realm of the caller, which in a test runner is another than Node's: an Action, its api and the
  // host share one `Error` and one `fetch`, as they do in a tenant
  const text = `module.exports = function (module, exports, console) {\n${code}\n};\n//# sourceURL=code.js`;
  const compiled: unknown = Reflect.construct(Function, [...Object.keys(named), text]);
  // sound: a function made from our own frame around the text
  (compiled as (...args: readonly unknown[]) => void)(...Object.values(named));
  return outer.exports as Initialise; // sound: the frame assigns a function
}

/** The `require` of an Action that declares no dependencies. */
function requireBuiltin(id: unknown): unknown {
  const name = String(id).replace(/^node:/, '');
  if (builtinModules.includes(name) || String(id).startsWith('node:')) {
    const builtin: unknown = process.getBuiltinModule(String(id));
    if (builtin !== undefined) return builtin;
  }
  throw Object.assign(new Error(`Cannot find module '${String(id)}'`), { code: 'MODULE_NOT_FOUND' });
}
