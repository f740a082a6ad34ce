#include "services/supervision/supervision_sheet.h"

#include "services/season/testing/season_fixture.h"

namespace ogi {
namespace {

class SupervisionSheetTest : public SeasonFixture {
 protected:
  v1::SupervisionSheet Sheet(const std::string& agency = kTownship) {
    v1::GetSupervisionSheetRequest request;
    request.set_agency(agency);
    const auto sheet = GetSupervisionSheet(environment_, Context(), request);
    EXPECT_TRUE(sheet.ok()) << sheet.status();
    return sheet.ok() ? *sheet : v1::SupervisionSheet();
  }
};

TEST_F(SupervisionSheetTest, HasARowAYearTheLatestFirst) {
  SetDates("2024-01-01", "2024-01-20");
  Freeze();
  v1::AnnualReport before = CleanReport(v1::EDITION_2021);
  before.set_year(2021);
  ASSERT_TRUE(RecordHistorical(before, NextId()).ok());
  ASSERT_TRUE(Submit(Filing(BlockedReport(), NextId())).ok());
  ASSERT_TRUE(Do(Act::kReturn, kRevision1).ok());
  ASSERT_TRUE(SubmitNew().ok());
  const v1::SupervisionSheet sheet = Sheet();
  EXPECT_EQ(sheet.superior(), kCounty);
  ASSERT_EQ(sheet.years_size(), 3);
  const v1::SheetYear& latest = sheet.years(0);
  EXPECT_EQ(latest.year(), 2023);
  EXPECT_EQ(latest.duty(), v1::SweptAgency::MUST_FILE);
  EXPECT_TRUE(latest.filed());
  EXPECT_EQ(latest.revision(), 2);
  EXPECT_EQ(latest.revisions(), 2);
  EXPECT_EQ(latest.returned(), 1);
  EXPECT_EQ(latest.errors(), 0);
  EXPECT_EQ(latest.timeliness().days_late(), 12);
  // Nothing was filed for 2022.
  EXPECT_EQ(sheet.years(1).year(), 2022);
  EXPECT_FALSE(sheet.years(1).filed());
  EXPECT_EQ(sheet.years(1).revisions(), 0);
  EXPECT_TRUE(sheet.years(2).historical());
}

TEST_F(SupervisionSheetTest, SaysWhatBecameOfTheProblemsNamed) {
  v1::AnnualReport before = CleanReport(v1::EDITION_2021);
  before.set_year(2022);
  before.mutable_problems()->set_text(
      "一是公开渠道较为单一；二是队伍业务不够熟练。下一步加强培训。");
  ASSERT_TRUE(RecordHistorical(before, NextId()).ok());
  v1::AnnualReport report = ReportSaying("一");
  report.mutable_problems()->set_text("一是公开渠道较为单一。下一步开设公众号。");
  ASSERT_TRUE(Submit(Filing(report, NextId())).ok());
  const v1::SupervisionSheet sheet = Sheet();
  ASSERT_EQ(sheet.years_size(), 2);
  ASSERT_EQ(sheet.years(1).problems_size(), 2);
  EXPECT_EQ(sheet.years(1).problems(0).text(), "公开渠道较为单一");
  EXPECT_EQ(sheet.years(1).problems(0).follow_up(), v1::NamedProblem::NAMED_AGAIN);
  EXPECT_EQ(sheet.years(1).problems(1).follow_up(), v1::NamedProblem::NOT_SPOKEN_OF);
  EXPECT_EQ(sheet.years(0).problems(0).follow_up(), v1::NamedProblem::NO_REPORT);
}

TEST_F(SupervisionSheetTest, AnAggregateStandsBelowTheOwnReport) {
  v1::AnnualReport aggregate = ReportSaying("汇总");
  aggregate.set_scope(v1::AGGREGATE);
  ASSERT_TRUE(Submit(Filing(aggregate, NextId())).ok());
  const v1::SupervisionSheet sheet = Sheet();
  ASSERT_EQ(sheet.years_size(), 2);
  EXPECT_EQ(sheet.years(0).scope(), v1::OWN);
  EXPECT_FALSE(sheet.years(0).filed());
  EXPECT_EQ(sheet.years(1).scope(), v1::AGGREGATE);
  EXPECT_TRUE(sheet.years(1).filed());
}

TEST_F(SupervisionSheetTest, OfAnOrganWithoutReportsIsEmpty) {
  EXPECT_EQ(Sheet(kCity).years_size(), 0);
  v1::GetSupervisionSheetRequest request;
  request.set_agency("agencies/54-9999");
  EXPECT_EQ(ReasonOf(GetSupervisionSheet(environment_, Context(), request)), v1::AGENCY_NOT_FOUND);
}

}  // namespace
}  // namespace ogi
