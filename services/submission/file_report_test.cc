#include "services/submission/file_report.h"

#include <google/protobuf/util/message_differencer.h>

#include "absl/strings/cord.h"
#include "common/limits.h"
#include "domain/calendar/china_time.h"
#include "google/rpc/error_details.pb.h"
#include "services/handler/request_checks.h"
#include "services/testing/service_fixture.h"
#include "storage/commit/committer.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

template <typename Detail>
Detail DetailOf(const absl::Status& status) {
  Detail detail;
  const auto payload =
      status.GetPayload(absl::StrCat("type.googleapis.com/", Detail::descriptor()->full_name()));
  if (payload.has_value()) detail.ParseFromString(std::string(*payload));
  return detail;
}

std::vector<std::string> Fields(const absl::Status& status) {
  std::vector<std::string> fields;
  const auto bad = DetailOf<google::rpc::BadRequest>(status);
  for (const auto& each : bad.field_violations()) fields.push_back(each.field());
  return fields;
}

class FileReport : public ServiceTest {
 protected:
  FileReport() { PutAgency(kTownship); }

  absl::StatusOr<v1::Revision> File(const v1::AnnualReport& report, const std::string& id) {
    return Submit(Filing(report, id));
  }
  int64_t Sequence() { return LatestStamp(memory_, "54")->place.sequence; }
};

