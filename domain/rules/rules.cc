#include "domain/rules/rules.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "domain/form/form.h"
#include "domain/form/text.h"
#include "domain/rules/equalities.h"

namespace ogi {
namespace {

// Collects the findings on one report.
class Validator {
 public:
  Validator(const v1::AnnualReport& report, const Figures& figures, v1::Verdict& verdict)
      : report_(report), figures_(figures), verdict_(verdict) {}

  void Run() {
    CheckEqualities();
    CheckEveryCellFilled();
    CheckRowsOfEdition();
    CheckParts();
  }

 private:
  v1::Finding& Add(absl::string_view rule, v1::Finding::Result result) {
    v1::Finding& finding = *verdict_.add_findings();
    finding.set_rule(std::string(rule));
    finding.set_severity(v1::ERROR);
    finding.set_result(result);
    return finding;
  }

  void AddCells(const std::vector<int>& cells, v1::Finding& finding) {
    for (const int number : cells) {
      const CellInfo& cell = Cells()[static_cast<size_t>(number)];
      v1::CellReference& reference = *finding.add_cells();
      reference.set_table(std::string(cell.table_name));
      reference.set_row(std::string(cell.row));
      reference.set_column(std::string(cell.column));
      reference.set_label(std::string(CellLabel(cell, report_.edition())));
      reference.set_value(figures_.ValueText(number));
    }
  }

  // E1 to E4.
  void CheckEqualities() {
    const char* rule = "";
    // Equalities of `rule` that could not be assessed become one finding.
    std::vector<const Equality*> not_assessable;
    std::vector<int> missing;
    for (const Equality& equality : EqualitiesOf(report_.edition())) {
      if (absl::string_view(equality.rule) != rule) {
        AddNotAssessable(rule, not_assessable, missing);
        not_assessable.clear();
        missing.clear();
        rule = equality.rule;
      }
      const Assessment assessment = Assess(equality, figures_);
      switch (assessment.result) {
        case Assessment::Result::kHolds:
          break;
        case Assessment::Result::kFails:
          AddFailure(equality, assessment);
          break;
        case Assessment::Result::kUncertain:
          AddUncertain(equality, assessment);
          break;
        case Assessment::Result::kNotAssessable:
          not_assessable.push_back(&equality);
          missing.insert(missing.end(), assessment.missing.begin(), assessment.missing.end());
          break;
      }
    }
    AddNotAssessable(rule, not_assessable, missing);
  }

  void AddFailure(const Equality& equality, const Assessment& assessment) {
    v1::Finding& finding = Add(equality.rule, v1::Finding::FAIL);
    AddCells(assessment.cells, finding);
    if (!assessment.left.has_value() || !assessment.right.has_value()) {
      finding.set_message(absl::StrCat(equality.place.chinese,
                                       "：有单元格不止一种读法，但无论取哪一种，两边都不相等；"
                                       "请对照原件核对各数，改正后重新报送。"));
      finding.set_message_en(absl::StrCat(equality.place.english,
                                          ": a cell can be read more than one way, but the sides "
                                          "differ with every reading; check the figures against "
                                          "the document, mend them and file again."));
      return;
    }
    const int64_t left = *assessment.left;
    const int64_t right = *assessment.right;
    const int64_t apart = left > right ? left - right : right - left;
    finding.mutable_comparison()->set_left(absl::StrCat(left));
    finding.mutable_comparison()->set_right(absl::StrCat(right));
    finding.mutable_comparison()->set_difference(absl::StrCat(left - right));
    finding.set_message(absl::StrCat(equality.place.chinese, "：", equality.left_is.chinese, " ",
                                     left, "，", equality.right_is.chinese, " ", right, "，相差 ",
                                     apart, "；请核对各数，改正后重新报送。"));
    finding.set_message_en(absl::StrCat(equality.place.english, ": ", equality.left_is.english, " ",
                                        left, ", ", equality.right_is.english, " ", right,
                                        ", a difference of ", apart,
                                        "; check the figures, mend them and file again."));
  }

