// The rules in force, in memory: whatever is judged asks for them.
//
// What a handler commits is put here before it is answered, so that the next call meets it; what
// came to the store otherwise is found by Refresh.
#ifndef OGI_SERVICES_RULES_RULE_LIBRARY_H_
#define OGI_SERVICES_RULES_RULE_LIBRARY_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "domain/rules/rule_book.h"
#include "ogi/v1/rule_set.pb.h"
#include "services/handler/environment.h"
#include "storage/store.h"

namespace ogi {

// That of the program.
inline constexpr absl::string_view kBuiltInRuleSet = "ruleSets/built-in";

// Never changes: who judges holds one state of it.
struct RulesInForce {
  // `ruleSets/{rule_set}`.
  std::string name = std::string(kBuiltInRuleSet);
  std::shared_ptr<const RuleBook> book;
  // Those that hold, in the order in which they were made.
  std::vector<v1::RuleOverlay> overlays;
};

// Threads: any, at once.
class RuleLibrary {
 public:
  // With the rules of the program.
  RuleLibrary();

  std::shared_ptr<const RulesInForce> InForce() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Reads what is in force, unless nothing was committed in kAccessPartition since the last time.
  // Errors: UNAVAILABLE, DATA_LOSS, INVALID_ARGUMENT (DataFileInvalid: this program cannot read the
  // active set); the library is then as it was.
  absl::Status Refresh(const Reader& store) ABSL_LOCKS_EXCLUDED(mutex_);

  // A record as it was committed just now.
  void Put(const v1::RuleOverlay& overlay) ABSL_LOCKS_EXCLUDED(mutex_);
  void Activate(const std::string& name, std::shared_ptr<const RuleBook> book)
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Replace(RulesInForce rules) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  std::shared_ptr<const RulesInForce> in_force_ ABSL_GUARDED_BY(mutex_);
  // The last commit of kAccessPartition that Refresh has seen.
  int64_t sequence_ ABSL_GUARDED_BY(mutex_) = -1;
  int64_t puts_ ABSL_GUARDED_BY(mutex_) = 0;
};

// Of the environment's library; without one, those of the program.
std::shared_ptr<const RulesInForce> RulesInForceOf(const Environment& environment);

// Whether a finding of a rule may have a severity, by the rule itself or by an overlay.
bool MayWeigh(const RulesInForce& rules, const v1::Rule& rule, v1::Severity severity);

// The rules of the program, held by nobody.
std::shared_ptr<const RuleBook> BuiltInBook();

// A set that is on record, read. Errors: NOT_FOUND (AccessRecordNotFound), INVALID_ARGUMENT
// (DataFileInvalid), UNAVAILABLE, DATA_LOSS.
absl::StatusOr<std::shared_ptr<const RuleBook>> ReadRuleSet(const Reader& store,
                                                            absl::string_view name);

}  // namespace ogi

#endif  // OGI_SERVICES_RULES_RULE_LIBRARY_H_
