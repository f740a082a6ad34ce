#include "services/supervision/finding_heads.h"

#include <gtest/gtest.h>

#include "common/errors.h"
#include "domain/form/figures.h"
#include "domain/rules/rule_book.h"
#include "domain/testing/reports.h"
#include "ogi/storage/v1/records.pb.h"

namespace ogi {
namespace {

storage::v1::VerdictRecord Judged() {
  v1::AnnualReport report = CleanReport(v1::EDITION_2021);
  report.mutable_problems()->set_heading("五、工作中的不足");
  SetCell(report, CellNumber("table_four", "review", "total"), 3);
  SetCell(report, CellNumber("table_three", "received", "total"), 999);
  storage::v1::VerdictRecord record;
  *record.mutable_verdict() = JudgeByItself(report, absl::FromUnixSeconds(1'769'000'000));
  return record;
}

TEST(FindingHeadsTest, AreThoseOfTheVerdict) {
  const storage::v1::VerdictRecord record = Judged();
  const auto heads = FindingHeadsOf(record.SerializeAsString());
  ASSERT_TRUE(heads.ok()) << heads.status();
  ASSERT_GE(heads->size(), 3u);
  ASSERT_EQ(heads->size(), static_cast<size_t>(record.verdict().findings_size()));
  for (size_t i = 0; i < heads->size(); ++i) {
    const v1::Finding& finding = record.verdict().findings(static_cast<int>(i));
    EXPECT_EQ((*heads)[i].rule, finding.rule());
    EXPECT_EQ((*heads)[i].severity, finding.severity());
    EXPECT_EQ((*heads)[i].result, finding.result());
  }
}

TEST(FindingHeadsTest, OfAVerdictWithoutFindingsThereAreNone) {
  storage::v1::VerdictRecord record;
  record.mutable_verdict()->set_outcome(v1::Verdict::CLEAN);
  EXPECT_TRUE(FindingHeadsOf(record.SerializeAsString())->empty());
}

TEST(FindingHeadsTest, WhatIsCutShortIsDamaged) {
  const std::string whole = Judged().SerializeAsString();
  for (size_t size = 0; size < whole.size(); size += 7) {
    EXPECT_EQ(errors::ReasonOf(FindingHeadsOf(whole.substr(0, size)).status()), v1::RECORD_DAMAGED)
        << size;
  }
}

}  // namespace
}  // namespace ogi
