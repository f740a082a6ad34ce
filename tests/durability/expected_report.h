// What a store must hold of one report: the answers that were given to calls on it, and the one
// call, if any, that got none.
#ifndef OGI_TESTS_DURABILITY_EXPECTED_REPORT_H_
#define OGI_TESTS_DURABILITY_EXPECTED_REPORT_H_

#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "domain/codes/resource_name.h"
#include "domain/lifecycle/lifecycle.h"
#include "domain/rules/explanation.h"
#include "ogi/v1/receipt.pb.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "ogi/v1/revision.pb.h"
#include "ogi/v1/submission_service.pb.h"

namespace ogi {

// A filing, an act on a revision, or the explanation of a warning.
struct Call {
  Act act = Act::kSubmit;
  // For kSubmit.
  v1::SubmitReportRequest filing;
  // For every other act.
  std::string revision;
  std::string request_id;
  // If this is set, nothing else is.
  std::optional<v1::ExplainFindingRequest> explanation;
};

// What calls are made to. Threads: any, at once.
class Target {
 public:
  virtual ~Target() = default;
  // Of an explanation, a revision that has nothing but it.
  virtual absl::StatusOr<v1::Revision> Make(const Call& call) = 0;
  virtual absl::StatusOr<v1::Revision> Get(const v1::GetReportRequest& request) = 0;
};

// An answer to an explanation, as a Target gives it.
absl::StatusOr<v1::Revision> OnlyExplained(absl::StatusOr<v1::Explanation> answer);

// The sequences that were answered, by partition. Threads: any, at once.
class Sequences {
 public:
  // Fails the test where the position was answered before.
  void Add(const v1::Position& position) ABSL_LOCKS_EXCLUDED(mutex_);
  // Fails the test where one is missing between the first and the last of a partition. True only
  // once every call has its answer.
  void ExpectNoGaps() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  mutable absl::Mutex mutex_;
  std::map<std::string, std::set<int64_t>> by_partition_ ABSL_GUARDED_BY(mutex_);
};

// One call at a time, so that the outcome of each is known. Not for more than one thread.
class ExpectedReport {
 public:
  // `sequences` outlives it.
  ExpectedReport(ReportId id, Sequences* sequences) : id_(std::move(id)), sequences_(sequences) {}

  const ReportId& id() const { return id_; }
  int revisions() const { return static_cast<int>(receipts_.size()); }
  const std::optional<Call>& unanswered() const { return unanswered_; }

  // The next call: new content, an act that its present state allows, or what publishing wants
  // first. It stays unanswered until Answered.
  const Call& Begin(std::mt19937_64& random);
  const Call& BeginFiling(std::mt19937_64& random);

  // The call under way was answered.
  void Answered(const v1::Revision& answer);
  // It was refused and surely did nothing.
  void Refused() { unanswered_.reset(); }

  // Makes the unanswered call again, twice: whatever had become of it, it must have been done once.
  void Resolve(Target& target);

  // Everything acknowledged is there, whole and in its state, and every revision that the report
  // has can be read. Of an unanswered call, all or nothing is there. Answers how many revisions it
  // read.
  int VerifyAll(Target& target);
  // The same of those revisions that may have changed since the last verification.
  int VerifyNew(Target& target);

 private:
  // A warning of the revision that publishing waits for; null for none.
  const v1::Explanation* FirstNotExplained(int number) const;
  const Call& BeginExplaining(const v1::Explanation& warning);
  void SetWarnings(int number, const v1::Verdict& verdict);
  int Verify(Target& target, int first);
  void VerifyRevision(int number, const v1::Revision& found) const;
  // The number of the revision that a view gives; 0 where there is none.
  int NumberIn(Target& target, v1::View view) const;

  const ReportId id_;
  Sequences* const sequences_;
  // By number: the first entry is revision 1.
  std::vector<v1::Receipt> receipts_;
  // By number, what publishing wants explained: rule and key.
  std::vector<Explanations> warnings_;
  Explanations explained_;
  ReportStates states_;
  std::optional<Call> unanswered_;
  int first_unverified_ = 1;
};

}  // namespace ogi

#endif  // OGI_TESTS_DURABILITY_EXPECTED_REPORT_H_
