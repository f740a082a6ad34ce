// MaintenanceService, on a socket in the data directory.
#ifndef OGI_SERVICES_SERVER_MAINTENANCE_H_
#define OGI_SERVICES_SERVER_MAINTENANCE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/random.h"
#include "common/trusted_clock.h"
#include "storage/commit/committer.h"
#include "storage/rocksdb/backup.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace grpc {
class Server;
}  // namespace grpc

namespace ogi {

// Serves until it is destroyed; a backup that runs then is broken off. Null where the path is too
// long for a socket.
class MaintenanceServer {
 public:
  // All outlive it.
  struct Parts {
    Store* store = nullptr;
    Committer* committer = nullptr;
    TrustedClock* clock = nullptr;
    Random* random = nullptr;
  };
  static std::unique_ptr<MaintenanceServer> Start(const std::string& socket, const Parts& parts);
  ~MaintenanceServer();

 private:
  class Service;
  MaintenanceServer(std::unique_ptr<Service> service, std::unique_ptr<grpc::Server> server);

  std::unique_ptr<Service> service_;
  std::unique_ptr<grpc::Server> server_;
};

// The two below ask the server behind `socket`. NOT_FOUND: nobody listens there.
absl::StatusOr<BackupInfo> RequestBackup(const std::string& socket, const std::string& directory,
                                         int keep);

struct AcceptedClock {
  absl::Time time;
  absl::Duration error;
};
absl::StatusOr<AcceptedClock> RequestAcceptClock(const std::string& socket);

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_MAINTENANCE_H_
