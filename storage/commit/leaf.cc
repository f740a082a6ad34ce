#include "storage/commit/leaf.h"

#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace ogi {
namespace {

// So that no inner node of a tree of leaves looks like a leaf (RFC 6962).
constexpr absl::string_view kLeafPrefix("\0", 1);

}  // namespace

std::string LeafOf(const Stamp& stamp, absl::string_view body_digest) {
  static const std::string& no_body = *new std::string(Sha256(""));
  return Sha256(
      absl::StrCat(kLeafPrefix, EncodeStamp(stamp), body_digest.empty() ? no_body : body_digest));
}

std::string EncodeLeaf(const Stamp& stamp, const LogEntry& entry) {
  return absl::StrCat(EncodeStamp(stamp), LeafOf(stamp, entry.body_digest), entry.record);
}

absl::StatusOr<StoredLeaf> ParseLeaf(absl::string_view value) {
  OGI_ASSIGN_OR_RETURN(const StampedValue stamped, ParseStamped(value));
  if (stamped.record.size() < kLeafBytes) {
    return errors::RecordDamaged(absl::StrCat("a leaf of ", value.size(), " bytes is cut off"));
  }
  return StoredLeaf{stamped.stamp, stamped.record.substr(0, kLeafBytes),
                    stamped.record.substr(kLeafBytes)};
}

}  // namespace ogi
