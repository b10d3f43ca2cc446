// SPDX-License-Identifier: Apache-2.0
import { doctorAuth0 } from './auth0.ts';
import { doctorCognito } from './cognito.ts';
import type { Doctor } from './doctor.ts';

/** What `--idp` takes. */
export const DOCTOR_NAMES = ['auth0', 'cognito'] as const;
export type DoctorName = (typeof DOCTOR_NAMES)[number];

/** Every identity provider whose exports can be read. */
export const DOCTORS: Readonly<Record<DoctorName, Doctor>> = { auth0: doctorAuth0, cognito: doctorCognito };
