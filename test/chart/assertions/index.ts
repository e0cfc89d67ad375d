import type { Assertion } from "../assertion";
import { clickhouseAssertions } from "./clickhouse";
import { drainableBudgets, oneBudgetEach } from "./disruption-budgets";
import { uniqueVariables } from "./duplicate-variables";
import { noOwnExposure } from "./exposure";
import { pinnedImages } from "./images";
import { langfuseAssertions } from "./langfuse";
import { monitoringAssertions } from "./monitoring";
import { declaredNamespaces } from "./namespaces";
import { existingNeighbours } from "./neighbours";
import { ownPolicy } from "./network-flows";
import { deniedByDefault } from "./network-policies";
import { oneOwner } from "./ownership";
import { noPlainSecrets } from "./plain-secrets";
import { admittedPods, restrictedPods } from "./pod-security";
import { realQueues } from "./queues";
import { readOnlyRoots } from "./read-only-root";
import { gatedReadiness } from "./readiness-gates";
import { boundedContainers } from "./resources";
import { knownFields } from "./schemas";
import { existingSecrets } from "./secrets";
import { noIdleTokens } from "./service-account-tokens";
import { foundPods } from "./wiring";
import { severalZones } from "./zones";

/** Every assertion, in the order of the report. */
export const assertions: readonly Assertion[] = [
  knownFields,
  admittedPods,
  restrictedPods,
  readOnlyRoots,
  pinnedImages,
  boundedContainers,
  existingSecrets,
  existingNeighbours,
  noPlainSecrets,
  noIdleTokens,
  uniqueVariables,
  drainableBudgets,
  oneBudgetEach,
  severalZones,
  gatedReadiness,
  declaredNamespaces,
  deniedByDefault,
  ownPolicy,
  foundPods,
  noOwnExposure,
  oneOwner,
  realQueues,
  ...clickhouseAssertions,
  ...langfuseAssertions,
  ...monitoringAssertions,
];
