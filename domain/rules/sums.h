// Sums of cells against sums of cells: what the `sums` of a rule come to, comparison by comparison.
#ifndef OGI_DOMAIN_RULES_SUMS_H_
#define OGI_DOMAIN_RULES_SUMS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/limits.h"
#include "domain/data/text_message.h"
#include "domain/rules/subject.h"
#include "ogi/catalogue/v1/rule_catalogue.pb.h"
#include "ogi/v1/rule.pb.h"

namespace ogi {

// A text for clerks in both languages.
struct Wording {
  std::string chinese;
  std::string english;
};

enum class Source { kReport, kLastYear, kOwn, kSubordinates, kKnownSubordinates, kLedger };

// A cell of a report, or with cell -1 the number `factor`.
struct Term {
  Source source = Source::kReport;
  int cell = -1;
  int64_t factor = 1;
};

struct Side {
  std::vector<Term> terms;
  // Stands for `terms` where a filer used the rows of the other edition throughout: every cell that
  // `terms` has and this has not is blank. Empty for none.
  std::vector<Term> of_another_edition;
};

struct Comparison {
  Side left;
  v1::Sums::Relation relation = v1::Sums::EQUAL;
  Side right;
  std::vector<Term> where_positive;
  std::vector<Term> where_zero;
  bool money = false;
  // Of a row the edition lacks: holds as long as nobody fills it in.
  bool optional = false;
  // E.g. 表三“自然人”列.
  Wording place;
};

using RowGroups = std::map<std::string, catalogue::v1::RowGroup, std::less<>>;

// The comparisons of a rule for one edition, in form order. DATA_FILE_INVALID names the line: a
// cell or group that does not exist, `*` in different places, both sides alike, no comparison at
// all.
absl::StatusOr<std::vector<Comparison>> Expand(const v1::Sums& sums, v1::Edition edition,
                                               const RowGroups& groups, const FileLines& lines);

// Which sources a rule reads beside the report.
std::vector<Source> SourcesOf(const v1::Sums& sums);

struct Assessment {
  enum class Result { kHolds, kFails, kUncertain, kNotAssessable };
  Result result = Result::kHolds;
  // Both sides, where each can be read in one way only.
  std::optional<CellValue> left;
  std::optional<CellValue> right;
  // What was compared, constants aside, in form order, the report's own cells first. Empty when it
  // holds.
  std::vector<Term> terms;
  // Of these, those without any number.
  std::vector<Term> missing;
};

// What ambiguous cells may cost in one verdict: so many sums, then the rest is UNCERTAIN.
class SumBudget {
 public:
  // False, and nothing is taken, where fewer than `sums` are left.
  bool Take(size_t sums) {
    if (sums > left_) return false;
    left_ -= sums;
    return true;
  }

 private:
  size_t left_ = limits::kMaxSumsOfVerdict;
};

// Every source the comparison names must be known to the subject.
Assessment Assess(const Comparison& comparison, const Subject& subject, SumBudget& budget);

// The totals of a source other than kReport; null where it is not known.
const OtherReports* ReportsOf(Source source, const Subject& subject);

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_SUMS_H_
