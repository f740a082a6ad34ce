#include "domain/form/check.h"

#include <string>
#include <vector>

#include "common/limits.h"
#include "domain/form/text.h"
#include "domain/testing/reports.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr CivilDay kToday(2024, 1, 20);

std::vector<FieldViolation> Check(const v1::AnnualReport& report) {
  FieldViolations violations;
  CheckReport(report, kToday, "report", &violations);
  for (const FieldViolation& violation : violations.all()) {
    EXPECT_FALSE(violation.chinese.empty());
    EXPECT_FALSE(violation.english.empty());
  }
  return violations.all();
}

std::vector<std::string> FieldsOf(const v1::AnnualReport& report) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : Check(report)) fields.push_back(violation.field);
  return fields;
}

class ReportCheck : public testing::Test {
 protected:
  v1::AnnualReport report_ = CleanReport(v1::EDITION_2021);
  const int cell_ = CellNumber("table_three", "received", "total");
};

TEST_F(ReportCheck, PassesAWellFormedReport) {
  EXPECT_THAT(FieldsOf(report_), IsEmpty());
  EXPECT_THAT(FieldsOf(CleanReport(v1::EDITION_2019)), IsEmpty());
}

TEST_F(ReportCheck, PassesAReportWithoutAnyFigures) {
  report_.clear_table_two();
  report_.clear_table_three();
  report_.clear_table_four();
  EXPECT_THAT(FieldsOf(report_), IsEmpty());
}

TEST_F(ReportCheck, NamesEveryFaultOfAnEmptyReport) {
  EXPECT_THAT(FieldsOf(v1::AnnualReport()),
              ElementsAre("report.agency", "report.year", "report.scope", "report.edition"));
}

TEST_F(ReportCheck, WantsAnAgencyName) {
  report_.set_agency("54-0424204");
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.agency"));
}

TEST_F(ReportCheck, WantsAYearFrom2019ToThisYear) {
  report_.set_year(2024);
  EXPECT_THAT(FieldsOf(report_), IsEmpty());
  for (const int year : {2018, 0, -1, 2025, 2147483647}) {
    report_.set_year(year);
    EXPECT_THAT(FieldsOf(report_), ElementsAre("report.year")) << year;
  }
}

TEST_F(ReportCheck, WantsAKnownScope) {
  report_.set_scope(static_cast<v1::Scope>(9));
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.scope"));
}

TEST_F(ReportCheck, WantsAKnownEdition) {
  report_.set_edition(static_cast<v1::Edition>(9));
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.edition"));
}

TEST_F(ReportCheck, WantsTheEditionOfTheYear) {
  report_ = CleanReport(v1::EDITION_2019);
  report_.set_year(2021);
  const std::vector<FieldViolation> violations = Check(report_);
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].field, "report.edition");
  EXPECT_THAT(violations[0].chinese, HasSubstr("2021 年度应用 EDITION_2021"));
  EXPECT_THAT(violations[0].english, HasSubstr("EDITION_2019 was given"));
}

TEST_F(ReportCheck, LimitsEveryText) {
  const std::string line(limits::kMaxLineBytes + 1, 'x');
  report_.set_title(line);
  report_.set_agency_name(line);
  report_.set_signatory(line);
  report_.mutable_problems()->set_heading(line);
  report_.mutable_contact()->set_telephone(line);
  report_.mutable_publication()->set_uri(std::string(limits::kMaxUriBytes + 1, 'x'));
  report_.mutable_source_document()->set_file_name(line);
  report_.mutable_source_document()->set_media_type(
      std::string(limits::kMaxMediaTypeBytes + 1, 'x'));
  report_.mutable_requests()->set_text(std::string(limits::kMaxTextBytes + 1, 'x'));
  EXPECT_THAT(FieldsOf(report_),
              ElementsAre("report.agency_name", "report.title", "report.requests.text",
                          "report.problems.heading", "report.signatory", "report.contact.telephone",
                          "report.publication.uri", "report.source_document.file_name",
                          "report.source_document.media_type"));
}

