import type { Assertion } from "../../assertion";
import { fittingHeap } from "./heap";
import { longKeepAlive } from "./keep-alive";
import { oneMigrator } from "./migration";
import { passwordsForUrls } from "./passwords";
import { ownPriority } from "./priority";
import { patientProbes } from "./probes";
import { scaledByOne } from "./scaling";
import { graceToStop } from "./shutdown";
import { appliedPolicy, offeredProviders, openToFirstLogin, publicAddress } from "./sign-in";
import { spreadOverZones } from "./spread";
import {
  bucketAddress,
  cacheAddress,
  columnStoreNames,
  databaseAddress,
  databaseVerified,
  externalStores,
} from "./stores";
import { decidedTelemetry, openMetricsPort } from "./telemetry";
import { numericUser } from "./user";
import { filledVariables, readVariables } from "./variables";
import { sameVersion } from "./version";
import { oneWriteMode } from "./write-mode";

/** What must hold for the release of the Langfuse chart. */
export const langfuseAssertions: readonly Assertion[] = [
  sameVersion,
  readVariables,
  filledVariables,
  externalStores,
  databaseAddress,
  databaseVerified,
  cacheAddress,
  columnStoreNames,
  passwordsForUrls,
  bucketAddress,
  oneMigrator,
  oneWriteMode,
  publicAddress,
  offeredProviders,
  openToFirstLogin,
  appliedPolicy,
  decidedTelemetry,
  openMetricsPort,
  numericUser,
  fittingHeap,
  patientProbes,
  longKeepAlive,
  graceToStop,
  ownPriority,
  spreadOverZones,
  scaledByOne,
];
