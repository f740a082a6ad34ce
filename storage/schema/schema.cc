#include "storage/schema/schema.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/big_endian.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "storage/keys/codec.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

// On disk: the version, 4 bytes, big-endian.
std::string Encode(uint32_t version) {
  std::string bytes;
  AppendBigEndian(version, sizeof(version), bytes);
  return bytes;
}

absl::StatusOr<uint32_t> Decode(absl::string_view bytes) {
  if (bytes.size() != 4) return errors::RecordDamaged("the schema version is not 4 bytes");
  return static_cast<uint32_t>(ReadBigEndian(bytes));
}

absl::Status Init(Store* store, const std::string& key) {
  // Nobody writes before the version is written, so one look at what an installation has first will
  // do.
  OGI_ASSIGN_OR_RETURN(Page local, store->Scan(kLocalPartition, Range{}, ScanLimits{1}));
  OGI_ASSIGN_OR_RETURN(Page lookup, store->Scan(kLookupPartition, Range{}, ScanLimits{1}));
  if (!local.items.empty() || !lookup.items.empty()) {
    return absl::FailedPreconditionError(
        "数据目录中有记录，但没有格式版本号：目录不完整，请从备份恢复。\n"
        "The data directory has records but no schema version: it is incomplete; restore a "
        "backup.");
  }
  Commit commit;
  // The same token every time: two programs that make the same directory make it once.
  commit.token = Sha256("schema version").substr(0, kTokenBytes);
  commit.writes.push_back(Write{key, Encode(kCurrentSchemaVersion), kAbsent});
  return store->CommitAlone(kLocalPartition, commit);
}

}  // namespace

absl::Span<const MigrationStep> MigrationSteps() { return {}; }

absl::Status CheckOrInitSchema(Store* store) {
  const std::string key = keys::Meta(keys::kSchemaVersion);
  OGI_ASSIGN_OR_RETURN(std::optional<Item> item, store->Get(kLocalPartition, key));
  if (!item.has_value()) return Init(store, key);
  OGI_ASSIGN_OR_RETURN(const uint32_t version, Decode(item->value));
  if (version > kCurrentSchemaVersion) {
    return absl::FailedPreconditionError(absl::StrCat(
        "数据目录的格式版本是 ", version, "，本程序只认识到 ", kCurrentSchemaVersion,
        "：请换用写入该目录的版本或更新的程序。\nThe data directory has schema version ", version,
        "; this program knows none above ", kCurrentSchemaVersion,
        ": use the release that wrote it, or a later one."));
  }
  if (version < kCurrentSchemaVersion) {
    return absl::FailedPreconditionError(absl::StrCat(
        "数据目录的格式版本是 ", version, "，本程序需要 ", kCurrentSchemaVersion,
        "：请先停止服务并备份，再运行 ogid migrate。\nThe data directory has schema version ",
        version, "; this program needs ", kCurrentSchemaVersion,
        ": stop the server, make a backup, then run `ogid migrate`."));
  }
  return absl::OkStatus();
}

}  // namespace ogi