TEST_F(FileReport, GivesRevisionOneWithItsReceipt) {
  const int64_t before = Sequence();
  const absl::StatusOr<v1::Revision> revision = File(ReportSaying("一"), "a");
  ASSERT_TRUE(revision.ok()) << revision.status();
  EXPECT_EQ(revision->name(), kRevision1);
  EXPECT_EQ(revision->state(), v1::SUBMITTED);
  // It came a day late, which is a fact.
  EXPECT_EQ(revision->verdict().outcome(), v1::Verdict::CLEAN);
  EXPECT_GT(revision->verdict().info_count(), 0);
  EXPECT_FALSE(revision->actor().authenticated());
  EXPECT_EQ(revision->actor().peer(), "ipv4:127.0.0.1:40312");
  const v1::Receipt& receipt = revision->receipt();
  EXPECT_EQ(receipt.revision(), kRevision1);
  EXPECT_EQ(receipt.agency_display_name(), "机关54-0424204");
  EXPECT_EQ(receipt.digest().value().size(), 32u);
  EXPECT_EQ(receipt.position().partition(), "54");
  EXPECT_EQ(receipt.position().sequence(), before + 1);
  EXPECT_EQ(receipt.receive_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  EXPECT_EQ(receipt.commit_time().seconds(), absl::ToUnixSeconds(clock_.Now()));

  const absl::StatusOr<v1::Revision> stored = Get(kReport);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_TRUE(MessageDifferencer::Equals(stored->receipt(), receipt));
  EXPECT_TRUE(MessageDifferencer::Equals(stored->report(), ReportSaying("一")));
  EXPECT_EQ(stored->etag(), revision->etag());
}

TEST_F(FileReport, GivesTheSameAnswerToTheSameRequestForEver) {
  const absl::StatusOr<v1::Revision> first = File(ReportSaying("一"), "a");
  clock_.Move(absl::Hours(3));
  absl::StatusOr<v1::Revision> again = File(ReportSaying("一"), "a");
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_FALSE(first->repeated());
  EXPECT_TRUE(MessageDifferencer::Equals(*first, AsFirst(*again)));

  ASSERT_TRUE(File(ReportSaying("二"), "b").ok());
  ASSERT_TRUE(Do(Act::kAccept, kRevision2).ok());
  again = File(ReportSaying("一"), "a");
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(MessageDifferencer::Equals(*first, AsFirst(*again)));
  EXPECT_EQ(Revisions(), 2);
}

TEST_F(FileReport, RefusesARequestIdThatWasUsedForOtherContent) {
  ASSERT_TRUE(File(ReportSaying("一"), "a").ok());
  EXPECT_EQ(ReasonOf(File(ReportSaying("二"), "a")), v1::REQUEST_ID_REUSED);
  EXPECT_EQ(ReasonOf(RecordHistorical(ReportSaying("一"), "a")), v1::REQUEST_ID_REUSED);
  EXPECT_EQ(Revisions(), 1);
}

TEST_F(FileReport, FilesNothingWhereTheContentIsThatOfTheLatestRevision) {
  const absl::StatusOr<v1::Revision> first = File(ReportSaying("一"), "a");
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  const absl::StatusOr<v1::Revision> again = File(ReportSaying("一"), "b");
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(again->name(), kRevision1);
  EXPECT_EQ(again->state(), v1::ACCEPTED);
  EXPECT_TRUE(again->repeated());
  EXPECT_TRUE(MessageDifferencer::Equals(first->receipt(), again->receipt()));
  EXPECT_EQ(again->etag(), Get(kReport)->etag());
  EXPECT_EQ(Revisions(), 1);
}

TEST_F(FileReport, RemembersARequestThatFiledNothing) {
  ASSERT_TRUE(File(ReportSaying("一"), "a").ok());
  const absl::StatusOr<v1::Revision> unchanged = File(ReportSaying("一"), "b");
  ASSERT_TRUE(File(ReportSaying("二"), "c").ok());
  const absl::StatusOr<v1::Revision> again = File(ReportSaying("一"), "b");
  ASSERT_TRUE(unchanged.ok() && again.ok());
  EXPECT_TRUE(MessageDifferencer::Equals(*unchanged, *again));
  EXPECT_EQ(ReasonOf(File(ReportSaying("三"), "b")), v1::REQUEST_ID_REUSED);
  EXPECT_EQ(Revisions(), 2);
}

TEST_F(FileReport, FilesWithdrawnContentAnew) {
  ASSERT_TRUE(File(ReportSaying("一"), "a").ok());
  ASSERT_TRUE(Do(Act::kWithdraw, kRevision1).ok());
  const absl::StatusOr<v1::Revision> anew = File(ReportSaying("一"), "b");
  ASSERT_TRUE(anew.ok()) << anew.status();
  EXPECT_EQ(anew->name(), kRevision2);
  EXPECT_EQ(StateOf(kRevision1), v1::WITHDRAWN);
  EXPECT_EQ(StateOf(kRevision2), v1::SUBMITTED);
}

TEST_F(FileReport, FindingU1FilesReturnedContentAsItIsOnlyIfAsked) {
  ASSERT_TRUE(File(ReportSaying("一"), "a").ok());
  ASSERT_TRUE(Do(Act::kReturn, kRevision1).ok());
  const absl::StatusOr<v1::Revision> unchanged = File(ReportSaying("一"), "b");
  ASSERT_TRUE(unchanged.ok()) << unchanged.status();
  EXPECT_TRUE(unchanged->repeated());
  EXPECT_EQ(unchanged->state(), v1::RETURNED);
  EXPECT_EQ(Revisions(), 1);

  v1::SubmitReportRequest again = Filing(ReportSaying("一"), "c");
  again.set_even_if_unchanged(true);
  const absl::StatusOr<v1::Revision> filed = Submit(again);
  ASSERT_TRUE(filed.ok()) << filed.status();
  EXPECT_FALSE(filed->repeated());
  EXPECT_EQ(filed->name(), kRevision2);
  // What stands filed is not filed twice for all that.
  again.set_request_id("d");
  EXPECT_TRUE(Submit(again)->repeated());
  EXPECT_EQ(Revisions(), 2);
}

TEST_F(FileReport, SupersedesTheFilingBefore) {
  ASSERT_TRUE(File(ReportSaying("一"), "a").ok());
  const absl::StatusOr<v1::Revision> second = File(ReportSaying("二"), "b");
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->name(), kRevision2);
  EXPECT_EQ(StateOf(kRevision1), v1::SUPERSEDED);
  EXPECT_EQ(StateOf(kRevision2), v1::SUBMITTED);
}

