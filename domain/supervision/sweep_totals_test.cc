#include "domain/supervision/sweep_totals.h"

#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ogi {
namespace {

using google::protobuf::util::MessageDifferencer;

v1::SweptAgency Filed(v1::State state, v1::Verdict::Outcome outcome, int days_late = 0) {
  v1::SweptAgency row;
  row.set_duty(v1::SweptAgency::MUST_FILE);
  row.set_filed(true);
  row.set_state(state);
  row.set_outcome(outcome);
  row.mutable_timeliness()->set_days_late(days_late);
  return row;
}

v1::SweptAgency Missing(bool overdue, v1::State state = v1::STATE_UNSPECIFIED) {
  v1::SweptAgency row;
  row.set_duty(v1::SweptAgency::MUST_FILE);
  row.set_overdue(overdue);
  row.set_state(state);
  return row;
}

void Find(const std::string& rule, int64_t findings, v1::SweptAgency& row) {
  v1::RuleFindings& of_rule = *row.add_findings();
  of_rule.set_rule(rule);
  of_rule.set_severity(v1::WARNING);
  of_rule.set_findings(findings);
  of_rule.set_agencies(1);
}

TEST(SweepTotalsTest, WhoFiledIsCountedByStateOutcomeAndDay) {
  v1::SweepTotals totals;
  AddRow(Filed(v1::SUBMITTED, v1::Verdict::BLOCKED), "agencies/a", "甲", totals);
  AddRow(Filed(v1::ACCEPTED, v1::Verdict::WARNED, 3), "agencies/a", "甲", totals);
  AddRow(Filed(v1::PUBLISHED, v1::Verdict::CLEAN), "agencies/a", "甲", totals);
  const v1::SweepCounts& counts = totals.counts();
  EXPECT_EQ(counts.must_file(), 3);
  EXPECT_EQ(counts.filed(), 3);
  EXPECT_EQ(counts.accepted(), 2);
  EXPECT_EQ(counts.published(), 1);
  EXPECT_EQ(counts.blocked(), 1);
  EXPECT_EQ(counts.warned(), 1);
  EXPECT_EQ(counts.late(), 1);
  EXPECT_EQ(counts.missing(), 0);
}

TEST(SweepTotalsTest, WhoDidNotFileIsMissingOnlyIfHeMust) {
  v1::SweepTotals totals;
  AddRow(Missing(false), "agencies/a", "甲", totals);
  AddRow(Missing(true, v1::RETURNED), "agencies/a", "甲", totals);
  v1::SweptAgency exempt;
  exempt.set_duty(v1::SweptAgency::EXEMPT);
  AddRow(exempt, "agencies/a", "甲", totals);
  v1::SweptAgency forgotten;
  forgotten.set_duty(v1::SweptAgency::NOT_ON_ROSTER);
  AddRow(forgotten, "agencies/a", "甲", totals);
  const v1::SweepCounts& counts = totals.counts();
  EXPECT_EQ(counts.must_file(), 2);
  EXPECT_EQ(counts.missing(), 2);
  EXPECT_EQ(counts.overdue(), 1);
  EXPECT_EQ(counts.returned(), 1);
  EXPECT_EQ(counts.exempt(), 1);
  EXPECT_EQ(counts.not_on_roster(), 1);
}

TEST(SweepTotalsTest, FindingsOfAFilingThatWasSentBackCountForNothing) {
  v1::SweepTotals totals;
  v1::SweptAgency row = Missing(false, v1::RETURNED);
  Find("E1", 1, row);
  AddRow(row, "agencies/a", "甲", totals);
  EXPECT_EQ(totals.rules_size(), 0);
}

TEST(SweepTotalsTest, RulesAreInOrderWithTheOrgansConcerned) {
  v1::SweepTotals totals;
  for (const char* rule : {"W2", "E1", "W2"}) {
    v1::SweptAgency row = Filed(v1::SUBMITTED, v1::Verdict::WARNED);
    Find(rule, 2, row);
    AddRow(row, "agencies/a", "甲", totals);
  }
  ASSERT_EQ(totals.rules_size(), 2);
  EXPECT_EQ(totals.rules(0).rule(), "E1");
  EXPECT_EQ(totals.rules(1).rule(), "W2");
  EXPECT_EQ(totals.rules(1).findings(), 4);
  EXPECT_EQ(totals.rules(1).agencies(), 2);
}

TEST(SweepTotalsTest, PartsAddUpToTheWholeWhereverTheyAreCut) {
  std::vector<v1::SweptAgency> rows;
  for (int i = 0; i < 12; ++i) {
    rows.push_back(i % 3 == 0 ? Missing(i % 2 == 0)
                              : Filed(v1::SUBMITTED, v1::Verdict::WARNED, i % 4));
    if (i % 3 != 0) Find(i % 2 == 0 ? "W1" : "E1", i, rows.back());
  }
  const auto region = [](size_t i) { return i < 5 ? "agencies/a" : "agencies/b"; };
  v1::SweepTotals whole;
  for (size_t i = 0; i < rows.size(); ++i) AddRow(rows[i], region(i), "", whole);
  for (size_t cut = 0; cut <= rows.size(); ++cut) {
    v1::SweepTotals first;
    v1::SweepTotals second;
    for (size_t i = 0; i < rows.size(); ++i) {
      AddRow(rows[i], region(i), "", i < cut ? first : second);
    }
    v1::SweepTotals sum;
    AddTotals(first, sum);
    AddTotals(second, sum);
    sum.clear_day();
    EXPECT_TRUE(MessageDifferencer::Equals(sum, whole)) << cut;
  }
}

}  // namespace
}  // namespace ogi
