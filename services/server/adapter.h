// Between gRPC and handlers: admits a call, runs its handler where it belongs, writes the answer.
//
//   Read    a few keys, on the transport's own thread
//   Work    reads of unknown size, and rules: on the executor
//   Change  a change: on the executor too, since rules judge it; a lone one waits for its sync
//   there
//
// What waits for the executor is asked again, when its turn comes, whether anybody still waits for
// it. Identity, quota and permission refuse a call before its handler: services/server/gate.h.
#ifndef OGI_SERVICES_SERVER_ADAPTER_H_
#define OGI_SERVICES_SERVER_ADAPTER_H_

#include <google/protobuf/arena.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>
#include <grpcpp/support/slice.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/memory_budget.h"
#include "common/status_macros.h"
#include "common/trusted_clock.h"
#include "common/wire/status.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"
#include "services/server/executor.h"
#include "services/server/failure_log.h"
#include "services/server/gate.h"
#include "services/server/item_order.h"
#include "services/server/item_stream.h"
#include "services/server/message_io.h"
#include "services/server/metrics.h"
#include "services/server/mutation.h"
#include "services/server/open_streams.h"
#include "services/server/resources.h"

namespace ogi {

// What a handler takes and answers.
template <typename Function>
struct HandlerTypes;
template <typename Req, typename Res>
struct HandlerTypes<absl::StatusOr<Res> (*)(const Environment&, const RequestContext&,
                                            const Req&)> {
  using Request = Req;
  using Response = Res;
};
template <typename Req, typename Res>
struct HandlerTypes<absl::StatusOr<Step<Res>> (*)(const Environment&, const RequestContext&,
                                                  const Req&)> {
  using Request = Req;
  using Response = Res;
};
template <auto kHandler>
using RequestOf = typename HandlerTypes<decltype(kHandler)>::Request;
template <auto kHandler>
using ResponseOf = typename HandlerTypes<decltype(kHandler)>::Response;

// An RPC method, as its service knows it.
struct Method {
  const PermissionRow* row = nullptr;
  MethodMetrics* metrics = nullptr;
};

// A unary call as gRPC's raw methods pass it.
struct WireCall {
  grpc::CallbackServerContext* transport = nullptr;
  const grpc::ByteBuffer* in = nullptr;
  grpc::ByteBuffer* out = nullptr;
};

class Adapter {
 public:
  struct Parts {
    Environment environment;
    MutationRuntime mutations;
    // That of the environment: while it is not trusted, nothing is changed.
    const TrustedClock* clock = nullptr;
    // For Work and Change.
    Executor* executor = nullptr;
    // For what goes through much and yields to the others.
    Executor* background = nullptr;
    const Gate* gate = nullptr;
    OpenStreams* streams = nullptr;
    Metrics* metrics = nullptr;
    MemoryBudget* memory = nullptr;
  };

  // All outlive it.
  explicit Adapter(Parts parts);

  // The three below: `name` as in gRPC, without the package, e.g. `SubmissionService/SubmitReport`.
  template <auto kHandler>
  grpc::ServerUnaryReactor* Read(const WireCall& wire, absl::string_view name) {
    grpc::ServerUnaryReactor* const reactor = wire.transport->DefaultReactor();
    if (auto call = Begin<RequestOf<kHandler>>(wire, reactor, name); call != nullptr) {
      Answer<kHandler>(*call);
    }
    return reactor;
  }

  template <auto kHandler>
  grpc::ServerUnaryReactor* Work(const WireCall& wire, absl::string_view name) {
    grpc::ServerUnaryReactor* const reactor = wire.transport->DefaultReactor();
    auto call = Begin<RequestOf<kHandler>>(wire, reactor, name);
    if (call == nullptr) return reactor;
    RunIfWanted(call, [this, call] { Answer<kHandler>(*call); });
    return reactor;
  }

  template <auto kHandler>
  grpc::ServerUnaryReactor* Change(const WireCall& wire, absl::string_view name) {
    using Response = ResponseOf<kHandler>;
    grpc::ServerUnaryReactor* const reactor = wire.transport->DefaultReactor();
    auto call = Begin<RequestOf<kHandler>>(wire, reactor, name);
    if (call == nullptr) return reactor;
    if (const absl::Status trusted = CheckClock(); !trusted.ok()) {
      call->Fail(trusted);
      return reactor;
    }
    MutationRuntime runtime = parts_.mutations;
    runtime.in_place = true;
    RunIfWanted(call, [this, call, runtime] {
      Mutation<Response>::Run(
          runtime, [this, call] { return Attempt<kHandler>(*call, *call->request); },
          [call](absl::StatusOr<Response> response) { call->Finish(response); });
    });
    return reactor;
  }