TEST_F(FileReport, RefusesAStaleEtagAndTellsTheCurrentOne) {
  const absl::StatusOr<v1::Revision> first = File(ReportSaying("一"), "a");
  const absl::StatusOr<v1::Revision> second = File(ReportSaying("二"), "b");
  ASSERT_TRUE(first.ok() && second.ok());
  v1::SubmitReportRequest request = Filing(ReportSaying("三"), "c");
  request.set_etag(first->etag());
  const absl::StatusOr<v1::Revision> refused = Submit(request);
  EXPECT_EQ(ReasonOf(refused), v1::ETAG_MISMATCH);
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(refused.status()).metadata().at("current_etag"),
            second->etag());
  request.set_etag(second->etag());
  EXPECT_TRUE(Submit(request).ok());
}

TEST_F(FileReport, OnlyChecksWhenToldTo) {
  const int64_t before = Sequence();
  v1::SubmitReportRequest request = Filing(BlockedReport(), "");
  request.set_validate_only(true);
  const absl::StatusOr<v1::Revision> checked = Submit(request);
  ASSERT_TRUE(checked.ok()) << checked.status();
  EXPECT_EQ(checked->verdict().outcome(), v1::Verdict::BLOCKED);
  EXPECT_EQ(checked->name(), "");
  EXPECT_FALSE(checked->has_receipt());
  EXPECT_EQ(Revisions(), 0);
  EXPECT_EQ(Sequence(), before);
}

TEST_F(FileReport, NeverAnswersACheckWithAReceipt) {
  ASSERT_TRUE(File(ReportSaying("一"), "a").ok());
  v1::SubmitReportRequest request = Filing(ReportSaying("一"), "");
  request.set_validate_only(true);
  const absl::StatusOr<v1::Revision> checked = Submit(request);
  ASSERT_TRUE(checked.ok());
  EXPECT_EQ(checked->name(), "");
  EXPECT_FALSE(checked->has_receipt());
  EXPECT_EQ(checked->verdict().outcome(), v1::Verdict::CLEAN);
}

TEST_F(FileReport, RefusesAnAgencyThatIsNotOnRecord) {
  v1::AnnualReport report = ReportSaying("一");
  report.set_agency("agencies/54-0424999");
  EXPECT_EQ(ReasonOf(File(report, "a")), v1::AGENCY_NOT_FOUND);
}

TEST_F(FileReport, RefusesAParentOtherThanTheReportsAgency) {
  v1::SubmitReportRequest request = Filing(ReportSaying("一"), "a");
  request.set_parent("agencies/54-0424100");
  const absl::StatusOr<v1::Revision> refused = Submit(request);
  EXPECT_EQ(ReasonOf(refused), v1::INVALID_FIELDS);
  EXPECT_THAT(Fields(refused.status()), ElementsAre("report.agency"));
}

// Finding 2: versions were made of a digest of text that the caller chose, and what is written once
// was written without a condition.
TEST_F(FileReport, Finding2NeverWritesARevisionOverAnother) {
  ASSERT_TRUE(File(ReportSaying("一"), "a").ok());
  v1::SubmitReportRequest request = Filing(ReportSaying("二"), "b");
  const absl::StatusOr<Step<v1::Revision>> stale = SubmitReport(environment_, Context(), request);
  ASSERT_TRUE(stale.ok());
  ASSERT_TRUE(File(ReportSaying("三"), "c").ok());
  // As if the version of the report's record had come back.
  Commit commit = stale->proposal.commit;
  for (Write& write : commit.writes) {
    if (write.key == keys::Report({"54-0424204", 2023, v1::OWN})) write.expected = std::nullopt;
  }
  const CommitOutcome outcome =
      memory_.CommitUnsealed("54", absl::MakeConstSpan(&commit, 1)).front();
  EXPECT_EQ(outcome.state, CommitState::kConflict);
  EXPECT_THAT(outcome.conflicts,
              UnorderedElementsAre(keys::Revision({{"54-0424204", 2023, v1::OWN}, 2}),
                                   keys::Payload({{"54-0424204", 2023, v1::OWN}, 2}),
                                   keys::Verdict({{"54-0424204", 2023, v1::OWN}, 2}, 1)));
  EXPECT_EQ(Get(kRevision2)->report().preamble(), "三");
}

