#include "clients/cli/text/cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/form/cells.h"
#include "domain/form/figures.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

v1::AnnualReport Report(v1::Edition edition) {
  v1::AnnualReport report;
  report.set_edition(edition);
  return report;
}

void AddNote(v1::AnnualReport& report, const char* table, const char* row, const char* column,
             v1::CellNote::Kind kind) {
  v1::CellNote& note = *report.add_cell_notes();
  note.set_table(table);
  note.set_row(row);
  note.set_column(column);
  note.set_kind(kind);
}

TEST(CellsTest, EveryCellOfBothEditionsHasOneLine) {
  for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
    const std::string lines = CellLines(Report(edition));
    EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), kCellCount);
    EXPECT_EQ(std::count(lines.begin(), lines.end(), '\t'), 3 * kCellCount);
  }
}

TEST(CellsTest, TableTwoComesFirstInFormOrder) {
  EXPECT_THAT(CellLines(Report(v1::EDITION_2019)),
              StartsWith("table_two\tregulation\tmade\tblank\n"
                         "table_two\tregulation\tnewly_disclosed\tblank\n"
                         "table_two\tregulation\ttotal_disclosed\tblank\n"
                         "table_two\tregulation\trepealed\tabsent\n"));
}

TEST(CellsTest, ACellOfTheOtherEditionIsAbsentAndOneOfItsOwnBlank) {
  const std::string of_2019 = CellLines(Report(v1::EDITION_2019));
  EXPECT_THAT(of_2019, HasSubstr("table_three\tother\ttotal\tblank\n"));
  EXPECT_THAT(of_2019, HasSubstr("table_three\tother.other\ttotal\tabsent\n"));
  EXPECT_THAT(of_2019, HasSubstr("table_two\tprocurement\tamount_yuan\tblank\n"));
  EXPECT_THAT(of_2019, HasSubstr("table_two\tfee\tamount_yuan\tabsent\n"));
  const std::string of_2021 = CellLines(Report(v1::EDITION_2021));
  EXPECT_THAT(of_2021, HasSubstr("table_three\tother\ttotal\tabsent\n"));
  EXPECT_THAT(of_2021, HasSubstr("table_three\tother.other\ttotal\tblank\n"));
  EXPECT_THAT(of_2021, HasSubstr("table_two\tprocurement\tcount\tabsent\n"));
}

TEST(CellsTest, ZeroIsNotBlank) {
  v1::AnnualReport report = Report(v1::EDITION_2021);
  report.mutable_table_four()->mutable_suit_after_review()->set_pending(0);
  EXPECT_THAT(CellLines(report), HasSubstr("table_four\tsuit_after_review\tpending\t0\n"));
  EXPECT_THAT(CellLines(report), HasSubstr("table_four\tsuit_after_review\ttotal\tblank\n"));
}

TEST(CellsTest, MoneyIsInYuanExactly) {
  v1::AnnualReport report = Report(v1::EDITION_2021);
  v1::Money& amount = *report.mutable_table_two()->mutable_fee()->mutable_amount();
  amount.set_unit(v1::Money::TEN_THOUSAND_YUAN);
  for (const auto& [filed, listed] :
       {std::pair("96171.6", "961716000"), std::pair("24252.311082", "242523110.82"),
        std::pair("0012.50", "125000"), std::pair("0.00", "0"), std::pair("0.00001", "0.1")}) {
    amount.set_amount(filed);
    EXPECT_THAT(CellLines(report),
                HasSubstr(std::string("table_two\tfee\tamount_yuan\t") + listed + "\n"));
  }
}

TEST(CellsTest, NegativeChangesArePlain) {
  v1::AnnualReport report = Report(v1::EDITION_2019);
  report.mutable_table_two()->mutable_penalty()->set_change(-18);
  EXPECT_THAT(CellLines(report), HasSubstr("table_two\tpenalty\tchange\t-18\n"));
}

TEST(CellsTest, NotesAreNamed) {
  v1::AnnualReport report = Report(v1::EDITION_2019);
  AddNote(report, "table_three", "refused.state_secret", "total", v1::CellNote::NOT_APPLICABLE);
  AddNote(report, "table_two", "licence", "change", v1::CellNote::AMBIGUOUS);
  AddNote(report, "table_four", "review", "upheld", v1::CellNote::NOT_A_NUMBER);
  const std::string lines = CellLines(report);
  EXPECT_THAT(lines, HasSubstr("table_three\trefused.state_secret\ttotal\tnot_applicable\n"));
  EXPECT_THAT(lines, HasSubstr("table_two\tlicence\tchange\tambiguous\n"));
  EXPECT_THAT(lines, HasSubstr("table_four\treview\tupheld\tnot_a_number\n"));
}

TEST(CellsTest, ARowOfAnotherEditionShowsItsValues) {
  v1::AnnualReport report = Report(v1::EDITION_2021);
  report.mutable_table_three()->mutable_other()->mutable_undivided()->set_total(4);
  AddNote(report, "table_three", "other", "total", v1::CellNote::ROW_OF_ANOTHER_EDITION);
  EXPECT_THAT(CellLines(report), HasSubstr("table_three\tother\ttotal\t4\n"));
}

}  // namespace
}  // namespace ogi::cli
