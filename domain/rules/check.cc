#include "domain/rules/check.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "domain/form/cells.h"

namespace ogi {

const v1::Check::Parameter* CheckParameters::Find(absl::string_view name) const {
  for (const v1::Check::Parameter& parameter : check_.parameters()) {
    if (parameter.name() == name) return &parameter;
  }
  return nullptr;
}

std::vector<std::string> CheckParameters::Strings(absl::string_view name) const {
  const v1::Check::Parameter* const parameter = Find(name);
  if (parameter == nullptr) return {};
  return {parameter->values().begin(), parameter->values().end()};
}

absl::StatusOr<std::string> CheckParameters::String(absl::string_view name) const {
  const std::vector<std::string> values = Strings(name);
  if (values.size() == 1) return values[0];
  return Wrong(name, "须有且只有一个值", "takes exactly one value");
}

absl::StatusOr<int64_t> CheckParameters::Number(absl::string_view name) const {
  OGI_ASSIGN_OR_RETURN(const std::string text, String(name));
  int64_t number = 0;
  if (absl::SimpleAtoi(text, &number)) return number;
  return Wrong(name, "须是整数", "is not a whole number");
}

absl::StatusOr<std::vector<int>> CheckParameters::CellNumbers(absl::string_view name) const {
  std::vector<int> cells;
  for (const absl::string_view text : Strings(name)) {
    const size_t first = text.find('.');
    const size_t last = text.rfind('.');
    const CellInfo* cell =
        first == last ? nullptr
                      : FindCell(text.substr(0, first), text.substr(first + 1, last - first - 1),
                                 text.substr(last + 1));
    if (cell == nullptr) {
      return Wrong(name, absl::StrCat("：格式里没有单元格“", text, "”"),
                   absl::StrCat("names “", text, "”, which is not a cell of the form"));
    }
    cells.push_back(cell->index);
  }
  if (cells.empty()) return Wrong(name, "至少须有一个单元格", "takes at least one cell");
  return cells;
}

absl::StatusOr<std::vector<v1::Agency::Level>> CheckParameters::Levels(
    absl::string_view name) const {
  std::vector<v1::Agency::Level> levels;
  for (const std::string& text : Strings(name)) {
    v1::Agency::Level level = v1::Agency::LEVEL_UNSPECIFIED;
    if (!v1::Agency::Level_Parse(text, &level) || level == v1::Agency::LEVEL_UNSPECIFIED) {
      return Wrong(name, absl::StrCat("：没有层级“", text, "”"),
                   absl::StrCat("names “", text, "”, which is no level"));
    }
    levels.push_back(level);
  }
  if (levels.empty()) return Wrong(name, "至少须有一个层级", "takes at least one level");
  return levels;
}

absl::Status CheckParameters::Wrong(absl::string_view name, absl::string_view chinese,
                                    absl::string_view english) const {
  std::string place = lines_.Place();
  for (int i = 0; i < check_.parameters_size(); ++i) {
    if (check_.parameters(i).name() == name) place = lines_.Place("parameters", i);
  }
  return errors::DataFileInvalid(place, absl::StrCat("参数 ", name, " ", chinese),
                                 absl::StrCat("parameter ", name, " ", english));
}

const std::vector<CheckKind>& CheckKinds() {
  static const auto* const kinds = [] {
    auto* all = new std::vector<CheckKind>;
    for (const auto& family :
         {CrossYearChecks(), DatedTextChecks(), DeadlineChecks(), FigureChecks(), FormChecks(),
          LedgerChecks(), NarrativeChecks(), SentenceChecks(), WordChecks(), FeeTextChecks(),
          NameChecks(), TextChecks(), PeerChecks(), RollUpChecks()})
      all->insert(all->end(), family.begin(), family.end());
    std::sort(all->begin(), all->end(),
              [](const CheckKind& a, const CheckKind& b) { return a.name < b.name; });
    return all;
  }();
  return *kinds;
}

}  // namespace ogi
