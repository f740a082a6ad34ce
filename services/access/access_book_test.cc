#include "services/access/access_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "common/errors.h"
#include "ogi/storage/v1/records.pb.h"
#include "storage/commit/committer.h"
#include "storage/keys/keys.h"
#include "storage/memory/faulty_store.h"
#include "storage/memory/memory_store.h"
#include "tests/support/fakes.h"

namespace ogi {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr char kTownship[] = "agencies/54-0424204";
constexpr char kPlatform[] = "platforms/xizang";
constexpr char kZhang[] = "platforms/xizang/people/zhang-san";
constexpr char kLi[] = "platforms/xizang/people/li-si";
const CivilDay kFirst(2024, 2, 1);
const CivilDay kLast(2024, 2, 29);

// From kFirst to kLast.
v1::Mandate MandateOf(v1::Mandate::Kind kind, const std::string& delegate,
                      const std::string& represented = "", const std::string& id = "one") {
  v1::Mandate mandate;
  mandate.set_name(absl::StrCat(kTownship, "/mandates/", id));
  mandate.set_kind(kind);
  mandate.set_agency(kTownship);
  mandate.set_delegate(delegate);
  mandate.set_represented(represented);
  *mandate.mutable_from() = ToDate(kFirst);
  *mandate.mutable_to() = ToDate(kLast);
  return mandate;
}

v1::RoleGrant GrantOf(const std::string& holder, v1::Role role) {
  v1::RoleGrant grant;
  grant.set_name(absl::StrCat(holder, "/roleGrants/", static_cast<int>(role)));
  grant.set_holder(holder);
  grant.set_role(role);
  return grant;
}

v1::TokenKey KeyOf(const std::string& key_id) {
  v1::TokenKey key;
  key.set_issuer(kPlatform);
  key.set_key_id(key_id);
  key.set_public_key("PEM of " + key_id);
  return key;
}

v1::Revocation RevocationOf(const std::string& fingerprint) {
  v1::Revocation revocation;
  revocation.set_fingerprint(absl::BytesToHexString(fingerprint));
  return revocation;
}

template <typename Record>
Record Withdrawn(Record record) {
  record.mutable_life()->mutable_withdraw_time()->set_seconds(1);
  return record;
}

TEST(AccessBookTest, AMandateEntitlesAPlatformFromItsFirstDayToItsLast) {
  AccessBook book;
  book.Put(MandateOf(v1::Mandate::PLATFORM, kPlatform));
  EXPECT_THAT(book.EntitlementsOf(kPlatform, kFirst - 1), IsEmpty());
  for (const CivilDay day : {kFirst, kLast}) {
    const auto entitlements = book.EntitlementsOf(kPlatform, day);
    ASSERT_THAT(entitlements, SizeIs(1)) << day;
    EXPECT_EQ(entitlements[0].agency, kTownship);
    EXPECT_FALSE(entitlements[0].subtree);
  }
  EXPECT_THAT(book.EntitlementsOf(kPlatform, kLast + 1), IsEmpty());
  EXPECT_THAT(book.EntitlementsOf("platforms/other", kFirst), IsEmpty());
}

TEST(AccessBookTest, AMandateSaysWhetherItIsForTheWholeSubtree) {
  AccessBook book;
  v1::Mandate mandate = MandateOf(v1::Mandate::PLATFORM, kPlatform);
  mandate.set_subtree(true);
  book.Put(mandate);
  EXPECT_TRUE(book.EntitlementsOf(kPlatform, kFirst).at(0).subtree);
}

TEST(AccessBookTest, AWithdrawnMandateEntitlesNobodyAndLeavesTheOthers) {
  AccessBook book;
  const v1::Mandate one = MandateOf(v1::Mandate::PLATFORM, kPlatform, "", "one");
  book.Put(one);
  book.Put(MandateOf(v1::Mandate::PLATFORM, kPlatform, "", "two"));
  EXPECT_THAT(book.EntitlementsOf(kPlatform, kFirst), SizeIs(2));
  book.Put(Withdrawn(one));
  EXPECT_THAT(book.EntitlementsOf(kPlatform, kFirst), SizeIs(1));
}

TEST(AccessBookTest, AMandateBetweenPersonsEntitlesNoPlatform) {
  AccessBook book;
  book.Put(MandateOf(v1::Mandate::DELEGATION, kLi, kZhang));
  EXPECT_THAT(book.EntitlementsOf(kLi, kFirst), IsEmpty());
}

TEST(AccessBookTest, ADelegateStandsInForWhoNamedHimAndForNobodyElse) {
  AccessBook book;
  book.Put(MandateOf(v1::Mandate::DELEGATION, kLi, kZhang));
  EXPECT_EQ(book.RepresentedAgency(kLi, kZhang, kFirst), kTownship);
  EXPECT_EQ(book.RepresentedAgency(kLi, kZhang, kLast + 1), std::nullopt);
  EXPECT_EQ(book.RepresentedAgency(kZhang, kLi, kFirst), std::nullopt);
  EXPECT_EQ(book.RepresentedAgency(kLi, absl::StrCat(kPlatform, "/people/wang-wu"), kFirst),
            std::nullopt);
}

TEST(AccessBookTest, APersonIsAwayOnTheDaysOfHisLeaveAndADelegationIsNoLeave) {
  AccessBook book;
  book.Put(MandateOf(v1::Mandate::DELEGATION, kLi, kZhang, "delegation"));
  EXPECT_FALSE(book.IsOnLeave(kZhang, kFirst));
  const v1::Mandate leave = MandateOf(v1::Mandate::LEAVE, kLi, kZhang, "leave");
  book.Put(leave);
  EXPECT_FALSE(book.IsOnLeave(kZhang, kFirst - 1));
  EXPECT_TRUE(book.IsOnLeave(kZhang, kFirst));
  EXPECT_TRUE(book.IsOnLeave(kZhang, kLast));
  EXPECT_FALSE(book.IsOnLeave(kZhang, kLast + 1));
  EXPECT_FALSE(book.IsOnLeave(kLi, kFirst));
  book.Put(Withdrawn(leave));
  EXPECT_FALSE(book.IsOnLeave(kZhang, kFirst));
}

TEST(AccessBookTest, ARoleHoldsUntilItIsWithdrawnAndIsCountedByHolders) {
  AccessBook book;
  EXPECT_EQ(book.RoleOf("staff/li-si"), v1::ROLE_UNSPECIFIED);
  const v1::RoleGrant grant = GrantOf("staff/li-si", v1::OPERATOR);
  book.Put(grant);
  book.Put(grant);
  book.Put(GrantOf("staff/wang-wu", v1::OPERATOR));
  EXPECT_EQ(book.RoleOf("staff/li-si"), v1::OPERATOR);
  EXPECT_EQ(book.HoldersOf(v1::OPERATOR), 2);
  EXPECT_EQ(book.HoldersOf(v1::AUDITOR), 0);
  book.Put(Withdrawn(grant));
  EXPECT_EQ(book.RoleOf("staff/li-si"), v1::ROLE_UNSPECIFIED);
  EXPECT_EQ(book.HoldersOf(v1::OPERATOR), 1);
}

TEST(AccessBookTest, ATokenKeyIsItsIssuersAndGoneOnceWithdrawn) {
  AccessBook book;
  book.Put(KeyOf("one"));
  EXPECT_EQ(book.TokenKey(kPlatform, "one"), "PEM of one");
  EXPECT_EQ(book.TokenKey(kPlatform, "two"), std::nullopt);
  EXPECT_EQ(book.TokenKey("platforms/other", "one"), std::nullopt);
  book.Put(Withdrawn(KeyOf("one")));
  EXPECT_EQ(book.TokenKey(kPlatform, "one"), std::nullopt);
}

TEST(AccessBookTest, ARevocationIsOfOneFingerprint) {
  AccessBook book;
  const std::string fingerprint(32, '\x5a');
  EXPECT_FALSE(book.IsRevoked(fingerprint));
  book.Put(RevocationOf(fingerprint));
  EXPECT_TRUE(book.IsRevoked(fingerprint));
  EXPECT_FALSE(book.IsRevoked(std::string(32, '\x5b')));
}

// --- What comes to the store otherwise.
// -----------------------------------------------------------

class AccessBookRefreshTest : public testing::Test {
 protected:
  // As the committer does it, so that the partition's head moves.
  void Commit(const std::string& key, const google::protobuf::Message& record) {
    Proposal proposal{.partition = Partition(kAccessPartition)};
    proposal.commit.token = random_.Bytes(kTokenBytes);
    proposal.commit.writes = {{key, record.SerializeAsString(), std::nullopt}};
    absl::Notification done;
    committer_.Propose(std::move(proposal), [&](const CommitResult& result) {
      EXPECT_TRUE(result.status.ok()) << result.status;
      done.Notify();
    });
    done.WaitForNotification();
  }
  void CommitMandate(const v1::Mandate& mandate) {
    storage::v1::MandateRecord record;
    *record.mutable_mandate() = mandate;
    Commit(keys::Mandate("54-0424204", "one"), record);
  }

