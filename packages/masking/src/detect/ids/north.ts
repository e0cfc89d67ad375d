import { isLuhn } from "../luhn";
import type { NationalId } from "./national-id";

/** Whether the area, the group and the serial number are ones that were ever given out, or an ITIN's. */
export function isSsn(digits: string): boolean {
  if (/^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(digits)) return true;
  return digits.length === 9 && !/^(?:000|666|9)|^\d{3}00|0000$/.test(digits) && !/^(\d)\1+$/.test(digits);
}

/** Mexico's number of social security and the United States' SSN and ITIN. */
export const north: readonly NationalId[] = [
  {
    country: "US",
    name: "SSN",
    formatted: ["3-2-4"],
    bare: ["9", "3 2 4", "3.2.4"],
    words: new Set(["ssn", "social", "itin", "tax"]),
    isValid: isSsn,
  },
  {
    country: "MX",
    name: "NSS",
    formatted: [],
    bare: ["11", "2-2-2-4-1", "2 2 2 4 1"],
    words: new Set(["nss", "imss", "social"]),
    isValid: (digits) => isLuhn(digits),
  },
];
