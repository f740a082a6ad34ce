#include "clients/cli/text/sweep_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/supervision/sweep_totals.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::SweptAgency Row(const std::string& id, const std::string& name) {
  v1::SweptAgency row;
  row.set_agency("agencies/" + id);
  row.set_display_name(name);
  row.set_level(v1::Agency::TOWNSHIP);
  row.set_superior("agencies/54-0424000");
  row.set_duty(v1::SweptAgency::MUST_FILE);
  google::type::Date& due = *row.mutable_timeliness()->mutable_due()->mutable_due_date();
  due.set_year(2024);
  due.set_month(1);
  due.set_day(20);
  return row;
}

v1::SweptAgency Blocked() {
  v1::SweptAgency row = Row("54-0424201", "甲乡, \"甲\"");
  row.set_filed(true);
  row.set_revision(2);
  row.set_state(v1::SUBMITTED);
  row.set_outcome(v1::Verdict::BLOCKED);
  row.mutable_receive_time()->set_seconds(1'706'760'000);
  row.mutable_timeliness()->set_days_late(12);
  v1::RuleFindings& findings = *row.add_findings();
  findings.set_rule("E4");
  findings.set_severity(v1::ERROR);
  findings.set_findings(1);
  findings.set_agencies(1);
  return row;
}

v1::SweptAgency Missing() {
  v1::SweptAgency row = Row("54-0424202", "乙乡");
  row.set_overdue(true);
  return row;
}

v1::SweptAgency Clean() {
  v1::SweptAgency row = Row("54-0424203", "丙乡");
  row.set_filed(true);
  row.set_state(v1::PUBLISHED);
  row.set_outcome(v1::Verdict::CLEAN);
  return row;
}

TEST(SweepTextTest, WhoHasFiledWellWantsNoAttention) {
  EXPECT_TRUE(WantsAttention(Blocked()));
  EXPECT_TRUE(WantsAttention(Missing()));
  EXPECT_FALSE(WantsAttention(Clean()));
  v1::SweptAgency exempt = Missing();
  exempt.set_duty(v1::SweptAgency::EXEMPT);
  EXPECT_FALSE(WantsAttention(exempt));
  v1::SweptAgency late = Clean();
  late.mutable_timeliness()->set_days_late(1);
  EXPECT_TRUE(WantsAttention(late));
}

TEST(SweepTextTest, CountsRegionsRulesAndOrgansAreTold) {
  v1::SweepTotals totals;
  for (const v1::SweptAgency& row : {Blocked(), Missing(), Clean()}) {
    AddRow(row, "agencies/54-0424000", "波密县", totals);
  }
  const std::string text = SweepText(totals, {Blocked(), Missing()}, Language::kChinese);
  EXPECT_THAT(text, HasSubstr("波密县"));
  EXPECT_THAT(text, HasSubstr("应报名录尚未固定"));
  EXPECT_THAT(text, HasSubstr("有错误，迟报 12 天"));
  EXPECT_THAT(text, HasSubstr("未报送，已逾期"));
  EXPECT_THAT(text, HasSubstr("E4"));
  EXPECT_THAT(text, Not(HasSubstr("丙乡")));
  totals.set_roster_frozen(true);
  EXPECT_THAT(SweepText(totals, {}, Language::kEnglish), Not(HasSubstr("roster")));
}

TEST(SweepTextTest, WhatComparingFoundIsToldByOrgan) {
  v1::SweptAgency row = Clean();
  v1::Finding& finding = *row.add_peer_findings();
  finding.set_rule("W38");
  finding.set_message("8 个不为零的数与乙乡的完全相同");
  EXPECT_TRUE(WantsAttention(row));
  EXPECT_THAT(SweepText({}, {row}, Language::kChinese),
              HasSubstr("与同级机关比对：\n  丙乡：W38 8 个不为零的数与乙乡的完全相同\n"));
  EXPECT_THAT(SweepCsv({row}, Language::kChinese),
              HasSubstr(",W38 8 个不为零的数与乙乡的完全相同\n"));
}

TEST(SweepTextTest, ARowOfCsvIsQuotedWhereItMust) {
  const std::string csv = SweepCsv({Blocked(), Missing()}, Language::kChinese);
  EXPECT_THAT(csv, HasSubstr("\n54-0424201,\"甲乡, \"\"甲\"\"\",乡级,54-0424000,应报,是,2,已报送,"
                             "有错误,2024-01-20,2024-02-01 12:00:00.000,12,否,E4,,否,\n"));
  EXPECT_THAT(csv,
              HasSubstr("\n54-0424202,乙乡,乡级,54-0424000,应报,否,,,,2024-01-20,,,是,,,否,\n"));
}

}  // namespace
}  // namespace ogi::cli
