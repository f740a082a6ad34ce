// Against the ledgers, and against the list of organs that must report.
#include "absl/strings/str_cat.h"
#include "common/status_macros.h"
#include "domain/rules/check.h"

namespace ogi {
namespace {

// Needs single records, where the ledgers give totals only: says so where there is something to
// look up.
class NeedsLedger : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<NeedsLedger>();
    OGI_ASSIGN_OR_RETURN(check->cells_, parameters.CellNumbers("cells"));
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    for (const int cell : cells_) {
      if (!subject.figures->has_value(cell) || subject.figures->number(cell) == 0) continue;
      writer.Lack(v1::LEDGER);
      return;
    }
  }

 private:
  std::vector<int> cells_;
};

// None of the subordinates that must report is missing.
class EverySubordinateFiled : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<EverySubordinateFiled>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    constexpr size_t kMaxNames = 5;
    if (subject.subordinates == nullptr) {
      writer.Lack(v1::SUBORDINATES);
      return;
    }
    const std::vector<std::string>& missing = subject.subordinates->missing;
    if (missing.empty()) return;
    Wording names;
    for (size_t i = 0; i < missing.size() && i < kMaxNames; ++i) {
      absl::StrAppend(&names.chinese, i == 0 ? "" : "、", missing[i]);
      absl::StrAppend(&names.english, i == 0 ? "" : ", ", missing[i]);
    }
    if (missing.size() > kMaxNames) {
      absl::StrAppend(&names.chinese, "等");
      absl::StrAppend(&names.english, " and others");
    }
    const std::string count = absl::StrCat(missing.size());
    writer.Fail({{"names", names}, {"count", {count, count}}});
  }
};

}  // namespace

std::vector<CheckKind> LedgerChecks() {
  return {
      {"needs_ledger",
       "Not assessable where one of the cells is not zero: it takes single records of the ledgers, "
       "and no ledger hands them over yet.",
       {"cells"},
       {},
       {v1::LEDGER},
       NeedsLedger::Make},
      {"every_subordinate_filed",
       "Every subordinate that must report has filed.",
       {},
       {"names", "count"},
       {},
       EverySubordinateFiled::Make},
  };
}

}  // namespace ogi
