#include "services/server/adapter.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <string>

#include "common/limits.h"
#include "services/server/failure_log.h"

namespace ogi {
namespace {

// The transport's deadline is by the host's clock, which may be behind `now` of ours: only the time
// that is left can be carried over.
absl::Time DeadlineOf(const grpc::CallbackServerContext& transport, absl::Time now) {
  const std::chrono::system_clock::time_point asked = transport.deadline();
  if (asked == std::chrono::system_clock::time_point::max()) return now + limits::kDefaultDeadline;
  return now + std::min(absl::FromChrono(asked) - absl::Now(), limits::kMaxDeadline);
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
  return slice;
}

absl::Status ParseMessage(const grpc::Slice& bytes, google::protobuf::MessageLite* message) {
  if (message->ParseFromArray(bytes.begin(), static_cast<int>(bytes.size()))) {
    return absl::OkStatus();
  }
  return errors::MalformedMessage();
}

grpc::Status WriteMessage(const StoredRevision& stored, grpc::ByteBuffer* bytes) {
  const grpc::Slice slices[] = {grpc::Slice(stored.revision.SerializeAsString()),
                                grpc::Slice(stored.report_field)};
  *bytes = grpc::ByteBuffer(slices, std::size(slices));
  return grpc::Status::OK;
}

Adapter::Adapter(Environment environment, MutationRuntime runtime, Metrics* metrics)
    : environment_(std::move(environment)), runtime_(runtime), metrics_(metrics) {}

RequestContext Adapter::ItemContext(const grpc::CallbackServerContext& transport) const {
  RequestContext context;
  context.actor.set_peer(transport.peer());
  context.actor.set_authenticated(false);
  context.receive_time = environment_.clock->Now();
  context.deadline = context.receive_time + limits::kDefaultDeadline;
  return context;
}

absl::Status Adapter::Admit(const grpc::CallbackServerContext& transport,
                            RequestContext* context) const {
  *context = ItemContext(transport);
  context->deadline = DeadlineOf(transport, context->receive_time);
  if (context->deadline <= context->receive_time) return errors::DeadlinePassed();
  return absl::OkStatus();
}

grpc::Status Adapter::FailureToGrpc(const absl::Status& status) {
  LogFailure(status);
  return wire::ToGrpc(status);
}

}  // namespace ogi
