// How RocksDB is set up. Each setting that is not RocksDB's own has its reason beside it.
#ifndef OGI_STORAGE_ROCKSDB_OPTIONS_H_
#define OGI_STORAGE_ROCKSDB_OPTIONS_H_

#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include <memory>
#include <vector>

#include "storage/rocksdb/rocksdb_store.h"

namespace ogi {

struct EngineOptions {
  rocksdb::DBOptions database;
  // In the order of ColumnFamily.
  std::vector<rocksdb::ColumnFamilyDescriptor> column_families;
};

// Caches, counters and memtable accounts are made once here and shared by every reopening.
EngineOptions MakeEngineOptions(const RocksDbOptions& options);

}  // namespace ogi

#endif  // OGI_STORAGE_ROCKSDB_OPTIONS_H_
