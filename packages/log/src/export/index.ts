// SPDX-License-Identifier: Apache-2.0
export {
  EXPORTS,
  FORMATS,
  isFormat,
  type FormatName,
  type TextFormat,
  type TextFormatName,
} from './formats/formats.ts';
export { DESTINATIONS, openDestination } from './destinations/destinations.ts';
export type { Destination, DestinationOptions, DestinationPorts, Written } from './destinations/destination.ts';
export { exportLog, type ExportOptions, type Progress } from './export-log.ts';
export { itemOf, type ExportItem } from './item.ts';
export { readState, writeState, type ExportState } from './state-file.ts';
