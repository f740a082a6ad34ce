#include "import/report/fill_tables.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "common/limits.h"
#include "common/utf8.h"
#include "domain/form/figures.h"
#include "import/tables/sums.h"

namespace ogi::reading {
namespace {

using Kind = Finding::Kind;

bool SameReading(const Finding& a, const Finding& b) {
  return a.kind == b.kind && a.text == b.text && a.candidates == b.candidates &&
         (a.unit == b.unit || a.unit == CellValue::Unit::kNone || b.unit == CellValue::Unit::kNone);
}

v1::Money::Unit MoneyUnit(const Finding& finding) {
  switch (finding.unit) {
    case CellValue::Unit::kYuan:
      return v1::Money::YUAN;
    case CellValue::Unit::kTenThousandYuan:
      return v1::Money::TEN_THOUSAND_YUAN;
    default:
      // The form's own.
      return CellAt(finding.cell).in_2021 ? v1::Money::TEN_THOUSAND_YUAN : v1::Money::YUAN;
  }
}

class Merger {
 public:
  Merger(const FoldedDocument& document, Imported& imported, Doubts& doubts)
      : document_(document),
        imported_(imported),
        doubts_(doubts),
        edition_(imported.report.edition()) {}

  void Run(const TableReading& tables) {
    std::map<int, Finding> cells;
    std::set<int> conflicts;
    for (const Finding& finding : tables.findings) {
      auto [at, first] = cells.try_emplace(finding.cell, finding);
      if (first || SameReading(at->second, finding)) continue;
      at->second = Conflict(at->second, finding);
      conflicts.insert(finding.cell);
    }
    if (!conflicts.empty()) doubts_.TwoTables(conflicts.size());
    for (const auto& [cell, finding] : cells) Put(finding);
    for (const RowAt& row : Distinct(tables.by_place)) {
      doubts_.RowByPlace(row.row, edition_, row.glyphs);
    }
    if (marks_ > 0) doubts_.Marks(marks_, first_mark_.cell, edition_, first_mark_.glyphs);
    std::set<int> told;
    TellUnread(tables.unread, cells, told);
    for (const RowAt& row : Distinct(tables.blank)) {
      if (!InEdition(TableRowAt(row.row), edition_) || HasCellOf(row.row, cells) ||
          !told.insert(row.row).second)
        continue;
      doubts_.BlankRow(row.row, edition_, row.glyphs);
    }
    for (const int row : other_rows_) doubts_.RowOfOtherEdition(row, edition_, other_at_[row]);
    for (const GlyphRange& glyphs : tables.leftovers) doubts_.LeftOver(glyphs);
    for (const OtherOrder& order : tables.columns_in_unknown_order) {
      doubts_.ColumnsInUnknownOrder(order);
    }
    Missing(cells, told);
  }

 private:
  static bool HasCellOf(int row, const std::map<int, Finding>& cells) {
    const RowInfo& info = TableRowAt(row);
    const auto at = cells.lower_bound(info.first_cell);
    return at != cells.end() && at->first < info.first_cell + info.cell_count;
  }

  void TellUnread(const std::vector<RowAt>& unread, const std::map<int, Finding>& cells,
                  std::set<int>& told) {
    // Rows of table three by how many values they have: a column more in every row is one doubt.
    constexpr size_t kMany = 5;
    std::map<size_t, std::vector<RowAt>> by_values;
    for (const RowAt& row : Distinct(unread)) {
      if (HasCellOf(row.row, cells)) continue;
      told.insert(row.row);
      const bool folds = TableRowAt(row.row).table == Table::kThree && row.values != kApplicants &&
                         row.values + 1 >= kApplicants;
      by_values[folds ? row.values : 0].push_back(row);
    }
    for (const auto& [values, rows] : by_values) {
      if (values > 0 && rows.size() >= kMany) {
        doubts_.OtherColumns(Table::kThree, rows.size(), values, kApplicants, rows[0].glyphs);
        continue;
      }
      for (const RowAt& row : rows) {
        doubts_.UnreadRow(row.row, edition_, row.glyphs, row.values);
      }
    }
  }

  static std::vector<RowAt> Distinct(const std::vector<RowAt>& rows) {
    std::vector<RowAt> distinct;
    std::set<int> seen;
    for (const RowAt& row : rows) {
      if (seen.insert(row.row).second) distinct.push_back(row);
    }
    return distinct;
  }

  // Two tables that disagree.
  static Finding Conflict(const Finding& a, const Finding& b) {
    Finding both = a;
    both.kind = Kind::kAmbiguous;
    both.basis = CellBasis::kAmbiguous;
    both.candidates.clear();
    for (const Finding* each : {&a, &b}) {
      std::vector<std::string> candidates = each->candidates;
      if (each->kind == Kind::kNumber) candidates = {each->text};
      for (std::string& candidate : candidates) {
        const bool seen = std::find(both.candidates.begin(), both.candidates.end(), candidate) !=
                          both.candidates.end();
        if (!seen && both.candidates.size() < limits::kMaxCandidates) {
          both.candidates.push_back(std::move(candidate));
        }
      }
    }
    both.text.clear();
    return both;
  }

