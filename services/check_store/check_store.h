// Reads a whole store and says what in it does not fit together. For an operator, while nothing
// else uses the store.
#ifndef OGI_SERVICES_CHECK_STORE_CHECK_STORE_H_
#define OGI_SERVICES_CHECK_STORE_CHECK_STORE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/store.h"

namespace ogi {

struct CheckedStore {
  int64_t agencies = 0;
  int64_t reports = 0;
  int64_t revisions = 0;
  int64_t commits = 0;
  // What is wrong, a line each, in both languages: the first kMaxProblems.
  static constexpr size_t kMaxProblems = 100;
  std::vector<std::string> problems;
  int64_t problem_count = 0;
};

// Whether what was filed is read too, with its verdicts and acts: most of the work.
enum class CheckDepth { kRecords, kContents };

// Checks that
// - every sequence from 1 to a partition's head was committed and is in the log, but for gaps that
//   were declared; each entry of the log is the digest of what stands beside it;
// - with kContents, every revision of a report has its records, its verdicts and acts among them,
//   and its payload has the digest on its receipt, and that in the log;
// - the counts of reports are what a recount gives;
// - every agency is found by the names, codes and superiors on its record.
// What cannot be read is a problem too, and what lies behind it in its table is not looked at.
// Errors: UNAVAILABLE.
absl::StatusOr<CheckedStore> CheckStore(const Reader& store,
                                        CheckDepth depth = CheckDepth::kContents);

}  // namespace ogi

#endif  // OGI_SERVICES_CHECK_STORE_CHECK_STORE_H_