  void AddUncertain(const Equality& equality, const Assessment& assessment) {
    v1::Finding& finding = Add(equality.rule, v1::Finding::UNCERTAIN);
    AddCells(assessment.cells, finding);
    finding.set_message(absl::StrCat(
        equality.place.chinese,
        "：有单元格不止一种读法，有的读法两边相等，有的不等；请对照原件确定该单元格的数。"));
    finding.set_message_en(absl::StrCat(
        equality.place.english,
        ": a cell can be read more than one way, and the sides are equal with some readings only; "
        "settle the cell's number by the document."));
  }

  void AddNotAssessable(absl::string_view rule, const std::vector<const Equality*>& equalities,
                        std::vector<int> missing) {
    if (equalities.empty()) return;
    constexpr size_t kMaxPlaces = 4;
    std::sort(missing.begin(), missing.end());
    missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
    std::vector<absl::string_view> chinese;
    std::vector<absl::string_view> english;
    for (size_t i = 0; i < std::min(kMaxPlaces, equalities.size()); ++i) {
      chinese.push_back(equalities[i]->place.chinese);
      english.push_back(equalities[i]->place.english);
    }
    const bool cut = equalities.size() > kMaxPlaces;
    v1::Finding& finding = Add(rule, v1::Finding::NOT_ASSESSABLE);
    AddCells(missing, finding);
    finding.set_message(
        absl::StrCat(absl::StrJoin(chinese, "、"), cut ? "等" : "", "共 ", equalities.size(),
                     " 处无法核对：所需单元格空白或不是数，而空白不等于零；请补填后重新报送。"));
    finding.set_message_en(absl::StrCat(
        absl::StrJoin(english, "; "), cut ? "; and others" : "", ": ", equalities.size(),
        " in all cannot be checked, for cells they need are blank or hold no number, and blank is "
        "not zero; fill them in and file again."));
  }

  bool LacksNumber(int cell) const {
    if (figures_.has_value(cell)) return false;
    return figures_.note_kind(cell) != v1::CellNote::AMBIGUOUS ||
           figures_.note(cell)->candidates().empty();
  }

  // E5, a finding a row. No equality reads table two, so nothing else tells of a cell there that
  // can be read more than one way.
  void CheckEveryCellFilled() {
    for (const RowInfo& row : TableRows()) {
      std::vector<int> lacking;
      std::vector<int> undecided;
      for (int cell = row.first_cell; cell < row.first_cell + row.cell_count; ++cell) {
        if (!InEdition(Cells()[static_cast<size_t>(cell)], report_.edition())) continue;
        if (LacksNumber(cell)) {
          lacking.push_back(cell);
        } else if (row.table == Table::kTwo && !figures_.has_value(cell)) {
          undecided.push_back(cell);
        }
      }
      if (!lacking.empty()) AddLacking(row, lacking);
      if (!undecided.empty()) AddUndecided(row, undecided);
    }
  }

  std::string ColumnsOf(const std::vector<int>& cells) const {
    return absl::StrJoin(cells, "、", [this](std::string* out, int cell) {
      absl::StrAppend(out, "“", ColumnLabelOf(Cells()[static_cast<size_t>(cell)]), "”");
    });
  }

  static std::string ColumnsInEnglish(const std::vector<int>& cells) {
    return absl::StrJoin(cells, ", ", [](std::string* out, int cell) {
      absl::StrAppend(out, Cells()[static_cast<size_t>(cell)].column);
    });
  }

  void AddUndecided(const RowInfo& row, const std::vector<int>& undecided) {
    v1::Finding& finding = Add("E5", v1::Finding::UNCERTAIN);
    AddCells(undecided, finding);
    finding.set_message(absl::StrCat(PlaceOf(row), "：", ColumnsOf(undecided),
                                     "不止一种读法；请对照原件确定该单元格的数。"));
    finding.set_message_en(absl::StrCat(PlaceInEnglish(row), ": ", ColumnsInEnglish(undecided),
                                        " can be read more than one way; settle the number by the "
                                        "document."));
  }

