#include "storage/rocksdb/batch_writer.h"

namespace ogi {
namespace {

// Partition, version, stamp, and what RocksDB adds.
constexpr size_t kOverhead = 48;

}  // namespace

size_t BatchWriter::SizeOf(absl::Span<const Write> writes) {
  size_t bytes = 0;
  for (const Write& write : writes) {
    bytes += write.key.size() + (write.value.has_value() ? write.value->size() : 0) + kOverhead;
  }
  return bytes;
}

void BatchWriter::Add(absl::Span<const Write> writes, Version version, absl::string_view prefix) {
  for (const Write& write : writes) {
    if (write.value.has_value()) {
      Put(write.key, version, prefix, *write.value);
      continue;
    }
    const rocksdb::Slice key[] = {partition_, write.key};
    // Adding to a batch without a size limit does not fail; nor does it below.
    batch_.Delete(database_.family(ColumnFamilyOf(write.key)), rocksdb::SliceParts(key, 2))
        .PermitUncheckedError();
  }
}

void BatchWriter::Put(const std::string& key, Version version, absl::string_view prefix,
                      const std::string& value) {
  const auto encoded = EncodeVersion(version);
  const rocksdb::Slice keys[] = {partition_, key};
  const rocksdb::Slice values[] = {rocksdb::Slice(encoded.data(), encoded.size()),
                                   rocksdb::Slice(prefix.data(), prefix.size()), value};
  batch_
      .Put(database_.family(ColumnFamilyOf(key)), rocksdb::SliceParts(keys, 2),
           rocksdb::SliceParts(values, 3))
      .PermitUncheckedError();
}

}  // namespace ogi
