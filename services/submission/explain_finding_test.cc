#include "services/submission/explain_finding.h"

#include <google/protobuf/util/message_differencer.h>

#include "absl/strings/cord.h"
#include "common/limits.h"
#include "domain/rules/explanation.h"
#include "services/testing/service_fixture.h"

namespace ogi {
namespace {

using google::protobuf::util::MessageDifferencer;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kWarning[] = "E7.heading";

class ExplainFindingTest : public ServiceTest {
 protected:
  ExplainFindingTest() { PutAgency(kTownship); }

  // With one heading worded otherwise: a warning.
  static v1::AnnualReport WarnedReport(const std::string& heading = "五、工作中的不足") {
    v1::AnnualReport report = CleanReport(v1::EDITION_2021);
    report.mutable_problems()->set_heading(heading);
    return report;
  }

  v1::Revision File(const v1::AnnualReport& report) {
    const auto revision = Submit(Filing(report, absl::StrCat("file-", ++filings_)));
    EXPECT_TRUE(revision.ok()) << revision.status();
    return *revision;
  }

  v1::Revision Latest() { return *Get(kReport, v1::VIEW_LATEST); }

  static v1::Finding WarningOf(const v1::Revision& revision) {
    for (const v1::Finding& finding : revision.verdict().findings()) {
      if (finding.rule() == kWarning) return finding;
    }
    ADD_FAILURE() << revision.verdict().DebugString();
    return {};
  }

  static v1::ExplainFindingRequest RequestOf(const v1::Finding& finding) {
    v1::ExplainFindingRequest request;
    request.set_parent(kReport);
    request.set_rule(finding.rule());
    request.set_finding_key(finding.key());
    request.set_text("本机关按上级要求使用该标题。");
    request.set_request_id("explain");
    return request;
  }

  absl::StatusOr<v1::Explanation> Explain(const v1::ExplainFindingRequest& request) {
    return Run<v1::Explanation>([&] { return ExplainFinding(environment_, Context(), request); });
  }

  int filings_ = 0;
};

TEST_F(ExplainFindingTest, PublishingWantsEveryWarningExplained) {
  const v1::Revision filed = File(WarnedReport());
  ASSERT_EQ(filed.verdict().warning_count(), 1);
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  const auto refused = Do(Act::kPublish, kRevision1);
  EXPECT_EQ(ReasonOf(refused), v1::WARNING_NOT_EXPLAINED);
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr(kWarning));

