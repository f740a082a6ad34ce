// Vectors of counts that many commits add to at once, e.g. how many reports of a year stand in
// which state.
//
// A record that every commit reads and writes would let one commit a batch through. So a proposal
// carries what it adds, and the committer adds it all up, once a batch, when it is known which
// commits apply.
#ifndef OGI_STORAGE_COMMIT_COUNTS_H_
#define OGI_STORAGE_COMMIT_COUNTS_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ogi {

// By number; what is not there is zero.
using Counts = std::map<uint32_t, int64_t>;

struct Addition {
  // Of a vector: keys::ReportCounts, for one.
  std::string key;
  // Negative ones take back.
  Counts counts;
};

// Adds `more` to `counts`, leaving out what becomes zero. False, and nothing is changed, if a count
// would become negative or pass 64 bits.
bool Add(const Counts& more, Counts& counts);

// On disk, behind the stamp: number and count, 4 and 8 bytes, big-endian, by number; no zeros.
std::string EncodeCounts(const Counts& counts);
// Errors: DATA_LOSS (RecordDamaged) for anything that EncodeCounts does not write.
absl::StatusOr<Counts> ParseCounts(absl::string_view bytes);

}  // namespace ogi

#endif  // OGI_STORAGE_COMMIT_COUNTS_H_
