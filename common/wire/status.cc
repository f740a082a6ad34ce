#include "common/wire/status.h"

#include <algorithm>
#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "common/limits.h"
#include "common/utf8.h"

namespace ogi::wire {
namespace {

constexpr absl::string_view kTypePrefix = "type.googleapis.com/";

void KeepWithinLimit(google::rpc::Status& status) {
  while (status.ByteSizeLong() > limits::kMaxErrorBytes && status.details_size() > 0) {
    int largest = 0;
    for (int i = 1; i < status.details_size(); ++i) {
      if (status.details(i).value().size() > status.details(largest).value().size()) largest = i;
    }
    status.mutable_details()->DeleteSubrange(largest, 1);
  }
  status.mutable_message()->resize(CutUtf8(status.message(), limits::kMaxErrorBytes / 2).size());
}

}  // namespace

google::rpc::Status ToProto(const absl::Status& status) {
  google::rpc::Status proto;
  proto.set_code(static_cast<int>(status.code()));
  proto.set_message(std::string(status.message()));
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    if (!absl::StartsWith(url, kTypePrefix)) return;
    auto* detail = proto.add_details();
    detail->set_type_url(std::string(url));
    detail->set_value(std::string(payload));
  });
  // Payloads come in any order; the same failure is the same bytes.
  std::sort(proto.mutable_details()->begin(), proto.mutable_details()->end(),
            [](const auto& a, const auto& b) { return a.type_url() < b.type_url(); });
  KeepWithinLimit(proto);
  return proto;
}

absl::Status FromProto(const google::rpc::Status& proto) {
  absl::Status status(static_cast<absl::StatusCode>(proto.code()), proto.message());
  for (const auto& detail : proto.details()) {
    status.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return status;
}

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status proto = ToProto(status);
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), proto.message(),
                      proto.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status proto;
  if (!status.error_details().empty() && proto.ParseFromString(status.error_details()) &&
      proto.code() == static_cast<int>(status.error_code())) {
    return FromProto(proto);
  }
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
}

}  // namespace ogi::wire
