// Reads the terms of `sums` and writes them out for one edition.
#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "domain/form/cells.h"
#include "domain/rules/sums.h"

namespace ogi {
namespace {

// A factor is a share of a hundred, of a thousand at most; more is a slip.
constexpr int64_t kMaxFactor = 1000;
// In one rule; the longest sum over a column has some thirty.
constexpr size_t kMaxWrittenTerms = 400;

// A term as it is written.
struct Written {
  Source source = Source::kReport;
  int64_t factor = 1;
  bool constant = false;
  std::string table;
  // `*`, `@GROUP` or a row.
  std::string row;
  // `*` or a column.
  std::string column;
};

struct SourceName {
  const char* prefix;
  Source source;
};
constexpr SourceName kSources[] = {{"last_year:", Source::kLastYear},
                                   {"own:", Source::kOwn},
                                   {"subordinates:", Source::kSubordinates},
                                   {"known_subordinates:", Source::kKnownSubordinates},
                                   {"ledger:", Source::kLedger}};

Source ConsumeSource(absl::string_view& text) {
  for (const SourceName& each : kSources) {
    if (absl::ConsumePrefix(&text, each.prefix)) return each.source;
  }
  return Source::kReport;
}

absl::Status Wrong(const std::string& place, absl::string_view text, absl::string_view chinese,
                   absl::string_view english) {
  return errors::DataFileInvalid(place, absl::StrCat("“", text, "”", chinese),
                                 absl::StrCat("“", text, "” ", english));
}

absl::StatusOr<Written> ReadTerm(absl::string_view text, const std::string& place) {
  const absl::string_view whole = text;
  if (text.find_first_of("+, ") != absl::string_view::npos) {
    return Wrong(place, whole, "不是一项；每行写一项，不留空格，相加就多写一行",
                 "is not one term; write one a line, without spaces, and another line to add");
  }
  Written term;
  const bool negative = absl::ConsumePrefix(&text, "-");
  if (text.find('.') == absl::string_view::npos) {
    if (!absl::SimpleAtoi(text, &term.factor) || term.factor < 0) {
      return Wrong(place, whole, "既不是单元格，也不是整数",
                   "is neither a cell nor a whole number");
    }
    term.constant = true;
  } else {
    const size_t times = text.find('*');
    if (times != absl::string_view::npos && times > 0 && text[times - 1] != '.') {
      if (!absl::SimpleAtoi(text.substr(0, times), &term.factor) || term.factor < 1 ||
          term.factor > kMaxFactor) {
        return Wrong(place, whole, "的倍数须是 1 至 1000 的整数",
                     "has a factor that is not 1 to 1000");
      }
      text.remove_prefix(times + 1);
    }
    term.source = ConsumeSource(text);
    const size_t first = text.find('.');
    const size_t last = text.rfind('.');
    if (first == last) {
      return Wrong(place, whole, "须写成 表.行.列", "is not TABLE.ROW.COLUMN");
    }
    term.table = std::string(text.substr(0, first));
    term.row = std::string(text.substr(first + 1, last - first - 1));
    term.column = std::string(text.substr(last + 1));
  }
  if (negative) term.factor = -term.factor;
  return term;
}

// What `*` stands for in one comparison.
struct Star {
  enum class Where { kNone, kRow, kColumn, kCell };
  Where where = Where::kNone;
  std::string row;
  std::string column;
};

class Expander {
 public:
  Expander(v1::Edition edition, const RowGroups& groups, const FileLines& lines)
      : edition_(edition), groups_(groups), lines_(lines) {}

