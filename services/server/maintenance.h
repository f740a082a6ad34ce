// MaintenanceService, on a socket in the data directory.
#ifndef OGI_SERVICES_SERVER_MAINTENANCE_H_
#define OGI_SERVICES_SERVER_MAINTENANCE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "storage/rocksdb/backup.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace grpc {
class Server;
}  // namespace grpc

namespace ogi {

// Serves until it is destroyed. Null where the path is too long for a socket.
class MaintenanceServer {
 public:
  static std::unique_ptr<MaintenanceServer> Start(const std::string& socket, RocksDbStore* store);
  ~MaintenanceServer();

 private:
  class Service;
  MaintenanceServer(std::unique_ptr<Service> service, std::unique_ptr<grpc::Server> server);

  std::unique_ptr<Service> service_;
  std::unique_ptr<grpc::Server> server_;
};

// Asks the server behind `socket` for a backup. NOT_FOUND where nobody listens there.
absl::StatusOr<BackupInfo> RequestBackup(const std::string& socket, const std::string& directory);

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_MAINTENANCE_H_
