#include "services/server/maintenance.h"

#include <grpcpp/grpcpp.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/log/log.h"
#include "common/status_macros.h"
#include "common/wire/status.h"
#include "ogi/admin/v1/maintenance_service.grpc.pb.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/audit/audit_log.h"
#include "services/server/executor.h"
#include "services/server/failure_log.h"
#include "services/server/installation.h"
#include "services/server/reflection.h"
#include "storage/keys/keys.h"

namespace ogi {

// By callback: a server with a thread of its own that waits for calls takes the other servers'
// turns at the network, and every one of their calls pays for a change of thread.
class MaintenanceServer::Service final : public admin::v1::MaintenanceService::CallbackService {
 public:
  explicit Service(const Parts& parts) : parts_(parts) {}

  // What waits is refused, and the backup that runs ends: whoever stops the server does not wait.
  void Stop() {
    stopped_ = true;
    parts_.store->StopBackup();
  }

  grpc::ServerUnaryReactor* Backup(grpc::CallbackServerContext* context,
                                   const admin::v1::BackupRequest* request,
                                   admin::v1::BackupResponse* response) override {
    return Run(context, [=, this] { return MakeBackup(*request, *response); });
  }

  grpc::ServerUnaryReactor* AcceptClock(grpc::CallbackServerContext* context,
                                        const admin::v1::AcceptClockRequest*,
                                        admin::v1::AcceptClockResponse* response) override {
    return Run(context, [=, this] { return TakeClock(*response); });
  }

 private:
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context,
                                std::function<absl::Status()> work) {
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    const bool taken = executor_.Run([this, reactor, work = std::move(work)] {
      const absl::Status status = stopped_ ? errors::ShuttingDown() : work();
      LogFailure(status);
      reactor->Finish(wire::ToGrpc(status));
    });
    if (!taken) reactor->Finish(wire::ToGrpc(errors::Overloaded(absl::Seconds(10))));
    return reactor;
  }

  absl::Status MakeBackup(const admin::v1::BackupRequest& request,
                          admin::v1::BackupResponse& response) {
    OGI_ASSIGN_OR_RETURN(const BackupInfo info,
                         parts_.store->Backup(request.directory(), std::max(request.keep(), 0)));
    response.set_backup_id(info.id);
    response.set_bytes(info.bytes);
    Log(LogLevel::kInfo, "backup made", {{"backup", info.id}, {"bytes", info.bytes}});
    return absl::OkStatus();
  }

  // On record first: a clock that is accepted without a word could not be explained later.
  absl::Status TakeClock(admin::v1::AcceptClockResponse& response) {
    const absl::Duration error = parts_.clock->Error();
    const absl::Time host = parts_.clock->HostTime();
    OGI_RETURN_IF_ERROR(RecordClock(host));
    parts_.clock->Accept();
    response.mutable_time()->set_seconds(absl::ToUnixSeconds(host));
    response.mutable_error()->set_seconds(absl::ToInt64Seconds(error));
    Log(LogLevel::kWarning, "clock accepted",
        {{"clock_error_seconds", absl::ToDoubleSeconds(error)}});
    return absl::OkStatus();
  }

  absl::Status RecordClock(absl::Time host) {
    OGI_ASSIGN_OR_RETURN(const absl::Time latest, LatestCommit(*parts_.store));
    storage::v1::AcceptedClockRecord record;
    record.set_accept_time_us(absl::ToUnixMicros(host));
    // This commit itself, and what is under way, carry the time that is left behind.
    record.set_latest_commit_us(
        absl::ToUnixMicros(std::max(latest, parts_.clock->Now()) + absl::Minutes(1)));
    storage::v1::AuditEntry entry;
    entry.mutable_actor()->set_peer("unix");
    entry.set_method("MaintenanceService/AcceptClock");
    entry.set_count(1);
    Proposal proposal;
    proposal.partition = Partition(kLocalPartition);
    proposal.commit.token = parts_.random->Bytes(kTokenBytes);
    proposal.commit.writes = {
        {keys::Meta(keys::kAcceptedClock), record.SerializeAsString(), std::nullopt},
        AuditWrite(host, proposal.commit.token, entry)};
    return ProposeAndWait(parts_.committer, std::move(proposal));
  }

  const Parts parts_;
  std::atomic<bool> stopped_ = false;
  Executor executor_{/*threads=*/1, /*max_waiting=*/4};
};

MaintenanceServer::MaintenanceServer(std::unique_ptr<Service> service,
                                     std::unique_ptr<grpc::Server> server)
    : service_(std::move(service)), server_(std::move(server)) {}

MaintenanceServer::~MaintenanceServer() {
  service_->Stop();
  server_->Shutdown();
}

std::unique_ptr<MaintenanceServer> MaintenanceServer::Start(const std::string& socket,
                                                            const Parts& parts) {
  if (socket.size() >= sizeof(sockaddr_un::sun_path)) {
    Log(LogLevel::kWarning, "no socket for the operator: the data directory's path is too long",
        {{"socket", socket}});
    return nullptr;
  }
  unlink(socket.c_str());
  auto service = std::make_unique<Service>(parts);
  grpc::ServerBuilder builder;
  builder.AddListeningPort(absl::StrCat("unix:", socket), grpc::InsecureServerCredentials());
  builder.SetOption(std::make_unique<WithoutReflection>());
  builder.RegisterService(service.get());
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) {
    Log(LogLevel::kWarning, "no socket for the operator: it cannot be made", {{"socket", socket}});
    return nullptr;
  }
  chmod(socket.c_str(), S_IRUSR | S_IWUSR);
  return std::unique_ptr<MaintenanceServer>(
      new MaintenanceServer(std::move(service), std::move(server)));
}

namespace {

template <typename Request, typename Response>
absl::Status Ask(const std::string& socket,
                 grpc::Status (admin::v1::MaintenanceService::Stub::*method)(grpc::ClientContext*,
                                                                             const Request&,
                                                                             Response*),
                 const Request& request, Response* response) {
  if (access(socket.c_str(), F_OK) != 0) return absl::NotFoundError("no server is running");
  auto stub = admin::v1::MaintenanceService::NewStub(
      grpc::CreateChannel(absl::StrCat("unix:", socket), grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  const grpc::Status status = ((*stub).*method)(&context, request, response);
  // A socket that nobody listens on is what a killed server leaves.
  if (status.error_code() == grpc::StatusCode::UNAVAILABLE && status.error_details().empty()) {
    return absl::NotFoundError("no server is running");
  }
  return wire::FromGrpc(status);
}

}  // namespace

absl::StatusOr<BackupInfo> RequestBackup(const std::string& socket, const std::string& directory,
                                         int keep) {
  admin::v1::BackupRequest request;
  request.set_directory(directory);
  request.set_keep(keep);
  admin::v1::BackupResponse response;
  OGI_RETURN_IF_ERROR(
      Ask(socket, &admin::v1::MaintenanceService::Stub::Backup, request, &response));
  return BackupInfo{response.backup_id(), response.bytes(), {}};
}

absl::StatusOr<AcceptedClock> RequestAcceptClock(const std::string& socket) {
  admin::v1::AcceptClockResponse response;
  OGI_RETURN_IF_ERROR(Ask(socket, &admin::v1::MaintenanceService::Stub::AcceptClock,
                          admin::v1::AcceptClockRequest(), &response));
  return AcceptedClock{absl::FromUnixSeconds(response.time().seconds()),
                       absl::Seconds(response.error().seconds())};
}

}  // namespace ogi