  absl::StatusOr<std::vector<Comparison>> Run(const v1::Sums& sums) {
    OGI_RETURN_IF_ERROR(Read(sums.left(), "left", left_));
    OGI_RETURN_IF_ERROR(Read(sums.right(), "right", right_));
    OGI_RETURN_IF_ERROR(Read(sums.where_positive(), "where_positive", positive_));
    OGI_RETURN_IF_ERROR(Read(sums.where_zero(), "where_zero", zero_));
    if (left_.empty() || right_.empty()) {
      return errors::DataFileInvalid(lines_.Place(), "left 和 right 都须有",
                                     "both sides are needed");
    }
    if (left_.size() + right_.size() + positive_.size() + zero_.size() > kMaxWrittenTerms) {
      return errors::DataFileInvalid(
          lines_.Place(), absl::StrCat("项数多于 ", kMaxWrittenTerms, "，请用行组"),
          absl::StrCat("has more than ", kMaxWrittenTerms, " terms; use groups of rows"));
    }
    std::vector<Comparison> comparisons;
    for (const Star& star : Stars()) {
      Comparison comparison;
      comparison.relation =
          sums.relation() == v1::Sums::RELATION_UNSPECIFIED ? v1::Sums::EQUAL : sums.relation();
      bool exists = true;
      for (const auto& [written, side] :
           {std::pair(&left_, &comparison.left), std::pair(&right_, &comparison.right)}) {
        exists = exists && Fill(*written, star, *side, comparison);
      }
      // Conditions are not compared: they may be amounts where counts are.
      const bool money = comparison.money;
      Side condition;
      exists = exists && Fill(positive_, star, condition, comparison);
      comparison.where_positive = condition.terms;
      condition = {};
      exists = exists && Fill(zero_, star, condition, comparison);
      comparison.where_zero = condition.terms;
      comparison.money = money;
      if (!exists) continue;
      OGI_RETURN_IF_ERROR(Inspect(comparison, star));
      comparison.place = PlaceOf(comparison, star);
      comparisons.push_back(std::move(comparison));
    }
    if (comparisons.empty()) {
      return errors::DataFileInvalid(lines_.Place(), "格式里没有这样的行列",
                                     "the form has no such rows and columns");
    }
    return comparisons;
  }

 private:
  using WrittenTerms = std::vector<Written>;

  absl::Status Read(const google::protobuf::RepeatedPtrField<std::string>& texts, const char* field,
                    WrittenTerms& terms) {
    for (int i = 0; i < texts.size(); ++i) {
      const std::string place = lines_.Place(field, i);
      OGI_ASSIGN_OR_RETURN(const Written term, ReadTerm(texts[i], place));
      OGI_RETURN_IF_ERROR(CheckNames(term, texts[i], place));
      terms.push_back(term);
    }
    return absl::OkStatus();
  }

  // Whether there is such a thing in either form, and `*` is in one place.
  absl::Status CheckNames(const Written& term, const std::string& text, const std::string& place) {
    if (term.constant) return absl::OkStatus();
    const Star::Where where = term.row == "*" && term.column == "*" ? Star::Where::kCell
                              : term.row == "*"                     ? Star::Where::kRow
                              : term.column == "*"                  ? Star::Where::kColumn
                                                                    : Star::Where::kNone;
    if (where != Star::Where::kNone) {
      if (star_ != Star::Where::kNone && star_ != where) {
        return Wrong(place, text, "：各项的 * 须放在同一处", "has * in another place than others");
      }
      star_ = where;
    }
    if (absl::string_view(term.row).substr(0, 1) == "@") {
      const auto group = groups_.find(absl::string_view(term.row).substr(1));
      if (group == groups_.end() || group->second.table() != term.table) {
        return Wrong(place, text, "：没有这个行组", "names a group there is not");
      }
      return absl::OkStatus();
    }
    const bool found = std::any_of(Cells().begin(), Cells().end(), [&term](const CellInfo& cell) {
      return cell.table_name == term.table && (term.row == "*" || cell.row == term.row) &&
             (term.column == "*" || cell.column == term.column);
    });
    return found ? absl::OkStatus() : NoSuchCell(term, text, place);
  }

