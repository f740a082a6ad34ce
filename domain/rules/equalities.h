// The arithmetic of the tables as data: sums of cells that must equal sums of cells.
#ifndef OGI_DOMAIN_RULES_EQUALITIES_H_
#define OGI_DOMAIN_RULES_EQUALITIES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/form/figures.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi {

// A text for clerks in both languages.
struct Wording {
  std::string chinese;
  std::string english;
};

// The left cells add up to the right cells.
struct Equality {
  // `E1` to `E4`.
  const char* rule;
  // Cell numbers.
  std::vector<int> left;
  std::vector<int> right;
  // Stands for `left` where a filer used rows of the other edition throughout: every cell that
  // `left` has and this has not is blank. Empty for none.
  std::vector<int> left_of_another_edition;
  // Of a row the edition lacks: holds as long as nobody fills it in.
  bool optional = false;

  // E.g. 表三“自然人”列.
  Wording place;
  // What goes before each side's figure, e.g. （一）至（六）各项之和为, （七）总计填.
  Wording left_is;
  Wording right_is;
};

// By rule, then by place. `edition` must be EDITION_2019 or EDITION_2021.
const std::vector<Equality>& EqualitiesOf(v1::Edition edition);

struct Assessment {
  enum class Result { kHolds, kFails, kUncertain, kNotAssessable };
  Result result = Result::kHolds;
  // Both sides, where each can be read in one way only.
  std::optional<int64_t> left;
  std::optional<int64_t> right;
  // The cells that were compared, in form order. Empty when it holds.
  std::vector<int> cells;
  // Of these, those without any number.
  std::vector<int> missing;
};

// Reads an AMBIGUOUS cell in every way its note lists.
Assessment Assess(const Equality& equality, const Figures& figures);

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_EQUALITIES_H_
