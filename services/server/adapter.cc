#include "services/server/adapter.h"

#include <algorithm>
#include <chrono>

#include "common/limits.h"
#include "domain/permission/permission.h"

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

Adapter::Adapter(Parts parts) : parts_(std::move(parts)) {
  for (const PermissionRow& row : PermissionTable()) {
    methods_[row.method] = {&row, parts_.metrics->Method(row.method)};
  }
}

Method Adapter::MethodOf(absl::string_view name) const {
  const auto found = methods_.find(name);
  return found == methods_.end() ? Method{nullptr, parts_.metrics->Method(name)} : found->second;
}

absl::Status Adapter::CheckClock() const {
  const absl::Duration error = parts_.clock->Error();
  return error == absl::ZeroDuration() ? absl::OkStatus() : errors::ClockNotTrusted(error);
}

absl::Status Adapter::SetTimes(const grpc::CallbackServerContext& transport,
                               RequestContext* context) const {
  context->receive_time = parts_.environment.clock->Now();
  context->deadline = DeadlineOf(transport, context->receive_time);
  if (context->deadline <= context->receive_time) return errors::DeadlinePassed();
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Gate::OpenedStream>> Adapter::OpenItems(
    grpc::CallbackServerContext* transport, const Method& method) const {
  RequestContext context;
  context.receive_time = parts_.environment.clock->Now();
  Passage passage;
  absl::Status status =
      parts_.gate->Identify(*transport, method.row, /*bytes=*/0, &context, &passage);
  if (status.ok()) {
    auto opened = parts_.gate->OpenStream(context, passage);
    if (opened.ok()) return opened;
    status = opened.status();
  }
  TellQuota(passage.quota, transport);
  parts_.gate->Record(passage, context, status).IgnoreError();
  return status;
}

}  // namespace ogi
