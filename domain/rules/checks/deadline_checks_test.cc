// Days and years as documents write them.
#include "domain/rules/rule_book.h"
#include "domain/testing/reports.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Days : public ::testing::Test {
 protected:
  std::vector<v1::Finding> FindingsOf(absl::string_view rule) const {
    const Figures figures(report_);
    const v1::Verdict verdict = RuleBook::BuiltIn().Judge(
        {.report = &report_, .figures = &figures, .agency = &agency_, .filing = &filing_},
        absl::UnixEpoch());
    std::vector<v1::Finding> findings;
    for (const v1::Finding& finding : verdict.findings()) {
      if (finding.rule() == rule) findings.push_back(finding);
    }
    return findings;
  }

  bool TitleFails(const char* title) {
    report_.set_title(title);
    return !FindingsOf("E10.title").empty();
  }

  bool PeriodFails(const char* preamble) {
    report_.set_preamble(preamble);
    return !FindingsOf("E10.period").empty();
  }

  // Published on 20 January 2024.
  bool AddressFails(const char* uri) {
    *report_.mutable_publication()->mutable_date() = ToDate(CivilDay(2024, 1, 20));
    report_.mutable_publication()->set_uri(uri);
    return !FindingsOf("I6").empty();
  }

  v1::AnnualReport report_ = CleanReport(v1::EDITION_2021);
  AgencyFacts agency_ = {.level = v1::Agency::TOWNSHIP, .superior_level = v1::Agency::COUNTY};
  FilingFacts filing_ = {.received = CivilDay(2024, 1, 10)};
};

TEST_F(Days, OfAWeekendDoNotMoveTheLimit) {
  // 31 January 2021 was a Sunday.
  report_ = CleanReport(v1::EDITION_2019);
  filing_.received = CivilDay(2021, 1, 31);
  EXPECT_THAT(FindingsOf("E9.township"), IsEmpty());
  filing_.received = CivilDay(2021, 2, 1);
  EXPECT_EQ(FindingsOf("E9.township").size(), 1u);
}

TEST_F(Days, OfLevelsOtherThanTheRulesDoNotCount) {
  filing_.received = CivilDay(2024, 7, 1);
  *report_.mutable_publication()->mutable_date() = ToDate(CivilDay(2024, 7, 1));
  for (const char* rule : {"E9.department", "E9.department_published", "E9.county", "E9.government",
                           "E9.central", "E9.unit"}) {
    EXPECT_THAT(FindingsOf(rule), IsEmpty()) << rule;
  }
  EXPECT_EQ(FindingsOf("E9.township").size(), 1u);
  EXPECT_EQ(FindingsOf("E9.township_published").size(), 1u);
}

TEST_F(Days, OfFilingAndOfPublicationAreToldApart) {
  filing_.received = CivilDay(2024, 2, 2);
  *report_.mutable_publication()->mutable_date() = ToDate(CivilDay(2024, 1, 30));
  EXPECT_EQ(FindingsOf("E9.township").size(), 1u);
  EXPECT_THAT(FindingsOf("E9.township_published"), IsEmpty());
}

TEST_F(Days, WithoutMonthOrDayAreNotCompared) {
  report_.mutable_publication()->mutable_date()->set_year(2025);
  report_.mutable_signed_date()->set_year(2022);
  for (const char* rule : {"E9.township_published", "E10.signed", "E9.signed_after_publication"}) {
    EXPECT_THAT(FindingsOf(rule), IsEmpty()) << rule;
  }
}

TEST_F(Days, AreWrittenForClerks) {
  filing_.received = CivilDay(2024, 3, 1);
  const std::vector<v1::Finding> findings = FindingsOf("E9.township");
  ASSERT_EQ(findings.size(), 1u);
  // 2024 was a leap year.
  EXPECT_THAT(findings[0].message(), HasSubstr("于2024年3月1日报送，晚于2024年1月31日，迟 30 天"));
  EXPECT_THAT(findings[0].message_en(), HasSubstr("2024-03-01, 30 days after 2024-01-31"));
}

TEST_F(Days, YearsOfTitlesAreReadInAnyDigits) {
  EXPECT_FALSE(TitleFails("２０２３年政府信息公开工作年度报告"));
  EXPECT_FALSE(TitleFails("二零二三年度政府信息公开工作年度报告"));
  EXPECT_FALSE(TitleFails("2023年度报告（2024年1月公布）"));
  EXPECT_FALSE(TitleFails("政府信息公开工作年度报告"));
  EXPECT_FALSE(TitleFails("第1024号 23年政府信息公开工作年度报告"));
  EXPECT_FALSE(TitleFails("政公开〔2024〕3号 政府信息公开工作年度报告"));
  EXPECT_FALSE(TitleFails("20230000年政府信息公开工作年度报告"));
  EXPECT_TRUE(TitleFails("２０２２年政府信息公开工作年度报告"));
  EXPECT_TRUE(TitleFails("二〇二四年政府信息公开工作年度报告"));
}

TEST_F(Days, YearsOfTitlesArePointedAt) {
  report_.set_title("样本乡2022年年度报告");
  const std::vector<v1::Finding> findings = FindingsOf("E10.title");
  ASSERT_EQ(findings.size(), 1u);
  ASSERT_EQ(findings[0].spans_size(), 1);
  EXPECT_EQ(findings[0].spans(0).begin(), 3);
  EXPECT_EQ(findings[0].spans(0).quote(), "2022");
}

TEST_F(Days, PeriodsAreReadAsTheyAreWritten) {
  EXPECT_FALSE(PeriodFails("本报告所列数据的统计期限自2023年1月1日起，至2023年12月31日止。"));
  EXPECT_FALSE(PeriodFails("统计期限：2023 年 1 月 1 日—12 月 31 日"));
  EXPECT_FALSE(PeriodFails("统计期限为2022年度。报告编制于2022年1月1日至2022年2月1日。"));
  EXPECT_FALSE(PeriodFails("统计期限自2022年1月起至12月止。"));
  EXPECT_FALSE(PeriodFails("统计2022年1月1日至2022年12月31日的数据。"));
  EXPECT_TRUE(PeriodFails("数据统计时限为2022年1月1日至12月31日。"));
  EXPECT_TRUE(PeriodFails("统计期从2023年1月1日至2024年12月31日。"));
}

TEST_F(Days, OfAddressesAreReadOnlyWhereTheyAreDays) {
  EXPECT_FALSE(AddressFails(""));
  EXPECT_FALSE(AddressFails("https://a.gov.cn/20240120/1.html"));
  EXPECT_FALSE(AddressFails("https://a.gov.cn/2024/01/20/1.html"));
  EXPECT_FALSE(AddressFails("https://a.gov.cn/t20241399_1.htm"));
  EXPECT_FALSE(AddressFails("https://a.gov.cn/2024/02"));
  EXPECT_FALSE(AddressFails("https://a.gov.cn/2024/02/"));
  EXPECT_FALSE(AddressFails("https://a.gov.cn/2024"));
  EXPECT_FALSE(AddressFails("https://a.gov.cn/202402031234"));
  EXPECT_TRUE(AddressFails("https://a.gov.cn/t20240203_1.htm"));
  EXPECT_TRUE(AddressFails("https://a.gov.cn/art/2024/2/3/1.html"));
}

}  // namespace
}  // namespace ogi
