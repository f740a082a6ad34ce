// Against the ledgers.
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
  };
}

}  // namespace ogi
