#include "import/rows/form_labels.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "domain/form/printed_form.h"
#include "import/rows/form_words.h"
#include "import/text/folded_document.h"

namespace ogi::reading {
namespace {

std::vector<RowLabels> Build(Table table) {
  std::vector<RowLabels> rows;
  const auto row_of = [&rows, table](absl::string_view name) -> RowLabels& {
    const auto& all = TableRows();
    for (size_t i = 0; i < all.size(); ++i) {
      if (all[i].table != table || all[i].name != name) continue;
      for (RowLabels& row : rows) {
        if (row.row == static_cast<int>(i)) return row;
      }
      rows.push_back({static_cast<int>(i), {}});
      return rows.back();
    }
    return rows.front();
  };
  for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
    for (const FormBlock& block : FormOf(edition).tables[static_cast<size_t>(table)].blocks) {
      for (const FormRow& row : block.rows) {
        std::vector<Label>& labels = row_of(row.name).labels;
        labels.emplace_back(row.label);
        if (!row.subgroup.empty()) labels.emplace_back(absl::StrCat(row.subgroup, row.label));
        if (!row.group.empty()) {
          labels.emplace_back(absl::StrCat(row.group, row.label));
          if (!row.subgroup.empty()) {
            labels.emplace_back(absl::StrCat(row.group, row.subgroup, row.label));
          }
        }
        for (const auto& [name, shortened] : OtherLabels()) {
          if (name != row.name) continue;
          labels.emplace_back(shortened);
          if (!row.subgroup.empty()) labels.emplace_back(absl::StrCat(row.subgroup, shortened));
          if (!row.group.empty()) labels.emplace_back(absl::StrCat(row.group, shortened));
        }
      }
    }
  }
  std::sort(rows.begin(), rows.end(),
            [](const RowLabels& a, const RowLabels& b) { return a.row < b.row; });
  for (RowLabels& row : rows) {
    std::vector<Label> distinct;
    for (const Label& label : row.labels) {
      const bool seen = std::any_of(distinct.begin(), distinct.end(), [&](const Label& other) {
        return other.letters() == label.letters();
      });
      if (!seen) distinct.push_back(label);
    }
    row.labels = std::move(distinct);
  }
  return rows;
}

const std::vector<std::u32string>& GroupLabels() {
  static const auto* const groups = new std::vector<std::u32string>([] {
    std::vector<std::u32string> found;
    for (const FormRow& row : FormOf(v1::EDITION_2021).tables[1].blocks[0].rows) {
      for (const absl::string_view group : {row.group, row.subgroup}) {
        std::u32string letters = Label(group).letters();
        const bool known = std::find(found.begin(), found.end(), letters) != found.end();
        if (!letters.empty() && !known) found.push_back(std::move(letters));
      }
    }
    return found;
  }());
  return *groups;
}

}  // namespace

double RowLabels::Likeness(std::u32string_view letters, double least) const {
  double best = least;
  for (const Label& label : labels) {
    // What the lengths alone allow.
    const size_t shorter = std::min(label.letters().size(), letters.size());
    const double most = 2.0 * static_cast<double>(shorter) /
                        static_cast<double>(label.letters().size() + letters.size());
    if (most <= best) continue;
    best = std::max(best, label.Likeness(letters));
  }
  return best > least ? best : 0;
}

bool IsGroupLabel(std::u32string_view letters) {
  const std::vector<std::u32string>& groups = GroupLabels();
  return std::find(groups.begin(), groups.end(), letters) != groups.end();
}

bool IsPieceOfGroupLabel(std::u32string_view letters) {
  return !letters.empty() &&
         std::any_of(GroupLabels().begin(), GroupLabels().end(),
                     [letters](const std::u32string& group) { return Holds(group, letters); });
}

const std::vector<RowLabels>& RowLabelsOf(Table table) {
  static const auto* const each = new std::array<std::vector<RowLabels>, kTables.size()>([] {
    std::array<std::vector<RowLabels>, kTables.size()> built;
    for (const Table of : kTables) {
      if (TableSearchOf(of).labelled_rows) built[static_cast<size_t>(of)] = Build(of);
    }
    return built;
  }());
  return (*each)[static_cast<size_t>(table)];
}

}  // namespace ogi::reading
