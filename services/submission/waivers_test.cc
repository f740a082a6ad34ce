#include "services/submission/waivers.h"

#include <google/protobuf/util/message_differencer.h>

#include "common/limits.h"
#include "domain/calendar/china_time.h"
#include "services/testing/service_fixture.h"

namespace ogi {
namespace {

using google::protobuf::util::MessageDifferencer;
using ::testing::HasSubstr;

constexpr char kWaiver[] = "agencies/54-0424204/reports/2023/waivers/1";
constexpr char kZhang[] = "platforms/xizang/people/zhang-san";
constexpr char kLi[] = "platforms/xizang/people/li-si";

class WaiversTest : public ServiceTest {
 protected:
  WaiversTest() { PutAgency(kTownship); }

  // What the county's person calls.
  RequestContext By(absl::string_view person) const {
    RequestContext context = Context();
    context.actor.set_authenticated(true);
    context.actor.set_agency("agencies/54-0424");
    context.actor.set_platform("platforms/xizang");
    context.actor.set_person(std::string(person));
    return context;
  }

  CivilDay Today() const { return ChinaDay(clock_.Now()); }

  v1::Revision FileBlocked(absl::string_view preamble = "") {
    v1::AnnualReport report = BlockedReport();
    report.set_preamble(std::string(preamble));
    const auto revision = Submit(Filing(report, absl::StrCat("file-", ++filings_)));
    EXPECT_TRUE(revision.ok()) << revision.status();
    EXPECT_EQ(revision->verdict().outcome(), v1::Verdict::BLOCKED);
    return *revision;
  }

  // Of its first error.
  v1::RequestWaiverRequest RequestFor(const v1::Revision& revision) const {
    v1::RequestWaiverRequest request;
    request.set_parent(kReport);
    request.set_rule(revision.verdict().findings(0).rule());
    request.set_finding_key(revision.verdict().findings(0).key());
    request.set_reason("机关已撤销，无人可以更正。");
    *request.mutable_last_day() = ToDate(Today() + 30);
    request.set_request_id("waive");
    return request;
  }

  absl::StatusOr<v1::Waiver> Request(const v1::RequestWaiverRequest& request,
                                     absl::string_view person = kZhang) {
    return Run<v1::Waiver>([&] { return RequestWaiver(environment_, By(person), request); });
  }

  absl::StatusOr<v1::Waiver> Approve(absl::string_view person = kLi,
                                     const std::string& name = kWaiver,
                                     const std::string& id = "approve") {
    v1::ApproveWaiverRequest request;
    request.set_name(name);
    request.set_request_id(id);
    return Run<v1::Waiver>([&] { return ApproveWaiver(environment_, By(person), request); });
  }

  absl::StatusOr<v1::Waiver> Revoke(const std::string& id = "revoke") {
    v1::RevokeWaiverRequest request;
    request.set_name(kWaiver);
    request.set_reason("情况有变。");
    request.set_request_id(id);
    return Run<v1::Waiver>([&] { return RevokeWaiver(environment_, By(kZhang), request); });
  }