  const auto explained = Explain(RequestOf(WarningOf(filed)));
  ASSERT_TRUE(explained.ok()) << explained.status();
  EXPECT_GT(explained->position().sequence(), 0);
  const auto published = Do(Act::kPublish, kRevision1);
  ASSERT_TRUE(published.ok()) << published.status();
}

TEST_F(ExplainFindingTest, ThePublicReadsWhyAndNotWho) {
  const v1::Revision filed = File(WarnedReport());
  ASSERT_TRUE(Explain(RequestOf(WarningOf(filed))).ok());
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  ASSERT_TRUE(Do(Act::kPublish, kRevision1).ok());
  ASSERT_EQ(Get(kReport)->explanations_size(), 1);
  EXPECT_TRUE(Get(kReport)->explanations(0).has_actor());
  sees_all_ = false;
  const auto seen = Get(kReport);
  ASSERT_TRUE(seen.ok()) << seen.status();
  ASSERT_EQ(seen->explanations_size(), 1);
  EXPECT_EQ(seen->explanations(0).text(), "本机关按上级要求使用该标题。");
  EXPECT_FALSE(seen->explanations(0).has_actor());
}

TEST_F(ExplainFindingTest, HoldsInTheNextRevisionAndLapsesWithWhatItIsOf) {
  const v1::Revision first = File(WarnedReport());
  ASSERT_TRUE(Explain(RequestOf(WarningOf(first))).ok());

  v1::AnnualReport mended = WarnedReport();
  mended.mutable_overview()->mutable_text()->append("补充一句。");
  File(mended);
  EXPECT_EQ(Latest().explanations_size(), 1);

  File(WarnedReport("五、工作情况和打算"));
  EXPECT_THAT(Latest().explanations(), IsEmpty());
  EXPECT_THAT(RulesNotExplained(Latest().verdict(), Latest().explanations()),
              testing::ElementsAre(kWarning));
  // As it was again: so is what was said of it.
  File(WarnedReport());
  EXPECT_EQ(Latest().explanations_size(), 1);
}

TEST_F(ExplainFindingTest, MayComeBeforeTheFiling) {
  v1::SubmitReportRequest trial = Filing(WarnedReport(), "");
  trial.set_validate_only(true);
  const auto tried = Submit(trial);
  ASSERT_TRUE(tried.ok()) << tried.status();
  ASSERT_TRUE(Explain(RequestOf(WarningOf(*tried))).ok());
  EXPECT_EQ(Revisions(), 0);
  File(WarnedReport());
  EXPECT_EQ(Latest().explanations_size(), 1);
}

TEST_F(ExplainFindingTest, TakesThePlaceOfAnEarlierOneOfTheSameFinding) {
  const v1::Revision filed = File(WarnedReport());
  v1::ExplainFindingRequest request = RequestOf(WarningOf(filed));
  const auto first = Explain(request);
  request.set_request_id("explain-2");
  request.set_text("更正：标题已报主管部门同意。");
  ASSERT_TRUE(Explain(request).ok());
  const auto revision = Get(kRevision1);
  ASSERT_EQ(revision->explanations_size(), 1);
  EXPECT_EQ(revision->explanations(0).text(), request.text());
  // The first request still has its first answer.
  const auto again = Explain(RequestOf(WarningOf(filed)));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(MessageDifferencer::Equals(*again, *first));
}

TEST_F(ExplainFindingTest, RefusesToExplainAnErrorAway) {
  const v1::Revision filed = File(BlockedReport());
  ASSERT_EQ(filed.verdict().findings(0).severity(), v1::ERROR);
  EXPECT_EQ(ReasonOf(Explain(RequestOf(filed.verdict().findings(0)))), v1::NOT_EXPLAINABLE);
}

TEST_F(ExplainFindingTest, NamesEveryFieldThatIsWrong) {
  v1::ExplainFindingRequest request;
  request.set_parent("agencies/54-0424204");
  request.set_rule("W999");
  request.set_finding_key("short");
  const absl::Status status = Explain(request).status();
  EXPECT_EQ(errors::ReasonOf(status), v1::INVALID_FIELDS);
  const absl::optional<absl::Cord> details =
      status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  ASSERT_TRUE(details.has_value());
  for (const char* field : {"parent", "rule", "finding_key", "text", "request_id"}) {
    EXPECT_THAT(std::string(*details), HasSubstr(field));
  }
}

TEST_F(ExplainFindingTest, IsOfAnOrganOnRecord) {
  v1::Finding finding;
  finding.set_rule(kWarning);
  finding.set_key(std::string(limits::kFindingKeyBytes, 'k'));
  v1::ExplainFindingRequest request = RequestOf(finding);
  request.set_parent("agencies/54-0424999/reports/2023");
  EXPECT_EQ(ReasonOf(Explain(request)), v1::AGENCY_NOT_FOUND);
}

TEST_F(ExplainFindingTest, TheSameRequestIdForOtherWordsIsRefused) {
  const v1::Revision filed = File(WarnedReport());
  v1::ExplainFindingRequest request = RequestOf(WarningOf(filed));
  ASSERT_TRUE(Explain(request).ok());
  request.set_text("另一种说法。");
  EXPECT_EQ(ReasonOf(Explain(request)), v1::REQUEST_ID_REUSED);
}

TEST_F(ExplainFindingTest, KeepsSoManyOfAReportAndNoMore) {
  v1::Finding finding;
  finding.set_rule(kWarning);
  v1::ExplainFindingRequest request;
  for (int i = 0; i <= limits::kMaxExplanations; ++i) {
    finding.set_key(absl::StrCat(std::string(limits::kFindingKeyBytes - 4, 'k'), 1000 + i));
    request = RequestOf(finding);
    request.set_request_id(absl::StrCat("explain-", i));
    request.set_text(std::string(limits::kMaxReasonBytes, 'x'));
    const auto explained = Explain(request);
    EXPECT_EQ(ReasonOf(explained), i < limits::kMaxExplanations ? v1::ERROR_REASON_UNSPECIFIED
                                                                : v1::TOO_MANY_EXPLANATIONS)
        << explained.status();
  }
}

}  // namespace
}  // namespace ogi