  // A stream of items, each of which is a change of its own with an answer of its own: opening it
  // counts as a call too. `window`: items under way at once.
  template <auto kHandler>
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* ChangeItems(
      grpc::CallbackServerContext* transport, absl::string_view name, int window) {
    absl::StatusOr<std::unique_ptr<Gate::OpenedStream>> opened =
        OpenItems(transport, MethodOf(name));
    if (!opened.ok()) return new RefusedStream(opened.status());
    MemoryBudget::Charge memory = parts_.memory->Take(limits::kStreamBytes);
    if (!memory) return new RefusedStream(errors::Overloaded(kBusyRetry));
    return new ItemStream<RequestOf<kHandler>, ResponseOf<kHandler>>(
        {.window = window, .streams = parts_.streams, .memory = parts_.memory}, transport,
        *std::move(opened), std::move(memory),
        [this, transport, method = MethodOf(name), order = std::make_shared<ItemOrder>()](
            std::shared_ptr<const RequestOf<kHandler>> item, auto done) {
          const ItemDependencies dependencies = DependenciesOf(*item);
          order->Begin(dependencies, [=, this](int64_t number) {
            ChangeItem<kHandler>(transport, method, item, [=](ResponseOf<kHandler> answer) {
              // Before the answer: the stream may end with it.
              order->End(number);
              done(std::move(answer));
            });
          });
        });
  }

  // The way in of a method that streams its answer: what a unary call goes through before its
  // handler, and how it ended.
  template <typename Request>
  struct Admitted {
    MemoryBudget::Charge memory;
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
                                           const grpc::ByteBuffer& in, absl::string_view name) {
    auto call = std::make_shared<Admitted<Request>>();
    const Method method = MethodOf(name);
    call->gate = parts_.gate;
    call->metrics = method.metrics;
    call->status = [&]() -> absl::Status {
      OGI_RETURN_IF_ERROR(SetTimes(*transport, &call->context));
      OGI_RETURN_IF_ERROR(parts_.gate->Identify(*transport, method.row, in.Length(), &call->context,
                                                &call->passage));
      TellQuota(call->passage.quota, transport);
      OGI_ASSIGN_OR_RETURN(call->opened, parts_.gate->OpenStream(call->context, call->passage));
      OGI_ASSIGN_OR_RETURN(const grpc::Slice bytes, ReadBytes(in));
      call->memory = parts_.memory->Take(MemoryOfMessage(bytes.size()));
      if (!call->memory) return errors::Overloaded(kBusyRetry);
      OGI_RETURN_IF_ERROR(ParseMessage(bytes, &call->request));
      return parts_.gate->Permit(ResourceOf(call->request), RequestIdOf(call->request),
                                 &call->context, &call->passage);
    }();
    return call;
  }

  Executor* background() const { return parts_.background; }
  const Environment& environment() const { return parts_.environment; }

 private:
  // A unary call under way.
  template <typename Request>
  struct Call {
    grpc::CallbackServerContext* transport = nullptr;
    grpc::ServerUnaryReactor* reactor = nullptr;
    grpc::ByteBuffer* out = nullptr;
    const Gate* gate = nullptr;
    MethodMetrics* metrics = nullptr;
    absl::Time begin = absl::Now();
    MemoryBudget::Charge memory;
    grpc::Slice bytes;
    google::protobuf::Arena arena;
    const Request* request = nullptr;
    RequestContext context;
    Passage passage;

    bool IsCancelled() const { return transport->IsCancelled(); }

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
      LogFailure(status);
      reactor->Finish(wire::ToGrpc(status));
    }
  };

  // One item of a stream under way.
  template <typename ItemRequest, typename ItemAnswer>
  struct ItemCall {
    grpc::CallbackServerContext* transport = nullptr;
    const Gate* gate = nullptr;
    MethodMetrics* metrics = nullptr;
    absl::Time begin = absl::Now();
    std::shared_ptr<const ItemRequest> item;
    std::function<void(ItemAnswer)> done;
    RequestContext context;
    Passage passage;

    bool IsCancelled() const { return transport->IsCancelled(); }

    void Finish(absl::StatusOr<ItemAnswer> response) {
      metrics->Count(response.status().code(), absl::Now() - begin);
      gate->Record(passage, context, response.status()).IgnoreError();
      done(response.ok() ? *std::move(response)
                         : ItemFailure<ItemAnswer>(item->index(), response.status()));
    }
    void Fail(const absl::Status& status) { Finish(status); }
  };

