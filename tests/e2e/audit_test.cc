// Who did what is on record, whatever happens to the server; and nobody but the auditor reads it.
#include <signal.h>

#include <functional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/errors.h"
#include "ogi/v1/audit_service.pb.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "ogi/v1/submission_service.pb.h"
#include "ogi/v1/validation_service.pb.h"
#include "tests/e2e/secured_server.h"

namespace ogi {
namespace {

constexpr char kPlatform[] = "platforms/xizang";
constexpr char kLi[] = "platforms/xizang/people/li-si";

using Which = std::function<bool(const v1::AuditRecord&)>;

v1::ListAuditRecordsRequest AllRecords() {
  v1::ListAuditRecordsRequest request;
  const int64_t now = absl::ToUnixSeconds(absl::Now());
  request.mutable_start_time()->set_seconds(now - 3600);
  request.mutable_end_time()->set_seconds(now + 3600);
  return request;
}

class Audit : public testing::Test {
 protected:
  Audit() {
    server_.AddTokenKey(kPlatform);
    server_.Entitle(kPlatform, kTownship);
  }

  As Li() { return {"platform", kTownship, server_.Token(kPlatform, "li-si", kTownship)}; }

  Answer Submit(const As& as, const std::string& id) {
    return server_.Call(as, "SubmissionService/SubmitReport", Filing(ReportSaying(id), id));
  }
  Answer Accept(const As& as, const std::string& id, const std::string& name = kRevision1) {
    v1::AcceptReportRequest request;
    request.set_name(name);
    request.set_request_id(id);
    return server_.Call(as, "SubmissionService/AcceptReport", request);
  }
  Answer Get(const As& as, const std::string& name) {
    v1::GetReportRequest request;
    request.set_name(name);
    return server_.Call(as, "RetrievalService/GetReport", request);
  }

  // What is on record now.
  std::vector<v1::AuditRecord> Records(const Which& which,
                                       const v1::ListAuditRecordsRequest& request = AllRecords()) {
    const Answer answer = server_.Call({"auditor"}, "AuditService/ListAuditRecords", request);
    EXPECT_TRUE(answer.status.ok()) << answer.status;
    std::vector<v1::AuditRecord> found;
    for (const std::string& bytes : answer.messages) {
      v1::AuditRecord record;
      EXPECT_TRUE(record.ParseFromString(bytes));
      if (which(record)) found.push_back(record);
    }
    return found;
  }

  // What is queued comes within a second.
  v1::AuditRecord AwaitRecord(const Which& which) {
    const absl::Time give_up = absl::Now() + absl::Seconds(10);
    while (absl::Now() < give_up) {
      const std::vector<v1::AuditRecord> found = Records(which);
      if (!found.empty()) return found.front();
      absl::SleepFor(absl::Milliseconds(50));
    }
    ADD_FAILURE() << "not on record";
    return {};
  }

  SecuredServer server_;
};

Which Of(const std::string& request_id) {
  return [request_id](const v1::AuditRecord& record) { return record.request_id() == request_id; };
}

Which Reading(const std::string& agency) {
  return [agency](const v1::AuditRecord& record) {
    return record.method() == "RetrievalService/GetReport" && record.actor().agency() == agency;
  };
}

TEST_F(Audit, AnActIsOnRecordTheMomentItIsAnswered) {
  for (int i = 0; i < 20; ++i) {
    const std::string id = absl::StrCat("act-", i);
    ASSERT_TRUE(Submit(Li(), id).status.ok());
    const std::vector<v1::AuditRecord> records = Records(Of(id));
    ASSERT_EQ(records.size(), 1u) << id;
    const v1::AuditRecord& record = records[0];
    EXPECT_EQ(record.method(), "SubmissionService/SubmitReport");
    EXPECT_EQ(record.resource(), kTownship);
    EXPECT_EQ(record.code(), 0);
    EXPECT_EQ(record.actor().agency(), kTownship);
    EXPECT_EQ(record.actor().platform(), kPlatform);
    EXPECT_EQ(record.actor().person(), kLi);
    EXPECT_TRUE(record.actor().authenticated());
    EXPECT_NE(record.actor().peer(), "");
    EXPECT_EQ(record.certificate_fingerprint().size(), 64u);
    EXPECT_EQ(record.count(), 1);
  }
}

TEST_F(Audit, ActsOfTheStaffAreOnRecordToo) {
  const v1::RoleGrant grant = server_.Grant("staff/second", v1::OPERATOR);
  const auto records = Records([](const v1::AuditRecord& record) {
    return record.method() == "AccessService/GrantRole" && record.resource() == "staff/second";
  });
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].actor().person(), "staff/security");
  EXPECT_FALSE(Records([](const v1::AuditRecord& record) {
                 return record.method() == "RegistryService/ImportAgencies" &&
                        record.resource() == kTownship &&
                        record.actor().person() == "staff/operator";
               }).empty());
}

