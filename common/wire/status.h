// absl::Status to gRPC's and back, details included. The only place that knows both.
#ifndef OGI_COMMON_WIRE_STATUS_H_
#define OGI_COMMON_WIRE_STATUS_H_

#include <grpcpp/support/status.h>

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"

namespace ogi::wire {

// Payloads whose URL names a protobuf type become details; others stay in the process. What would
// not fit into limits::kMaxErrorBytes is left out, the largest details first, the message cut last.
google::rpc::Status ToProto(const absl::Status& status);
absl::Status FromProto(const google::rpc::Status& status);

grpc::Status ToGrpc(const absl::Status& status);
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace ogi::wire

#endif  // OGI_COMMON_WIRE_STATUS_H_