  void AddLacking(const RowInfo& row, const std::vector<int>& lacking) {
    std::vector<std::string> chinese;
    std::vector<std::string> english;
    for (const int number : lacking) {
      const CellInfo& cell = Cells()[static_cast<size_t>(number)];
      const v1::CellNote* note = figures_.note(number);
      const bool quotable = note != nullptr && !note->raw_text().empty();
      chinese.push_back(absl::StrCat("“", ColumnLabelOf(cell), "”",
                                     note == nullptr ? "空白"
                                     : quotable ? absl::StrCat("填的是", Quoted(note->raw_text()))
                                                : "没有数"));
      english.push_back(
          absl::StrCat(cell.column, note == nullptr ? " is blank"
                                    : quotable ? absl::StrCat(" says ", Quoted(note->raw_text()))
                                               : " holds no number"));
    }
    const bool whole_row = IsBlank(row);
    v1::Finding& finding = Add("E5", v1::Finding::FAIL);
    AddCells(lacking, finding);
    finding.set_message(absl::StrCat(
        PlaceOf(row), whole_row ? "整行空白" : absl::StrCat("：", absl::StrJoin(chinese, "，")),
        "；每个单元格都应填数，没有的填 0，请补填后重新报送。"));
    finding.set_message_en(absl::StrCat(
        PlaceInEnglish(row),
        whole_row ? " is blank throughout" : absl::StrCat(": ", absl::StrJoin(english, ", ")),
        "; every cell must hold a number, 0 where there is nothing; fill it in and file again."));
  }

  bool IsBlank(const RowInfo& row) const {
    for (int cell = row.first_cell; cell < row.first_cell + row.cell_count; ++cell) {
      if (!figures_.blank(cell)) return false;
    }
    return true;
  }

  std::string PlaceOf(const RowInfo& row) const {
    const CellInfo& first = Cells()[static_cast<size_t>(row.first_cell)];
    return absl::StrCat(TableLabel(row.table), "“", RowLabel(first, report_.edition()), "”行");
  }

  static std::string PlaceInEnglish(const RowInfo& row) {
    return absl::StrCat(absl::StrReplaceAll(row.table_name, {{"_", " "}}), ", row ", row.name);
  }

  // The column's half of the cell's label.
  absl::string_view ColumnLabelOf(const CellInfo& cell) const {
    return CellLabel(cell, report_.edition())
        .substr(RowLabel(cell, report_.edition()).size() + absl::string_view("｜").size());
  }

  // E6, one finding a row.
  void CheckRowsOfEdition() {
    if (report_.cell_notes().empty()) return;
    for (const RowInfo& row : TableRows()) {
      std::vector<int> foreign;
      for (int cell = row.first_cell; cell < row.first_cell + row.cell_count; ++cell) {
        if (figures_.note_kind(cell) == v1::CellNote::ROW_OF_ANOTHER_EDITION) {
          foreign.push_back(cell);
        }
      }
      if (!foreign.empty()) AddForeign(row, foreign);
    }
  }

  void AddForeign(const RowInfo& row, const std::vector<int>& foreign) {
    const absl::string_view basis = FormOf(report_.edition()).legal_basis;
    const bool whole_row = static_cast<int>(foreign.size()) == row.cell_count;
    v1::Finding& finding = Add("E6", v1::Finding::FAIL);
    AddCells(foreign, finding);
    finding.set_message(
        absl::StrCat(PlaceOf(row), whole_row ? "" : absl::StrCat("的", ColumnsOf(foreign)),
                     "不在本年度的格式（", basis, "）中；请按该格式的行和列填报后重新报送。"));
    finding.set_message_en(absl::StrCat(
        PlaceInEnglish(row), whole_row ? "" : absl::StrCat(", columns ", ColumnsInEnglish(foreign)),
        ": not in the form of this year (", basis, "); use its rows and columns and file again."));
  }