TEST_F(Audit, ADeniedCallIsOnRecordWithWhoeverTriedIt) {
  ASSERT_TRUE(Submit({"township"}, "filed").status.ok());
  EXPECT_FALSE(Accept({"stranger"}, "denied-1").status.ok());
  const v1::AuditRecord record = AwaitRecord(Of("denied-1"));
  EXPECT_EQ(record.actor().agency(), kNeighbour);
  EXPECT_EQ(record.method(), "SubmissionService/AcceptReport");
  EXPECT_EQ(record.resource(), kRevision1);
  EXPECT_EQ(record.code(), static_cast<int>(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(record.reason(), "NOT_PERMITTED");

  // A person at that, by whom nothing may be decided here.
  EXPECT_FALSE(Accept(Li(), "denied-2").status.ok());
  const v1::AuditRecord by_person = AwaitRecord(Of("denied-2"));
  EXPECT_EQ(by_person.actor().person(), kLi);
  EXPECT_EQ(by_person.actor().platform(), kPlatform);
}

TEST_F(Audit, WhoClaimsWhatIsNotHisIsOnRecordAsWhoHeIs) {
  const Answer answer = Submit({"platform", kCounty}, "claimed");
  EXPECT_EQ(answer.wire, WireOf(errors::NotPermitted()));
  const v1::AuditRecord record = AwaitRecord([](const v1::AuditRecord& each) {
    return each.method() == "SubmissionService/SubmitReport" &&
           each.code() == static_cast<int>(absl::StatusCode::kPermissionDenied);
  });
  EXPECT_EQ(record.certificate_fingerprint().size(), 64u);
  EXPECT_EQ(record.actor().platform(), kPlatform);
  EXPECT_EQ(record.actor().agency(), "");
  EXPECT_EQ(record.resource(), kTownship);
  EXPECT_EQ(record.request_id(), "claimed");
}

TEST_F(Audit, AFailedActIsOnRecord) {
  EXPECT_FALSE(Accept({"county"}, "failed", kRevision1).status.ok());
  const v1::AuditRecord record = AwaitRecord(Of("failed"));
  EXPECT_EQ(record.code(), static_cast<int>(absl::StatusCode::kNotFound));
  EXPECT_EQ(record.actor().agency(), kCounty);
}

TEST_F(Audit, ARefusedCertificateIsOnRecord) {
  EXPECT_FALSE(Get({"two-names"}, kReport).status.ok());
  const v1::AuditRecord record = AwaitRecord([](const v1::AuditRecord& each) {
    return each.code() == static_cast<int>(absl::StatusCode::kUnauthenticated);
  });
  EXPECT_EQ(record.method(), "RetrievalService/GetReport");
  EXPECT_NE(record.actor().peer(), "");
  EXPECT_FALSE(record.actor().authenticated());
  EXPECT_EQ(record.certificate_fingerprint().size(), 64u);
}

TEST_F(Audit, ARefusedStreamIsOnRecord) {
  const Answer refused =
      server_.Call({"two-names"}, "SubmissionService/SubmitReports", v1::SubmitReportsRequest());
  EXPECT_TRUE(absl::IsUnauthenticated(refused.status)) << refused.status;
  const v1::AuditRecord record = AwaitRecord([](const v1::AuditRecord& each) {
    return each.code() == static_cast<int>(absl::StatusCode::kUnauthenticated);
  });
  EXPECT_EQ(record.certificate_fingerprint().size(), 64u);
}

TEST_F(Audit, ReadsOfWhatIsNotPublicAreOnRecordAndOfWhatIsPublishedAreNot) {
  ASSERT_TRUE(Submit({"township"}, "filed").status.ok());
  EXPECT_TRUE(Get({"county"}, kReport).status.ok());
  const v1::AuditRecord read = AwaitRecord(Reading(kCounty));
  EXPECT_EQ(read.resource(), kReport);
  EXPECT_EQ(read.code(), 0);

  const Answer accepted = Accept({"county"}, "accepted");
  ASSERT_TRUE(accepted.status.ok()) << accepted.status;
  server_.ExplainWarnings(accepted.Get<v1::Revision>());
  v1::PublishReportRequest publish;
  publish.set_name(kRevision1);
  publish.set_request_id("published");
  ASSERT_TRUE(server_.Call({"county"}, "SubmissionService/PublishReport", publish).status.ok());
  EXPECT_TRUE(Get({""}, kReport).status.ok());
  EXPECT_TRUE(Get({"stranger"}, kReport).status.ok());
  // What is queued after them is on record, so they would be.
  EXPECT_FALSE(Accept({"stranger"}, "marker").status.ok());
  AwaitRecord(Of("marker"));
  EXPECT_TRUE(Records(Reading("")).empty());
  EXPECT_TRUE(Records(Reading(kNeighbour)).empty());
}

TEST_F(Audit, NobodyButTheAuditorReadsIt) {
  for (const char* name :
       {"", "platform", "county", "township", "central", "operator", "security"}) {
    const Answer answer = server_.Call({name}, "AuditService/ListAuditRecords", AllRecords());
    EXPECT_EQ(answer.wire, WireOf(errors::NotPermitted())) << name;
    EXPECT_TRUE(answer.messages.empty());
  }
  // His own reading is on record as well.
  AwaitRecord([](const v1::AuditRecord& record) {
    return record.method() == "AuditService/ListAuditRecords" && record.code() == 0 &&
           record.actor().person() == "staff/auditor";
  });
}

TEST_F(Audit, IsFoundByOrganPersonPlatformAndFailure) {
  ASSERT_TRUE(Submit(Li(), "by-li").status.ok());
  ASSERT_TRUE(Submit({"township"}, "by-township").status.ok());
  EXPECT_FALSE(Accept({"stranger"}, "denied").status.ok());
  AwaitRecord(Of("denied"));
  const auto ids = [this](const std::function<void(v1::ListAuditRecordsRequest&)>& fill) {
    v1::ListAuditRecordsRequest request = AllRecords();
    fill(request);
    std::vector<std::string> found;
    for (const v1::AuditRecord& record : Records(
             [](const v1::AuditRecord& each) {
               return each.method() == "SubmissionService/SubmitReport" ||
                      each.method() == "SubmissionService/AcceptReport";
             },
             request)) {
      found.push_back(record.request_id());
    }
    return found;
  };
  EXPECT_THAT(ids([](auto& request) { request.set_person(kLi); }), testing::ElementsAre("by-li"));
  EXPECT_THAT(ids([](auto& request) { request.set_platform(kPlatform); }),
              testing::ElementsAre("by-li"));
  // What it did, and what was tried on what is its own.
  EXPECT_THAT(ids([](auto& request) { request.set_agency(kTownship); }),
              testing::ElementsAre("by-li", "by-township", "denied"));
  EXPECT_THAT(ids([](auto& request) { request.set_agency(kNeighbour); }),
              testing::ElementsAre("denied"));
  EXPECT_THAT(ids([](auto& request) { request.set_failures_only(true); }),
              testing::ElementsAre("denied"));
}

TEST_F(Audit, AnActsRecordSurvivesAKillRightAfterTheAnswer) {
  for (int round = 0; round < 3; ++round) {
    const std::string id = absl::StrCat("killed-", round);
    ASSERT_TRUE(Submit({"township"}, id).status.ok());
    EXPECT_EQ(server_.process().Stop(SIGKILL), -SIGKILL);
    server_.Start();
    EXPECT_EQ(Records(Of(id)).size(), 1u) << id;
  }
}

}  // namespace
}  // namespace ogi