  // Says which of its three names there is not.
  static absl::Status NoSuchCell(const Written& term, const std::string& text,
                                 const std::string& place) {
    const auto has = [&term](bool row, bool column) {
      return std::any_of(Cells().begin(), Cells().end(), [&](const CellInfo& cell) {
        return cell.table_name == term.table && (!row || cell.row == term.row) &&
               (!column || cell.column == term.column);
      });
    };
    constexpr absl::string_view kChinese = "；ogictl rules cells 列出全部单元格";
    constexpr absl::string_view kEnglish = "; ogictl rules cells lists all cells";
    if (!has(false, false)) {
      return Wrong(
          place, text,
          absl::StrCat("：没有表“", term.table,
                       "”，有 table_two、table_three、table_four；前面可写 last_year:、own:、"
                       "subordinates:、known_subordinates:、ledger:",
                       kChinese),
          absl::StrCat("names no table: there are table_two, table_three and table_four, "
                       "behind last_year:, own:, subordinates:, known_subordinates: or "
                       "ledger:",
                       kEnglish));
    }
    if (term.row != "*" && !has(true, false)) {
      return Wrong(place, text, absl::StrCat("：", term.table, " 没有行“", term.row, "”", kChinese),
                   absl::StrCat("names no row of ", term.table, kEnglish));
    }
    if (term.column != "*" && !has(false, true)) {
      return Wrong(place, text,
                   absl::StrCat("：", term.table, " 没有列“", term.column, "”", kChinese),
                   absl::StrCat("names no column of ", term.table, kEnglish));
    }
    return Wrong(place, text, absl::StrCat("：该行没有这一列", kChinese),
                 absl::StrCat("names a column that the row does not have", kEnglish));
  }

  // All rows, columns or cells of the table of the first term with a star.
  std::vector<Star> Stars() const {
    if (star_ == Star::Where::kNone) return {Star()};
    std::string table;
    for (const WrittenTerms* terms : {&left_, &right_}) {
      for (const Written& term : *terms) {
        if (table.empty() && (term.row == "*" || term.column == "*")) table = term.table;
      }
    }
    std::vector<Star> stars;
    for (const CellInfo& cell : Cells()) {
      if (cell.table_name != table) continue;
      const Star star = {star_, std::string(star_ == Star::Where::kColumn ? "" : cell.row),
                         std::string(star_ == Star::Where::kRow ? "" : cell.column)};
      const bool known = std::any_of(stars.begin(), stars.end(), [&star](const Star& each) {
        return each.row == star.row && each.column == star.column;
      });
      if (!known) stars.push_back(star);
    }
    return stars;
  }

  // False where a cell does not exist.
  bool Fill(const WrittenTerms& written, const Star& star, Side& side,
            Comparison& comparison) const {
    bool differs = false;
    for (const Written& term : written) {
      if (term.constant) {
        side.terms.push_back({term.source, -1, term.factor});
        side.of_another_edition.push_back(side.terms.back());
        continue;
      }
      const std::string column = term.column == "*" ? star.column : term.column;
      if (absl::string_view(term.row).substr(0, 1) == "@") {
        const auto group = groups_.find(absl::string_view(term.row).substr(1));
        for (const std::string& row : group->second.rows()) {
          const CellInfo* cell = FindCell(term.table, row, column);
          if (cell == nullptr) return false;
          const Term each = {term.source, cell->index, term.factor};
          if (InEdition(*cell, edition_)) side.terms.push_back(each);
          if (InEdition(*cell, Other())) side.of_another_edition.push_back(each);
          differs = differs || InEdition(*cell, edition_) != InEdition(*cell, Other());
        }
        continue;
      }
      const CellInfo* cell = FindCell(term.table, term.row == "*" ? star.row : term.row, column);
      if (cell == nullptr) return false;
      if (term.source == Source::kReport && !InEdition(*cell, edition_)) comparison.optional = true;
      if (cell->kind == CellKind::kMoney) comparison.money = true;
      side.terms.push_back({term.source, cell->index, term.factor});
      side.of_another_edition.push_back(side.terms.back());
    }
    if (!differs) side.of_another_edition.clear();
    return true;
  }

