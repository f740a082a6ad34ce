// That the report has what the form has, and nothing else.
#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "domain/form/cells.h"
#include "domain/form/printed_form.h"
#include "domain/form/text.h"
#include "domain/rules/cell_values.h"
#include "domain/rules/check.h"

namespace ogi {
namespace {

// Every cell of the form holds a number; one finding a row.
class EveryCellFilled : public Check {
 public:
  void Run(const Subject& subject, FindingWriter& writer) const override {
    const Figures& figures = *subject.figures;
    for (const RowInfo& row : TableRows()) {
      if (IsBlank(row, figures) && HasStandIn(row, figures, writer.edition())) continue;
      std::vector<int> lacking;
      std::vector<int> undecided;
      for (int cell = row.first_cell; cell < row.first_cell + row.cell_count; ++cell) {
        if (!InEdition(CellAt(cell), writer.edition())) continue;
        if (LacksNumber(cell, figures)) {
          lacking.push_back(cell);
        } else if (row.table == Table::kTwo && !figures.has_value(cell)) {
          // Sums do not read all of table two, so nothing else tells of the cell.
          undecided.push_back(cell);
        }
      }
      if (!lacking.empty()) TellLacking(row, lacking, figures, writer);
      if (!undecided.empty()) TellUndecided(row, undecided, writer);
    }
  }

 private:
  static bool LacksNumber(int cell, const Figures& figures) {
    return !figures.has_value(cell) && ReadingsOf(figures, cell).empty();
  }

  static bool IsBlank(const RowInfo& row, const Figures& figures) {
    for (int cell = row.first_cell; cell < row.first_cell + row.cell_count; ++cell) {
      if (!figures.blank(cell)) return false;
    }
    return true;
  }

  // Whether rows of the same group that another edition has are filled in instead: （六） as one
  // row, or in parts. That is one mistake, and RowsOfEdition tells of it.
  static bool HasStandIn(const RowInfo& row, const Figures& figures, v1::Edition edition) {
    const absl::string_view group = row.name.substr(0, row.name.find('.'));
    for (const RowInfo& other : TableRows()) {
      if (other.table != row.table || other.name.substr(0, other.name.find('.')) != group) continue;
      for (int cell = other.first_cell; cell < other.first_cell + other.cell_count; ++cell) {
        if (!InEdition(CellAt(cell), edition) && !figures.blank(cell)) return true;
      }
    }
    return false;
  }

  static Wording CellState(int cell, const Figures& figures, v1::Edition edition) {
    const Wording name = ColumnNames({cell}, edition);
    const v1::CellNote* note = figures.note(cell);
    if (note == nullptr) {
      return {absl::StrCat(name.chinese, "空白"), absl::StrCat(name.english, " is blank")};
    }
    if (note->raw_text().empty()) {
      return {absl::StrCat(name.chinese, "没有数"), absl::StrCat(name.english, " holds no number")};
    }
    return {absl::StrCat(name.chinese, "填的是", Quoted(note->raw_text())),
            absl::StrCat(name.english, " says ", Quoted(note->raw_text()))};
  }

  static void TellLacking(const RowInfo& row, const std::vector<int>& lacking,
                          const Figures& figures, FindingWriter& writer) {
    Wording what = {"整行空白", " is blank throughout"};
    if (!IsBlank(row, figures)) {
      std::vector<std::string> chinese;
      std::vector<std::string> english;
      for (const int cell : lacking) {
        const Wording state = CellState(cell, figures, writer.edition());
        chinese.push_back(state.chinese);
        english.push_back(state.english);
      }
      what = {absl::StrCat("：", absl::StrJoin(chinese, "，")),
              absl::StrCat(": ", absl::StrJoin(english, ", "))};
    }
    writer.Fail({{"place", RowPlace(row, writer.edition())}, {"what", what}}, lacking);
  }

