#include "domain/form/check.h"

#include <algorithm>
#include <bitset>
#include <optional>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/limits.h"
#include "domain/codes/resource_name.h"
#include "domain/form/decimal.h"
#include "domain/form/figures.h"
#include "domain/form/printed_form.h"
#include "domain/form/text.h"

namespace ogi {
namespace {

constexpr size_t kDigestBytes = 32;

bool IsKnown(v1::Edition edition) {
  return edition == v1::EDITION_2019 || edition == v1::EDITION_2021;
}

absl::string_view EditionName(v1::Edition edition) {
  return edition == v1::EDITION_2019 ? "EDITION_2019" : "EDITION_2021";
}

// Everything here costs string work only where something is wrong.
class ReportChecker {
 public:
  ReportChecker(const v1::AnnualReport& report, CivilDay today, absl::string_view prefix,
                FieldViolations* violations)
      : report_(report), today_(today), prefix_(prefix), violations_(violations) {}

  void Check() {
    if (!CheckSize()) return;
    CheckIdentity();
    CheckTexts();
    CheckDates();
    CheckSource();
    if (static_cast<size_t>(report_.cell_notes_size()) > limits::kMaxCellNotes) {
      Add("cell_notes",
          absl::StrCat("单元格说明共 ", report_.cell_notes_size(), " 条，最多 ",
                       limits::kMaxCellNotes, " 条。一个单元格只能有一条说明。"),
          absl::StrCat("There are ", report_.cell_notes_size(), " cell notes, at most ",
                       limits::kMaxCellNotes, " are allowed: one per cell."));
      return;
    }
    for (int i = 0; i < report_.cell_notes_size(); ++i) CheckNote(i);
    CheckCells();
  }

 private:
  void Add(absl::string_view field, absl::string_view chinese, absl::string_view english) {
    violations_->Add(absl::StrCat(prefix_, ".", field), chinese, english);
  }

  // False past the limit: nothing more is looked at then.
  bool CheckSize() {
    const size_t bytes = report_.ByteSizeLong();
    if (bytes <= limits::kMaxReportBytes) return true;
    violations_->Add(prefix_,
                     absl::StrCat("报告共 ", bytes, " 字节，最多 ", limits::kMaxReportBytes,
                                  " 字节。请删减文字，附件另行公开。"),
                     absl::StrCat("The report has ", bytes, " bytes, at most ",
                                  limits::kMaxReportBytes, " are allowed. Shorten its texts."));
    return false;
  }

  void CheckIdentity() {
    if (report_.agency().empty()) {
      Add("agency", "没有写明机关；应为 agencies/ 加机关代码，如 agencies/54-0424204。",
          "The agency is missing; it must be agencies/ and an id, e.g. agencies/54-0424204.");
    } else if (!ParseAgencyName(report_.agency()).has_value()) {
      Add("agency",
          absl::StrCat("行政机关名称 ", Quoted(report_.agency()),
                       " 不合格式；应为 agencies/ 加编号，如 agencies/54-0424204。"),
          absl::StrCat("The agency name is ", Quoted(report_.agency()),
                       "; it must be agencies/ and an id, e.g. agencies/54-0424204."));
    }
    const bool year_ok = report_.year() >= limits::kFirstYear && report_.year() <= today_.year();
    if (!year_ok) {
      Add("year",
          absl::StrCat("报告年度为 ", report_.year(), "；应为 ", limits::kFirstYear, " 至 ",
                       today_.year(), "。请改为所报告的年份。"),
          absl::StrCat("The year is ", report_.year(), "; it must be ", limits::kFirstYear, " to ",
                       today_.year(), ". Give the year reported on."));
    }
    if (report_.scope() != v1::OWN && report_.scope() != v1::AGGREGATE) {
      Add("scope", "未说明口径或口径无法识别；应为 OWN（本级机关）或 AGGREGATE（汇总）。",
          "The scope is missing or unknown; it must be OWN or AGGREGATE.");
    }
    if (!IsKnown(report_.edition())) {
      Add("edition",
          absl::StrCat("未说明格式或格式无法识别（", static_cast<int>(report_.edition()),
                       "）；2019、2020 年度用 EDITION_2019，2021 年度起用 EDITION_2021。"),
          absl::StrCat("The edition is missing or unknown (", static_cast<int>(report_.edition()),
                       "); use EDITION_2019 for 2019 and 2020, EDITION_2021 from 2021 on."));
    } else if (year_ok && report_.edition() != EditionOfYear(report_.year())) {
      const absl::string_view expected = EditionName(EditionOfYear(report_.year()));
      Add("edition",
          absl::StrCat(report_.year(), " 年度应用 ", expected, "，所报为 ",
                       EditionName(report_.edition()), "。请改正年度或格式。"),
          absl::StrCat("The form of ", report_.year(), " is ", expected, ", but ",
                       EditionName(report_.edition()),
                       " was given. Mend the year or the edition."));
    }
  }

