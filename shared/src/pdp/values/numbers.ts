// SPDX-License-Identifier: Apache-2.0
import { Uint } from './special.ts';

/** An int of 64 bits: a number where one holds it exactly, a bigint beyond. Where a type is not known it is always a bigint. */
export type Int = number | bigint;

/** An int in the form it has where its type is known. */
export const canonical = (value: bigint): Int => (Number.isSafeInteger(Number(value)) ? Number(value) : value);

/** The int of that value; undefined beyond 64 bits. */
export const toInt = (value: bigint): Int | undefined =>
  BigInt.asIntN(64, value) === value ? canonical(value) : undefined;

/** The uint of that value; undefined beyond 64 bits, and below zero. */
export const toUint = (value: bigint): Uint | undefined =>
  BigInt.asUintN(64, value) === value ? new Uint(value) : undefined;

/** What a number of any type amounts to; undefined for what is no number. */
export const amountOf = (value: unknown): number | bigint | undefined =>
  typeof value === 'number' || typeof value === 'bigint' ? value : value instanceof Uint ? value.value : undefined;
