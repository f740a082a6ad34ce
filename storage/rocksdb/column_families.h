// RocksDB's column families: where which key lives.
#ifndef OGI_STORAGE_ROCKSDB_COLUMN_FAMILIES_H_
#define OGI_STORAGE_ROCKSDB_COLUMN_FAMILIES_H_

#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"
#include "storage/keys/keys.h"

namespace ogi {

// Every data directory has them all, under these names: add at the end, never change or remove one.
enum class ColumnFamily : size_t {
  // All that is small.
  kDefault = 0,
  // keys::Payload: large values, seldom read.
  kPayload = 1,
};
inline constexpr std::array<const char*, 2> kColumnFamilyNames = {"default", "payload"};
inline constexpr size_t kColumnFamilies = kColumnFamilyNames.size();

// `key` is the key as the Store sees it.
inline ColumnFamily ColumnFamilyOf(absl::string_view key) {
  return keys::IsPayload(key) ? ColumnFamily::kPayload : ColumnFamily::kDefault;
}

}  // namespace ogi

#endif  // OGI_STORAGE_ROCKSDB_COLUMN_FAMILIES_H_
