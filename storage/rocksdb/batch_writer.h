// Puts the writes of a batch into RocksDB's form (see database.h).
#ifndef OGI_STORAGE_ROCKSDB_BATCH_WRITER_H_
#define OGI_STORAGE_ROCKSDB_BATCH_WRITER_H_

#include <rocksdb/write_batch.h>

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "storage/rocksdb/database.h"
#include "storage/store.h"

namespace ogi {

class BatchWriter {
 public:
  // Bytes to set aside for them.
  static size_t SizeOf(absl::Span<const Write> writes);
  static size_t SizeOf(const Commit& commit) {
    return SizeOf(commit.writes) + commit.note.size() + 96;
  }

  // What is passed outlives the writer. `bytes`: of all that will be added.
  BatchWriter(const Database& database, absl::string_view partition, size_t bytes)
      : database_(database), partition_(partition.data(), partition.size()), batch_(bytes) {}

  // `prefix` goes before each value.
  void Add(absl::Span<const Write> writes, Version version, absl::string_view prefix);
  void Put(const std::string& key, Version version, absl::string_view prefix,
           const std::string& value);

  rocksdb::WriteBatch* batch() { return &batch_; }

 private:
  const Database& database_;
  const rocksdb::Slice partition_;
  rocksdb::WriteBatch batch_;
};

}  // namespace ogi

#endif  // OGI_STORAGE_ROCKSDB_BATCH_WRITER_H_
