// Between gRPC and handlers: reads the message, makes the context, runs the handler, writes the
// answer.
//
// Messages are read here, not by generated code, so that one that cannot be read gets an error that
// helps. Whatever may refuse a call before its handler (identity, permission, quota) has its place
// in Adapter::Admit.
#ifndef OGI_SERVICES_SERVER_ADAPTER_H_
#define OGI_SERVICES_SERVER_ADAPTER_H_

#include <google/protobuf/arena.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>
#include <grpcpp/support/slice.h>

#include <functional>
#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "common/wire/status.h"
#include "services/handler/environment.h"
#include "services/handler/report_resource.h"
#include "services/handler/step.h"
#include "services/server/executor.h"
#include "services/server/metrics.h"
#include "services/server/mutation.h"

namespace ogi {

template <typename Request, typename Response>
using ReadHandler = absl::StatusOr<Response> (*)(const Environment&, const RequestContext&,
                                                 const Request&);
template <typename Request, typename Response>
using ChangeHandler = absl::StatusOr<Step<Response>> (*)(const Environment&, const RequestContext&,
                                                         const Request&);

// Where a reading handler runs: what reads a few keys on the transport's thread, what scans
// elsewhere.
enum class RunOn { kTransport, kExecutor };

// What came over the wire, in one piece. Errors: RESOURCE_EXHAUSTED (TooLarge).
absl::StatusOr<grpc::Slice> ReadBytes(const grpc::ByteBuffer& bytes);

// Errors: INVALID_ARGUMENT (MalformedMessage).
absl::Status ParseMessage(const grpc::Slice& bytes, google::protobuf::MessageLite* message);

template <typename Message>
grpc::Status WriteMessage(const Message& message, grpc::ByteBuffer* bytes) {
  bool own_buffer = false;
  return grpc::SerializationTraits<Message>::Serialize(message, bytes, &own_buffer);
}

// A report goes out as it is stored.
grpc::Status WriteMessage(const StoredRevision& stored, grpc::ByteBuffer* bytes);

class Adapter {
 public:
  // All outlive it.
  Adapter(Environment environment, MutationRuntime runtime, Metrics* metrics);

  // Serves a method that reads.
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Read(grpc::CallbackServerContext* transport, const grpc::ByteBuffer* in,
                                 grpc::ByteBuffer* out, MethodMetrics* metrics, RunOn run_on,
                                 ReadHandler<Request, Response> handler) {
    grpc::ServerUnaryReactor* const reactor = transport->DefaultReactor();
    auto call = Begin<Request>(*transport, reactor, in, out, metrics);
    if (call == nullptr) return reactor;
    auto work = [this, call, handler] {
      const absl::StatusOr<Response> response =
          handler(environment_, call->context, *call->request);
      call->Finish(response);
    };
    if (run_on == RunOn::kTransport) {
      work();
    } else if (!runtime_.executor->Run(std::move(work))) {
      call->Fail(errors::Overloaded(kBusyRetry));
    }
    return call->reactor;
  }

  // Serves a method that changes something.
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Change(grpc::CallbackServerContext* transport,
                                   const grpc::ByteBuffer* in, grpc::ByteBuffer* out,
                                   MethodMetrics* metrics,
                                   std::function<absl::StatusOr<Step<Response>>(
                                       const Environment&, const RequestContext&, const Request&)>
                                       handler) {
    grpc::ServerUnaryReactor* const reactor = transport->DefaultReactor();
    auto call = Begin<Request>(*transport, reactor, in, out, metrics);
    if (call == nullptr) return reactor;
    MutationRuntime runtime = runtime_;
    runtime.in_place = true;
    Mutation<Response>::Run(
        runtime,
        [this, call, handler = std::move(handler)] {
          return handler(environment_, call->context, *call->request);
        },
        [call](absl::StatusOr<Response> response) { call->Finish(response); });
    return call->reactor;
  }

  // The context of one item of a stream.
  RequestContext ItemContext(const grpc::CallbackServerContext& transport) const;

  const Environment& environment() const { return environment_; }
  const MutationRuntime& runtime() const { return runtime_; }
  Metrics* metrics() const { return metrics_; }

 private:
  static constexpr absl::Duration kBusyRetry = absl::Milliseconds(200);

  template <typename Request>
  struct Call {
    grpc::Slice bytes;
    google::protobuf::Arena arena;
    const Request* request = nullptr;
    RequestContext context;
    grpc::ServerUnaryReactor* reactor = nullptr;
    grpc::ByteBuffer* out = nullptr;
    MethodMetrics* metrics = nullptr;
    absl::Time begin;

    template <typename Response>
    void Finish(const absl::StatusOr<Response>& response) {
      if (!response.ok()) return Fail(response.status());
      metrics->Count(absl::StatusCode::kOk, absl::Now() - begin);
      reactor->Finish(WriteMessage(*response, out));
    }

    void Fail(const absl::Status& status) {
      metrics->Count(status.code(), absl::Now() - begin);
      reactor->Finish(FailureToGrpc(status));
    }
  };

  template <typename Request>
  static absl::Status ReadRequest(const grpc::ByteBuffer& in, Call<Request>* call) {
    OGI_ASSIGN_OR_RETURN(call->bytes, ReadBytes(in));
    call->context.message = {reinterpret_cast<const char*>(call->bytes.begin()),
                             call->bytes.size()};
    auto* request = google::protobuf::Arena::CreateMessage<Request>(&call->arena);
    call->request = request;
    return ParseMessage(call->bytes, request);
  }

  // Null when the call has been refused and finished. A call has one reactor: asking the transport
  // for it a second time would make it anew and lose what was finished.
  template <typename Request>
  std::shared_ptr<Call<Request>> Begin(const grpc::CallbackServerContext& transport,
                                       grpc::ServerUnaryReactor* reactor,
                                       const grpc::ByteBuffer* in, grpc::ByteBuffer* out,
                                       MethodMetrics* metrics) {
    auto call = std::make_shared<Call<Request>>();
    call->begin = absl::Now();
    call->reactor = reactor;
    call->out = out;
    call->metrics = metrics;
    absl::Status status = Admit(transport, &call->context);
    if (status.ok()) status = ReadRequest(*in, call.get());
    if (status.ok()) return call;
    call->Fail(status);
    return nullptr;
  }

  // Who calls, since when, until when; and whether they may.
  absl::Status Admit(const grpc::CallbackServerContext& transport, RequestContext* context) const;

  // To the wire; what an operator must know goes to the log.
  static grpc::Status FailureToGrpc(const absl::Status& status);

  const Environment environment_;
  const MutationRuntime runtime_;
  Metrics* const metrics_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_ADAPTER_H_
