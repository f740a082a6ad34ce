#include "services/validation/revalidate.h"

#include <google/protobuf/util/message_differencer.h>

#include "services/testing/service_fixture.h"

namespace ogi {
namespace {

using google::protobuf::util::MessageDifferencer;

class RevalidateTest : public ServiceTest {
 protected:
  RevalidateTest() {
    PutAgency(kTownship);
    EXPECT_TRUE(Submit(Filing(ReportSaying("一"), "file")).ok());
  }

  absl::StatusOr<v1::Revision> Revalidate(const std::string& request_id,
                                          const std::string& name = kRevision1) {
    v1::RevalidateReportRequest request;
    request.set_name(name);
    request.set_request_id(request_id);
    return Run<v1::Revision>([&] { return RevalidateReport(environment_, Context(), request); });
  }

  // Last year's report, whose figures do not carry over.
  void RecordLastYear() {
    v1::AnnualReport last_year = ReportSaying("上年");
    last_year.set_year(2022);
    SetCell(last_year, CellNumber("table_three", "carried_out", "natural_person"), 4);
    SetCell(last_year, CellNumber("table_three", "carried_out", "total"), 4);
    ASSERT_TRUE(RecordHistorical(last_year, "history").ok());
  }
};

TEST_F(RevalidateTest, SaysWhatTheRulesSayNowAndChangesNoState) {
  RecordLastYear();
  ASSERT_EQ(Get(kRevision1)->verdict().outcome(), v1::Verdict::CLEAN);
  clock_.Move(absl::Hours(1));
  const auto judged = Revalidate("again");
  ASSERT_TRUE(judged.ok()) << judged.status();
  EXPECT_FALSE(judged->repeated());
  EXPECT_EQ(judged->verdict().outcome(), v1::Verdict::BLOCKED);
  EXPECT_EQ(judged->verdict().inputs_size(), 1);
  EXPECT_EQ(judged->state(), v1::SUBMITTED);
  const auto revision = Get(kRevision1);
  EXPECT_TRUE(MessageDifferencer::Equals(revision->verdict(), judged->verdict()));
  EXPECT_EQ(revision->etag(), judged->etag());
  EXPECT_EQ(revision->state(), v1::SUBMITTED);
}

TEST_F(RevalidateTest, AddsNothingIfNothingElseIsToBeSaid) {
  const std::string etag = Get(kRevision1)->etag();
  clock_.Move(absl::Hours(1));
  const auto judged = Revalidate("again");
  ASSERT_TRUE(judged.ok()) << judged.status();
  EXPECT_TRUE(judged->repeated());
  EXPECT_TRUE(MessageDifferencer::Equals(Get(kRevision1)->verdict(), judged->verdict()));
  EXPECT_EQ(judged->etag(), etag);
}

TEST_F(RevalidateTest, ARepeatGetsTheVerdictThatTheFirstCallGave) {
  RecordLastYear();
  const auto first = Revalidate("again");
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(Do(Act::kReturn, kRevision1).ok());
  const auto again = Revalidate("again");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(MessageDifferencer::Equals(AsFirst(*again), *first));
}

TEST_F(RevalidateTest, TheFirstVerdictStaysTheAnswerToTheFiling) {
  RecordLastYear();
  ASSERT_TRUE(Revalidate("again").ok());
  const auto repeated = Submit(Filing(ReportSaying("一"), "file"));
  ASSERT_TRUE(repeated.ok()) << repeated.status();
  EXPECT_EQ(repeated->verdict().outcome(), v1::Verdict::CLEAN);
}

TEST_F(RevalidateTest, WhatWasPublishedStaysSo) {
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  ASSERT_TRUE(Do(Act::kPublish, kRevision1).ok());
  RecordLastYear();
  ASSERT_EQ(Revalidate("again")->verdict().outcome(), v1::Verdict::BLOCKED);
  EXPECT_EQ(StateOf(kRevision1), v1::PUBLISHED);
}

TEST_F(RevalidateTest, OfWhatIsNotThereIsNotFound) {
  EXPECT_EQ(ReasonOf(Revalidate("a", kRevision2)), v1::REVISION_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Revalidate("b", "agencies/54-0424204/reports/2019/revisions/1")),
            v1::REPORT_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Revalidate("c", kReport)), v1::INVALID_FIELDS);
}

}  // namespace
}  // namespace ogi