  template <auto kHandler, typename Done>
  void ChangeItem(grpc::CallbackServerContext* transport, const Method& method,
                  std::shared_ptr<const RequestOf<kHandler>> item, Done done) {
    using ItemAnswer = ResponseOf<kHandler>;
    auto call = std::make_shared<ItemCall<RequestOf<kHandler>, ItemAnswer>>();
    call->transport = transport;
    call->gate = parts_.gate;
    call->metrics = method.metrics;
    call->item = std::move(item);
    call->done = std::move(done);
    call->context.receive_time = parts_.environment.clock->Now();
    call->context.deadline = call->context.receive_time + limits::kDefaultDeadline;
    absl::Status status = parts_.gate->Identify(*transport, method.row, call->item->ByteSizeLong(),
                                                &call->context, &call->passage);
    if (status.ok()) status = CheckClock();
    if (!status.ok()) return call->Fail(status);
    RunIfWanted(call, [this, call] {
      Mutation<ItemAnswer>::Run(
          parts_.mutations, [this, call] { return Attempt<kHandler>(*call, *call->item); },
          [call](absl::StatusOr<ItemAnswer> response) { call->Finish(std::move(response)); });
    });
  }

  // On the executor, unless by then nobody waits for it any more.
  template <typename AnyCall, typename Work>
  void RunIfWanted(const std::shared_ptr<AnyCall>& call, Work work) {
    ogi::RunIfWanted(*parts_.executor, *parts_.environment.clock,
                     {.deadline = call->context.deadline,
                      .has_gone = [call] { return call->IsCancelled(); },
                      .fail = [call](const absl::Status& status) { call->Fail(status); }},
                     std::move(work));
  }

  template <auto kHandler, typename AnyCall>
  void Answer(AnyCall& call) const {
    const absl::Status permitted = parts_.gate->Permit(
        ResourceOf(*call.request), RequestIdOf(*call.request), &call.context, &call.passage);
    if (!permitted.ok()) return call.Fail(permitted);
    call.Finish(kHandler(parts_.environment, call.context, *call.request));
  }

  // One attempt at a change. Permission is asked again by each: what it rests on, and what the
  // commit guards, is what the store says then. A step that commits something also commits the
  // record of who did it.
  template <auto kHandler, typename AnyCall>
  absl::StatusOr<Step<ResponseOf<kHandler>>> Attempt(AnyCall& call,
                                                     const RequestOf<kHandler>& request) const {
    OGI_RETURN_IF_ERROR(parts_.gate->Permit(ResourceOf(request), RequestIdOf(request),
                                            &call.context, &call.passage));
    absl::StatusOr<Step<ResponseOf<kHandler>>> step =
        kHandler(parts_.environment, call.context, request);
    if (step.ok() && !step->response.has_value()) {
      parts_.gate->RecordIn(call.passage, call.context, std::move(step->act), step->reason,
                            &step->proposal);
    }
    return step;
  }

  // Null when the call has been refused and finished. A call has one reactor: asking the transport
  // for it a second time would make it anew and lose what was finished.
  template <typename Request>
  std::shared_ptr<Call<Request>> Begin(const WireCall& wire, grpc::ServerUnaryReactor* reactor,
                                       absl::string_view name) {
    const Method method = MethodOf(name);
    auto call = std::make_shared<Call<Request>>();
    call->transport = wire.transport;
    call->reactor = reactor;
    call->out = wire.out;
    call->gate = parts_.gate;
    call->metrics = method.metrics;
    absl::Status status = SetTimes(*wire.transport, &call->context);
    if (status.ok()) {
      status = parts_.gate->Identify(*wire.transport, method.row, wire.in->Length(), &call->context,
                                     &call->passage);
      TellQuota(call->passage.quota, wire.transport);
    }
    if (status.ok()) status = ReadRequest(*wire.in, *call);
    if (status.ok()) return call;
    call->Fail(status);
    return nullptr;
  }

  template <typename Request>
  absl::Status ReadRequest(const grpc::ByteBuffer& in, Call<Request>& call) {
    OGI_ASSIGN_OR_RETURN(call.bytes, ReadBytes(in));
    // Unpacked, it may be larger than what came.
    call.memory = parts_.memory->Take(MemoryOfMessage(call.bytes.size()));
    if (!call.memory) return errors::Overloaded(kBusyRetry);
    call.context.message = {reinterpret_cast<const char*>(call.bytes.begin()), call.bytes.size()};
    auto* request = google::protobuf::Arena::CreateMessage<Request>(&call.arena);
    call.request = request;
    return ParseMessage(call.bytes, request);
  }

  // Errors: UNAUTHENTICATED, RESOURCE_EXHAUSTED (QuotaExceeded). Who is not let in is put on
  // record.
  absl::StatusOr<std::unique_ptr<Gate::OpenedStream>> OpenItems(
      grpc::CallbackServerContext* transport, const Method& method) const;

  // A method without a row in the table of permissions is nobody's: the build's own check finds it.
  Method MethodOf(absl::string_view name) const;

  // Errors: UNAVAILABLE (ClockNotTrusted).
  absl::Status CheckClock() const;

  // Since when, until when.
  absl::Status SetTimes(const grpc::CallbackServerContext& transport,
                        RequestContext* context) const;

  const Parts parts_;
  // By name: those of the table of permissions.
  absl::flat_hash_map<std::string, Method> methods_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_ADAPTER_H_