  // E7.
  void CheckParts() {
    const Form& form = FormOf(report_.edition());
    for (int i = 0; i < kPartCount; ++i) {
      const FormPart& official = form.parts[static_cast<size_t>(i)];
      const v1::Part& part = PartOf(report_, i);
      const bool of_text = i == 0 || i == 4 || i == 5;
      if (of_text && !HasText(part.text())) {
        v1::Finding& finding = Add("E7", v1::Finding::FAIL);
        finding.set_part(std::string(official.field));
        finding.set_message(absl::StrCat("“", official.heading, "”没有文字；请补写后重新报送。"));
        finding.set_message_en(absl::StrCat("Part ", i + 1, " (", official.field,
                                            ") has no text; write it and file again."));
      }
      if (!part.heading().empty() && part.heading() != official.heading &&
          WithoutSpaces(part.heading()) != official.heading) {
        v1::Finding& finding = Add("E7", v1::Finding::FAIL);
        finding.set_part(std::string(official.field));
        finding.set_message(absl::StrCat("第 ", i + 1, " 部分的标题是", Quoted(part.heading()),
                                         "，格式规定为“", official.heading,
                                         "”；请改正后重新报送。"));
        finding.set_message_en(absl::StrCat("The heading of part ", i + 1, " is ",
                                            Quoted(part.heading()), ", the form has “",
                                            official.heading, "”; mend it and file again."));
      }
    }
  }

  // Whether there is anything but spaces, those of Chinese type included.
  static bool HasText(absl::string_view text) {
    while (!text.empty()) {
      if (absl::ConsumePrefix(&text, "\u3000") || absl::ConsumePrefix(&text, "\u00a0")) continue;
      if (!absl::ascii_isspace(static_cast<unsigned char>(text[0]))) return true;
      text.remove_prefix(1);
    }
    return false;
  }

  static std::string WithoutSpaces(absl::string_view text) {
    std::string kept = absl::StrReplaceAll(text, {{"\u3000", ""}, {"\u00a0", ""}});
    kept.erase(std::remove_if(kept.begin(), kept.end(),
                              [](unsigned char c) { return absl::ascii_isspace(c); }),
               kept.end());
    return kept;
  }

  const v1::AnnualReport& report_;
  const Figures& figures_;
  v1::Verdict& verdict_;
};

}  // namespace

v1::Verdict Validate(const v1::AnnualReport& report, absl::Time now) {
  return Validate(report, Figures(report), now);
}

v1::Verdict Validate(const v1::AnnualReport& report, const Figures& figures, absl::Time now) {
  v1::Verdict verdict;
  Validator(report, figures, verdict).Run();
  verdict.set_outcome(OutcomeOf(verdict));
  *verdict.mutable_rule_set() = CurrentRuleSet();
  // Microseconds: what the store keeps.
  const int64_t microseconds = absl::ToUnixMicros(now);
  verdict.mutable_validate_time()->set_seconds(absl::ToUnixSeconds(now));
  verdict.mutable_validate_time()->set_nanos(
      static_cast<int32_t>((microseconds - absl::ToUnixSeconds(now) * 1'000'000) * 1'000));
  return verdict;
}

v1::Verdict::Outcome OutcomeOf(const v1::Verdict& verdict) {
  v1::Verdict::Outcome outcome = v1::Verdict::CLEAN;
  for (const v1::Finding& finding : verdict.findings()) {
    const bool fails = finding.result() == v1::Finding::FAIL;
    if (finding.severity() == v1::ERROR && fails) return v1::Verdict::BLOCKED;
    const bool uncertain_error =
        finding.severity() == v1::ERROR && finding.result() == v1::Finding::UNCERTAIN;
    if ((finding.severity() == v1::WARNING && fails) || uncertain_error) {
      outcome = v1::Verdict::WARNED;
    }
  }
  return outcome;
}

}  // namespace ogi
