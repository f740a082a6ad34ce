// The committer's part in a batch: numbers the commits that apply, adds up their counts, and leaves
// an entry of each in the log. Used by PartitionQueue only.
#ifndef OGI_STORAGE_COMMIT_BATCH_SEAL_H_
#define OGI_STORAGE_COMMIT_BATCH_SEAL_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "storage/commit/counts.h"
#include "storage/commit/leaf.h"
#include "storage/commit/stamp.h"
#include "storage/store.h"

namespace ogi {

class BatchSeal : public Seal {
 public:
  // What a commit of the batch has beside its own writes.
  struct Extra {
    std::vector<Addition> additions;
    LogEntry log;
  };

  // One extra a commit, in the batch's order; they outlive the seal. `now`: commit time, unless the
  // partition's latest is later.
  BatchSeal(absl::Span<const Extra> extras, absl::Time now);

  std::vector<std::string> Keys() const override;
  absl::Status Begin(std::vector<std::optional<Item>> items) override;
  absl::StatusOr<std::string> Admit(size_t commit) override;
  std::vector<Write> Close() override;

  // Of a commit that was admitted.
  const Stamp& stamp(size_t commit) const { return stamps_[commit]; }

 private:
  // Adds up all of a commit's additions, or none.
  absl::Status AddUp(absl::Span<const Addition> additions);

  const absl::Span<const Extra> extras_;
  Stamp latest_;
  std::vector<Stamp> stamps_;
  struct Vector {
    Counts counts;
    bool changed = false;
  };
  // By key: those that the batch adds to.
  std::map<std::string, Vector> vectors_;
  // Of the log.
  std::vector<Write> writes_;
};

}  // namespace ogi

#endif  // OGI_STORAGE_COMMIT_BATCH_SEAL_H_
