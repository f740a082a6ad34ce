// A data directory: the store in `store/`, the operator's socket `admin.sock`, and what makes this
// installation itself (its secrets, its first administrator), kept in the store.
#ifndef OGI_SERVICES_SERVER_INSTALLATION_H_
#define OGI_SERVICES_SERVER_INSTALLATION_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/clock.h"
#include "common/random.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace ogi {

std::string StoreDirectory(const std::string& data_directory);
std::string AdminSocket(const std::string& data_directory);

// Makes a data directory that only its owner can read. FAILED_PRECONDITION: it exists and is not
// empty; INVALID_ARGUMENT: the
// administrator's id is none; he becomes the first security officer. Errors are for the operator,
// in both languages.
absl::Status InitInstallation(const std::string& data_directory, const std::string& administrator,
                              Random* random, const Clock* clock);

struct Installation {
  std::unique_ptr<RocksDbStore> store;
  std::string secret;
  // The latest time found in any partition: the clock must not answer earlier.
  absl::Time latest_commit = absl::UnixEpoch();
};

// Opens what InitInstallation made. `options.directory` is set here. FAILED_PRECONDITION: it has
// not been made, or is of another version; UNAVAILABLE: another process has it.
absl::StatusOr<Installation> OpenInstallation(const std::string& data_directory,
                                              RocksDbOptions options);

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_INSTALLATION_H_
