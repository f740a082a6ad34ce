#include "services/server/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/limits.h"
#include "common/log/log.h"
#include "common/memory_budget.h"
#include "common/status_macros.h"
#include "common/trusted_clock.h"
#include "services/access/access_book.h"
#include "services/access/authorizer.h"
#include "services/audit/audit_log.h"
#include "services/audit/audit_retention.h"
#include "services/outbox/outbox_worker.h"
#include "services/season/season_book.h"
#include "services/server/access_watch.h"
#include "services/server/adapter.h"
#include "services/server/authenticator.h"
#include "services/server/certificate_watch.h"
#include "services/server/credentials.h"
#include "services/server/executor.h"
#include "services/server/gate.h"
#include "services/server/health_watch.h"
#include "services/server/installation.h"
#include "services/server/maintenance.h"
#include "services/server/metrics.h"
#include "services/server/open_streams.h"
#include "services/server/quota.h"
#include "services/server/reflection.h"
#include "services/server/services.h"
#include "services/server/witness_check.h"
#include "storage/commit/committer.h"
#include "storage/witness/witness.h"

namespace ogi {
namespace {

constexpr int kBackgroundThreads = 1;
constexpr int kRetryThreads = 2;

int Milliseconds(absl::Duration duration) {
  return static_cast<int>(absl::ToInt64Milliseconds(duration));
}

void SetTransportLimits(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(limits::kMaxTransportBytes);
  // Messages are unpacked by message_io, which knows when to stop: the transport unpacks before it
  // looks at any limit. Another packing than gzip is refused with UNIMPLEMENTED.
  builder.AddChannelArgument(GRPC_ARG_ENABLE_PER_MESSAGE_DECOMPRESSION, 0);
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false);
  // Else a stream that is fast gets a window of megabytes, and each may hold one.
  builder.AddChannelArgument(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, limits::kMaxMetadataBytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, limits::kMaxConcurrentStreams);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS,
                             Milliseconds(limits::kMaxConnectionIdle));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS,
                             Milliseconds(limits::kMaxConnectionAge));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS,
                             Milliseconds(limits::kMaxConnectionAgeGrace));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 60'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 20'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 30'000);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  grpc::ResourceQuota quota("ogid");
  quota.Resize(limits::kTransportMemoryBytes);
  builder.SetResourceQuota(quota);
}

absl::Status CheckServiceNames(const std::vector<NamedService>& known,
                               const std::vector<std::string>& wanted) {
  for (const std::string& name : wanted) {
    if (std::none_of(known.begin(), known.end(),
                     [&name](const NamedService& each) { return each.name == name; })) {
      const std::string names = absl::StrJoin(
          known, ", ", [](std::string* out, const NamedService& each) { out->append(each.name); });
      return absl::InvalidArgumentError(absl::StrCat("没有名为 ", name, " 的服务，可选：", names,
                                                     "。\nThere is no service ", name,
                                                     "; choose from ", names, "."));
    }
  }
  return absl::OkStatus();
}

}  // namespace

class Server::Impl {
 public:
  Impl(Installation installation, const Clock* clock)
      : installation_(std::move(installation)),
        clock_(clock, &steady_clock_, installation_.clock_floor) {}

