#include "services/server/maintenance.h"

#include <grpcpp/grpcpp.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/log/log.h"
#include "common/wire/status.h"
#include "ogi/admin/v1/maintenance_service.grpc.pb.h"
#include "services/server/executor.h"
#include "services/server/failure_log.h"
#include "services/server/reflection.h"

namespace ogi {

// By callback: a server with a thread of its own that waits for calls takes the other servers'
// turns at the network, and every one of their calls pays for a change of thread.
class MaintenanceServer::Service final : public admin::v1::MaintenanceService::CallbackService {
 public:
  explicit Service(RocksDbStore* store) : store_(store) {}

  grpc::ServerUnaryReactor* Backup(grpc::CallbackServerContext* context,
                                   const admin::v1::BackupRequest* request,
                                   admin::v1::BackupResponse* response) override {
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    if (!executor_.Run([=, this] { reactor->Finish(MakeBackup(*request, *response)); })) {
      reactor->Finish(wire::ToGrpc(errors::Overloaded(absl::Seconds(10))));
    }
    return reactor;
  }

 private:
  grpc::Status MakeBackup(const admin::v1::BackupRequest& request,
                          admin::v1::BackupResponse& response) {
    const absl::StatusOr<BackupInfo> info = store_->Backup(request.directory());
    if (!info.ok()) {
      LogFailure(info.status());
      return wire::ToGrpc(info.status());
    }
    response.set_backup_id(info->id);
    response.set_bytes(info->bytes);
    Log(LogLevel::kInfo, "backup made", {{"backup", info->id}, {"bytes", info->bytes}});
    return grpc::Status::OK;
  }

  RocksDbStore* const store_;
  Executor executor_{/*threads=*/1, /*max_waiting=*/4};
};

MaintenanceServer::MaintenanceServer(std::unique_ptr<Service> service,
                                     std::unique_ptr<grpc::Server> server)
    : service_(std::move(service)), server_(std::move(server)) {}

MaintenanceServer::~MaintenanceServer() { server_->Shutdown(); }

std::unique_ptr<MaintenanceServer> MaintenanceServer::Start(const std::string& socket,
                                                            RocksDbStore* store) {
  if (socket.size() >= sizeof(sockaddr_un::sun_path)) {
    Log(LogLevel::kWarning, "no socket for the operator: the data directory's path is too long",
        {{"socket", socket}});
    return nullptr;
  }
  unlink(socket.c_str());
  auto service = std::make_unique<Service>(store);
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

absl::StatusOr<BackupInfo> RequestBackup(const std::string& socket, const std::string& directory) {
  if (access(socket.c_str(), F_OK) != 0) return absl::NotFoundError("no server is running");
  auto stub = admin::v1::MaintenanceService::NewStub(
      grpc::CreateChannel(absl::StrCat("unix:", socket), grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  admin::v1::BackupRequest request;
  request.set_directory(directory);
  admin::v1::BackupResponse response;
  const grpc::Status status = stub->Backup(&context, request, &response);
  // A socket that nobody listens on is what a killed server leaves.
  if (status.error_code() == grpc::StatusCode::UNAVAILABLE && status.error_details().empty()) {
    return absl::NotFoundError("no server is running");
  }
  if (!status.ok()) return wire::FromGrpc(status);
  return BackupInfo{response.backup_id(), response.bytes()};
}

}  // namespace ogi
