/** The masking engine: personal data and secrets out of text, JSON and OTLP, before any of it reaches Langfuse. */
export type { ApiPaths } from "./json/api";
export { createMasker, type MaskedDocument, type Masker } from "./masker";
export { CLASSES, MASKING_ERROR, type MaskingClass, type MaskingPolicy, maskingPolicy } from "./policy";
export { STRUCTURAL_KEYS } from "./policy/structural-keys";
export { Tally } from "./tally";
