// An aggregate against the list of organs that it adds up, and against the organ's own report.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/limits.h"
#include "domain/form/cells.h"
#include "domain/rules/check.h"
#include "domain/rules/checks/text_tools.h"

namespace ogi {
namespace {

// 甲局、乙局等
Wording NamesText(const std::vector<std::string>& all) {
  constexpr size_t kMaxNames = 5;
  Wording names;
  for (size_t i = 0; i < all.size() && i < kMaxNames; ++i) {
    absl::StrAppend(&names.chinese, i == 0 ? "" : "、", all[i]);
    absl::StrAppend(&names.english, i == 0 ? "" : ", ", all[i]);
  }
  if (all.size() > kMaxNames) {
    absl::StrAppend(&names.chinese, "等");
    absl::StrAppend(&names.english, " and others");
  }
  return names;
}

// One of the lists of subordinates is empty.
template <std::vector<std::string> SubordinateReports::*kList>
class NoneOfThem : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<NoneOfThem>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const std::vector<std::string>& names = subject.subordinates->*kList;
    if (names.empty()) return;
    writer.Fail({{"names", NamesText(names)}, {"count", Both(absl::StrCat(names.size()))}});
  }
};

// A government has two reports: its office's own one, and the aggregate.
class OwnReportFiled : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<OwnReportFiled>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    if (subject.own == nullptr) writer.Fail({});
  }
};

// Every number of the aggregate is that of the own report, although some subordinate has another
// than zero.
class DiffersFromOwn : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<DiffersFromOwn>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const CellTotals& below = subject.subordinates->final_reports.totals;
    bool something_below = false;
    for (const CellInfo& cell : Cells()) {
      if (cell.kind == CellKind::kMoney || !subject.figures->has_value(cell.index)) continue;
      const CellTotals& own = subject.own->totals;
      if (!own.has_value(cell.index) ||
          own.value(cell.index) != subject.figures->number(cell.index)) {
        return;
      }
      something_below |= below.has_value(cell.index) && below.value(cell.index) != 0;
    }
    if (something_below) writer.Fail({});
  }
};

}  // namespace

std::vector<CheckKind> RollUpChecks() {
  const std::vector<absl::string_view> fillings = {"names", "count"};
  return {
      {"every_subordinate_filed",
       "Every subordinate that must report has filed.",
       {},
       fillings,
       {v1::SUBORDINATE_LIST},
       NoneOfThem<&SubordinateReports::missing>::Make},
      {"every_subordinate_final",
       "No report of a subordinate still waits to be accepted.",
       {},
       fillings,
       {v1::SUBORDINATE_LIST},
       NoneOfThem<&SubordinateReports::not_final>::Make},
      {"subordinates_one_level_below",
       "Subordinates are of the levels that stand right below the organ's.",
       {},
       fillings,
       {v1::SUBORDINATE_LIST},
       NoneOfThem<&SubordinateReports::misplaced>::Make},
      {"subordinates_filed_first",
       "No subordinate filed its aggregate after this one was filed.",
       {},
       fillings,
       {v1::SUBORDINATE_LIST},
       NoneOfThem<&SubordinateReports::filed_later>::Make},
      {"own_report_filed",
       "Beside the aggregate there is the organ's own report.",
       {},
       {},
       {v1::SUBORDINATE_LIST},
       OwnReportFiled::Make},
      {"differs_from_own",
       "Not every number of the aggregate is that of the organ's own report, if a subordinate has "
       "one that is not zero.",
       {},
       {},
       {v1::OWN_REPORT, v1::SUBORDINATE_LIST},
       DiffersFromOwn::Make},
  };
}

}  // namespace ogi
