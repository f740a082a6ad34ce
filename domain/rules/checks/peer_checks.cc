// A report against those of organs of the same kind. Only a sweep has them.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/status_macros.h"
#include "domain/form/cells.h"
#include "domain/rules/check.h"
#include "domain/rules/finding_writer.h"

namespace ogi {
namespace {

// No other organ has the very same tables. Few numbers are alike by chance.
class TablesNotShared : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<TablesNotShared>();
    OGI_ASSIGN_OR_RETURN(check->numbers_at_least_, parameters.Number("numbers_at_least"));
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    if (subject.peers->same_tables.empty()) return;
    int64_t numbers = 0;
    for (const CellInfo& cell : Cells()) {
      if (subject.figures->has_value(cell.index) && subject.figures->number(cell.index) != 0) {
        ++numbers;
      }
    }
    if (numbers < numbers_at_least_) return;
    writer.Fail(
        {{"name", Both(subject.peers->same_tables)}, {"numbers", Both(absl::StrCat(numbers))}});
  }

 private:
  int64_t numbers_at_least_ = 0;
};

// No other organ has nearly the same text.
class TextsNotShared : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<TextsNotShared>();
    OGI_ASSIGN_OR_RETURN(check->percent_, parameters.Number("percent"));
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    if (subject.peers->alike_text.empty() || subject.peers->percent < percent_) return;
    writer.Fail({{"name", Both(subject.peers->alike_text)},
                 {"percent", Both(absl::StrCat(subject.peers->percent))}});
  }

 private:
  int64_t percent_ = 0;
};

// What the checks on numbers share: each of the cells, beside those of the others.
class BesideOthers : public Check {
 public:
  absl::Status Read(const CheckParameters& parameters) {
    OGI_ASSIGN_OR_RETURN(cells_, parameters.CellNumbers("cells"));
    OGI_ASSIGN_OR_RETURN(others_at_least_, parameters.Number("others_at_least"));
    if (others_at_least_ < 1) {
      return parameters.Wrong("others_at_least", "至少须是 1", "must be 1 at least");
    }
    return absl::OkStatus();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    if (subject.peers->numbers == nullptr) return;
    for (const int cell : cells_) {
      if (!subject.figures->has_value(cell) || CellAt(cell).kind == CellKind::kMoney) continue;
      std::vector<int64_t> others = (*subject.peers->numbers)[static_cast<size_t>(cell)];
      const int64_t number = subject.figures->number(cell);
      const auto own = std::find(others.begin(), others.end(), number);
      if (own != others.end()) others.erase(own);
      if (static_cast<int64_t>(others.size()) < others_at_least_) continue;
      Judge(cell, number, others, writer);
    }
  }

 protected:
  virtual void Judge(int cell, int64_t number, const std::vector<int64_t>& others,
                     FindingWriter& writer) const = 0;

  static void Tell(int cell, int64_t number, const std::vector<int64_t>& others,
                   FindingWriter& writer) {
    writer.Fail({{"place", CellPlace(cell, writer.edition())},
                 {"number", Both(absl::StrCat(number))},
                 {"middle", Both(absl::StrCat(others[others.size() / 2]))},
                 {"lowest", Both(absl::StrCat(others.front()))},
                 {"highest", Both(absl::StrCat(others.back()))},
                 {"others", Both(absl::StrCat(others.size()))}},
                {cell});
  }

 private:
  std::vector<int> cells_;
  int64_t others_at_least_ = 0;
};

// More than so many times what nine tenths of the others stay under.
class NotFarAboveOthers : public BesideOthers {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<NotFarAboveOthers>();
    OGI_RETURN_IF_ERROR(check->Read(parameters));
    OGI_ASSIGN_OR_RETURN(check->times_, parameters.Number("times"));
    OGI_ASSIGN_OR_RETURN(check->at_least_, parameters.Number("at_least"));
    return check;
  }

 protected:
  void Judge(int cell, int64_t number, const std::vector<int64_t>& others,
             FindingWriter& writer) const override {
    const int64_t usual = std::max<int64_t>(others[(others.size() * 9 - 1) / 10], 1);
    if (number >= at_least_ && number / usual >= times_) Tell(cell, number, others, writer);
  }

 private:
  int64_t times_ = 0;
  int64_t at_least_ = 0;
};

// Zero where none of the others is, and half of them have as many as said.
class NotZeroAlone : public BesideOthers {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<NotZeroAlone>();
    OGI_RETURN_IF_ERROR(check->Read(parameters));
    OGI_ASSIGN_OR_RETURN(check->middle_at_least_, parameters.Number("middle_at_least"));
    return check;
  }

 protected:
  void Judge(int cell, int64_t number, const std::vector<int64_t>& others,
             FindingWriter& writer) const override {
    if (number == 0 && others.front() > 0 && others[others.size() / 2] >= middle_at_least_) {
      Tell(cell, number, others, writer);
    }
  }

 private:
  int64_t middle_at_least_ = 0;
};

}  // namespace

std::vector<CheckKind> PeerChecks() {
  const std::vector<absl::string_view> fillings = {"place",  "number",  "middle",
                                                   "lowest", "highest", "others"};
  return {
      {"tables_not_shared",
       "No organ of the same kind has the very same tables, if as many numbers as said are not "
       "zero.",
       {"numbers_at_least"},
       {"name", "numbers"},
       {v1::PEERS},
       TablesNotShared::Make},
      {"texts_not_shared",
       "No organ of the same kind has parts one and five that are alike to so many percent, names "
       "and numbers aside.",
       {"percent"},
       {"name", "percent"},
       {v1::PEERS},
       TextsNotShared::Make},
      {"not_far_above_others",
       "Each of the cells: the number, as large as said, is less than so many times that which "
       "nine tenths of the organs of the same kind do not exceed.",
       {"cells", "others_at_least", "times", "at_least"},
       fillings,
       {v1::PEERS},
       NotFarAboveOthers::Make},
      {"not_zero_alone",
       "Each of the cells is not zero if none of the organs of the same kind has a zero and half "
       "of them have as many as said.",
       {"cells", "others_at_least", "middle_at_least"},
       fillings,
       {v1::PEERS},
       NotZeroAlone::Make},
  };
}

}  // namespace ogi