  absl::Status Start(const ServerOptions& options, Random* random) {
    OGI_ASSIGN_OR_RETURN(std::shared_ptr<grpc::ServerCredentials> credentials,
                         ServerCredentials(options));
    memory_.emplace(options.memory_bytes);
    executor_.emplace(options.executor_threads, limits::kMaxWaitingWork);
    background_.emplace(kBackgroundThreads, limits::kMaxWaitingWork, Executor::Share::kYields);
    retries_.emplace(kRetryThreads, limits::kMaxWaitingRetries);
    OGI_ASSIGN_OR_RETURN(Heads heads, HeadsOf(*installation_.store));
    witness_.emplace(WitnessFile(options.data_directory), std::move(heads));
    committer_.emplace(
        installation_.store.get(), &clock_,
        Committer::Metrics{
            .batch = [this](size_t commits,
                            absl::Duration duration) { metrics_.CountBatch(commits, duration); },
            .committed = [this](absl::string_view partition,
                                const Place& place) { witness_->Saw(partition, place); }});
    OGI_RETURN_IF_ERROR(access_book_.Refresh(*installation_.store));
    OGI_RETURN_IF_ERROR(season_book_.Refresh(*installation_.store));
    OGI_RETURN_IF_ERROR(rule_library_.Refresh(*installation_.store));
    audit_log_.emplace(&*committer_, random);
    authenticator_.emplace(&access_book_, options.token_audience);
    authorizer_.emplace(installation_.store.get(), &access_book_);
    // Without certificates nobody can be told from anybody: whoever sits at this machine tries it.
    const bool identified = !options.insecure_loopback;
    gate_.emplace(Gate::Parts{.authenticator = identified ? &*authenticator_ : nullptr,
                              .authorizer = &*authorizer_,
                              .audit_log = &*audit_log_,
                              .quotas = identified && options.quotas ? &quotas_ : nullptr,
                              .random = random});
    adapter_.emplace(
        Adapter::Parts{.environment = {.store = installation_.store.get(),
                                       .clock = &clock_,
                                       .random = random,
                                       .secret = installation_.secret,
                                       .realm = absl::AsciiStrToUpper(installation_.realm),
                                       .access = &access_book_,
                                       .seasons = &season_book_,
                                       .rules = &rule_library_},
                       .mutations = {.committer = &*committer_, .executor = &*retries_},
                       .clock = &clock_,
                       .executor = &*executor_,
                       .background = &*background_,
                       .gate = &*gate_,
                       .streams = &streams_,
                       .metrics = &metrics_,
                       .memory = &*memory_});
    services_ = AllServices(&*adapter_);
    OGI_RETURN_IF_ERROR(CheckServiceNames(services_, options.services));
    if (!options.services.empty()) {
      std::erase_if(services_, [&options](const NamedService& each) {
        return std::find(options.services.begin(), options.services.end(), each.name) ==
               options.services.end();
      });
    }

    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    grpc::ServerBuilder builder;
    if (!options.reflection) builder.SetOption(std::make_unique<WithoutReflection>());
    SetTransportLimits(builder);
    builder.AddListeningPort(options.listen, credentials, &port_);
    for (NamedService& each : services_) builder.RegisterService(each.service.get());
    server_ = builder.BuildAndStart();
    if (server_ == nullptr || port_ == 0) {
      return absl::UnavailableError(absl::StrCat(
          "不能监听 ", options.listen, "：地址无效、已被占用，或证书不正确。\nCannot listen on ",
          options.listen, ": it is invalid or in use, or the certificate is wrong."));
    }
    maintenance_ = MaintenanceServer::Start(AdminSocket(options.data_directory),
                                            {.store = installation_.store.get(),
                                             .committer = &*committer_,
                                             .clock = &clock_,
                                             .random = random});
    std::vector<std::string> names;
    for (const NamedService& each : services_) names.push_back(each.full_name);
    health_.emplace(server_->GetHealthCheckService(), installation_.store.get(), &*committer_,
                    &clock_, &*witness_, std::move(names));
    access_watch_.emplace(installation_.store.get(), &access_book_, &streams_, &season_book_,
                          &rule_library_);
    audit_retention_.emplace(installation_.store.get(), &*committer_, random, &clock_,
                             absl::Hours(24) * options.audit_keep_days);
    outbox_.emplace(&adapter_->environment(), &*committer_,
                    [this] { return clock_.Error() == absl::ZeroDuration(); });
    certificates_.emplace(TlsPaths{options.tls_certificate, options.tls_key, options.tls_client_ca},
                          &clock_);
    return ServeMetrics(options.metrics_listen);
  }