  void CheckOneText(absl::string_view field, absl::string_view text, size_t max_bytes) {
    if (text.size() <= max_bytes && InspectText(text).fault == TextFault::kNone) return;
    CheckText(text, max_bytes, absl::StrCat(prefix_, ".", field), violations_);
  }

  void CheckTexts() {
    CheckOneText("agency_name", report_.agency_name(), limits::kMaxLineBytes);
    CheckOneText("title", report_.title(), limits::kMaxLineBytes);
    CheckOneText("preamble", report_.preamble(), limits::kMaxTextBytes);
    for (int i = 0; i < kPartCount; ++i) CheckPart(i);
    CheckOneText("signatory", report_.signatory(), limits::kMaxLineBytes);
    const v1::Contact& contact = report_.contact();
    CheckOneText("contact.office", contact.office(), limits::kMaxLineBytes);
    CheckOneText("contact.telephone", contact.telephone(), limits::kMaxLineBytes);
    CheckOneText("contact.email", contact.email(), limits::kMaxLineBytes);
    CheckOneText("contact.address", contact.address(), limits::kMaxLineBytes);
    CheckOneText("contact.postal_code", contact.postal_code(), limits::kMaxLineBytes);
    CheckOneText("publication.uri", report_.publication().uri(), limits::kMaxUriBytes);
    const v1::SourceDocument& source = report_.source_document();
    CheckOneText("source_document.file_name", source.file_name(), limits::kMaxLineBytes);
    CheckOneText("source_document.media_type", source.media_type(), limits::kMaxMediaTypeBytes);
  }

  void CheckPart(int index) {
    const v1::Part& part = PartOf(report_, index);
    if (part.heading().size() <= limits::kMaxLineBytes &&
        part.text().size() <= limits::kMaxTextBytes &&
        InspectText(part.heading()).fault == TextFault::kNone &&
        InspectText(part.text()).fault == TextFault::kNone) {
      return;
    }
    const absl::string_view field =
        FormOf(v1::EDITION_2021).parts[static_cast<size_t>(index)].field;
    CheckOneText(absl::StrCat(field, ".heading"), part.heading(), limits::kMaxLineBytes);
    CheckOneText(absl::StrCat(field, ".text"), part.text(), limits::kMaxTextBytes);
  }

  void CheckDate(absl::string_view field, bool given, const google::type::Date& date) {
    if (!given || ParseDate(date).has_value()) return;
    const std::string shown = absl::StrCat(date.year(), "-", date.month(), "-", date.day());
    Add(field, absl::StrCat("没有 ", shown, " 这一天；请填写完整的年、月、日，或不填。"),
        absl::StrCat("There is no day ", shown, "; give year, month and day, or no date."));
  }

  void CheckDates() {
    CheckDate("signed_date", report_.has_signed_date(), report_.signed_date());
    CheckDate("publication.date", report_.publication().has_date(), report_.publication().date());
  }

  void CheckSource() {
    if (!report_.source_document().has_digest()) return;
    const v1::Digest& digest = report_.source_document().digest();
    if (digest.algorithm() != v1::Digest::SHA256 && digest.algorithm() != v1::Digest::SM3) {
      Add("source_document.digest.algorithm", "摘要算法无法识别；应为 SHA256 或 SM3。",
          "The digest's algorithm is missing or unknown; it must be SHA256 or SM3.");
    }
    if (digest.value().size() != kDigestBytes) {
      Add("source_document.digest.value",
          absl::StrCat("摘要为 ", digest.value().size(), " 字节；应为 ", kDigestBytes, " 字节。"),
          absl::StrCat("The digest has ", digest.value().size(), " bytes; it must have ",
                       kDigestBytes, "."));
    }
  }

  std::string NoteField(int index, absl::string_view field) {
    return absl::StrCat("cell_notes[", index, "].", field);
  }