  static void TellUndecided(const RowInfo& row, const std::vector<int>& undecided,
                            FindingWriter& writer) {
    const Wording place = RowPlace(row, writer.edition());
    const Wording columns = ColumnNames(undecided, writer.edition());
    writer.Uncertain({absl::StrCat(place.chinese, "：", columns.chinese,
                                   "不止一种读法；请对照原件确定该单元格的数。"),
                      absl::StrCat(place.english, ": ", columns.english,
                                   " can be read more than one way; settle the number by the "
                                   "document.")},
                     undecided);
  }
};

// Rows and columns are those of the year's form; one finding a row.
class RowsOfEdition : public Check {
 public:
  void Run(const Subject& subject, FindingWriter& writer) const override {
    if (subject.report->cell_notes().empty()) return;
    const std::string form(FormOf(writer.edition()).legal_basis);
    for (const RowInfo& row : TableRows()) {
      std::vector<int> foreign;
      for (int cell = row.first_cell; cell < row.first_cell + row.cell_count; ++cell) {
        // Whatever it says there, a number or "/": the form has no such cell.
        if (!InEdition(CellAt(cell), writer.edition()) && subject.figures->note(cell) != nullptr) {
          foreign.push_back(cell);
        }
      }
      if (foreign.empty()) continue;
      Wording place = RowPlace(row, writer.edition());
      if (static_cast<int>(foreign.size()) != row.cell_count) {
        const Wording columns = ColumnNames(foreign, writer.edition());
        absl::StrAppend(&place.chinese, "的", columns.chinese);
        absl::StrAppend(&place.english, ", columns ", columns.english);
      }
      writer.Fail({{"place", place}, {"form", {form, form}}}, foreign);
    }
  }
};

std::string WithoutSpaces(absl::string_view text) {
  std::string kept = absl::StrReplaceAll(text, {{"\u3000", ""}, {"\u00a0", ""}});
  kept.erase(std::remove_if(kept.begin(), kept.end(),
                            [](unsigned char c) { return absl::ascii_isspace(c); }),
             kept.end());
  return kept;
}

// The parts of a report that its parameters name, by their fields.
class PartsCheck : public Check {
 public:
  explicit PartsCheck(std::vector<int> parts) : parts_(std::move(parts)) {}

  template <typename Kind>
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    std::vector<int> parts;
    for (const std::string& field : parameters.Strings("parts")) {
      const auto& all = FormOf(v1::EDITION_2021).parts;
      const auto found = std::find_if(
          all.begin(), all.end(), [&field](const FormPart& part) { return part.field == field; });
      if (found == all.end()) {
        return parameters.Wrong("parts", "不是报告的部分", "names no part of the report");
      }
      parts.push_back(static_cast<int>(found - all.begin()));
    }
    if (parts.empty()) {
      return parameters.Wrong("parts", "至少须有一个部分", "takes at least one part");
    }
    return std::make_unique<Kind>(std::move(parts));
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    for (const int part : parts_) {
      RunOn(part, FormOf(writer.edition()).parts[static_cast<size_t>(part)],
            PartOf(*subject.report, part), writer);
    }
  }

 protected:
  virtual void RunOn(int index, const FormPart& official, const v1::Part& part,
                     FindingWriter& writer) const = 0;
  static std::vector<Filling> Names(int index, const FormPart& official) {
    return {{"part",
             {std::string(official.heading),
              absl::StrCat("Part ", index + 1, " (", official.field, ")")}},
            {"number", {absl::StrCat(index + 1), absl::StrCat(index + 1)}},
            {"heading", {std::string(official.heading), std::string(official.heading)}}};
  }

 private:
  const std::vector<int> parts_;
};

class PartHasText : public PartsCheck {
 public:
  using PartsCheck::PartsCheck;

 private:
  void RunOn(int index, const FormPart& official, const v1::Part& part,
             FindingWriter& writer) const override {
    if (!WithoutSpaces(part.text()).empty()) return;
    writer.Fail(Names(index, official)).set_part(std::string(official.field));
  }
};

class HeadingIsOfficial : public PartsCheck {
 public:
  using PartsCheck::PartsCheck;

 private:
  void RunOn(int index, const FormPart& official, const v1::Part& part,
             FindingWriter& writer) const override {
    const std::string& heading = part.heading();
    if (heading.empty() || heading == official.heading ||
        WithoutSpaces(heading) == official.heading) {
      return;
    }
    std::vector<Filling> fillings = Names(index, official);
    fillings.push_back({"found", {Quoted(heading), Quoted(heading)}});
    writer.Fail(fillings).set_part(std::string(official.field));
  }
};

template <typename Kind>
absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
  return std::make_unique<Kind>();
}

}  // namespace

std::vector<CheckKind> FormChecks() {
  return {
      {"every_cell_filled",
       "Every cell of the year's form holds a number; one finding a row.",
       {},
       {"place", "what"},
       {},
       Make<EveryCellFilled>},
      {"rows_of_edition",
       "Rows and columns are those of the year's form; one finding a row.",
       {},
       {"place", "form"},
       {},
       Make<RowsOfEdition>},
      {"part_has_text",
       "Each of the parts named has text.",
       {"parts"},
       {"part", "number", "heading"},
       {},
       PartsCheck::Make<PartHasText>},
      {"heading_is_official",
       "The headings of the parts named, where they are given, are those of the form.",
       {"parts"},
       {"part", "number", "heading", "found"},
       {},
       PartsCheck::Make<HeadingIsOfficial>},
  };
}

}  // namespace ogi
