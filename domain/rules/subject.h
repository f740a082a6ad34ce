// What the rules judge, and what is known beside it.
#ifndef OGI_DOMAIN_RULES_SUBJECT_H_
#define OGI_DOMAIN_RULES_SUBJECT_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/calendar/china_time.h"
#include "domain/form/figures.h"
#include "domain/narrative/narrative.h"
#include "domain/rules/cell_values.h"
#include "ogi/v1/agency.pb.h"
#include "ogi/v1/annual_report.pb.h"
#include "ogi/v1/verdict.pb.h"

namespace ogi {

// Reports of one year whose figures count together: an organ's own, or that of each organ it came
// from, or those of its subordinates.
struct OtherReports {
  // The messages outlive the subject.
  std::vector<const v1::AnnualReport*> reports;
  CellTotals totals;
  // Which revisions they are.
  std::vector<v1::VerdictInput> inputs;

  void Add(const v1::AnnualReport& report, const Figures& figures, v1::VerdictInput input) {
    reports.push_back(&report);
    totals.Add(figures);
    inputs.push_back(std::move(input));
  }
};

// Those whose reports an aggregate adds up: the direct subordinates, on the last day of the year,
// but for those led from above. Of a government, its own aggregate counts.
struct SubordinateReports {
  // Of those whose report is final: accepted or published.
  OtherReports final_reports;
  // Names of those that must report and have nothing on file, and of those whose report is not
  // final yet. As long as there are any, sums are not the whole.
  std::vector<std::string> missing;
  std::vector<std::string> not_final;
  // Whether a frozen roster says who must report; else the registry does, which may lack some.
  bool roster_frozen = false;
  // Names of those that do not stand one level below.
  std::vector<std::string> misplaced;
  // Names of those whose aggregate was filed after this one.
  std::vector<std::string> filed_later;

  bool IsWhole() const {
    return roster_frozen && missing.empty() && not_final.empty() &&
           final_reports.totals.reports() > 0;
  }
};

// The organs of the same level under the same superior, of those that filed.
struct Peers {
  // Of each cell its numbers in their reports, this one's among them, in order; money is left out.
  // Null: not compared.
  const std::vector<std::vector<int64_t>>* numbers = nullptr;
  // The name of one whose tables have the same numbers, many of them not zero; empty for none.
  std::string same_tables;
  // The name of the one whose texts are most alike, and how much, in percent.
  std::string alike_text;
  int percent = 0;
};

// Who the organ is, on the last day of the report's year.
struct AgencyFacts {
  v1::Agency::Level level = v1::Agency::LEVEL_UNSPECIFIED;
  // LEVEL_UNSPECIFIED where it has no superior on record.
  v1::Agency::Level superior_level = v1::Agency::LEVEL_UNSPECIFIED;
  // Its names that year, as on record.
  std::vector<std::string> names;
  // Whether it existed, itself or in its predecessors, in the year before.
  bool existed_last_year = true;
  // 实行垂直领导.
  bool vertically_led = false;
};

// When it was filed and what was prescribed.
struct FilingFacts {
  // Of the first revision: who corrects a report is not late.
  CivilDay received;
  // What a season on record prescribes; nullopt for none.
  std::optional<CivilDay> prescribed;
  // Recorded as it was published before.
  bool historical = false;
};

// A view: everything it points to outlives it and stays as it is. Null is not known: rules that
// need it are NOT_ASSESSABLE.
struct Subject {
  const v1::AnnualReport* report = nullptr;
  const Figures* figures = nullptr;
  const AgencyFacts* agency = nullptr;
  const FilingFacts* filing = nullptr;
  // Of the year before.
  const OtherReports* last_year = nullptr;
  // Of the same year and organ, scope OWN.
  const OtherReports* own = nullptr;
  const SubordinateReports* subordinates = nullptr;
  // What the ledgers count for the same year.
  const OtherReports* ledger = nullptr;
  // Only in a sweep.
  const Peers* peers = nullptr;
  // The report's texts, read by RuleBook::Judge for rules on them; never null there.
  const Narrative* narrative = nullptr;
};

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_SUBJECT_H_
