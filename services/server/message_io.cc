#include "services/server/message_io.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>
#include <zlib.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/string_view.h"
#include "common/errors.h"
#include "common/limits.h"

namespace ogi {
namespace {

absl::string_view View(const grpc::Slice& slice) {
  return {reinterpret_cast<const char*>(slice.begin()), slice.size()};
}

// The transport says that a connection may send packed messages, not whether this one is: by the
// first byte. No protobuf message begins with it: it would be a field of a wire type there is not.
bool IsPacked(absl::string_view bytes) { return !bytes.empty() && bytes.front() == '\x1f'; }

absl::StatusOr<std::string> Unpack(absl::string_view packed) {
  // The window of zlib, and a header of gzip.
  constexpr int kGzip = 15 + 16;
  constexpr size_t kMost = limits::kMaxMessageBytes;
  z_stream stream = {};
  if (inflateInit2(&stream, kGzip) != Z_OK) return errors::InternalFault("zlib cannot begin");
  const absl::Cleanup end = [&stream] { inflateEnd(&stream); };
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string unpacked;
  int result = Z_OK;
  while (result == Z_OK) {
    const size_t done = unpacked.size();
    // One byte more than allowed tells that there is more.
    unpacked.resize(std::min(kMost + 1, std::max<size_t>(4096, done * 2)));
    if (unpacked.size() == done) return errors::TooLarge("message", done, kMost);
    stream.next_out = reinterpret_cast<Bytef*>(unpacked.data() + done);
    stream.avail_out = static_cast<uInt>(unpacked.size() - done);
    result = inflate(&stream, Z_NO_FLUSH);
    unpacked.resize(unpacked.size() - stream.avail_out);
  }
  if (result != Z_STREAM_END || stream.avail_in != 0) return errors::MalformedMessage();
  if (unpacked.size() > kMost) return errors::TooLarge("message", unpacked.size(), kMost);
  return unpacked;
}

}  // namespace

absl::StatusOr<grpc::Slice> ReadBytes(const grpc::ByteBuffer& bytes) {
  if (bytes.Length() > limits::kMaxMessageBytes) {
    return errors::TooLarge("message", bytes.Length(), limits::kMaxMessageBytes);
  }
  grpc::Slice slice;
  if (bytes.Length() > 0 && !bytes.TrySingleSlice(&slice).ok() &&
      !bytes.DumpToSingleSlice(&slice).ok()) {
    return errors::MalformedMessage();
  }
  if (!IsPacked(View(slice))) return slice;
  absl::StatusOr<std::string> unpacked = Unpack(View(slice));
  if (!unpacked.ok()) return unpacked.status();
  return grpc::Slice(*unpacked);
}

std::optional<int64_t> IndexOf(const grpc::ByteBuffer& item) {
  using google::protobuf::internal::WireFormatLite;
  grpc::Slice slice;
  if (!item.TrySingleSlice(&slice).ok() && !item.DumpToSingleSlice(&slice).ok()) {
    return std::nullopt;
  }
  google::protobuf::io::CodedInputStream in(slice.begin(), static_cast<int>(slice.size()));
  while (const uint32_t tag = in.ReadTag()) {
    if (tag == WireFormatLite::MakeTag(1, WireFormatLite::WIRETYPE_VARINT)) {
      uint64_t index = 0;
      if (!in.ReadVarint64(&index)) return std::nullopt;
      return static_cast<int64_t>(index);
    }
    if (!WireFormatLite::SkipField(&in, tag)) return std::nullopt;
  }
  if (!in.ConsumedEntireMessage()) return std::nullopt;
  return 0;
}

absl::Status ParseMessage(const grpc::Slice& bytes, google::protobuf::MessageLite* message) {
  if (message->ParseFromArray(bytes.begin(), static_cast<int>(bytes.size()))) {
    return absl::OkStatus();
  }
  return errors::MalformedMessage();
}

grpc::Status WriteMessage(const StoredRevision& stored, grpc::ByteBuffer* bytes) {
  const grpc::Slice slices[] = {grpc::Slice(stored.revision.SerializeAsString()),
                                grpc::Slice(stored.stored_fields)};
  *bytes = grpc::ByteBuffer(slices, std::size(slices));
  return grpc::Status::OK;
}

}  // namespace ogi
