// A data directory: the store in `store/`, its `witness`, the operator's socket `admin.sock`, and
// what makes this installation itself (its secrets, its first administrator), kept in the store.
#ifndef OGI_SERVICES_SERVER_INSTALLATION_H_
#define OGI_SERVICES_SERVER_INSTALLATION_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/clock.h"
#include "common/random.h"
#include "storage/store.h"

namespace ogi {

std::string StoreDirectory(const std::string& data_directory);
std::string AdminSocket(const std::string& data_directory);

// Makes a data directory that only its owner can read. FAILED_PRECONDITION: it exists and is not
// empty; INVALID_ARGUMENT: the
// administrator's id is none; he becomes the first security officer. Errors are for the operator,
// in both languages.
// `realm`: kTestRealm, or empty for a real one; it never changes.
absl::Status InitInstallation(const std::string& data_directory, const std::string& administrator,
                              Random* random, const Clock* clock, absl::string_view realm = "");

// What is tried out and what is real must not be taken for each other: what one was made as, it is
// served as, and its receipts say so.
inline constexpr absl::string_view kTestRealm = "test";
// FAILED_PRECONDITION: the installation is of another realm than `wanted`.
absl::Status CheckRealm(absl::string_view found, absl::string_view wanted);

struct Installation {
  std::unique_ptr<Store> store;
  std::string secret;
  std::string realm;
  // The clock must not answer earlier: the latest time found in any partition, unless the operator
  // has said since that the host's clock is right, though behind it.
  absl::Time clock_floor = absl::UnixEpoch();
};

// The latest time found in any partition.
absl::StatusOr<absl::Time> LatestCommit(const Reader& store);

// Of the store; 0 for its own default.
struct StoreMemory {
  size_t block_cache_bytes = 0;
  size_t write_buffer_bytes = 0;
};

// Opens what InitInstallation made. FAILED_PRECONDITION: it has not been made, or is of another
// version; UNAVAILABLE: another process has it.
absl::StatusOr<Installation> OpenInstallation(const std::string& data_directory,
                                              const StoreMemory& memory = {});

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_INSTALLATION_H_