TEST_F(FileReport, Finding2MakesTokensThatOnlyThisInstallationCanMake) {
  const v1::Actor actor;
  Environment other = environment_;
  other.secret = std::string(32, 'x');
  EXPECT_EQ(TokenOf(environment_, actor, "54-0424204", "a"),
            TokenOf(environment_, actor, "54-0424204", "a"));
  EXPECT_NE(TokenOf(environment_, actor, "54-0424204", "a"),
            TokenOf(other, actor, "54-0424204", "a"));
  EXPECT_NE(TokenOf(environment_, actor, "54-0424204", "a"),
            TokenOf(environment_, actor, "54-0424204", "b"));
}

TEST_F(FileReport, RefusesAReportIdThatDoesNotFit) {
  v1::SubmitReportRequest request = Filing(ReportSaying("一"), "a");
  for (const char* wrong : {"2022", "2023-aggregate", "2023 "}) {
    request.set_report_id(wrong);
    EXPECT_THAT(Fields(Submit(request).status()), ElementsAre("report_id")) << wrong;
  }
  request.set_report_id("2023");
  EXPECT_TRUE(Submit(request).ok());
}

TEST_F(FileReport, TellsEveryWrongFieldAtOnce) {
  v1::SubmitReportRequest request = Filing(ReportSaying("一"), "no spaces");
  request.mutable_report()->set_year(2018);
  request.mutable_report()->mutable_table_four()->mutable_review()->set_upheld(-1);
  EXPECT_THAT(Fields(Submit(request).status()),
              UnorderedElementsAre("report.year", "report.table_four.review.upheld", "request_id"));
}

