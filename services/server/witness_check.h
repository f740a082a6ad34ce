// Whether a store still has all that was acknowledged, by its witness (storage/witness).
#ifndef OGI_SERVICES_SERVER_WITNESS_CHECK_H_
#define OGI_SERVICES_SERVER_WITNESS_CHECK_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/clock.h"
#include "common/random.h"
#include "storage/store.h"

namespace ogi {

// The witness of a data directory.
std::string WitnessFile(const std::string& data_directory);

// FAILED_PRECONDITION, in words that say what to do: the store is behind its witness, or has none
// though it is not empty, or the witness cannot be read. Also UNAVAILABLE, DATA_LOSS.
absl::Status CheckWitness(const Reader& store, const std::string& data_directory);

// The operator's word that what is missing is lost. Of each partition that is behind, the next
// sequence becomes the one after the witness's, so that no number stands on two receipts; the gap
// is put on record, in kLocalPartition; and the store gets a new witness. Answers what was
// declared, a line per partition in both languages; "" if nothing was missing. Nothing else may use
// the store.
absl::StatusOr<std::string> AcceptWitness(Store& store, const std::string& data_directory,
                                          Random* random, const Clock* clock);

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_WITNESS_CHECK_H_