TEST_F(ReportCheck, PassesTextsOfTheGreatestLength) {
  report_.set_title(std::string(limits::kMaxLineBytes, 'x'));
  report_.mutable_requests()->set_text(std::string(limits::kMaxTextBytes, 'x'));
  EXPECT_THAT(FieldsOf(report_), IsEmpty());
}

TEST_F(ReportCheck, LimitsTheWholeReport) {
  const std::string text(limits::kMaxTextBytes, 'x');
  report_.set_preamble(text);
  report_.mutable_overview()->set_text(text);
  report_.mutable_problems()->set_text(text);
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report"));
}

TEST_F(ReportCheck, RefusesTextThatIsNotUtf8) {
  report_.mutable_overview()->set_text("\xC4\xE3\xBA\xC3");  // 你好 in GB 18030.
  const std::vector<FieldViolation> violations = Check(report_);
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].field, "report.overview.text");
  EXPECT_THAT(violations[0].chinese, HasSubstr("GB 18030"));
}

TEST_F(ReportCheck, RefusesControlCharactersButLineEndsAndTabs) {
  report_.mutable_overview()->set_text("一\n二\r\n\t三");
  EXPECT_THAT(FieldsOf(report_), IsEmpty());
  for (const char* text : {"\x01", "\x7F", "\x1B[31m", "\xC2\x85"}) {
    report_.mutable_overview()->set_text(text);
    EXPECT_THAT(FieldsOf(report_), ElementsAre("report.overview.text"));
  }
  report_.mutable_overview()->set_text(std::string(1, '\0'));
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.overview.text"));
}

TEST_F(ReportCheck, RefusesNegativeAndHugeCounts) {
  for (const int64_t count : {int64_t{-1}, limits::kMaxCount + 1, INT64_MIN, INT64_MAX}) {
    SetCell(report_, cell_, count);
    const std::vector<FieldViolation> violations = Check(report_);
    ASSERT_EQ(violations.size(), 1u);
    EXPECT_EQ(violations[0].field, "report.table_three.received.total");
    EXPECT_THAT(violations[0].chinese, HasSubstr(std::to_string(count)));
    EXPECT_THAT(violations[0].english, HasSubstr(std::to_string(count)));
  }
  SetCell(report_, cell_, limits::kMaxCount);
  EXPECT_THAT(FieldsOf(report_), IsEmpty());
}

TEST_F(ReportCheck, LetsAYearlyChangeBeNegativeWithinBounds) {
  report_ = CleanReport(v1::EDITION_2019);
  const int change = CellNumber("table_two", "licence", "change");
  SetCell(report_, change, -limits::kMaxCount);
  EXPECT_THAT(FieldsOf(report_), IsEmpty());
  SetCell(report_, change, -limits::kMaxCount - 1);
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.table_two.licence.change"));
}

TEST_F(ReportCheck, RefusesMoneyThatIsNoAmountOrHasNoUnit) {
  const int fee = CellNumber("table_two", "fee", "amount");
  SetMoney(report_, fee, "1,000", v1::Money::YUAN);
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.table_two.fee.amount.amount"));
  SetMoney(report_, fee, "", v1::Money::UNIT_UNSPECIFIED);
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.table_two.fee.amount.amount",
                                             "report.table_two.fee.amount.unit"));
}

TEST_F(ReportCheck, WantsANoteBesideAValueTheEditionHasNoCellFor) {
  const int undivided = CellNumber("table_three", "other", "total");
  SetCell(report_, undivided, 0);
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.table_three.other.undivided.total"));
  SetNote(report_, undivided, v1::CellNote::ROW_OF_ANOTHER_EDITION);
  EXPECT_THAT(FieldsOf(report_), IsEmpty());
}

TEST_F(ReportCheck, RefusesThatNoteOnACellOfTheEdition) {
  SetNote(report_, cell_, v1::CellNote::ROW_OF_ANOTHER_EDITION);
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.table_three.received.total"));
}

