// Seasons and extensions, in memory: looked at by every filing.
//
// What a handler commits is put here before it is answered, so that the next call meets it; what
// came to the store otherwise is found by Refresh.
#ifndef OGI_SERVICES_SEASON_SEASON_BOOK_H_
#define OGI_SERVICES_SEASON_SEASON_BOOK_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "ogi/v1/season.pb.h"
#include "storage/store.h"

namespace ogi {

// Threads: any, at once.
class SeasonBook {
 public:
  // Reads everything, unless nothing was committed in kAccessPartition since the last time. Whoever
  // makes a book calls it before the book is used, and again every second.
  // Errors: UNAVAILABLE, DATA_LOSS; the book is then as it was.
  absl::Status Refresh(const Reader& store) ABSL_LOCKS_EXCLUDED(mutex_);

  // A record as it was committed just now.
  void Put(const v1::Season& season) ABSL_LOCKS_EXCLUDED(mutex_);
  void Put(const v1::Extension& extension) ABSL_LOCKS_EXCLUDED(mutex_);

  // Nullopt where the year has no season, or the season does not name the level.
  std::optional<v1::LevelDates> DatesOf(int year, v1::Agency::Level level) const
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Those of a year that were granted to an agency, with or without those below it, and have not
  // been withdrawn.
  std::vector<v1::Extension> ExtensionsOf(int year, absl::string_view agency_id) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  // Whether any of a year reaches beyond the agency it names.
  bool HasSubtreeExtensions(int year) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Year {
    // Of the season, dates alone.
    std::vector<v1::LevelDates> levels;
    // By agency, and the names of those for a subtree; only those that have not been withdrawn.
    absl::flat_hash_map<std::string, std::vector<v1::Extension>> extensions;
    absl::flat_hash_set<std::string> subtree_extensions;
  };
  using Years = absl::flat_hash_map<int, Year>;

  static void PutInto(Years& years, const v1::Season& season);
  static void PutInto(Years& years, const v1::Extension& extension);

  mutable absl::Mutex mutex_;
  Years years_ ABSL_GUARDED_BY(mutex_);
  // The last commit of kAccessPartition that Refresh has seen.
  int64_t sequence_ ABSL_GUARDED_BY(mutex_) = -1;
  int64_t puts_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SEASON_SEASON_BOOK_H_
