// The second witness of what was acknowledged: a small file beside the store that says how far each
// partition had come.
//
// A log that rots loses its end without a word: what follows a damaged record looks like what a
// crash tore. The store alone cannot tell, and would issue the same sequences again. So the head of
// each partition is written down outside it too, at most a second behind, and compared at start.
//
//   ogi-witness 1
//   54 1 1234          partition, epoch, sequence
//   sha256 9f86d0…     of the lines before
#ifndef OGI_STORAGE_WITNESS_WITNESS_H_
#define OGI_STORAGE_WITNESS_WITNESS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "storage/commit/stamp.h"
#include "storage/store.h"

namespace ogi {

// The latest place of each partition that has one.
using Heads = std::map<Partition, Place>;

// Nullopt: there is no such file. Errors: DATA_LOSS (RecordDamaged): it cannot be read as one.
absl::StatusOr<std::optional<Heads>> ReadWitness(const std::string& path);

// Replaces the file, whole or not at all; synced when it returns. Errors: UNAVAILABLE
// (StorageUnavailable), RESOURCE_EXHAUSTED (StorageFull).
absl::Status WriteWitness(const std::string& path, const Heads& heads);

// Every partition's head by the store. Errors: UNAVAILABLE, DATA_LOSS.
absl::StatusOr<Heads> HeadsOf(const Reader& store);

// Writes the witness down once a second if it has changed. Threads: any, at once.
class WitnessKeeper {
 public:
  // `heads`: as the store has them now; they are written down before it returns, if they can be.
  WitnessKeeper(std::string path, Heads heads);
  // Writes the last heads.
  ~WitnessKeeper();

  // The commit at this place is durable. Called by committers, after each batch: it only takes
  // note.
  void Saw(absl::string_view partition, const Place& place) ABSL_LOCKS_EXCLUDED(mutex_);

  // OK while the file can be written: health follows it.
  absl::Status status() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Keep();
  void WriteIfChanged() ABSL_LOCKS_EXCLUDED(mutex_);

  const std::string path_;
  mutable absl::Mutex mutex_;
  Heads heads_ ABSL_GUARDED_BY(mutex_);
  bool changed_ ABSL_GUARDED_BY(mutex_) = true;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  absl::Notification stop_;
  std::thread thread_;
};

}  // namespace ogi

#endif  // OGI_STORAGE_WITNESS_WITNESS_H_
