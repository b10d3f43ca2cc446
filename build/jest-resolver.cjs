// SPDX-License-Identifier: Apache-2.0
// A package of ES modules may offer only `import` in its exports: ask for that when Jest's own conditions find nothing.
module.exports = (request, options) => {
  try {
    return options.defaultResolver(request, options);
  } catch (first) {
    if (/^(\.|\/|node:)/.test(request)) throw first;
    try {
      return options.defaultResolver(request, { ...options, conditions: ['source', 'import', 'node', 'default'] });
    } catch {
      throw first;
    }
  }
};