  int port() const { return port_; }

  void Shutdown() {
    if (server_ == nullptr) return;
    health_->Stop();
    access_watch_.reset();
    audit_retention_.reset();
    outbox_.reset();
    server_->Shutdown(absl::ToChronoTime(absl::Now() + limits::kShutdownGrace));
    // Only once no call is taken any more; a backup that runs is broken off.
    maintenance_.reset();
    // Every call has been finished by now or is being: what was queued is committed all the same.
    audit_log_.reset();
    // What waits may propose, and what was proposed may be asked for again.
    executor_.reset();
    background_.reset();
    committer_->Shutdown();
    retries_.reset();
    witness_.reset();
    metrics_.Close();
    certificates_.reset();
    server_.reset();
    committer_.reset();
  }

 private:
  absl::Status ServeMetrics(const std::string& address) {
    metrics_.AddGauges([this] {
      std::map<std::string, double> gauges;
      for (auto& [name, value] : installation_.store->Metrics()) gauges["store_" + name] = value;
      gauges["queue_length"] = static_cast<double>(committer_->QueueLength());
      gauges["memory_in_flight_bytes"] = static_cast<double>(memory_->used());
      gauges["open_streams"] = static_cast<double>(streams_.size());
      gauges["audit_queue_length"] = static_cast<double>(audit_log_->QueueLength());
      gauges["clock_error_seconds"] = absl::ToDoubleSeconds(clock_.Error());
      gauges["healthy"] = health_->healthy() ? 1 : 0;
      gauges.merge(certificates_->Gauges());
      gauges.merge(outbox_->Gauges());
      return gauges;
    });
    return address.empty() ? absl::OkStatus() : metrics_.Listen(address);
  }

  Installation installation_;
  SystemSteadyClock steady_clock_;
  TrustedClock clock_;
  Metrics metrics_;
  std::optional<MemoryBudget> memory_;
  std::optional<Executor> executor_;
  std::optional<Executor> background_;
  std::optional<Executor> retries_;
  std::optional<WitnessKeeper> witness_;
  std::optional<Committer> committer_;
  AccessBook access_book_;
  SeasonBook season_book_;
  RuleLibrary rule_library_;
  OpenStreams streams_;
  Quotas quotas_;
  std::optional<AuditLog> audit_log_;
  std::optional<Authenticator> authenticator_;
  std::optional<Authorizer> authorizer_;
  std::optional<Gate> gate_;
  std::optional<Adapter> adapter_;
  std::vector<NamedService> services_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<MaintenanceServer> maintenance_;
  std::optional<HealthWatch> health_;
  std::optional<AccessWatch> access_watch_;
  std::optional<AuditRetention> audit_retention_;
  std::optional<OutboxWorker> outbox_;
  std::optional<CertificateWatch> certificates_;
};

absl::Status CheckOptions(const ServerOptions& options) {
  OGI_RETURN_IF_ERROR(ServerCredentials(options).status());
  return CheckServiceNames(AllServices(nullptr), options.services);
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() { impl_->Shutdown(); }

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options,
                                                      const Clock* clock, Random* random) {
  OGI_ASSIGN_OR_RETURN(
      Installation installation,
      OpenInstallation(options.data_directory, {.block_cache_bytes = options.block_cache_bytes,
                                                .write_buffer_bytes = options.write_buffer_bytes}));
  OGI_RETURN_IF_ERROR(CheckRealm(installation.realm, options.realm));
  OGI_RETURN_IF_ERROR(CheckWitness(*installation.store, options.data_directory));
  auto impl = std::make_unique<Impl>(std::move(installation), clock);
  OGI_RETURN_IF_ERROR(impl->Start(options, random));
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

int Server::port() const { return impl_->port(); }

void Server::Shutdown() { impl_->Shutdown(); }

}  // namespace ogi
