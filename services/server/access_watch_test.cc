#include "services/server/access_watch.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "common/errors.h"
#include "ogi/storage/v1/records.pb.h"
#include "storage/commit/committer.h"
#include "storage/keys/keys.h"
#include "storage/memory/faulty_store.h"
#include "storage/memory/memory_store.h"
#include "tests/support/fakes.h"

namespace ogi {
namespace {

class AwaitedStream : public WatchedStream {
 public:
  void End(const absl::Status& status) override {
    status_ = status;
    ended_.Notify();
  }
  void Cancel() override {}
  absl::Time LastActivity() const override { return absl::Now(); }

  absl::Status AwaitEnd() {
    ended_.WaitForNotification();
    return status_;
  }
  bool ended() const { return ended_.HasBeenNotified(); }

 private:
  absl::Status status_;
  absl::Notification ended_;
};

class AccessWatchTest : public testing::Test {
 protected:
  AccessWatchTest() { EXPECT_TRUE(book_.Refresh(store_).ok()); }

  static v1::Revocation RevocationOf(const std::string& fingerprint) {
    v1::Revocation revocation;
    revocation.set_fingerprint(absl::BytesToHexString(fingerprint));
    return revocation;
  }

  // By another process's hand: the book is not told.
  void CommitRevocation(const std::string& fingerprint) {
    storage::v1::RevocationRecord record;
    *record.mutable_revocation() = RevocationOf(fingerprint);
    Proposal proposal{.partition = Partition(kAccessPartition)};
    proposal.commit.token = random_.Bytes(kTokenBytes);
    proposal.commit.writes = {{keys::Revocation(record.revocation().fingerprint()),
                               record.SerializeAsString(), std::nullopt}};
    absl::Notification done;
    committer_.Propose(std::move(proposal), [&](const CommitResult&) { done.Notify(); });
    done.WaitForNotification();
  }

  const std::string fingerprint_ = std::string(32, 'f');
  MemoryStore memory_;
  FaultyStore store_{&memory_};
  FakeClock clock_{absl::FromUnixSeconds(1'769'000'000)};
  FakeRandom random_;
  Committer committer_{&store_, &clock_};
  AccessBook book_;
  OpenStreams streams_;
  AwaitedStream stream_;
  AwaitedStream other_;
};

TEST_F(AccessWatchTest, EndsTheStreamsOfACertificateThatIsRevokedMeanwhileAndNoOthers) {
  const OpenStreams::Place place(&streams_, &stream_, fingerprint_);
  const OpenStreams::Place other(&streams_, &other_, std::string(32, 'o'));
  AccessWatch watch(&store_, &book_, &streams_);
  book_.Put(RevocationOf(fingerprint_));
  EXPECT_TRUE(absl::IsUnauthenticated(stream_.AwaitEnd()));
  EXPECT_FALSE(other_.ended());
}

TEST_F(AccessWatchTest, FindsWhatCameToTheStoreWithoutTheBook) {
  const OpenStreams::Place place(&streams_, &stream_, fingerprint_);
  AccessWatch watch(&store_, &book_, &streams_);
  CommitRevocation(fingerprint_);
  EXPECT_TRUE(absl::IsUnauthenticated(stream_.AwaitEnd()));
  EXPECT_TRUE(book_.IsRevoked(fingerprint_));
}

TEST_F(AccessWatchTest, EndsTheStreamsOfTheRevokedAlsoWhileTheStoreIsAway) {
  const OpenStreams::Place place(&streams_, &stream_, fingerprint_);
  store_.SetReadError(errors::StorageUnavailable("test"));
  AccessWatch watch(&store_, &book_, &streams_);
  book_.Put(RevocationOf(fingerprint_));
  EXPECT_TRUE(absl::IsUnauthenticated(stream_.AwaitEnd()));
}

}  // namespace
}  // namespace ogi
