// Between gRPC and handlers: reads the message, makes the context, runs the handler, writes the
// answer.
//
// Messages are read here, not by generated code, so that one that cannot be read gets an error that
// helps. Identity, permission and quota refuse a call before its handler: services/server/gate.h.
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
#include "common/limits.h"
#include "common/status_macros.h"
#include "common/wire/status.h"
#include "services/handler/environment.h"
#include "services/handler/report_resource.h"
#include "services/handler/step.h"
#include "services/server/executor.h"
#include "services/server/failure_log.h"
#include "services/server/gate.h"
#include "services/server/metrics.h"
#include "services/server/mutation.h"
#include "services/server/open_streams.h"
#include "services/server/resources.h"

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

// Into the trailers: what is left. Once a call.
void TellQuota(const QuotaState& quota, grpc::CallbackServerContext* transport);

// An RPC method, as its service knows it.
struct Method {
  const PermissionRow* row = nullptr;
  MethodMetrics* metrics = nullptr;
};

class Adapter {
 public:
  // All outlive it.
  Adapter(Environment environment, MutationRuntime runtime, const Gate* gate, OpenStreams* streams,
          Metrics* metrics);

  // `name` as in gRPC, e.g. `SubmissionService/SubmitReport`. A method without a row in the table
  // of permissions is nobody's: the build's own check finds it.
  Method MethodOf(absl::string_view name) const;

  // Serves a method that reads.
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Read(grpc::CallbackServerContext* transport, const grpc::ByteBuffer* in,
                                 grpc::ByteBuffer* out, const Method& method, RunOn run_on,
                                 ReadHandler<Request, Response> handler) {
    grpc::ServerUnaryReactor* const reactor = transport->DefaultReactor();
    auto call = Begin<Request>(transport, reactor, in, out, method);
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
                                   const Method& method,
                                   std::function<absl::StatusOr<Step<Response>>(
                                       const Environment&, const RequestContext&, const Request&)>
                                       handler) {
    grpc::ServerUnaryReactor* const reactor = transport->DefaultReactor();
    auto call = Begin<Request>(transport, reactor, in, out, method);
    if (call == nullptr) return reactor;
    MutationRuntime runtime = runtime_;
    runtime.in_place = true;
    Mutation<Response>::Run(
        runtime,
        [this, call, handler = std::move(handler)] {
          return Recorded(call->passage, call->context,
                          handler(environment_, call->context, *call->request));
        },
        [call](absl::StatusOr<Response> response) { call->Finish(response); });
    return call->reactor;
  }

  // The same for one item of a stream: calls `done` once with the answer.
  template <typename Item, typename Response>
  void ChangeItem(const grpc::CallbackServerContext& transport, const Method& method,
                  std::shared_ptr<const Item> item,
                  std::function<absl::StatusOr<Step<Response>>(const Environment&,
                                                               const RequestContext&, const Item&)>
                      handler,
                  std::function<void(absl::StatusOr<Response>)> done) {
    struct ItemCall {
      RequestContext context;
      Passage passage;
      absl::Time begin = absl::Now();
    };
    auto call = std::make_shared<ItemCall>();
    call->context.receive_time = environment_.clock->Now();
    call->context.deadline = call->context.receive_time + limits::kDefaultDeadline;
    auto finish = [this, call, metrics = method.metrics,
                   done = std::move(done)](absl::StatusOr<Response> response) {
      metrics->Count(response.status().code(), absl::Now() - call->begin);
      gate_->Record(call->passage, call->context, response.status()).IgnoreError();
      done(std::move(response));
    };
    absl::Status status = gate_->Identify(transport, method.row, item->ByteSizeLong(),
                                          &call->context, &call->passage);
    if (status.ok()) {
      status = gate_->Permit(ResourceOf(*item), "", &call->context, &call->passage);
    }
    if (!status.ok()) return finish(status);
    Mutation<Response>::Run(
        runtime_,
        [this, call, item, handler = std::move(handler)] {
          return Recorded(call->passage, call->context,
                          handler(environment_, call->context, *item));
        },
        std::move(finish));
  }

  // The way in of a method that takes a stream of items, each of which is a call of its own:
  // opening it counts as one too. Who is not let in is put on record. Errors: UNAUTHENTICATED,
  // RESOURCE_EXHAUSTED (QuotaExceeded).
  absl::StatusOr<std::unique_ptr<Gate::OpenedStream>> OpenItems(
      grpc::CallbackServerContext* transport, const Method& method) const;

