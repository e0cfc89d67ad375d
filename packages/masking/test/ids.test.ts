import { getCountries, getExampleNumber, isValidPhoneNumber } from "libphonenumber-js";
import examples from "libphonenumber-js/mobile/examples";
import { Random } from "../corpus/random";
import { isIban } from "../src/detect/iban";
import { isEcuadorianCedula, isNit, isRuc } from "../src/detect/ids/andes";
import { isCuit } from "../src/detect/ids/argentina";
import { isCnpj, isCnpjWithLetters, isCpf } from "../src/detect/ids/brazil";
import { isRut } from "../src/detect/ids/chile";
import { isCurp } from "../src/detect/ids/mexico";
import { isUruguayanCedula } from "../src/detect/ids/south";
import { isDni, isNie } from "../src/detect/ids/spain";
import { isLuhn } from "../src/detect/luhn";
import { isInternationalNumber } from "../src/detect/numbering-plans";

// Numbers of chance that another implementation, stdnum 1.12.0, calls right.
const RIGHT = [
  ["RUT", isRut, "130809308 293199000 73221870 215824977 9631664K 244397298"],
  ["CUIT", isCuit, "20040840630 27520214777 20173540923 30179832697 20847350254 30721197596 27802242969"],
  ["CPF", isCpf, "43746490189 50898745578 34100166435 17716918249 67820024003 91590102401"],
  ["CNPJ", isCnpj, "13359919000118 48405557000139 49068398000197 54516943000109 38596440000126"],
  ["RUC", isRuc, "20602690548 10625936786 20827286061 10127036646 20184197392 20101221432"],
  ["NIT", isNit, "9166849112 9344794031 9144077943 9372458060 9303448876 9828955620"],
  ["cédula of Ecuador", isEcuadorianCedula, "1759556044 1746290657 1746897345 1740637986 1766155715"],
  ["cédula of Uruguay", isUruguayanCedula, "13722435 13842239 65478929 15230686 16230132 54698986"],
  ["DNI", isDni, "07814604D 36374144N 66136290C 87626573T 68773406W 55799772R"],
  ["NIE", isNie, "Y7333760V X5730472E X0016473M Z8908938P X5164241M Z5734255S"],
  ["CURP", isCurp, "WOLL930920HNLTYV57 GERR600212HNLLVW49 MOFY810128HDFFBD35 VOVU920719HDFRHX55"],
] as const;

it.each(RIGHT)("tells a %s with a right check digit from all others", (_, isValid, numbers) => {
  for (const number of numbers.split(" ")) {
    expect([number, isValid(number)]).toEqual([number, true]);
    const last = number.at(-1) ?? "";
    const others = /\d/.test(last) ? "0123456789" : "TRWAGMYFPDXBNJZSQVHLCKE";
    const wrong = [...others].filter((digit) => digit !== last).map((digit) => number.slice(0, -1) + digit);
    expect(wrong.filter((candidate) => isValid(candidate))).toEqual([]);
  }
});

it("knows the new CNPJ with letters, Luhn and modulo 97 from published examples", () => {
  expect(isCnpjWithLetters("12ABC34501DE35")).toBe(true);
  expect(isCnpjWithLetters("12ABC34501DE36")).toBe(false);
  expect([isLuhn("4111111111111111"), isLuhn("4111111111111112")]).toEqual([true, false]);
  expect([isIban("GB82WEST12345698765432"), isIban("GB82WEST12345698765423")]).toEqual([true, false]);
});

it("knows every international number that libphonenumber's parser knows, and next to none besides", () => {
  const random = new Random(3);
  const numbers = getCountries().flatMap((country) => {
    const example = String(getExampleNumber(country, examples)?.number ?? "+56912345678");
    return [5, 5, 5, 7].map((length) => example.slice(0, -5) + random.digits(length));
  });
  const valid = numbers.filter((number) => isValidPhoneNumber(number));
  const ours = numbers.filter((number) => isInternationalNumber(number.slice(1)));
  expect(valid.length).toBeGreaterThan(500);
  expect(valid.filter((number) => !ours.includes(number))).toEqual([]);
  expect(ours.length - valid.length).toBeLessThan(numbers.length / 50);
});
