#include "storage/rocksdb/options.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/statistics.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

#include "storage/rocksdb/column_families.h"

namespace ogi {
namespace {

rocksdb::DBOptions DatabaseOptions(const RocksDbOptions& options) {
  rocksdb::DBOptions database;
  if (options.env != nullptr) database.env = options.env;
  database.create_if_missing = options.create_if_missing;
  database.create_missing_column_families = true;

  // A crash may tear the end of the log: what was synced lies before it, and nothing after counts.
  database.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  // A log file that is missing, or shorter than it was when closed, is damage and not a torn end.
  database.track_and_verify_wals_in_manifest = true;
  // A reopening after a failed sync relies on this: the log's contents are written anew, and
  // synced.
  database.avoid_flush_during_recovery = false;
  database.wal_compression = options.compress_log ? rocksdb::kZSTD : rocksdb::kNoCompression;
  // Bounds what a restart reads.
  database.max_total_wal_size = uint64_t{128} << 20;

  // Fail stop: RocksDB does not go on by itself after an error (rocksdb_store.h).
  database.max_bgerror_resume_count = 0;

  database.max_background_jobs = 2;
  database.write_buffer_manager =
      std::make_shared<rocksdb::WriteBufferManager>(options.write_buffer_bytes);
  database.statistics = rocksdb::CreateDBStatistics();
  // Counts, and no clock reads.
  database.statistics->set_stats_level(rocksdb::StatsLevel::kExceptTimers);
  database.stats_dump_period_sec = 0;
  database.stats_persist_period_sec = 0;

  // Below the usual limit of 1,024 open files, with room for connections.
  database.max_open_files = 500;
  // Opening must be quick however many files there are; none of these is needed for correctness.
  database.skip_stats_update_on_db_open = true;
  database.max_log_file_size = size_t{4} << 20;
  database.keep_log_file_num = 5;
  return database;
}

rocksdb::BlockBasedTableOptions TableOptions(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  // One report or so: a read unpacks a whole block.
  table.block_size = size_t{4} << 10;
  table.format_version = 5;
  // Indexes and filters count against the cache, so that memory has one bound.
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  // In small pieces: the index of a large file as one block is larger than the cache can hold, and
  // every read would unpack it anew.
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
  // Most point reads are of keys that are absent: markers of new tokens.
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  return table;
}

}  // namespace

EngineOptions MakeEngineOptions(const RocksDbOptions& options) {
  const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(options.block_cache_bytes);

  rocksdb::ColumnFamilyOptions small;
  small.level_compaction_dynamic_level_bytes = true;
  small.write_buffer_size = options.write_buffer_bytes / 4;
  // Zstandard packs closer, but unpacking it took a tenth of the time of a read.
  small.compression = rocksdb::kLZ4Compression;
  // As TableOptions' filter, for what is still in memory.
  small.memtable_whole_key_filtering = true;
  small.memtable_prefix_bloom_size_ratio = 0.02;
  small.table_factory.reset(rocksdb::NewBlockBasedTableFactory(TableOptions(cache)));

  rocksdb::ColumnFamilyOptions payload = small;
  // Larger, so that payloads reach their first file in few and long runs.
  payload.write_buffer_size = options.write_buffer_bytes / 2;
  // Nobody asks for a payload without knowing that it is there.
  payload.optimize_filters_for_hits = true;
  // RocksDB's secondary instances lose values that lie in blob files.
  payload.enable_blob_files = false;

  EngineOptions engine;
  engine.database = DatabaseOptions(options);
  engine.column_families = {{kColumnFamilyNames[0], small}, {kColumnFamilyNames[1], payload}};
  return engine;
}

}  // namespace ogi