  int filings_ = 0;
};

TEST_F(WaiversTest, AnErrorThatIsWaivedStandsInNobodysWay) {
  const auto requested = Request(RequestFor(FileBlocked()));
  ASSERT_TRUE(requested.ok()) << requested.status();
  EXPECT_EQ(requested->name(), kWaiver);
  EXPECT_EQ(requested->state(), v1::Waiver::REQUESTED);
  EXPECT_GT(requested->position().sequence(), 0);
  EXPECT_EQ(ReasonOf(Do(Act::kAccept, kRevision1)), v1::VERDICT_NOT_ALLOWED);

  const auto approved = Approve();
  ASSERT_TRUE(approved.ok()) << approved.status();
  EXPECT_EQ(approved->state(), v1::Waiver::APPROVED);
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  ASSERT_TRUE(Do(Act::kPublish, kRevision1).ok());
}

TEST_F(WaiversTest, WhoRequestedItDoesNotApproveIt) {
  ASSERT_TRUE(Request(RequestFor(FileBlocked())).ok());
  const auto refused = Approve(kZhang);
  EXPECT_EQ(ReasonOf(refused), v1::APPROVER_IS_REQUESTER);
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("另一人批准"));
  EXPECT_EQ(ReasonOf(Do(Act::kAccept, kRevision1)), v1::VERDICT_NOT_ALLOWED);
  EXPECT_TRUE(Approve(kLi, kWaiver, "another").ok());
}

TEST_F(WaiversTest, ItIsOfOneFindingAndHoldsInLaterRevisions) {
  ASSERT_TRUE(Request(RequestFor(FileBlocked())).ok());
  ASSERT_TRUE(Approve().ok());
  v1::AnnualReport worse = BlockedReport();
  SetCell(worse, CellNumber("table_four", "review", "total"), 4);
  ASSERT_TRUE(Submit(Filing(worse, "worse")).ok());
  EXPECT_EQ(ReasonOf(Do(Act::kAccept, kRevision2)), v1::VERDICT_NOT_ALLOWED);
  EXPECT_EQ(Get(kRevision2)->waivers_size(), 0);
  FileBlocked("前言");
  const std::string third = absl::StrCat(kReport, "/revisions/3");
  EXPECT_EQ(Get(third)->waivers_size(), 1);
  EXPECT_TRUE(Do(Act::kAccept, third).ok());
}

TEST_F(WaiversTest, ItCountsThroughItsLastDay) {
  v1::RequestWaiverRequest request = RequestFor(FileBlocked());
  *request.mutable_last_day() = ToDate(Today());
  ASSERT_TRUE(Request(request).ok());
  ASSERT_TRUE(Approve().ok());
  clock_.Move(absl::Hours(24));
  EXPECT_EQ(ReasonOf(Do(Act::kAccept, kRevision1)), v1::VERDICT_NOT_ALLOWED);
}

TEST_F(WaiversTest, OneThatRanOutIsNotApproved) {
  v1::RequestWaiverRequest request = RequestFor(FileBlocked());
  *request.mutable_last_day() = ToDate(Today());
  ASSERT_TRUE(Request(request).ok());
  clock_.Move(absl::Hours(24));
  EXPECT_EQ(ReasonOf(Approve()), v1::WAIVER_EXPIRED);
}

TEST_F(WaiversTest, OneThatIsRevokedCountsNoMore) {
  ASSERT_TRUE(Request(RequestFor(FileBlocked())).ok());
  ASSERT_TRUE(Approve().ok());
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  const auto revoked = Revoke();
  ASSERT_TRUE(revoked.ok()) << revoked.status();
  EXPECT_EQ(revoked->state(), v1::Waiver::REVOKED);
  EXPECT_EQ(revoked->revoke_reason(), "情况有变。");
  EXPECT_EQ(ReasonOf(Do(Act::kPublish, kRevision1)), v1::VERDICT_NOT_ALLOWED);
  EXPECT_EQ(ReasonOf(Revoke("again")), v1::STATE_NOT_ALLOWED);
  EXPECT_EQ(ReasonOf(Approve(kLi, kWaiver, "again")), v1::STATE_NOT_ALLOWED);
}

TEST_F(WaiversTest, AnErrorThatIsUncertainIsWaivedForPublication) {
  v1::AnnualReport report = ReportSaying("一");
  const int cell = CellNumber("table_four", "review", "upheld");
  ClearCell(report, cell);
  v1::CellNote& note = SetNote(report, cell, v1::CellNote::AMBIGUOUS);
  note.add_candidates("0");
  note.add_candidates("8");
  const auto filed = Submit(Filing(report, "file"));
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  EXPECT_EQ(ReasonOf(Do(Act::kPublish, kRevision1)), v1::VERDICT_NOT_ALLOWED);
  int waived = 0;
  for (const v1::Finding& finding : filed->verdict().findings()) {
    if (finding.severity() != v1::ERROR || finding.result() != v1::Finding::UNCERTAIN) continue;
    v1::RequestWaiverRequest request = RequestFor(*filed);
    request.set_rule(finding.rule());
    request.set_finding_key(finding.key());
    request.set_request_id(absl::StrCat("waive-", ++waived));
    ASSERT_TRUE(Request(request).ok());
    ASSERT_TRUE(
        Approve(kLi, absl::StrCat(kReport, "/waivers/", waived), absl::StrCat("a-", waived)).ok());
  }
  ASSERT_GT(waived, 0);
  EXPECT_NE(ReasonOf(Do(Act::kPublish, kRevision1)), v1::VERDICT_NOT_ALLOWED);
}

TEST_F(WaiversTest, ThePublicReadsWhyAndNotWhoOnceItIsApproved) {
  ASSERT_TRUE(Request(RequestFor(FileBlocked())).ok());
  EXPECT_EQ(Get(kReport, v1::VIEW_LATEST)->waivers(0).state(), v1::Waiver::REQUESTED);
  ASSERT_TRUE(Approve().ok());
  v1::RequestWaiverRequest another = RequestFor(*Get(kRevision1));
  another.set_request_id("another");
  ASSERT_TRUE(Request(another).ok());
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  ASSERT_TRUE(Do(Act::kPublish, kRevision1).ok());
  ASSERT_EQ(Get(kReport)->waivers_size(), 2);
  EXPECT_EQ(Get(kReport)->waivers(0).requester().person(), kZhang);
  EXPECT_EQ(Get(kReport)->waivers(0).approver().person(), kLi);
  sees_all_ = false;
  const auto seen = Get(kReport);
  ASSERT_TRUE(seen.ok()) << seen.status();
  ASSERT_EQ(seen->waivers_size(), 1);
  EXPECT_EQ(seen->waivers(0).name(), kWaiver);
  EXPECT_EQ(seen->waivers(0).reason(), "机关已撤销，无人可以更正。");
  EXPECT_FALSE(seen->waivers(0).has_requester());
  EXPECT_FALSE(seen->waivers(0).has_approver());
}

TEST_F(WaiversTest, ARetryHasTheFirstAnswer) {
  const v1::RequestWaiverRequest request = RequestFor(FileBlocked());
  const auto first = Request(request);
  ASSERT_TRUE(first.ok());
  EXPECT_TRUE(MessageDifferencer::Equals(*Request(request), *first));
  const auto approved = Approve();
  EXPECT_TRUE(MessageDifferencer::Equals(*Approve(), *approved));
  EXPECT_TRUE(MessageDifferencer::Equals(*Request(request), *first));
  EXPECT_EQ(Get(kRevision1)->waivers_size(), 1);
  v1::RequestWaiverRequest other = request;
  other.set_reason("另一个原因");
  EXPECT_EQ(ReasonOf(Request(other)), v1::REQUEST_ID_REUSED);
}

TEST_F(WaiversTest, ARequestSaysWhatIsWrongWithIt) {
  const v1::RequestWaiverRequest good = RequestFor(FileBlocked());
  const auto fields = [&](const std::function<void(v1::RequestWaiverRequest&)>& spoil) {
    v1::RequestWaiverRequest request = good;
    spoil(request);
    return std::string(Request(request).status().message());
  };
  EXPECT_THAT(fields([](auto& r) { r.set_parent("x"); }), HasSubstr("parent"));
  EXPECT_THAT(fields([](auto& r) { r.set_rule("E999"); }), HasSubstr("rule"));
  EXPECT_THAT(fields([](auto& r) { r.set_finding_key("k"); }), HasSubstr("finding_key"));
  EXPECT_THAT(fields([](auto& r) { r.clear_reason(); }), HasSubstr("reason"));
  EXPECT_THAT(fields([](auto& r) { r.clear_last_day(); }), HasSubstr("last_day"));
  EXPECT_THAT(fields([&](auto& r) { *r.mutable_last_day() = ToDate(Today() - 1); }),
              HasSubstr("last_day"));
  EXPECT_THAT(fields([&](auto& r) {
                *r.mutable_last_day() = ToDate(Today() + limits::kMaxWaiverDays + 1);
              }),
              HasSubstr("last_day"));
  v1::RequestWaiverRequest warning = good;
  warning.set_rule("E7.heading");
  EXPECT_EQ(ReasonOf(Request(warning)), v1::NOT_WAIVABLE);
}

TEST_F(WaiversTest, OneThatIsNotThereIsNotFound) {
  FileBlocked();
  EXPECT_EQ(ReasonOf(Approve()), v1::WAIVER_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Revoke()), v1::WAIVER_NOT_FOUND);
}

