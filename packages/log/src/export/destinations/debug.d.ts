// SPDX-License-Identifier: Apache-2.0
// The client of Kafka names a type of this package, which comes without any.
declare module 'debug' {
  namespace debug {
    type Debugger = (...values: unknown[]) => void;
  }
  function debug(name: string): debug.Debugger;
  export default debug;
}