TEST_F(ReportCheck, RefusesAValueBesideAnyOtherNote) {
  for (const v1::CellNote::Kind kind :
       {v1::CellNote::NOT_APPLICABLE, v1::CellNote::AMBIGUOUS, v1::CellNote::NOT_A_NUMBER}) {
    SetNote(report_, cell_, kind);
    EXPECT_THAT(FieldsOf(report_), ElementsAre("report.table_three.received.total"));
  }
  ClearCell(report_, cell_);
  EXPECT_THAT(FieldsOf(report_), IsEmpty());
}

TEST_F(ReportCheck, RefusesNotesOnUnknownCells) {
  ClearCell(report_, cell_);
  v1::CellNote& note = SetNote(report_, cell_, v1::CellNote::NOT_APPLICABLE);
  note.set_column("subtotal");
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.cell_notes[0].column"));
  note.set_row("recieved");
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.cell_notes[0].row"));
  note.set_table("table_3");
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.cell_notes[0].table"));
}

TEST_F(ReportCheck, RefusesTwoNotesOnOneCell) {
  ClearCell(report_, cell_);
  SetNote(report_, cell_, v1::CellNote::NOT_APPLICABLE);
  *report_.add_cell_notes() = report_.cell_notes(0);
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.cell_notes[1].column"));
}

TEST_F(ReportCheck, RefusesUnknownKindsOfNote) {
  ClearCell(report_, cell_);
  v1::CellNote& note = SetNote(report_, cell_, v1::CellNote::KIND_UNSPECIFIED);
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.cell_notes[0].kind"));
  note.set_kind(static_cast<v1::CellNote::Kind>(77));
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.cell_notes[0].kind"));
}

TEST_F(ReportCheck, LimitsNotes) {
  ClearCell(report_, cell_);
  v1::CellNote& note = SetNote(report_, cell_, v1::CellNote::NOT_A_NUMBER);
  note.set_raw_text(std::string(limits::kMaxRawCellBytes + 1, 'x'));
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.cell_notes[0].raw_text"));
  for (size_t i = 0; i < limits::kMaxCellNotes; ++i) report_.add_cell_notes();
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.cell_notes"));
}

TEST_F(ReportCheck, WantsReadingsToBeNumbersTheCellMayHold) {
  ClearCell(report_, cell_);
  v1::CellNote& note = SetNote(report_, cell_, v1::CellNote::AMBIGUOUS);
  note.add_candidates("44");
  EXPECT_THAT(FieldsOf(report_), IsEmpty());
  for (const char* text : {"", "-4", "04", "4.0", "+4", "4 ", "1000000000000", "x", "4,4"}) {
    note.set_candidates(0, text);
    EXPECT_THAT(FieldsOf(report_), ElementsAre("report.cell_notes[0].candidates[0]")) << text;
  }
}

TEST_F(ReportCheck, TakesSignedAndDecimalReadingsWhereTheCellDoes) {
  report_ = CleanReport(v1::EDITION_2019);
  const int change = CellNumber("table_two", "licence", "change");
  const int amount = CellNumber("table_two", "procurement", "amount");
  ClearCell(report_, change);
  ClearCell(report_, amount);
  SetNote(report_, change, v1::CellNote::AMBIGUOUS).add_candidates("-18");
  SetNote(report_, amount, v1::CellNote::AMBIGUOUS).add_candidates("3802895.90");
  EXPECT_THAT(FieldsOf(report_), IsEmpty());
}

TEST_F(ReportCheck, WantsReadingsOnlyOfAmbiguousCellsAndNotTooMany) {
  ClearCell(report_, cell_);
  v1::CellNote& note = SetNote(report_, cell_, v1::CellNote::NOT_A_NUMBER);
  note.add_candidates("1");
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.cell_notes[0].candidates"));
  note.set_kind(v1::CellNote::AMBIGUOUS);
  for (size_t i = 0; i < limits::kMaxCandidates; ++i) note.add_candidates("1");
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.cell_notes[0].candidates"));
}

