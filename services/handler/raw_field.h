// Fields of a message as they come over the wire.
#ifndef OGI_SERVICES_HANDLER_RAW_FIELD_H_
#define OGI_SERVICES_HANDLER_RAW_FIELD_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

namespace ogi {

// One field of a serialized message.
struct RawValue {
  int field = 0;
  bool length_delimited = false;
  // Of a length-delimited one: its contents.
  absl::string_view contents;
  // Of a varint.
  uint64_t number = 0;
};

// Calls `each` with the fields of a message, in order. False where the message has groups or cannot
// be read; it may have been called before that is known.
bool ForEachField(absl::string_view message, absl::FunctionRef<void(const RawValue&)> each);

// The contents of the length-delimited `field` of a serialized message, which must outlive them.
// Absent where the field is not there exactly once (protobuf merges several into one), or where the
// message has groups or cannot be read.
std::optional<absl::string_view> RawField(absl::string_view message, int field);

// A message of one field with these contents.
std::string MessageOf(int field, absl::string_view contents);

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_RAW_FIELD_H_
