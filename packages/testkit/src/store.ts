import type {
  Comment,
  Dataset,
  DatasetItem,
  LlmConnection,
  ObservationV2,
  Prompt,
  ScoreConfig,
  ScoreV3,
} from "@langfuse/core";

/** Everything a server holds, in the order in which it came; in memory, and gone with it. */
export class Store {
  /** By trace and id. */
  readonly observations = new Map<string, ObservationV2>();
  readonly scores = new Map<string, ScoreV3>();
  /** By name and version. */
  readonly prompts = new Map<string, Prompt>();
  readonly scoreConfigs = new Map<string, ScoreConfig>();
  /** By name. */
  readonly datasets = new Map<string, Dataset>();
  readonly datasetItems = new Map<string, DatasetItem>();
  /** By provider. */
  readonly llmConnections = new Map<string, LlmConnection>();
  readonly comments = new Map<string, Comment>();
}
