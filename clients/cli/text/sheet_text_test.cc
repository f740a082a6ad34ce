#include "clients/cli/text/sheet_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ogi::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(SheetTextTest, ARowAReportAndWhatBecameOfTheProblems) {
  v1::SupervisionSheet sheet;
  sheet.set_agency("agencies/54-0424204");
  sheet.set_display_name("达仁乡人民政府");
  v1::SheetYear& late = *sheet.add_years();
  late.set_year(2024);
  late.set_scope(v1::OWN);
  late.set_filed(true);
  late.set_revisions(3);
  late.set_returned(2);
  late.mutable_timeliness()->set_days_late(12);
  v1::SheetYear& missing = *sheet.add_years();
  missing.set_year(2023);
  v1::NamedProblem& problem = *late.add_problems();
  problem.set_text("公开不够及时");
  problem.set_follow_up(v1::NamedProblem::NAMED_AGAIN);
  const std::string text = SheetText(sheet, Language::kChinese);
  EXPECT_THAT(text, AllOf(HasSubstr("达仁乡人民政府"), HasSubstr("迟 12 天"), HasSubstr("未报"),
                          HasSubstr("2024 公开不够及时（次年仍列为问题）")));
}

TEST(SheetTextTest, AnOrganWithoutReportsIsToldSo) {
  EXPECT_THAT(SheetText({}, Language::kEnglish), HasSubstr("No report on file."));
}

TEST(SheetTextTest, ARegionIsARowAYear) {
  v1::SweepCounts counts;
  counts.set_must_file(13);
  counts.set_filed(12);
  EXPECT_THAT(RegionSheetText({{2024, counts}}, Language::kChinese),
              AllOf(HasSubstr("2024"), HasSubstr("13"), HasSubstr("12")));
}

}  // namespace
}  // namespace ogi::cli