  // The way in of a method that streams its answer: what a unary call goes through before its
  // handler, and how it ended.
  template <typename Request>
  struct Admitted {
    Request request;
    RequestContext context;
    Passage passage;
    absl::Status status;
    const Gate* gate = nullptr;
    std::unique_ptr<Gate::OpenedStream> opened;
    MethodMetrics* metrics = nullptr;
    absl::Time begin = absl::Now();

    void End(const absl::Status& ended) {
      LogFailure(ended);
      gate->Record(passage, context, ended).IgnoreError();
      metrics->Count(ended.code(), absl::Now() - begin);
      // Before the caller learns of the end: he may open the next one at once.
      opened.reset();
    }
  };
  template <typename Request>
  std::shared_ptr<Admitted<Request>> Admit(grpc::CallbackServerContext* transport,
                                           const grpc::ByteBuffer& in, const Method& method) {
    auto call = std::make_shared<Admitted<Request>>();
    call->gate = gate_;
    call->metrics = method.metrics;
    call->status = [&]() -> absl::Status {
      OGI_RETURN_IF_ERROR(SetTimes(*transport, &call->context));
      OGI_RETURN_IF_ERROR(
          gate_->Identify(*transport, method.row, in.Length(), &call->context, &call->passage));
      TellQuota(call->passage.quota, transport);
      OGI_ASSIGN_OR_RETURN(call->opened, gate_->OpenStream(call->context, call->passage));
      OGI_ASSIGN_OR_RETURN(const grpc::Slice bytes, ReadBytes(in));
      OGI_RETURN_IF_ERROR(ParseMessage(bytes, &call->request));
      return gate_->Permit(ResourceOf(call->request), RequestIdOf(call->request), &call->context,
                           &call->passage);
    }();
    return call;
  }

  Executor* executor() const { return runtime_.executor; }
  const Environment& environment() const { return environment_; }
  OpenStreams* streams() const { return streams_; }

 private:
  static constexpr absl::Duration kBusyRetry = absl::Milliseconds(200);

  template <typename Request>
  struct Call {
    grpc::Slice bytes;
    google::protobuf::Arena arena;
    const Request* request = nullptr;
    RequestContext context;
    Passage passage;
    const Gate* gate = nullptr;
    grpc::ServerUnaryReactor* reactor = nullptr;
    grpc::ByteBuffer* out = nullptr;
    MethodMetrics* metrics = nullptr;
    absl::Time begin;

    template <typename Response>
    void Finish(const absl::StatusOr<Response>& response) {
      if (!response.ok()) return Fail(response.status());
      const absl::Status recorded = gate->Record(passage, context, absl::OkStatus());
      if (!recorded.ok()) return Fail(recorded);
      metrics->Count(absl::StatusCode::kOk, absl::Now() - begin);
      reactor->Finish(WriteMessage(*response, out));
    }

    void Fail(const absl::Status& status) {
      gate->Record(passage, context, status).IgnoreError();
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
  std::shared_ptr<Call<Request>> Begin(grpc::CallbackServerContext* transport,
                                       grpc::ServerUnaryReactor* reactor,
                                       const grpc::ByteBuffer* in, grpc::ByteBuffer* out,
                                       const Method& method) {
    auto call = std::make_shared<Call<Request>>();
    call->begin = absl::Now();
    call->gate = gate_;
    call->reactor = reactor;
    call->out = out;
    call->metrics = method.metrics;
    absl::Status status = SetTimes(*transport, &call->context);
    if (status.ok()) {
      status =
          gate_->Identify(*transport, method.row, in->Length(), &call->context, &call->passage);
      TellQuota(call->passage.quota, transport);
    }
    if (status.ok()) status = ReadRequest(*in, call.get());
    if (status.ok()) {
      status = gate_->Permit(ResourceOf(*call->request), RequestIdOf(*call->request),
                             &call->context, &call->passage);
    }
    if (status.ok()) return call;
    call->Fail(status);
    return nullptr;
  }

  // A step that commits something also commits the record of who did it.
  template <typename Response>
  absl::StatusOr<Step<Response>> Recorded(const Passage& passage, const RequestContext& context,
                                          absl::StatusOr<Step<Response>> step) const {
    if (step.ok() && !step->response.has_value()) {
      gate_->RecordIn(passage, context, &step->proposal.commit);
    }
    return step;
  }

  // Since when, until when.
  absl::Status SetTimes(const grpc::CallbackServerContext& transport,
                        RequestContext* context) const;

  // To the wire; what an operator must know goes to the log.
  static grpc::Status FailureToGrpc(const absl::Status& status);

  const Environment environment_;
  const MutationRuntime runtime_;
  const Gate* const gate_;
  OpenStreams* const streams_;
  Metrics* const metrics_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_ADAPTER_H_
