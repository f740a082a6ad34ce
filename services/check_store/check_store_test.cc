#include "services/check_store/check_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/handler/report_counts.h"
#include "services/testing/service_fixture.h"
#include "storage/commit/counts.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CheckStoreTest : public ServiceTest {
 protected:
  CheckStoreTest() {
    PutAgency(kTownship);
    EXPECT_TRUE(Submit(Filing(ReportSaying("一"), "a")).ok());
    EXPECT_TRUE(Do(Act::kReturn, kRevision1).ok());
    EXPECT_TRUE(Submit(Filing(ReportSaying("二"), "b")).ok());
  }

  // Behind the committer's back.
  void Change(const std::string& key, std::optional<std::string> value) {
    Commit commit;
    commit.token = random_.Bytes(kTokenBytes);
    commit.writes = {{key, std::move(value), std::nullopt}};
    ASSERT_EQ(memory_.CommitUnsealed("54", absl::MakeConstSpan(&commit, 1)).front().state,
              CommitState::kCommitted);
  }
  struct StoredValueCounts {
    Stamp stamp;
    Counts counts;
  };
  StoredValueCounts CountsAt(const std::string& key) {
    const std::string value = ValueOf(key);
    const StampedValue stamped = *ParseStamped(value);
    return {stamped.stamp, *ParseCounts(stamped.record)};
  }
  std::string ValueOf(const std::string& key) { return (*memory_.Get("54", key))->value; }
  std::vector<std::string> Problems(CheckDepth depth = CheckDepth::kContents) {
    const absl::StatusOr<CheckedStore> checked = CheckStore(memory_, depth);
    EXPECT_TRUE(checked.ok()) << checked.status();
    return checked.ok() ? checked->problems : std::vector<std::string>();
  }

  const RevisionId first_{{"54-0424204", 2023, v1::OWN}, 1};
};

TEST_F(CheckStoreTest, FindsNothingWrongWithAWholeStore) {
  const absl::StatusOr<CheckedStore> checked = CheckStore(memory_);
  ASSERT_TRUE(checked.ok());
  EXPECT_THAT(checked->problems, IsEmpty());
  EXPECT_EQ(checked->agencies, 1);
  EXPECT_EQ(checked->reports, 1);
  EXPECT_EQ(checked->revisions, 2);
  EXPECT_GE(checked->commits, 4);
}

TEST_F(CheckStoreTest, FindsAPayloadThatIsNotWhatWasFiled) {
  Change(keys::Payload(first_), ValueOf(keys::Payload({first_.report, 2})));
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("revisions/1：内容与回执上的摘要不符")));
}

TEST_F(CheckStoreTest, FindsRecordsThatAreMissing) {
  Change(keys::Act(first_, 1), std::nullopt);
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("an act of a revision is missing")));
  Change(keys::Payload({first_.report, 2}), std::nullopt);
  EXPECT_EQ(Problems().size(), 2u);
}

TEST_F(CheckStoreTest, FindsARecordThatCannotBeRead) {
  Change(keys::Revision(first_), "short");
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("revisions/1")));
}

TEST_F(CheckStoreTest, FindsACommitThatIsMissing) {
  const auto markers = memory_.Scan("54", keys::AllMarkers(), {});
  ASSERT_TRUE(markers.ok());
  // An adapter alone writes markers, so the head is moved instead.
  Stamp head = *LatestStamp(memory_, "54");
  ++head.place.sequence;
  Change(keys::PartitionHead(), EncodeStamp(head));
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr(absl::StrCat("缺少序号 ", head.place.sequence)),
                                      HasSubstr("日志中缺少序号")));
}

TEST_F(CheckStoreTest, FindsAnEntryOfTheLogThatWasChanged) {
  const Item leaf = memory_.Scan("54", keys::AllLeaves(), {})->items[1];
  std::string changed = leaf.value;
  changed[kStampBytes + 3] = static_cast<char>(changed[kStampBytes + 3] ^ 1);
  Change(leaf.key, changed);
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("日志序号 2 与其内容不符")));
}

TEST_F(CheckStoreTest, FindsCountsThatARecountDoesNotGive) {
  const std::string key = keys::ReportCounts(first_.report.year);
  const StoredValueCounts counts = CountsAt(key);
  EXPECT_EQ(counts.counts, (Counts{{ReportCountNumber(v1::OWN, v1::SUBMITTED), 1}}));
  Change(key, EncodeStamp(counts.stamp) + EncodeCounts({{1, 1}}));
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("年报计数与实际不符")));
}

TEST_F(CheckStoreTest, OfRecordsAloneCountsAndComparesWithTheLogAndReadsNoContents) {
  Change(keys::Payload(first_), std::nullopt);
  EXPECT_THAT(Problems(CheckDepth::kRecords), IsEmpty());
  const std::string key = keys::ReportCounts(first_.report.year);
  Change(key, EncodeStamp(CountsAt(key).stamp) + EncodeCounts({{1, 1}}));
  EXPECT_THAT(Problems(CheckDepth::kRecords), ElementsAre(HasSubstr("年报计数与实际不符")));
  EXPECT_EQ(Problems().size(), 2u);
}

TEST_F(CheckStoreTest, FindsAVerdictThatIsMissing) {
  Change(keys::Verdict(first_, 1), std::nullopt);
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("a verdict on a revision is missing")));
}

TEST_F(CheckStoreTest, FindsAnIndexEntryThatIsMissing) {
  Commit commit;
  commit.token = random_.Bytes(kTokenBytes);
  commit.writes = {{keys::LookupName("机关54-0424204", "54-0424204"), std::nullopt, std::nullopt}};
  ASSERT_EQ(memory_.CommitUnsealed(kLookupPartition, absl::MakeConstSpan(&commit, 1)).front().state,
            CommitState::kCommitted);
  EXPECT_THAT(Problems(), ElementsAre(HasSubstr("agencies/54-0424204")));
}

}  // namespace
}  // namespace ogi
