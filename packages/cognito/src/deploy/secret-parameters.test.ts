// SPDX-License-Identifier: Apache-2.0
import { secretParameters } from './secret-parameters.ts';

describe('secretParameters', () => {
  it('names a parameter by the words of the variable', () => {
    expect(secretParameters(['STAFF_API_KEY', 'crmToken'])).toEqual([
      { variable: 'STAFF_API_KEY', parameter: 'SecretStaffApiKey' },
      { variable: 'crmToken', parameter: 'SecretCrmtoken' },
    ]);
  });

  it('gives every variable a parameter of its own', () => {
    expect(secretParameters(['A_B', 'a_b', 'A__B', 'A_B2'])).toEqual([
      { variable: 'A_B', parameter: 'SecretAB' },
      { variable: 'A_B2', parameter: 'SecretAB2' },
      { variable: 'A__B', parameter: 'SecretAB3' },
      { variable: 'a_b', parameter: 'SecretAB4' },
    ]);
  });
});
