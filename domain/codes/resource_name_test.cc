#include "domain/codes/resource_name.h"

#include "gtest/gtest.h"

namespace ogi {
namespace {

TEST(ResourceName, OfAnAgencyComesBackAsItWas) {
  EXPECT_EQ(AgencyName("54-0424204"), "agencies/54-0424204");
  EXPECT_EQ(ParseAgencyName("agencies/54-0424204"), "54-0424204");
}

TEST(ResourceName, OfAReportComesBackAsItWas) {
  const ReportId own = {"54-0424204", 2020, v1::OWN};
  EXPECT_EQ(ReportName(own), "agencies/54-0424204/reports/2020");
  EXPECT_EQ(ParseReportName(ReportName(own)), own);
  const ReportId aggregate = {"54-0424", 2024, v1::AGGREGATE};
  EXPECT_EQ(ReportName(aggregate), "agencies/54-0424/reports/2024-aggregate");
  EXPECT_EQ(ParseReportName(ReportName(aggregate)), aggregate);
  EXPECT_EQ(ReportIdSegment(2024, v1::AGGREGATE), "2024-aggregate");
  EXPECT_EQ(ReportIdSegment(2024, v1::OWN), "2024");
}

TEST(ResourceName, OfARevisionComesBackAsItWas) {
  for (const int number : {1, 9, 10, 999, 999'999}) {
    const RevisionId id = {{"54-0424204", 2020, v1::AGGREGATE}, number};
    EXPECT_EQ(ParseRevisionName(RevisionName(id)), id);
  }
  EXPECT_EQ(RevisionName({{"54-0424204", 2020, v1::OWN}, 2}),
            "agencies/54-0424204/reports/2020/revisions/2");
}

TEST(ResourceName, OfAWaiverComesBackAsItWas) {
  const WaiverId id = {{"54-0424204", 2020, v1::OWN}, 3};
  EXPECT_EQ(WaiverName(id), "agencies/54-0424204/reports/2020/waivers/3");
  EXPECT_EQ(ParseWaiverName(WaiverName(id)), id);
  EXPECT_EQ(ParseWaiverName("agencies/54-0424204/reports/2020/revisions/3"), std::nullopt);
}

TEST(ResourceName, OfAnAgencyIsReadStrictly) {
  for (const char* name :
       {"", "agencies", "agencies/", "agencies/54-042420a", "Agencies/54-0424204",
        "/agencies/54-0424204", "agencies/54-0424204/", "agencies//54-0424204", "54-0424204"}) {
    EXPECT_EQ(ParseAgencyName(name), std::nullopt) << name;
  }
}

TEST(ResourceName, OfAReportIsReadStrictly) {
  for (const char* name :
       {"agencies/54-0424204", "agencies/54-0424204/reports/", "agencies/54-0424204/reports/020",
        "agencies/54-0424204/reports/0202", "agencies/54-0424204/reports/20200",
        "agencies/54-0424204/reports/+202", "agencies/54-0424204/reports/2020-",
        "agencies/54-0424204/reports/2020-own", "agencies/54-0424204/reports/2020-aggregate/",
        "agencies/54-0424204/reports/2020-aggregate-aggregate",
        "agencies/54-0424204/reports/2020/reports/2020", "agencies/x/reports/2020",
        "agencies/54-0424204/reports/-aggregate", "agencies/54-0424204/reports/ 2020"}) {
    EXPECT_EQ(ParseReportName(name), std::nullopt) << name;
  }
}

TEST(ResourceName, OfARevisionIsReadStrictly) {
  for (const char* number : {"", "0", "01", "1000000", "-1", "+1", "1 ", "1/", "x", "１"}) {
    const std::string name = std::string("agencies/54-0424204/reports/2020/revisions/") + number;
    EXPECT_EQ(ParseRevisionName(name), std::nullopt) << name;
  }
  EXPECT_EQ(ParseRevisionName("agencies/54-0424204/reports/2020"), std::nullopt);
}

}  // namespace
}  // namespace ogi