  MemoryStore memory_;
  FaultyStore store_{&memory_};
  FakeClock clock_{absl::FromUnixSeconds(1'706'760'000)};
  FakeRandom random_;
  Committer committer_{&store_, &clock_};
  AccessBook book_;
};

TEST_F(AccessBookRefreshTest, ReadsEveryKindOfRecord) {
  CommitMandate(MandateOf(v1::Mandate::PLATFORM, kPlatform));
  storage::v1::RoleGrantRecord grant;
  *grant.mutable_role_grant() = GrantOf("staff/li-si", v1::AUDITOR);
  Commit(keys::RoleGrant("staff/li-si", "one"), grant);
  storage::v1::TokenKeyRecord key;
  *key.mutable_token_key() = KeyOf("one");
  Commit(keys::TokenKey(kPlatform, "one"), key);
  storage::v1::RevocationRecord revocation;
  *revocation.mutable_revocation() = RevocationOf(std::string(32, 'f'));
  Commit(keys::Revocation(std::string(64, '6')), revocation);

  ASSERT_TRUE(book_.Refresh(store_).ok());
  EXPECT_THAT(book_.EntitlementsOf(kPlatform, kFirst), SizeIs(1));
  EXPECT_EQ(book_.RoleOf("staff/li-si"), v1::AUDITOR);
  EXPECT_EQ(book_.TokenKey(kPlatform, "one"), "PEM of one");
  EXPECT_TRUE(book_.IsRevoked(std::string(32, 'f')));
}

TEST_F(AccessBookRefreshTest, ForgetsWhatTheStoreNoLongerHas) {
  const v1::Mandate mandate = MandateOf(v1::Mandate::PLATFORM, kPlatform);
  CommitMandate(mandate);
  ASSERT_TRUE(book_.Refresh(store_).ok());
  CommitMandate(Withdrawn(mandate));
  ASSERT_TRUE(book_.Refresh(store_).ok());
  EXPECT_THAT(book_.EntitlementsOf(kPlatform, kFirst), IsEmpty());
}

// What was put is committed; where the store does not show it yet, a refresh must not lose it.
TEST_F(AccessBookRefreshTest, KeepsWhatWasPutWhileNothingWasCommittedSince) {
  ASSERT_TRUE(book_.Refresh(store_).ok());
  book_.Put(RevocationOf(std::string(32, 'f')));
  ASSERT_TRUE(book_.Refresh(store_).ok());
  EXPECT_TRUE(book_.IsRevoked(std::string(32, 'f')));
}

TEST_F(AccessBookRefreshTest, IsAsItWasWhereTheStoreCannotBeRead) {
  CommitMandate(MandateOf(v1::Mandate::PLATFORM, kPlatform));
  ASSERT_TRUE(book_.Refresh(store_).ok());
  CommitMandate(Withdrawn(MandateOf(v1::Mandate::PLATFORM, kPlatform)));
  store_.SetReadError(errors::StorageUnavailable("test"));
  EXPECT_FALSE(book_.Refresh(store_).ok());
  EXPECT_THAT(book_.EntitlementsOf(kPlatform, kFirst), SizeIs(1));
  store_.SetReadError(absl::OkStatus());
  EXPECT_TRUE(book_.Refresh(store_).ok());
  EXPECT_THAT(book_.EntitlementsOf(kPlatform, kFirst), IsEmpty());
}

}  // namespace
}  // namespace ogi