  void CheckNote(int index) {
    const v1::CellNote& note = report_.cell_notes(index);
    const CellInfo* cell = FindCell(note.table(), note.row(), note.column());
    if (cell == nullptr) {
      AddUnknownCell(index, note);
    } else if (noted_[static_cast<size_t>(cell->index)]) {
      Add(NoteField(index, "column"),
          absl::StrCat("单元格“", CellLabel(*cell, report_.edition()),
                       "”有多条说明；只能有一条，请合并。"),
          absl::StrCat("The cell ", cell->field, " has more than one note; keep one."));
    } else {
      noted_.set(static_cast<size_t>(cell->index));
    }

    if (note.kind() == v1::CellNote::KIND_UNSPECIFIED || !v1::CellNote::Kind_IsValid(note.kind())) {
      Add(NoteField(index, "kind"),
          "未说明种类或种类无法识别；应为 NOT_APPLICABLE、AMBIGUOUS、NOT_A_NUMBER 或 "
          "ROW_OF_ANOTHER_EDITION。",
          "The kind is missing or unknown; it must be NOT_APPLICABLE, AMBIGUOUS, NOT_A_NUMBER or "
          "ROW_OF_ANOTHER_EDITION.");
    }
    CheckOneText(NoteField(index, "raw_text"), note.raw_text(), limits::kMaxRawCellBytes);
    if (note.candidates_size() > 0) CheckCandidates(index, note, cell);
    const v1::SourceSpan& span = note.source_span();
    if (span.begin() < 0 || span.end() < span.begin() || span.page() < 0) {
      Add(NoteField(index, "source_span"),
          "起止位置不对：起点不小于 0，终点不小于起点，页码不为负。",
          "The span is wrong: begin is 0 or more, end is not before begin, page is not negative.");
    }
  }

  void AddUnknownCell(int index, const v1::CellNote& note) {
    const auto in_table = [&note](const CellInfo& cell) { return cell.table_name == note.table(); };
    const auto in_row = [&](const CellInfo& cell) {
      return in_table(cell) && cell.row == note.row();
    };
    const auto& cells = Cells();
    if (std::none_of(cells.begin(), cells.end(), in_table)) {
      Add(NoteField(index, "table"),
          absl::StrCat("没有名为 ", Quoted(note.table()),
                       " 的表；应为 table_two、table_three 或 table_four。"),
          absl::StrCat("There is no table ", Quoted(note.table()),
                       "; it must be table_two, table_three or table_four."));
    } else if (std::none_of(cells.begin(), cells.end(), in_row)) {
      Add(NoteField(index, "row"),
          absl::StrCat(note.table(), " 没有名为 ", Quoted(note.row()),
                       " 的行；行名与 AnnualReport 的字段相同，如 refused.state_secret。"),
          absl::StrCat(note.table(), " has no row ", Quoted(note.row()),
                       "; rows are named like the fields of AnnualReport, e.g. "
                       "refused.state_secret."));
    } else {
      Add(NoteField(index, "column"),
          absl::StrCat(note.table(), " 的 ", note.row(), " 行没有名为 ", Quoted(note.column()),
                       " 的列；列名与 AnnualReport 的字段相同，如 total。"),
          absl::StrCat("Row ", note.row(), " of ", note.table(), " has no column ",
                       Quoted(note.column()),
                       "; columns are named like the fields of AnnualReport, e.g. total."));
    }
  }

  void CheckCandidates(int index, const v1::CellNote& note, const CellInfo* cell) {
    const std::string field = NoteField(index, "candidates");
    if (note.kind() != v1::CellNote::AMBIGUOUS) {
      Add(field, "只有 AMBIGUOUS 的单元格可以列出候选读法；请删去，或改正种类。",
          "Only an AMBIGUOUS cell may list readings; remove them, or mend the kind.");
    }
    if (static_cast<size_t>(note.candidates_size()) > limits::kMaxCandidates) {
      Add(field,
          absl::StrCat("候选读法共 ", note.candidates_size(), " 个，最多 ", limits::kMaxCandidates,
                       " 个。"),
          absl::StrCat("There are ", note.candidates_size(), " readings, at most ",
                       limits::kMaxCandidates, " are allowed."));
      return;
    }
    for (int i = 0; i < note.candidates_size(); ++i) {
      if (IsCandidate(note.candidates(i), cell)) continue;
      Add(absl::StrCat(field, "[", i, "]"),
          absl::StrCat("候选读法 ", Quoted(note.candidates(i)),
                       " 不是该单元格可填的数；应为不带多余零和符号的十进制数。"),
          absl::StrCat("The reading ", Quoted(note.candidates(i)),
                       " is no number this cell may hold; give a plain decimal."));
    }
  }

  static bool IsCandidate(absl::string_view text, const CellInfo* cell) {
    if (text.size() > limits::kMaxCandidateBytes) return false;
    // Of an unknown cell, which is a violation by itself, any number will do.
    if (cell == nullptr || cell->kind == CellKind::kMoney) return Decimal::Parse(text).has_value();
    int64_t number = 0;
    return absl::SimpleAtoi(text, &number) && absl::StrCat(number) == text &&
           InRange(number, *cell);
  }

  static bool InRange(int64_t number, const CellInfo& cell) {
    const int64_t least = cell.kind == CellKind::kSignedCount ? -limits::kMaxCount : 0;
    return number >= least && number <= limits::kMaxCount;
  }

