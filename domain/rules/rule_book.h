// The rule book: rules read from a catalogue, and the verdict they come to on a report.
//
// Verdicts are data: no rule refuses a report.
#ifndef OGI_DOMAIN_RULES_RULE_BOOK_H_
#define OGI_DOMAIN_RULES_RULE_BOOK_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "domain/data/embedded_files.h"
#include "domain/rules/check.h"
#include "domain/rules/subject.h"
#include "domain/rules/sums.h"
#include "ogi/v1/rule.pb.h"
#include "ogi/v1/verdict.pb.h"

namespace ogi {

struct RuleWeights;

// Which rules judge.
struct Judging {
  // Rules that read the report's text take most of the time.
  bool narrative = true;
  // The id of the one rule to ask; empty for all. To see what each costs.
  absl::string_view only;
  // Rules that compare with peers alone; for these nothing else need be known.
  bool peers_only = false;
  // What overlays make of the rules for this report (overlays.h); null for nothing.
  const RuleWeights* weights = nullptr;
};

// Reads no more after it is made: any thread.
class RuleBook {
 public:
  // `files` together are the catalogue. DATA_FILE_INVALID names file and line: unknown cells,
  // groups, checks, parameters and placeholders, ids twice, texts that are missing, years without
  // an edition, both sides alike.
  static absl::StatusOr<RuleBook> Read(const std::vector<EmbeddedFile>& files);
  // That of this program.
  static const RuleBook& BuiltIn();

  // Errors first, then in the order of their ids.
  const std::vector<v1::Rule>& rules() const { return rules_; }
  // Null for none.
  const v1::Rule* Find(absl::string_view id) const;
  // Version, and SHA-256 over the rules.
  const v1::RuleSet& rule_set() const { return rule_set_; }
  // What rules compare for an edition; empty for a check.
  const std::vector<Comparison>& ComparisonsOf(absl::string_view id, v1::Edition edition) const;

  // The report must be well formed (CheckReport). `now` becomes the time of the verdict. A pass is
  // silent, and a report without findings costs no string work.
  v1::Verdict Judge(const Subject& subject, absl::Time now, const Judging& judging = {}) const;

 private:
  struct Compiled;
  class Reader;

  void AddDiagnosis(const Subject& subject, v1::Verdict& verdict) const;

  std::vector<v1::Rule> rules_;
  // One a rule.
  std::vector<std::shared_ptr<const Compiled>> compiled_;
  v1::RuleSet rule_set_;
};

// By the rules of this program, with nothing known beside the report.
v1::Verdict JudgeByItself(const v1::AnnualReport& report, absl::Time now);

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_RULE_BOOK_H_