TEST_F(FileReport, TakesTheYearThatHasEndedInChina) {
  // 16:30 UTC on 31 December 2024 is 2025 in China.
  clock_.Move(absl::FromUnixSeconds(1'735'662'600) - clock_.Now());
  v1::AnnualReport report = ReportSaying("一");
  report.set_year(2025);
  EXPECT_TRUE(File(report, "a").ok());
  report.set_year(2026);
  EXPECT_THAT(Fields(File(report, "b").status()), ElementsAre("report.year"));
}

TEST_F(FileReport, RefusesAReportThatIsTooLarge) {
  v1::AnnualReport report = ReportSaying(std::string(limits::kMaxReportBytes, 'x'));
  EXPECT_EQ(ReasonOf(File(report, "a")), v1::TOO_LARGE);
}

TEST_F(FileReport, FilesABlockedReportAllTheSame) {
  const absl::StatusOr<v1::Revision> revision = File(BlockedReport(), "a");
  ASSERT_TRUE(revision.ok());
  EXPECT_EQ(revision->verdict().outcome(), v1::Verdict::BLOCKED);
  EXPECT_EQ(revision->state(), v1::SUBMITTED);
}

TEST_F(FileReport, KeepsTheAgencysNameAtFiling) {
  ASSERT_TRUE(File(ReportSaying("一"), "a").ok());
  v1::Agency renamed = NewAgency(kTownship);
  renamed.mutable_names(0)->set_text("新名乡人民政府");
  ASSERT_TRUE(Import(renamed).ok());
  EXPECT_EQ(Get(kRevision1)->receipt().agency_display_name(), "机关54-0424204");
  const absl::StatusOr<v1::Revision> second = File(ReportSaying("二"), "b");
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->receipt().agency_display_name(), "新名乡人民政府");
}

TEST_F(FileReport, StopsAtTheGreatestNumberOfRevisions) {
  for (int i = 0; i < limits::kMaxRevisions; ++i) {
    ASSERT_TRUE(File(ReportSaying(absl::StrCat(i)), absl::StrCat("r", i)).ok());
  }
  EXPECT_EQ(ReasonOf(File(ReportSaying("再"), "more")), v1::TOO_MANY_REVISIONS);
}

TEST_F(FileReport, APlatformLeavesTheOrganRoomToFileByItself) {
  int number = 0;
  const auto file_as = [&](const std::string& platform) {
    const std::string id = absl::StrCat("r", ++number);
    const v1::SubmitReportRequest request = Filing(ReportSaying(id), id);
    RequestContext context = Context();
    context.actor.set_platform(platform);
    return Run<v1::Revision>([&] { return SubmitReport(environment_, context, request); });
  };
  for (int i = 0; i < limits::kMaxRevisionsOfPlatform; ++i) {
    ASSERT_TRUE(file_as("platforms/wild").ok());
  }
  const auto refused = file_as("platforms/wild");
  EXPECT_EQ(ReasonOf(refused), v1::TOO_MANY_REVISIONS);
  EXPECT_THAT(std::string(refused.status().message()), testing::HasSubstr("platforms/wild"));
  EXPECT_TRUE(file_as("platforms/other").ok());
  EXPECT_TRUE(file_as("").ok());
}

// --- Races, faults, deadlines. -------------------------------------------------------------------

class ContendedFiling : public FileReport {
 protected:
  // Files a report, while another filing slips in between check and commit `times` times.
  absl::StatusOr<v1::Revision> FileAgainst(int times) {
    const v1::SubmitReportRequest request = Filing(ReportSaying("我的"), "mine");
    return Run<v1::Revision>([this, request, times] {
      absl::StatusOr<Step<v1::Revision>> step = SubmitReport(environment_, Context(), request);
      if (rivals_ < times) {
        const std::string rival = absl::StrCat("rival-", ++rivals_);
        EXPECT_TRUE(File(ReportSaying(rival), rival).ok());
      }
      return step;
    });
  }
  int rivals_ = 0;
};

TEST_F(ContendedFiling, LandsAfterALostRace) {
  const absl::StatusOr<v1::Revision> mine = FileAgainst(1);
  ASSERT_TRUE(mine.ok()) << mine.status();
  EXPECT_EQ(mine->name(), kRevision2);
  EXPECT_EQ(Revisions(), 2);
  EXPECT_EQ(StateOf(kRevision1), v1::SUPERSEDED);
}

TEST_F(ContendedFiling, LandsAtTheFifthAttempt) {
  ASSERT_TRUE(FileAgainst(4).ok());
  EXPECT_EQ(Revisions(), 5);
}

TEST_F(ContendedFiling, GivesUpAfterFiveLostRaces) {
  EXPECT_EQ(ReasonOf(FileAgainst(5)), v1::CONTENTION);
  EXPECT_EQ(Revisions(), 5);
  EXPECT_EQ(Get(kReport)->report().preamble(), "rival-5");
}

TEST_F(FileReport, TakesTheNameOfAnAgencyRenamedMeanwhile) {
  bool renamed = false;
  const v1::SubmitReportRequest request = Filing(ReportSaying("一"), "a");
  const absl::StatusOr<v1::Revision> revision = Run<v1::Revision>([&] {
    absl::StatusOr<Step<v1::Revision>> step = SubmitReport(environment_, Context(), request);
    if (!renamed) {
      renamed = true;
      v1::Agency agency = NewAgency(kTownship);
      agency.mutable_names(0)->set_text("新名乡人民政府");
      EXPECT_TRUE(Import(agency).ok());
    }
    return step;
  });
  ASSERT_TRUE(revision.ok());
  EXPECT_EQ(revision->receipt().agency_display_name(), "新名乡人民政府");
}

class UnknownOutcome : public FileReport,
                       public testing::WithParamInterface<FaultyStore::Failure> {};

TEST_P(UnknownOutcome, IsFoundOutByTheSameRequestAgain) {
  store_.FailNextBatch(GetParam(), errors::OutcomeUnknown("test"));
  EXPECT_EQ(ReasonOf(File(ReportSaying("一"), "a")), v1::OUTCOME_UNKNOWN);
  const absl::StatusOr<v1::Revision> again = File(ReportSaying("一"), "a");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->name(), kRevision1);
  EXPECT_EQ(Revisions(), 1);
}

