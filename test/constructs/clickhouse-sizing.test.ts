import fc from "fast-check";
import { queryLimits, serverSettings } from "../../constructs/clickhouse-sizing";

const size = fc.record({
  cpus: fc.double({ min: 0.5, max: 64, noNaN: true }),
  memoryGib: fc.integer({ min: 8, max: 512 }),
  storageGib: fc.integer({ min: 20, max: 16_384 }),
});

const bytes = (gib: number) => gib * 2 ** 30;

describe("ClickHouse of any size", () => {
  it("keeps caches and any one query within its memory", () => {
    fc.assert(
      fc.property(size, (given) => {
        const { mark_cache_size, primary_index_cache_size, max_server_memory_usage_to_ram_ratio } =
          serverSettings(given);
        const caches = Number(mark_cache_size) + Number(primary_index_cache_size);
        const server = bytes(given.memoryGib) * Number(max_server_memory_usage_to_ram_ratio);
        expect(caches + Number(queryLimits(given).max_memory_usage)).toBeLessThan(server);
      }),
    );
  });

  it("spills to disk before it fails", () => {
    fc.assert(
      fc.property(size, (given) => {
        const limits = queryLimits(given);
        expect(Number(limits.max_bytes_before_external_group_by)).toBeLessThan(
          Number(limits.max_memory_usage),
        );
        expect(Number(limits.max_bytes_before_external_sort)).toBeLessThan(Number(limits.max_memory_usage));
      }),
    );
  });

  it("starts: the thresholds of its merge pool fit into the pool", () => {
    fc.assert(
      fc.property(size, (given) => {
        const settings = serverSettings(given);
        const slots = Number(settings.background_pool_size) * 2;
        for (const what of [
          "execute_mutation",
          "lower_max_size_of_merge",
          "execute_optimize_entire_partition",
        ])
          expect(
            Number(settings[`merge_tree/number_of_free_entries_in_pool_to_${what}`]),
          ).toBeLessThanOrEqual(slots);
      }),
    );
  });

  it("stops writing before its volume is full, and merges no more than fits beside the parts", () => {
    fc.assert(
      fc.property(size, (given) => {
        const settings = serverSettings(given);
        expect(
          Number(settings["storage_configuration/disks/default/keep_free_space_bytes"]),
        ).toBeGreaterThanOrEqual(bytes(given.storageGib) / 20);
        expect(Number(settings["merge_tree/max_bytes_to_merge_at_max_space_in_pool"])).toBeLessThanOrEqual(
          bytes(given.storageGib) / 4,
        );
      }),
    );
  });
});
