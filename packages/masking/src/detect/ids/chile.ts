import type { NationalId } from "./national-id";

/** Chile's RUT and RUN, the same number for people and companies: 7 or 8 digits and a check digit modulo 11, where 10
 *  is written K. A K arrives as the letter behind the digits. */
export const chile: NationalId = {
  country: "CL",
  name: "RUT",
  formatted: [
    "2.3.3-1",
    "1.3.3-1",
    "2 3 3-1",
    "1 3 3-1",
    "8-1",
    "7-1",
    "2.3.3K",
    "1.3.3K",
    "2 3 3K",
    "1 3 3K",
    "8K",
    "7K",
  ],
  bare: ["2.3.3", "1.3.3", "2.3.3.1", "1.3.3.1", "2.3.4", "1.3.4", "9", "8", "8 1", "7 1"],
  words: new Set(["rut", "run", "cedula", "carnet", "ci", "rol", "identidad"]),
  isValid: isRut,
};

/** Whether the last digit, or K, is the check digit of the others. */
export function isRut(rut: string): boolean {
  const body = rut.slice(0, -1);
  if (body.length < 6 || body.length > 8 || /^0|^(\d)\1+$/.test(body)) return false;
  const sum = [...body]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * ((index % 6) + 2), 0);
  const check = 11 - (sum % 11);
  return rut.at(-1) === (check === 11 ? "0" : check === 10 ? "K" : String(check));
}
