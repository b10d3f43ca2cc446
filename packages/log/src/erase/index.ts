// SPDX-License-Identifier: Apache-2.0
export { erasePlanned, planErasure, type EraseOptions, type ErasurePlan } from './erase-subject.ts';