INSTANTIATE_TEST_SUITE_P(Both, UnknownOutcome,
                         testing::Values(FaultyStore::Failure::kUnknownApplied,
                                         FaultyStore::Failure::kUnknownNotApplied));

TEST_F(FileReport, SaysThatTheDiskIsFullAndGoesOnLater) {
  store_.FailNextBatch(FaultyStore::Failure::kNotApplied, errors::StorageFull());
  EXPECT_EQ(ReasonOf(File(ReportSaying("一"), "a")), v1::STORAGE_FULL);
  EXPECT_EQ(Revisions(), 0);
  EXPECT_TRUE(File(ReportSaying("一"), "a").ok());
}

TEST_F(FileReport, SaysThatTheStoreIsAway) {
  store_.SetReadError(errors::StorageUnavailable("test"));
  EXPECT_EQ(ReasonOf(File(ReportSaying("一"), "a")), v1::STORAGE_UNAVAILABLE);
}

TEST_F(FileReport, StoresNothingOnceTheDeadlineHasPassed) {
  const v1::SubmitReportRequest request = Filing(ReportSaying("一"), "a");
  RequestContext context = Context();
  context.deadline = context.receive_time + absl::Seconds(1);
  const absl::StatusOr<v1::Revision> late = Run<v1::Revision>([&] {
    absl::StatusOr<Step<v1::Revision>> step = SubmitReport(environment_, context, request);
    clock_.Move(absl::Seconds(2));
    return step;
  });
  EXPECT_EQ(ReasonOf(late), v1::DEADLINE_PASSED);
  EXPECT_EQ(Revisions(), 0);
}

// --- History. ------------------------------------------------------------------------------------

TEST_F(FileReport, PublishesAHistoricalReportAtOnceWhateverItsVerdict) {
  const absl::StatusOr<v1::Revision> revision = RecordHistorical(BlockedReport(), "a");
  ASSERT_TRUE(revision.ok()) << revision.status();
  EXPECT_EQ(revision->verdict().outcome(), v1::Verdict::BLOCKED);
  EXPECT_EQ(revision->state(), v1::PUBLISHED);
  EXPECT_TRUE(revision->historical());
  const absl::StatusOr<v1::Revision> stored = Get(kReport, v1::VIEW_PUBLISHED);
  ASSERT_TRUE(stored.ok());
  EXPECT_TRUE(stored->historical());
  const absl::StatusOr<v1::Revision> again = RecordHistorical(BlockedReport(), "a");
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(MessageDifferencer::Equals(*revision, AsFirst(*again)));
}

// Finding 20: it took the current year, and no date at all.
TEST_F(FileReport, Finding20WantsTheDayAHistoricalReportWasPublished) {
  const auto fields_of = [this](CivilDay day) {
    v1::AnnualReport report = ReportSaying("一");
    *report.mutable_publication()->mutable_date() = ToDate(day);
    return Fields(RecordHistorical(report, "a").status());
  };
  // Of 2023, on 1 February 2024.
  EXPECT_THAT(fields_of(CivilDay(2023, 12, 31)), ElementsAre("report.publication.date"));
  EXPECT_THAT(fields_of(CivilDay(2024, 2, 2)), ElementsAre("report.publication.date"));
  EXPECT_THAT(fields_of(CivilDay(2024, 2, 1)), ElementsAre());

  v1::RecordHistoricalReportRequest request;
  request.set_parent(kTownship);
  *request.mutable_report() = ReportSaying("二");
  request.mutable_report()->clear_publication();
  request.set_request_id("b");
  EXPECT_THAT(Fields(Run<v1::Revision>([&] {
                       return RecordHistoricalReport(environment_, Context(), request);
                     }).status()),
              ElementsAre("report.publication.date"));
}