  void Put(const Finding& finding) {
    const CellInfo& info = CellAt(finding.cell);
    const bool in_edition = InEdition(info, edition_);
    if (!in_edition) {
      // A blank or a mark where this form has no cell says nothing.
      if (finding.kind != Kind::kNumber && finding.kind != Kind::kAmbiguous) return;
      const int row = CellAt(finding.cell).row_index;
      if (other_at_.try_emplace(row, finding.glyphs).second) other_rows_.push_back(row);
    }
    CellReading reading;
    reading.cell = finding.cell;
    reading.basis = finding.basis;
    reading.span = document_.Span(finding.glyphs);
    reading.page = document_.PageAt(finding.glyphs.begin);
    imported_.cells.push_back(reading);

    switch (finding.kind) {
      case Kind::kNumber:
        PutNumber(finding, info);
        if (!in_edition) Note(finding, v1::CellNote::ROW_OF_ANOTHER_EDITION);
        break;
      case Kind::kBlank:
        break;
      case Kind::kNotApplicable:
        Note(finding, v1::CellNote::NOT_APPLICABLE);
        if (marks_++ == 0) first_mark_ = finding;
        break;
      case Kind::kNotANumber:
        Note(finding, v1::CellNote::NOT_A_NUMBER);
        doubts_.NotANumber(finding.cell, edition_, finding.glyphs);
        break;
      case Kind::kAmbiguous: {
        v1::CellNote& note = Note(finding, v1::CellNote::AMBIGUOUS);
        for (const std::string& candidate : finding.candidates) note.add_candidates(candidate);
        doubts_.AmbiguousCell(finding.cell, edition_, finding.glyphs, finding.candidates);
        break;
      }
    }
  }

  void PutNumber(const Finding& finding, const CellInfo& info) {
    if (info.kind == CellKind::kMoney) {
      SetMoney(imported_.report, finding.cell, finding.text, MoneyUnit(finding));
      const bool zero = finding.text.find_first_not_of("0.") == std::string::npos;
      if (finding.unit == CellValue::Unit::kNone && !zero) {
        doubts_.NoUnit(finding.cell, edition_, finding.glyphs);
      }
      return;
    }
    int64_t number = 0;
    if (absl::SimpleAtoi(finding.text, &number)) SetCell(imported_.report, finding.cell, number);
  }

  v1::CellNote& Note(const Finding& finding, v1::CellNote::Kind kind) {
    v1::CellNote& note = SetNote(imported_.report, finding.cell, kind);
    const TextSpan span = document_.Span(finding.glyphs);
    note.set_raw_text(
        std::string(CutUtf8(document_.document->Text(span), limits::kMaxRawCellBytes)));
    note.mutable_source_span()->set_begin(static_cast<int64_t>(span.begin));
    note.mutable_source_span()->set_end(static_cast<int64_t>(span.end));
    note.mutable_source_span()->set_page(document_.PageAt(finding.glyphs.begin));
    return note;
  }

  // Cells of the edition that were not found: a table, a row, or a cell at a time.
  void Missing(const std::map<int, Finding>& cells, const std::set<int>& told) {
    for (const Table table : kTables) {
      const auto of_table = [table](const auto& entry) {
        return CellAt(entry.first).table == table;
      };
      const bool any = std::any_of(cells.begin(), cells.end(), of_table);
      const bool unread = std::any_of(told.begin(), told.end(),
                                      [table](int row) { return TableRowAt(row).table == table; });
      if (!any && !unread) {
        doubts_.MissingTable(table, edition_);
        continue;
      }
      for (size_t r = 0; r < TableRows().size(); ++r) {
        const RowInfo& row = TableRows()[r];
        if (row.table == table && told.count(static_cast<int>(r)) == 0) MissingRow(r, cells);
      }
    }
  }

  void MissingRow(size_t index, const std::map<int, Finding>& cells) {
    const RowInfo& row = TableRows()[index];
    std::vector<int> missing;
    int wanted = 0;
    for (int cell = row.first_cell; cell < row.first_cell + row.cell_count; ++cell) {
      if (!InEdition(CellAt(cell), edition_)) continue;
      ++wanted;
      if (cells.count(cell) == 0) missing.push_back(cell);
    }
    if (missing.empty()) return;
    if (static_cast<int>(missing.size()) == wanted && wanted > 1) {
      doubts_.MissingRow(static_cast<int>(index), edition_);
      return;
    }
    for (const int cell : missing) doubts_.MissingCell(cell, edition_);
  }

  const FoldedDocument& document_;
  Imported& imported_;
  Doubts& doubts_;
  v1::Edition edition_;
  // Cells with a mark.
  size_t marks_ = 0;
  Finding first_mark_;
  // Rows with cells of another edition, in the order they were found, and where.
  std::vector<int> other_rows_;
  std::map<int, GlyphRange> other_at_;
};

}  // namespace

void MergeTables(const FoldedDocument& document, const TableReading& tables, Imported& imported,
                 Doubts& doubts) {
  Merger(document, imported, doubts).Run(tables);
}

}  // namespace ogi::reading