TEST_F(WaiversTest, AReportHasSoManyAndNoMore) {
  v1::RequestWaiverRequest request = RequestFor(FileBlocked());
  for (int i = 0; i <= limits::kMaxWaivers; ++i) {
    request.set_request_id(absl::StrCat("waive-", i));
    EXPECT_EQ(ReasonOf(Request(request)),
              i < limits::kMaxWaivers ? v1::ERROR_REASON_UNSPECIFIED : v1::TOO_MANY_WAIVERS)
        << i;
  }
}

// An acceptance that relies on a waiver loses against a revocation that comes between.
TEST_F(WaiversTest, AnAcceptanceGuardsTheWaiverItReliesOn) {
  ASSERT_TRUE(Request(RequestFor(FileBlocked())).ok());
  ASSERT_TRUE(Approve().ok());
  v1::AcceptReportRequest request;
  request.set_name(kRevision1);
  request.set_request_id("accept");
  bool between = false;
  const auto accepted = Run<v1::Revision>([&] {
    auto step = AcceptReport(environment_, Context(), request);
    if (!std::exchange(between, true)) {
      EXPECT_TRUE(step.ok());
      EXPECT_TRUE(Revoke().ok());
    }
    return step;
  });
  EXPECT_EQ(ReasonOf(accepted), v1::VERDICT_NOT_ALLOWED);
  EXPECT_EQ(StateOf(kRevision1), v1::SUBMITTED);
}

}  // namespace
}  // namespace ogi
