// Stored records and their envelopes: a stamp, then the record as protobuf.
#ifndef OGI_SERVICES_HANDLER_RECORDS_H_
#define OGI_SERVICES_HANDLER_RECORDS_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "google/protobuf/timestamp.pb.h"
#include "ogi/v1/receipt.pb.h"
#include "storage/commit/stamp.h"
#include "storage/store.h"

namespace ogi {

template <typename Message>
struct Record {
  Message message;
  Stamp stamp;
  Version version = kAbsent;
};

// Nullopt for an absent item. Errors: DATA_LOSS (RecordDamaged).
template <typename Message>
absl::StatusOr<std::optional<Record<Message>>> ParseRecord(const std::optional<Item>& item) {
  if (!item.has_value()) return std::nullopt;
  OGI_ASSIGN_OR_RETURN(StampedValue value, ParseStamped(item->value));
  Record<Message> record;
  record.stamp = value.stamp;
  record.version = item->version;
  if (!record.message.ParseFromArray(value.record.data(), static_cast<int>(value.record.size()))) {
    return errors::RecordDamaged(absl::StrCat(Message::descriptor()->full_name(), " under key ",
                                              absl::BytesToHexString(item->key)));
  }
  return record;
}

// The same for one that must be there.
template <typename Message>
absl::StatusOr<Record<Message>> ParsePresentRecord(const std::optional<Item>& item,
                                                   absl::string_view what) {
  OGI_ASSIGN_OR_RETURN(std::optional<Record<Message>> record, ParseRecord<Message>(item));
  if (!record.has_value()) return errors::RecordDamaged(absl::StrCat(what, " is missing"));
  return *std::move(record);
}

// The same of a key whose absence says that there is nothing yet: empty, of version kAbsent.
// Errors: UNAVAILABLE, DATA_LOSS.
template <typename Message>
absl::StatusOr<Record<Message>> ReadOrEmpty(const Reader& store, absl::string_view partition,
                                            const std::string& key) {
  OGI_ASSIGN_OR_RETURN(const std::optional<Item> item, store.Get(partition, key));
  OGI_ASSIGN_OR_RETURN(std::optional<Record<Message>> record, ParseRecord<Message>(item));
  return record.has_value() ? *std::move(record) : Record<Message>();
}

// Names a version to callers, and back: what is no etag is kAbsent.
std::string EtagOf(Version version);

google::protobuf::Timestamp ToTimestamp(absl::Time time);
v1::Position PositionOf(absl::string_view partition, const Stamp& stamp);

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_RECORDS_H_
