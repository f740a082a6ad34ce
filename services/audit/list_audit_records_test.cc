#include "services/audit/list_audit_records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/limits.h"
#include "google/rpc/error_details.pb.h"
#include "services/audit/audit_log.h"
#include "services/handler/records.h"
#include "storage/commit/stamp.h"
#include "storage/memory/faulty_store.h"
#include "storage/memory/memory_store.h"
#include "tests/support/fakes.h"

namespace ogi {
namespace {

using storage::v1::AuditEntry;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const absl::Time kBegin = absl::FromUnixSeconds(1'769'000'000);

// Counts what is read of each partition.
class CountingStore : public FaultyStore {
 public:
  using FaultyStore::FaultyStore;
  absl::StatusOr<Page> Scan(absl::string_view partition, const Range& range,
                            const ScanLimits& limits) const override {
    scanned_.insert(std::string(partition));
    return FaultyStore::Scan(partition, range, limits);
  }
  const std::set<std::string>& scanned() const { return scanned_; }

 private:
  mutable std::set<std::string> scanned_;
};

class AuditReaderTest : public testing::Test {
 protected:
  // The resource says which is which, unless `change` says more.
  void Put(const std::string& partition, int second, const std::string& resource,
           const std::function<void(AuditEntry&)>& change = {}) {
    AuditEntry entry;
    entry.set_method("SubmissionService/SubmitReport");
    entry.set_resource(resource);
    if (change) change(entry);
    const std::string token = random_.Bytes(kTokenBytes);
    Write write = AuditWrite(kBegin + absl::Seconds(second), token, entry);
    write.value->insert(0, EncodeStamp({.place = {.sequence = 1}, .commit_time = kBegin}));
    const auto outcomes = memory_.CommitUnsealed(
        partition, std::vector<Commit>{{.token = token, .writes = {std::move(write)}}});
    ASSERT_EQ(outcomes.front().state, CommitState::kCommitted);
  }

  static v1::ListAuditRecordsRequest Between(int begin, int end) {
    v1::ListAuditRecordsRequest request;
    *request.mutable_start_time() = ToTimestamp(kBegin + absl::Seconds(begin));
    *request.mutable_end_time() = ToTimestamp(kBegin + absl::Seconds(end));
    return request;
  }

  std::vector<v1::AuditRecord> Read(const v1::ListAuditRecordsRequest& request) {
    std::vector<v1::AuditRecord> records;
    absl::StatusOr<AuditReader> reader = AuditReader::Begin(&store_, request);
    EXPECT_TRUE(reader.ok()) << reader.status();
    while (reader.ok() && !reader->AtEnd()) {
      absl::StatusOr<std::optional<v1::AuditRecord>> record = reader->Next();
      EXPECT_TRUE(record.ok()) << record.status();
      if (!record.ok()) break;
      if (record->has_value()) records.push_back(**std::move(record));
    }
    return records;
  }
  std::vector<std::string> Resources(const v1::ListAuditRecordsRequest& request) {
    std::vector<std::string> resources;
    for (const v1::AuditRecord& record : Read(request)) resources.push_back(record.resource());
    return resources;
  }

  MemoryStore memory_;
  CountingStore store_{&memory_};
  FakeRandom random_;
};

std::vector<std::string> BadFields(const v1::ListAuditRecordsRequest& request) {
  const MemoryStore store;
  const absl::Status status = AuditReader::Begin(&store, request).status();
  EXPECT_EQ(errors::ReasonOf(status), v1::INVALID_FIELDS) << status;
  google::rpc::BadRequest bad;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  if (payload.has_value()) bad.ParseFromString(std::string(*payload));
  std::vector<std::string> fields;
  for (const auto& violation : bad.field_violations()) fields.push_back(violation.field());
  return fields;
}

TEST_F(AuditReaderTest, TellsEverythingOfARecord) {
  Put("54", 3, "agencies/54-0001/reports/2023", [](AuditEntry& entry) {
    entry.mutable_actor()->set_platform("platforms/xizang");
    entry.set_code(9);
    entry.set_reason("STATE_NOT_ALLOWED");
    entry.set_request_id("r1");
    entry.set_certificate_fingerprint("\x01\xab");
    entry.set_count(4);
  });
  const std::vector<v1::AuditRecord> records = Read(Between(0, 10));
  ASSERT_EQ(records.size(), 1u);
  const v1::AuditRecord& record = records[0];
  EXPECT_EQ(record.time().seconds(), absl::ToUnixSeconds(kBegin) + 3);
  EXPECT_EQ(record.actor().platform(), "platforms/xizang");
  EXPECT_EQ(record.method(), "SubmissionService/SubmitReport");
  EXPECT_EQ(record.code(), 9);
  EXPECT_EQ(record.reason(), "STATE_NOT_ALLOWED");
  EXPECT_EQ(record.request_id(), "r1");
  EXPECT_EQ(record.certificate_fingerprint(), "01ab");
  EXPECT_EQ(record.count(), 4);
}

TEST_F(AuditReaderTest, MergesAllPartitionsOldestFirst) {
  Put("99", 1, "a");
  Put("00", 4, "d");
  Put("ac", 2, "b");
  Put("lo", 3, "c");
  Put("99", 5, "e");
  EXPECT_THAT(Resources(Between(0, 10)), ElementsAre("a", "b", "c", "d", "e"));
}

TEST_F(AuditReaderTest, KeepsTheOrderOverManyPages) {
  const std::string partitions[] = {"54", "lo", "00"};
  std::vector<std::string> expected;
  for (int i = 0; i < 2000; ++i) {
    expected.push_back(absl::StrCat(i));
    Put(partitions[i % 7 % 3], i, expected.back());
  }
  EXPECT_EQ(Resources(Between(0, 2000)), expected);
}

TEST_F(AuditReaderTest, BeginsWithTheStartAndStopsBeforeTheEnd) {
  for (int i = 0; i < 5; ++i) Put("54", i, absl::StrCat(i));
  EXPECT_THAT(Resources(Between(1, 3)), ElementsAre("1", "2"));
}

TEST_F(AuditReaderTest, FindsWhatAnAgencyDidAndWhatWasDoneToIt) {
  v1::ListAuditRecordsRequest request = Between(0, 10);
  request.set_agency("agencies/54-0001");
  Put("54", 1, "agencies/54-0001");
  Put("54", 2, "agencies/54-0001/reports/2023");
  Put("54", 3, "agencies/54-00012/reports/2023");
  Put("lo", 4, "agencies/54-0009",
      [](AuditEntry& entry) { entry.mutable_actor()->set_agency("agencies/54-0001"); });
  Put("ac", 5, "platforms/x");
  EXPECT_THAT(Resources(request),
              ElementsAre("agencies/54-0001", "agencies/54-0001/reports/2023", "agencies/54-0009"));
}

TEST_F(AuditReaderTest, ReadsThreePartitionsForAnAgencyOfAProvince) {
  v1::ListAuditRecordsRequest request = Between(0, 10);
  request.set_agency("agencies/54-0001");
  EXPECT_THAT(Resources(request), IsEmpty());
  EXPECT_THAT(store_.scanned(), UnorderedElementsAre("54", "ac", "lo"));
}

TEST_F(AuditReaderTest, FindsWhatACentralOrganDidInAProvince) {
  v1::ListAuditRecordsRequest request = Between(0, 10);
  request.set_agency("agencies/00-0001");
  Put("54", 1, "agencies/54-0001/reports/2023",
      [](AuditEntry& entry) { entry.mutable_actor()->set_agency("agencies/00-0001"); });
  EXPECT_THAT(Resources(request), ElementsAre("agencies/54-0001/reports/2023"));
}

TEST_F(AuditReaderTest, FindsWhatAPersonDidAndWasRepresentedIn) {
  const std::string person = "platforms/xizang/people/li-si";
  v1::ListAuditRecordsRequest request = Between(0, 10);
  request.set_person(person);
  Put("54", 1, "did", [&](AuditEntry& entry) { entry.mutable_actor()->set_person(person); });
  Put("54", 2, "other", [](AuditEntry& entry) { entry.mutable_actor()->set_person("staff/a"); });
  Put("54", 3, "represented",
      [&](AuditEntry& entry) { entry.mutable_actor()->set_person_represented(person); });
  EXPECT_THAT(Resources(request), ElementsAre("did", "represented"));
}

TEST_F(AuditReaderTest, FindsStaff) {
  v1::ListAuditRecordsRequest request = Between(0, 10);
  request.set_person("staff/a");
  Put("ac", 1, "a", [](AuditEntry& entry) { entry.mutable_actor()->set_person("staff/a"); });
  Put("ac", 2, "b", [](AuditEntry& entry) { entry.mutable_actor()->set_person("staff/b"); });
  EXPECT_THAT(Resources(request), ElementsAre("a"));
}

TEST_F(AuditReaderTest, FindsWhatCameThroughAPlatform) {
  v1::ListAuditRecordsRequest request = Between(0, 10);
  request.set_platform("platforms/xizang");
  Put("54", 1, "a",
      [](AuditEntry& entry) { entry.mutable_actor()->set_platform("platforms/xizang"); });
  Put("54", 2, "b",
      [](AuditEntry& entry) { entry.mutable_actor()->set_platform("platforms/xizang2"); });
  EXPECT_THAT(Resources(request), ElementsAre("a"));
}

TEST_F(AuditReaderTest, FindsFailuresOnly) {
  v1::ListAuditRecordsRequest request = Between(0, 10);
  request.set_failures_only(true);
  Put("54", 1, "good");
  Put("54", 2, "denied", [](AuditEntry& entry) { entry.set_code(7); });
  EXPECT_THAT(Resources(request), ElementsAre("denied"));
}

TEST_F(AuditReaderTest, StopsAtTheLimitOfThoseThatWereAskedFor) {
  v1::ListAuditRecordsRequest request = Between(0, 10);
  request.set_failures_only(true);
  request.set_limit(2);
  for (int i = 0; i < 8; ++i) {
    Put("54", i, absl::StrCat(i), [i](AuditEntry& entry) { entry.set_code(i % 2 ? 7 : 0); });
  }
  EXPECT_THAT(Resources(request), ElementsAre("1", "3"));
}

TEST_F(AuditReaderTest, ComesBackOftenWhereNothingFits) {
  v1::ListAuditRecordsRequest request = Between(0, limits::kMaxScannedRecords + 10);
  request.set_failures_only(true);
  for (int i = 0; i <= limits::kMaxScannedRecords; ++i) {
    Put("54", i, "", [i](AuditEntry& entry) {
      if (i == limits::kMaxScannedRecords) entry.set_code(7);
    });
  }
  absl::StatusOr<AuditReader> reader = AuditReader::Begin(&store_, request);
  ASSERT_TRUE(reader.ok());
  EXPECT_FALSE((*reader->Next()).has_value());
  EXPECT_FALSE(reader->AtEnd());
  EXPECT_TRUE((*reader->Next()).has_value());
  EXPECT_FALSE((*reader->Next()).has_value());
  EXPECT_TRUE(reader->AtEnd());
}

TEST_F(AuditReaderTest, SaysThatTheStoreIsAwayAndGoesOnOnceItIsBack) {
  Put("54", 1, "a");
  absl::StatusOr<AuditReader> reader = AuditReader::Begin(&store_, Between(0, 10));
  ASSERT_TRUE(reader.ok());
  store_.SetReadError(errors::StorageUnavailable("gone"));
  EXPECT_EQ(errors::ReasonOf(reader->Next().status()), v1::STORAGE_UNAVAILABLE);
  store_.SetReadError(absl::OkStatus());
  EXPECT_TRUE((*reader->Next()).has_value());
}

TEST_F(AuditReaderTest, NamesEveryFieldThatIsWrong) {
  v1::ListAuditRecordsRequest request;
  request.set_agency("54-0001");
  request.set_person("li-si");
  request.set_platform("agencies/54-0001");
  request.set_limit(-1);
  EXPECT_THAT(BadFields(request),
              ElementsAre("start_time", "end_time", "agency", "person", "platform", "limit"));
}

TEST_F(AuditReaderTest, RefusesAnEndThatIsNotAfterTheStart) {
  EXPECT_THAT(BadFields(Between(3, 3)), ElementsAre("end_time"));
}

TEST_F(AuditReaderTest, RefusesWhatIsNoTime) {
  v1::ListAuditRecordsRequest request = Between(0, 1);
  request.mutable_start_time()->set_nanos(1'000'000'000);
  request.mutable_end_time()->set_seconds(INT64_MAX);
  EXPECT_THAT(BadFields(request), ElementsAre("start_time", "end_time"));
}

TEST_F(AuditReaderTest, FindsNothingBeforeThereWereComputers) {
  v1::ListAuditRecordsRequest request;
  request.mutable_start_time()->set_seconds(-10);
  request.mutable_end_time()->set_seconds(-5);
  EXPECT_THAT(Read(request), IsEmpty());
}

}  // namespace
}  // namespace ogi