  void CheckCells() {
    const Figures figures(report_);
    const bool edition_known = IsKnown(report_.edition());
    for (const CellInfo& cell : Cells()) {
      const bool has_value = figures.has_value(cell.index);
      const bool has_note = noted_[static_cast<size_t>(cell.index)];
      if (!has_value && !has_note) continue;
      if (has_value) CheckValue(figures, cell);
      const bool in_edition = InEdition(cell, report_.edition());
      const bool marked_other =
          has_note && figures.note_kind(cell.index) == v1::CellNote::ROW_OF_ANOTHER_EDITION;
      if (edition_known && in_edition && marked_other) AddNotOfAnotherEdition(cell);
      if (edition_known && !in_edition && has_value && !marked_other) AddOfAnotherEdition(cell);
      if (has_value && has_note && !marked_other) AddValueBesideNote(figures, cell);
    }
  }

  void CheckValue(const Figures& figures, const CellInfo& cell) {
    if (cell.kind == CellKind::kMoney) return CheckMoney(*figures.money(cell.index), cell);
    const int64_t number = figures.number(cell.index);
    if (InRange(number, cell)) return;
    const int64_t least = cell.kind == CellKind::kSignedCount ? -limits::kMaxCount : 0;
    Add(cell.field,
        absl::StrCat(TableLabel(cell.table), "“", CellLabel(cell, report_.edition()), "”填 ",
                     number, "；应为 ", least, " 至 ", limits::kMaxCount, " 的整数。请改正。"),
        absl::StrCat("The value is ", number, "; it must be ", least, " to ", limits::kMaxCount,
                     ". Mend it."));
  }

  void CheckMoney(const v1::Money& money, const CellInfo& cell) {
    if (!Decimal::Parse(money.amount()).has_value()) {
      Add(absl::StrCat(cell.field, ".amount"),
          absl::StrCat(TableLabel(cell.table), "“", CellLabel(cell, report_.edition()), "”填 ",
                       Quoted(money.amount()),
                       "；应为不带符号和分隔符的数：整数部分 1 至 15 位，小数部分至多 8 位，"
                       "如 24252.311082。"),
          absl::StrCat("The amount is ", Quoted(money.amount()),
                       "; it must be 1 to 15 digits, with up to 8 more after a point, without "
                       "sign or separators, e.g. 24252.311082."));
    }
    if (money.unit() != v1::Money::YUAN && money.unit() != v1::Money::TEN_THOUSAND_YUAN) {
      Add(absl::StrCat(cell.field, ".unit"),
          "未说明金额单位或单位无法识别；应为 YUAN（元）或 TEN_THOUSAND_YUAN（万元）。",
          "The unit is missing or unknown; it must be YUAN or TEN_THOUSAND_YUAN.");
    }
  }

  void AddNotOfAnotherEdition(const CellInfo& cell) {
    Add(cell.field,
        absl::StrCat(TableLabel(cell.table), "“", CellLabel(cell, report_.edition()),
                     "”就是本格式的单元格，不能注明为其他格式的行；请删去该说明。"),
        absl::StrCat("The cell ", cell.field,
                     " belongs to the report's own edition; remove its note "
                     "ROW_OF_ANOTHER_EDITION."));
  }

  void AddOfAnotherEdition(const CellInfo& cell) {
    Add(cell.field,
        absl::StrCat(TableLabel(cell.table), "“", CellLabel(cell, report_.edition()),
                     "”不在本报告所用的格式中；请删去该数，或加注 ROW_OF_ANOTHER_EDITION "
                     "的单元格说明。"),
        absl::StrCat("The cell ", cell.field,
                     " is not in the report's edition; remove the value, or add a cell note "
                     "ROW_OF_ANOTHER_EDITION."));
  }

  void AddValueBesideNote(const Figures& figures, const CellInfo& cell) {
    Add(cell.field,
        absl::StrCat(TableLabel(cell.table), "“", CellLabel(cell, report_.edition()), "”既填有 ",
                     figures.ValueText(cell.index), "，又有单元格说明；请二者留一。"),
        absl::StrCat("The cell has the value ", figures.ValueText(cell.index),
                     " and a note beside it; keep one of them."));
  }

  const v1::AnnualReport& report_;
  const CivilDay today_;
  const absl::string_view prefix_;
  FieldViolations* const violations_;
  std::bitset<kCellCount> noted_;
};

}  // namespace

void CheckReport(const v1::AnnualReport& report, CivilDay today, absl::string_view field_prefix,
                 FieldViolations* violations) {
  ReportChecker(report, today, field_prefix, violations).Check();
}

}  // namespace ogi
