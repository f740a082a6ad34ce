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
  // Names of organs whose reports should be among them and are not on file. Then sums of them are
  // not the whole, and rules that add them up are NOT_ASSESSABLE.
  std::vector<std::string> missing;

  void Add(const v1::AnnualReport& report, const Figures& figures, v1::VerdictInput input) {
    reports.push_back(&report);
    totals.Add(figures);
    inputs.push_back(std::move(input));
  }
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
  const OtherReports* subordinates = nullptr;
  // What the ledgers count for the same year.
  const OtherReports* ledger = nullptr;
  // The report's texts, read by RuleBook::Judge for rules on them; never null there.
  const Narrative* narrative = nullptr;
};

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_SUBJECT_H_
