import {
  type CountryCode,
  isSupportedCountry,
  Metadata,
  parsePhoneNumberFromString,
} from "libphonenumber-js";
import type { Candidate } from "../text/candidate";

const WORDS =
  /\b(?:tel|tfno|telefono|telefone|telephone|fono|fon|fone|phone|cel|celu|celular|cell|cellphone|movil|mobile|whatsapp|whatsap|wsp|wa|ws|zap|llam\w*|call\w*|ligue|ligar|marca\w*|contact\w*|numero de contacto|sms|fax|anexo|msisdn)\b/;

/** Words that say what else a number is. */
const OTHER =
  /(?:\b(?:order|orden|pedido|compra|venta|factura|boleta|folio|invoice|ticket|caso|case|guia|tracking|seguimiento|envio|id|ids|n[°ºo.]|nro|no|num|numero|number|ref|referencia|reference|codigo|cod|code|sku|serie|serial|lote|batch|build|version|ver|v|monto|total|amount|precio|price|valor|saldo|clp|usd|pesos|uf|ley|law|decreto|rol|causa|expediente|cuenta|account|transaccion|transaction|tx|operacion|comprobante|voucher|contrato|poliza|epoch|timestamp|ts|unix|bytes|size|tokens|seed|port|pid|isbn|issn|ean|doi|pmid|asin|imei|mac|lat|lon|lng)\b[\s:=#."'(-]{0,4}|#\s?)$/;

/** Dates, IP addresses, versions, amounts with their thousands apart. */
const OTHER_SHAPES =
  /^(?:4[-./ ]?2[-./ ]?2|2[-./ ]2[-./ ][24]|1[-./]\d[-./][24]|4-2-2 .*|[123]\.[123]\.[123]\.[123]|[123](?:\.3)+(?:\.[12])?|\d+\.\d+|\d+\/.*|.*\/\d+)$/;

/** How phone numbers are grouped that nobody says are any: at the end four digits, or threes, or pairs. */
const TYPICAL =
  /^(?:\d(?:[- .]\d)*[- .]?4|3[- ]3[- ]3|1[- ]2(?:[- ]2){3}|2(?:[- ]2){3,4}|1[- ]8|3[- ]3[- ]2[- ]2|1[- ]3[- ]2[- ]3)$/;

/** A mobile number of Chile or Peru, or with Chile's country code, as people type it without thinking. */
const BARE = /^(?:9[1-9]\d{7}|569[1-9]\d{7})$/;

/** Tells phone numbers from other numbers: international ones by libphonenumber, national ones of the given countries
 *  by how they are grouped as well, and bare digits by the words before them. */
export function phoneMatcher(countries: readonly string[]): (candidate: Candidate) => boolean {
  const supported = countries.filter((country) => isSupportedCountry(country));
  const lengths = new Map(supported.map((country) => [country, possibleLengths(country)]));

  return (candidate) => {
    const { digits } = candidate;
    if (digits.length < 7 || digits.length > 15 || !candidate.isWhole(candidate.end)) return false;
    if (candidate.hasPlus) return isInternational(candidate);
    if (candidate.groups.some(({ joint }) => joint === "/" || joint === ",")) return false;
    const isCalledPhone = WORDS.test(candidate.before) && !OTHER.test(candidate.before);
    if (!isCalledPhone && !looksLikePhone(candidate)) return false;
    return isNational(digits) || isWithoutPlus(digits);
  };

  function isNational(digits: string): boolean {
    return supported.some((country) => {
      const possible = lengths.get(country);
      if (possible === undefined || !possible.has(digits.length)) return false;
      return parsePhoneNumberFromString(digits, country)?.isValid() === true;
    });
  }
}

/** Lengths that a number of the country may have, with up to three digits before it to leave its area. */
function possibleLengths(country: CountryCode): ReadonlySet<number> {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const lengths = metadata.numberingPlan?.possibleLengths() ?? [];
  return new Set(lengths.flatMap((length) => [length, length + 1, length + 2, length + 3]));
}

function isInternational(candidate: Candidate): boolean {
  const number = parsePhoneNumberFromString(`+${candidate.digits}`);
  if (number === undefined) return false;
  return (
    number.isValid() || (number.isPossible() && (WORDS.test(candidate.before) || candidate.groups.length > 2))
  );
}

function isWithoutPlus(digits: string): boolean {
  if (digits.length < 10) return false;
  return parsePhoneNumberFromString(`+${digits.replace(/^00/, "")}`)?.isValid() === true;
}

function looksLikePhone(candidate: Candidate): boolean {
  const { digits, shape } = candidate;
  if (!candidate.isFree(candidate.end) || OTHER.test(candidate.before)) return false;
  if (candidate.groups.length === 1) return BARE.test(digits);
  if (candidate.hasBrackets) return true;
  return TYPICAL.test(shape) && !OTHER_SHAPES.test(shape);
}

/** Whether words, lower-case and without accents, say that a number is a phone's. */
export function namesPhone(words: string): boolean {
  return WORDS.test(words);
}
