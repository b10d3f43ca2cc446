// SPDX-License-Identifier: Apache-2.0
import { doctorCognito } from './cognito.ts';
import type { Doctor } from './doctor.ts';

/** Every identity provider whose exports can be read, by the name `--idp` takes. */
export const DOCTORS: Readonly<Record<DoctorName, Doctor>> = { cognito: doctorCognito };
export const DOCTOR_NAMES = ['cognito'] as const;
export type DoctorName = (typeof DOCTOR_NAMES)[number];
