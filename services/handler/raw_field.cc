#include "services/handler/raw_field.h"

#include <google/protobuf/io/coded_stream.h>

#include <cstdint>

#include "absl/strings/str_cat.h"

namespace ogi {
namespace {

using google::protobuf::io::CodedInputStream;
using google::protobuf::io::CodedOutputStream;

enum WireType : uint32_t { kVarint = 0, kFixed64 = 1, kLengthDelimited = 2, kFixed32 = 5 };
constexpr int kWireTypeBits = 3;
constexpr uint32_t kWireTypeMask = 7;

}  // namespace

bool ForEachField(absl::string_view message, absl::FunctionRef<void(const RawValue&)> each) {
  CodedInputStream in(reinterpret_cast<const uint8_t*>(message.data()),
                      static_cast<int>(message.size()));
  while (const uint32_t tag = in.ReadTag()) {
    RawValue value;
    value.field = static_cast<int>(tag >> kWireTypeBits);
    uint32_t length = 0;
    switch (tag & kWireTypeMask) {
      case kVarint:
        if (!in.ReadVarint64(&value.number)) return false;
        each(value);
        continue;
      case kFixed64:
        length = sizeof(uint64_t);
        break;
      case kFixed32:
        length = sizeof(uint32_t);
        break;
      case kLengthDelimited:
        if (!in.ReadVarint32(&length)) return false;
        value.length_delimited = true;
        break;
      default:
        return false;
    }
    const auto begin = static_cast<size_t>(in.CurrentPosition());
    if (length > message.size() - begin) return false;
    value.contents = message.substr(begin, length);
    in.Skip(static_cast<int>(length));
    each(value);
  }
  return static_cast<size_t>(in.CurrentPosition()) == message.size();
}

std::optional<absl::string_view> RawField(absl::string_view message, int field) {
  std::optional<absl::string_view> found;
  int times = 0;
  const bool read = ForEachField(message, [&](const RawValue& value) {
    if (value.field != field) return;
    ++times;
    if (value.length_delimited) found = value.contents;
  });
  return read && times == 1 ? found : std::nullopt;
}

std::string MessageOf(int field, absl::string_view contents) {
  constexpr size_t kMostBytesOfTagAndLength = 10;
  uint8_t head[kMostBytesOfTagAndLength];
  uint8_t* end = CodedOutputStream::WriteTagToArray(
      static_cast<uint32_t>(field) << kWireTypeBits | kLengthDelimited, head);
  end = CodedOutputStream::WriteVarint32ToArray(static_cast<uint32_t>(contents.size()), end);
  return absl::StrCat(
      absl::string_view(reinterpret_cast<const char*>(head), static_cast<size_t>(end - head)),
      contents);
}

}  // namespace ogi
