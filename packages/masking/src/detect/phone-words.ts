import type { Words } from "../text/context";

/** Words that say that a number is a phone's: es, pt, en. */
const PHONE = new Set(
  (
    "tel tfno telefono telefonos telefone telephone fono fonos fon fone phone phones phonenumber cel celu celular " +
    "celulares cell cellphone movil mobile whatsapp whatsap wsp wa zap ligue ligar sms fax msisdn marcar marque marca"
  ).split(" "),
);
const PHONE_STEM = /^(?:llam|call|contact)/;

/** Words that say what else a number is. */
const OTHER = new Set(
  (
    "order orders orden pedido compra venta factura boleta folio invoice inv ticket caso case guia tracking seguimiento " +
    "envio id ids ref referencia reference codigo cod code sku serie serial lote batch build version ver v monto total " +
    "amount precio price valor saldo clp usd pesos uf ley law decreto rol causa expediente cuenta account transaccion " +
    "transaction tx operacion comprobante voucher contrato poliza epoch timestamp ts unix bytes size tokens seed port pid " +
    "isbn issn ean doi pmid asin imei mac lat lon lng created updated started ended expires time iat exp cp zip n° nº nro"
  ).split(" "),
);

/** Words that may stand between such a word and the number. */
const FILLERS = new Set("numero number num no n de of the is es at electronica".split(" "));
const MOST_FILLERS = 4;

/** Whether words say that a number is a phone's. */
export function namesPhone(words: readonly string[]): boolean {
  return words.some((word) => PHONE.has(word) || PHONE_STEM.test(word));
}

/** Whether the words right before a number say that it is something else. */
export function namesOther({ words, isNextTo }: Words): boolean {
  if (!isNextTo) return false;
  for (const word of words.slice(0, MOST_FILLERS)) {
    if (OTHER.has(word)) return true;
    if (!FILLERS.has(word)) return false;
  }
  return false;
}