// Finding 6: 390,000 readings made as many violations.
TEST_F(ReportCheck, Finding6LooksAtNoReadingWhereThereAreTooMany) {
  ClearCell(report_, cell_);
  v1::CellNote& note = SetNote(report_, cell_, v1::CellNote::AMBIGUOUS);
  for (size_t i = 0; i <= limits::kMaxCandidates; ++i) note.add_candidates("no number");
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.cell_notes[0].candidates"));
}

TEST_F(ReportCheck, Finding6LooksAtNothingOfAReportThatIsTooLarge) {
  report_.set_title(std::string(limits::kMaxReportBytes + 1, '\1'));
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report"));
}

TEST_F(ReportCheck, RefusesSpansThatEndBeforeTheyBegin) {
  ClearCell(report_, cell_);
  v1::SourceSpan& span = *SetNote(report_, cell_, v1::CellNote::NOT_A_NUMBER).mutable_source_span();
  span.set_begin(5);
  span.set_end(4);
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.cell_notes[0].source_span"));
}

TEST_F(ReportCheck, WantsRealDates) {
  report_.mutable_signed_date()->set_year(2024);
  report_.mutable_publication()->mutable_date()->set_month(13);
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.signed_date", "report.publication.date"));
  *report_.mutable_signed_date() = ToDate(CivilDay(2024, 1, 31));
  *report_.mutable_publication()->mutable_date() = ToDate(CivilDay(2024, 2, 29));
  EXPECT_THAT(FieldsOf(report_), IsEmpty());
}

TEST_F(ReportCheck, WantsWholeDigestsOfKnownAlgorithms) {
  v1::Digest& digest = *report_.mutable_source_document()->mutable_digest();
  digest.set_value("short");
  EXPECT_THAT(FieldsOf(report_), ElementsAre("report.source_document.digest.algorithm",
                                             "report.source_document.digest.value"));
  digest.set_algorithm(v1::Digest::SM3);
  digest.set_value(std::string(32, '\x7F'));
  EXPECT_THAT(FieldsOf(report_), IsEmpty());
}

TEST_F(ReportCheck, NamesAllFaultsAtOnce) {
  report_.set_agency("x");
  report_.set_title("\xFF");
  SetCell(report_, cell_, -1);
  SetCell(report_, cell_ + 1, -1);
  EXPECT_EQ(FieldsOf(report_).size(), 4u);
}

TEST(Text, TakesWellFormedUtf8OfEveryLength) {
  EXPECT_EQ(InspectText("a é 乡 𠀀 \xEE\x80\x80 \xF4\x8F\xBF\xBF").fault, TextFault::kNone);
}

TEST(Text, RefusesOverlongTruncatedAndSurrogateForms) {
  for (const char* text : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
                           "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE4\xB9",
                           "\xF0\xA0\x80", "\xC3", "\xFF", "\xE4\xB9X"}) {
    const std::string after = std::string("乡") + text;
    const TextCheck check = InspectText(after);
    EXPECT_EQ(check.fault, TextFault::kNotUtf8);
    EXPECT_EQ(check.offset, 3u);
  }
}

TEST(Text, IsQuotedShortAndPrintable) {
  EXPECT_EQ(Quoted("乡"), "“乡”");
  EXPECT_EQ(Quoted("\xFF"), "“\\xff”");
  EXPECT_EQ(Quoted("a\nb"), "“a\\nb”");
  const std::string quoted = Quoted(std::string(100, 'x'));
  EXPECT_LT(quoted.size(), 60u);
  std::string long_chinese;
  for (int i = 0; i < 50; ++i) long_chinese += "乡";
  EXPECT_EQ(InspectText(Quoted(long_chinese)).fault, TextFault::kNone);
  EXPECT_THAT(Quoted(long_chinese), HasSubstr("乡乡"));
}

}  // namespace
}  // namespace ogi
