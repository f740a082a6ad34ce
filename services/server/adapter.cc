#include "services/server/adapter.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
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

void TellQuota(const QuotaState& quota, grpc::CallbackServerContext* transport) {
  if (quota.limit == 0) return;
  transport->AddTrailingMetadata("ogi-quota-limit", absl::StrCat(quota.limit));
  transport->AddTrailingMetadata("ogi-quota-remaining", absl::StrCat(quota.remaining));
  transport->AddTrailingMetadata("ogi-quota-reset-ms",
                                 absl::StrCat(absl::ToInt64Milliseconds(quota.reset)));
}

Adapter::Adapter(Environment environment, MutationRuntime runtime, const Gate* gate,
                 OpenStreams* streams, Metrics* metrics)
    : environment_(std::move(environment)),
      runtime_(runtime),
      gate_(gate),
      streams_(streams),
      metrics_(metrics) {}

Method Adapter::MethodOf(absl::string_view name) const {
  return {FindPermissionRow(name), metrics_->Method(name)};
}

absl::Status Adapter::SetTimes(const grpc::CallbackServerContext& transport,
                               RequestContext* context) const {
  context->receive_time = environment_.clock->Now();
  context->deadline = DeadlineOf(transport, context->receive_time);
  if (context->deadline <= context->receive_time) return errors::DeadlinePassed();
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Gate::OpenedStream>> Adapter::OpenItems(
    grpc::CallbackServerContext* transport, const Method& method) const {
  RequestContext context;
  context.receive_time = environment_.clock->Now();
  Passage passage;
  absl::Status status = gate_->Identify(*transport, method.row, /*bytes=*/0, &context, &passage);
  if (status.ok()) {
    auto opened = gate_->OpenStream(context, passage);
    if (opened.ok()) return opened;
    status = opened.status();
  }
  TellQuota(passage.quota, transport);
  gate_->Record(passage, context, status).IgnoreError();
  return status;
}

grpc::Status Adapter::FailureToGrpc(const absl::Status& status) {
  LogFailure(status);
  return wire::ToGrpc(status);
}

}  // namespace ogi
