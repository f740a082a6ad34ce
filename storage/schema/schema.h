// Which form the records of a data directory have. It is written when the directory is made, and
// checked whenever it is opened. Fields that are only added need no new version; anything else
// does, and a step.
#ifndef OGI_STORAGE_SCHEMA_SCHEMA_H_
#define OGI_STORAGE_SCHEMA_SCHEMA_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "storage/store.h"

namespace ogi {

inline constexpr uint32_t kCurrentSchemaVersion = 1;

// Brings a store from the version before to `to`. Each is run by `ogid migrate` with the server
// stopped, can be broken off and run again, and stays in the list for ever.
struct MigrationStep {
  uint32_t to = 0;
  absl::string_view name;
  absl::Status (*run)(Store* store) = nullptr;
};

// In the order of their versions. None so far.
absl::Span<const MigrationStep> MigrationSteps();

// Writes the current version into an empty store. FAILED_PRECONDITION, with words for the operator:
// the store is newer than this program, older, or has records but no version.
absl::Status CheckOrInitSchema(Store* store);

}  // namespace ogi

#endif  // OGI_STORAGE_SCHEMA_SCHEMA_H_
