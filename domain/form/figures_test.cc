#include "domain/form/figures.h"

#include "domain/testing/reports.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

// What reflection finds at the cell's field: a second way, to check the first.
int64_t Reflected(const v1::AnnualReport& report, absl::string_view path) {
  const google::protobuf::Message* message = &report;
  while (true) {
    const size_t dot = path.find('.');
    const auto* field = message->GetDescriptor()->FindFieldByName(std::string(path.substr(0, dot)));
    if (dot == absl::string_view::npos) return message->GetReflection()->GetInt64(*message, field);
    message = &message->GetReflection()->GetMessage(*message, field);
    path = path.substr(dot + 1);
  }
}

TEST(Figures, OfAnEmptyReportAreAllBlank) {
  const v1::AnnualReport report;
  const Figures figures(report);
  for (int cell = 0; cell < kCellCount; ++cell) {
    EXPECT_TRUE(figures.blank(cell));
    EXPECT_FALSE(figures.has_value(cell));
    EXPECT_EQ(figures.ValueText(cell), "");
    EXPECT_EQ(figures.note_kind(cell), v1::CellNote::KIND_UNSPECIFIED);
  }
}

TEST(Figures, FindEveryCellWhereTheCatalogueSaysItLives) {
  for (const CellInfo& cell : Cells()) {
    v1::AnnualReport report;
    SetCell(report, cell.index, 4711);
    const Figures figures(report);
    for (int other = 0; other < kCellCount; ++other) {
      EXPECT_EQ(figures.has_value(other), other == cell.index) << cell.field;
    }
    EXPECT_EQ(figures.ValueText(cell.index), "4711") << cell.field;
    if (cell.kind == CellKind::kMoney) {
      ASSERT_NE(figures.money(cell.index), nullptr) << cell.field;
      EXPECT_EQ(figures.money(cell.index)->amount(), "4711") << cell.field;
    } else {
      EXPECT_EQ(figures.money(cell.index), nullptr) << cell.field;
      EXPECT_EQ(figures.number(cell.index), 4711) << cell.field;
      EXPECT_EQ(Reflected(report, cell.field), 4711) << cell.field;
    }
    ClearCell(report, cell.index);
    EXPECT_TRUE(Figures(report).blank(cell.index)) << cell.field;
  }
}

TEST(Figures, TellZeroFromBlank) {
  v1::AnnualReport report;
  SetCell(report, 30, 0);
  const Figures figures(report);
  EXPECT_TRUE(figures.has_value(30));
  EXPECT_FALSE(figures.blank(30));
  EXPECT_TRUE(figures.blank(31));
}

TEST(Figures, FindNotes) {
  v1::AnnualReport report;
  const int cell = CellNumber("table_three", "other", "total");
  SetNote(report, cell, v1::CellNote::NOT_A_NUMBER);
  SetNote(report, cell, v1::CellNote::AMBIGUOUS).add_candidates("5");
  EXPECT_EQ(report.cell_notes_size(), 1);
  const Figures figures(report);
  EXPECT_EQ(figures.note_kind(cell), v1::CellNote::AMBIGUOUS);
  ASSERT_NE(figures.note(cell), nullptr);
  EXPECT_EQ(figures.note(cell)->candidates(0), "5");
  EXPECT_FALSE(figures.blank(cell));
  EXPECT_FALSE(figures.has_value(cell));
}

TEST(Figures, PassOverNotesOnCellsThatDoNotExist) {
  v1::AnnualReport report;
  report.add_cell_notes()->set_table("table_nine");
  const Figures figures(report);
  for (int cell = 0; cell < kCellCount; ++cell) EXPECT_EQ(figures.note(cell), nullptr);
}

TEST(Listing, ShowsValuesAndTellsWhyThereIsNone) {
  v1::AnnualReport report = CleanReport(v1::EDITION_2021);
  const int total = CellNumber("table_three", "granted", "total");
  const auto listed = [&report](int cell) { return Figures(report).ListingText(cell); };
  SetCell(report, total, 12);
  EXPECT_EQ(listed(total), "12");
  ClearCell(report, total);
  EXPECT_EQ(listed(total), "blank");
  SetNote(report, total, v1::CellNote::NOT_APPLICABLE);
  EXPECT_EQ(listed(total), "not_applicable");
  SetNote(report, total, v1::CellNote::AMBIGUOUS);
  EXPECT_EQ(listed(total), "ambiguous");
  SetNote(report, total, v1::CellNote::NOT_A_NUMBER);
  EXPECT_EQ(listed(total), "not_a_number");
  EXPECT_EQ(listed(CellNumber("table_three", "other", "total")), "absent");
}

TEST(Listing, ShowsMoneyInYuan) {
  v1::AnnualReport report = CleanReport(v1::EDITION_2021);
  const int fee = CellNumber("table_two", "fee", "amount");
  SetMoney(report, fee, "96171.6", v1::Money::TEN_THOUSAND_YUAN);
  EXPECT_EQ(Figures(report).ListingText(fee), "961716000");
  EXPECT_EQ(Figures(report).ValueText(fee), "96171.6");
  SetMoney(report, fee, "0012.50", v1::Money::YUAN);
  EXPECT_EQ(Figures(report).ListingText(fee), "12.5");
}

TEST(Money, IsSetInTheFormsOwnUnit) {
  v1::AnnualReport report;
  SetCell(report, CellNumber("table_two", "fee", "amount"), 3);
  SetCell(report, CellNumber("table_two", "procurement", "amount"), 3);
  EXPECT_EQ(AmountInYuan(report.table_two().fee().amount()), "30000");
  EXPECT_EQ(AmountInYuan(report.table_two().procurement().amount()), "3");
}

TEST(Money, OfUnknownUnitOrShapeHasNoAmount) {
  v1::Money money;
  money.set_amount("3");
  EXPECT_EQ(AmountInYuan(money), "");
  money.set_unit(v1::Money::YUAN);
  money.set_amount("-3");
  EXPECT_EQ(AmountInYuan(money), "");
}

}  // namespace
}  // namespace ogi
