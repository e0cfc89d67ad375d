/** Names of nobody in particular, in the languages the services are used in. */
export const FIRST_NAMES = [
  ..."Ana Luis José María Camila Diego Sofía Martín Valentina Ignacio Antonia Matías Javiera Benjamín Fernanda".split(
    " ",
  ),
  ..."João Beatriz Thiago Letícia Emma Oliver Noah Grace Ximena Ramón Núria Iñaki Begoña Óscar Zoë".split(
    " ",
  ),
];
export const LAST_NAMES = [
  ..."Pérez González Muñoz Rojas Díaz Soto Contreras Silva Martínez Sepúlveda Morales Fuentes Núñez Araya".split(
    " ",
  ),
  ..."Souza Oliveira Ferreira Smith Johnson Brown O'Neil Quispe Mamani Ñanco Huenchumil Vásquez Ibáñez".split(
    " ",
  ),
];

/** Without accents, lower-case, as in an address. */
export function ascii(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
}
