// The outbox: reports that are to be judged anew because one that they rest on has changed.
//
//   accept the report of 2025  ──one commit──▶  its state, and marks: 2026's report,
//                                               the county's aggregate of 2025
//   later, a look at the marks  ───────────────▶  each judged anew; its verdict, if it is another,
//                                               and its mark gone
//
// A mark made anew meanwhile has another version and stays. Who is killed between the two finds the
// mark again, judges again, and finds nothing to change: so each change has its effect once.
#ifndef OGI_SERVICES_OUTBOX_OUTBOX_H_
#define OGI_SERVICES_OUTBOX_OUTBOX_H_

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/handler/environment.h"
#include "storage/commit/committer.h"
#include "storage/store.h"

namespace ogi {

// What one look at the outbox came to.
struct OutboxLook {
  // Reports judged, those of them with another verdict, and those of these whose revision was final
  // and free of errors before.
  int64_t judged = 0;
  int64_t changed = 0;
  int64_t turned = 0;
  // Marks left for the next look: their report changed meanwhile, or the store was away.
  int64_t left = 0;
  // When the oldest of these was made; infinitely late for none.
  absl::Time oldest = absl::InfiniteFuture();
  // What went wrong with the last of these.
  absl::Status failure;
};

class Outbox {
 public:
  // Both outlive it.
  Outbox(const Environment* environment, Committer* committer)
      : environment_(environment), committer_(committer) {}

  // Goes through all marks there are, in every partition, until `stopped` says so. Judges, and
  // waits for commits. Errors: UNAVAILABLE, DATA_LOSS of reading the outbox itself; what became of
  // one mark is in the answer.
  absl::StatusOr<OutboxLook> Look(const std::function<bool()>& stopped);

 private:
  const Environment* const environment_;
  Committer* const committer_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_OUTBOX_OUTBOX_H_
