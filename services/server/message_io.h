// Messages as they come over the wire and go out: bytes to a protobuf message, and back.
//
// They are read here, not by generated code, so that one that cannot be read gets an error that
// helps; and unpacked here, not by the transport, which knows no limit for what a message becomes.
#ifndef OGI_SERVICES_SERVER_MESSAGE_IO_H_
#define OGI_SERVICES_SERVER_MESSAGE_IO_H_

#include <google/protobuf/message_lite.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/slice.h>
#include <grpcpp/support/status.h>

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/handler/report_resource.h"

namespace ogi {

// What came over the wire, in one piece, unpacked if it was packed with gzip. Nothing beyond
// limits::kMaxMessageBytes is unpacked.
// Errors: RESOURCE_EXHAUSTED (TooLarge), INVALID_ARGUMENT (MalformedMessage).
absl::StatusOr<grpc::Slice> ReadBytes(const grpc::ByteBuffer& bytes);

// The `index` of an item of a stream that cannot be read as a whole: field 1, a varint, 0 if it is
// left out. Nullopt if the bytes break off, or break the wire format, before it is found.
std::optional<int64_t> IndexOf(const grpc::ByteBuffer& item);

// Errors: INVALID_ARGUMENT (MalformedMessage).
absl::Status ParseMessage(const grpc::Slice& bytes, google::protobuf::MessageLite* message);

template <typename Message>
grpc::Status WriteMessage(const Message& message, grpc::ByteBuffer* bytes) {
  bool own_buffer = false;
  return grpc::SerializationTraits<Message>::Serialize(message, bytes, &own_buffer);
}

// A report goes out as it is stored.
grpc::Status WriteMessage(const StoredRevision& stored, grpc::ByteBuffer* bytes);

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_MESSAGE_IO_H_