// Finding 26: a verdict sat in the record that is written once, and rested on nothing.
TEST_F(FileReport, Finding26AVerdictHasARecordOfItsOwnThatTheReportsRecordPointsTo) {
  const auto filed = File(ReportSaying("一"), "a");
  ASSERT_TRUE(filed.ok());
  const RevisionId id{{"54-0424204", 2023, v1::OWN}, 1};
  const auto verdict = ReadVerdict(memory_, id, 1);
  ASSERT_TRUE(verdict.ok()) << verdict.status();
  EXPECT_EQ(verdict->SerializeAsString(), filed->verdict().SerializeAsString());
  const auto record =
      ParseRecord<storage::v1::ReportRecord>(*memory_.Get("54", keys::Report(id.report)));
  const auto& entry = (*record)->message.revisions(0);
  EXPECT_EQ(entry.verdicts(), 1);
  EXPECT_EQ(entry.outcome(), verdict->outcome());
  EXPECT_EQ(entry.warnings(), verdict->warning_count());
  EXPECT_EQ(ReasonOf(ReadVerdict(memory_, id, 2)), v1::RECORD_DAMAGED);
}

TEST_F(FileReport, Finding26AVerdictIsGivenAnewWhereLastYearsReportWasFiledMeanwhile) {
  v1::AnnualReport last_year = ReportSaying("去年");
  last_year.set_year(2022);
  bool rival = true;
  int attempts = 0;
  const auto filed = Run<v1::Revision>([&] {
    ++attempts;
    auto step = SubmitReport(environment_, Context(), Filing(ReportSaying("今年"), "this"));
    if (std::exchange(rival, false)) {
      EXPECT_TRUE(File(last_year, "last").ok());
    }
    return step;
  });
  ASSERT_TRUE(filed.ok()) << filed.status();
  EXPECT_EQ(attempts, 2);
  ASSERT_EQ(filed->verdict().inputs_size(), 1);
  EXPECT_EQ(filed->verdict().inputs(0).revision(), "agencies/54-0424204/reports/2022/revisions/1");
}

TEST_F(FileReport, RecordsNoHistoryOnceTheOrganHasFiled) {
  ASSERT_TRUE(File(ReportSaying("一"), "a").ok());
  EXPECT_EQ(ReasonOf(RecordHistorical(ReportSaying("二"), "b")), v1::NOT_HISTORICAL);
  EXPECT_EQ(Revisions(), 1);
}

TEST_F(FileReport, ReplacesAHistoricalReportByABetterOne) {
  ASSERT_TRUE(RecordHistorical(ReportSaying("一"), "a").ok());
  ASSERT_TRUE(RecordHistorical(ReportSaying("二"), "b").ok());
  EXPECT_EQ(StateOf(kRevision1), v1::SUPERSEDED);
  EXPECT_EQ(Get(kReport, v1::VIEW_PUBLISHED)->name(), kRevision2);
}

TEST_F(FileReport, LetsTheOrganFileWhereThereIsHistory) {
  ASSERT_TRUE(RecordHistorical(ReportSaying("一"), "a").ok());
  const absl::StatusOr<v1::Revision> filed = File(ReportSaying("一"), "b");
  ASSERT_TRUE(filed.ok());
  EXPECT_EQ(filed->name(), kRevision2);
  EXPECT_FALSE(filed->historical());
  EXPECT_EQ(StateOf(kRevision1), v1::PUBLISHED);
}

}  // namespace
}  // namespace ogi