  absl::Status Inspect(const Comparison& comparison, const Star& star) const {
    if (comparison.optional && star.where == Star::Where::kNone) {
      return errors::DataFileInvalid(
          lines_.Place(), "有单元格不在所适用的格式中；请用 editions 限定",
          "a cell is not in a form the rule applies to; say which with editions");
    }
    for (const Side* side : {&comparison.left, &comparison.right}) {
      for (const Term& term : side->terms) {
        const bool money = term.cell >= 0 && CellAt(term.cell).kind == CellKind::kMoney;
        if (comparison.money && !money && !(term.cell < 0 && term.factor == 0)) {
          return errors::DataFileInvalid(lines_.Place(), "金额不能与件数相加或相比",
                                         "an amount is neither added to nor compared with a count");
        }
      }
    }
    if (SameTerms(comparison.left.terms, comparison.right.terms)) {
      return errors::DataFileInvalid(lines_.Place("left"), "两边相同；请改正其中一边",
                                     "both sides are alike; correct one of them");
    }
    return absl::OkStatus();
  }

  static bool SameTerms(std::vector<Term> a, std::vector<Term> b) {
    const auto key = [](const Term& term) {
      return std::tuple(term.source, term.cell, term.factor);
    };
    const auto before = [&key](const Term& x, const Term& y) { return key(x) < key(y); };
    std::sort(a.begin(), a.end(), before);
    std::sort(b.begin(), b.end(), before);
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&key](const Term& x, const Term& y) { return key(x) == key(y); });
  }

  // The first cell stands for the row or column it is in.
  Wording PlaceOf(const Comparison& comparison, const Star& star) const {
    const Term* first = nullptr;
    for (const Side* side : {&comparison.left, &comparison.right}) {
      for (const Term& term : side->terms) {
        if (first == nullptr && term.cell >= 0) first = &term;
      }
    }
    const CellInfo& cell = CellAt(first->cell);
    const absl::string_view table = TableLabel(cell.table);
    const std::string table_en = absl::StrReplaceAll(cell.table_name, {{"_", " "}});
    switch (star.where) {
      case Star::Where::kColumn:
        return {absl::StrCat(table, "“", cell.column_label, "”列"),
                absl::StrCat(table_en, ", column ", cell.column)};
      case Star::Where::kRow:
        return {absl::StrCat(table, "“", RowLabel(cell, edition_), "”行"),
                absl::StrCat(table_en, ", row ", cell.row)};
      case Star::Where::kCell:
      case Star::Where::kNone:
        return {absl::StrCat(table, "“", CellLabel(cell, edition_), "”"),
                absl::StrCat(table_en, ", ", cell.row, ", ", cell.column)};
    }
    return {};
  }

  v1::Edition Other() const {
    return edition_ == v1::EDITION_2019 ? v1::EDITION_2021 : v1::EDITION_2019;
  }

  const v1::Edition edition_;
  const RowGroups& groups_;
  const FileLines& lines_;
  Star::Where star_ = Star::Where::kNone;
  WrittenTerms left_;
  WrittenTerms right_;
  WrittenTerms positive_;
  WrittenTerms zero_;
};

}  // namespace

absl::StatusOr<std::vector<Comparison>> Expand(const v1::Sums& sums, v1::Edition edition,
                                               const RowGroups& groups, const FileLines& lines) {
  return Expander(edition, groups, lines).Run(sums);
}

std::vector<Source> SourcesOf(const v1::Sums& sums) {
  std::vector<Source> sources;
  for (const auto* texts :
       {&sums.left(), &sums.right(), &sums.where_positive(), &sums.where_zero()}) {
    for (const std::string& text : *texts) {
      const absl::StatusOr<Written> term = ReadTerm(text, "");
      if (!term.ok() || term->source == Source::kReport) continue;
      if (std::find(sources.begin(), sources.end(), term->source) == sources.end()) {
        sources.push_back(term->source);
      }
    }
  }
  return sources;
}

}  // namespace ogi
