#include "storage/keys/keys.h"

#include <set>
#include <vector>

#include "absl/strings/escaping.h"
#include "common/limits.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

constexpr char kYuxu[] = "54-0424204";

std::string Hex(absl::string_view bytes) { return absl::BytesToHexString(bytes); }

ReportId Own2020() { return ReportId{kYuxu, 2020, v1::OWN}; }
RevisionId Revision2() { return RevisionId{Own2020(), 2}; }

bool Holds(const Range& range, const std::string& key) {
  return key >= range.begin && (range.end.empty() || key < range.end);
}

TEST(KeysTest, AreTheseBytesForEver) {
  const std::string id = "35342d303432343230340000";
  EXPECT_EQ(Hex(keys::Meta("schema_version")), "01" + Hex("schema_version") + "0000");
  EXPECT_EQ(Hex(keys::PartitionHead()), "02");
  EXPECT_EQ(Hex(keys::Marker("0123456789abcdef")), "0330313233343536373839616263646566");
  EXPECT_EQ(Hex(keys::Agency(kYuxu)), "10" + id);
  EXPECT_EQ(Hex(keys::Subordinate("54-0424", kYuxu)), "11" + Hex("54-0424") + "0000" + id);
  EXPECT_EQ(Hex(keys::LookupCode("540424204", kYuxu)), "12" + Hex("540424204") + "0000" + id);
  EXPECT_EQ(Hex(keys::LookupName("玉许乡人民政府", kYuxu)),
            "13" + Hex("玉许乡人民政府") + "0000" + id);
  EXPECT_EQ(Hex(keys::Report(Own2020())), "20" + id + "07e4" + "01");
  EXPECT_EQ(Hex(keys::Report({kYuxu, 2024, v1::AGGREGATE})), "20" + id + "07e8" + "02");
  EXPECT_EQ(Hex(keys::Revision(Revision2())), "21" + id + "07e4" + "01" + "00000002");
  EXPECT_EQ(Hex(keys::Payload(Revision2())), "22" + id + "07e4" + "01" + "00000002");
  EXPECT_EQ(Hex(keys::Act(Revision2(), 3)), "23" + id + "07e4" + "01" + "00000002" + "00000003");
  EXPECT_EQ(Hex(keys::Season(2025)), "3407e9");
  EXPECT_EQ(Hex(keys::Roster(2025)), "3507e9");
  EXPECT_EQ(Hex(keys::Extension(kYuxu, "0f")), "36" + id + "30660000");
  EXPECT_EQ(Hex(keys::RosterEntry(2025, kYuxu)), "3707e9" + id);
}

TEST(KeysTest, OfWhoMayActForWhomAreTheseBytesForEver) {
  EXPECT_EQ(Hex(keys::Mandate(kYuxu, "0123456789abcdef")),
            "30" + Hex("54-0424204") + "0000" + Hex("0123456789abcdef") + "0000");
  EXPECT_EQ(Hex(keys::RoleGrant("staff/li-si", "0123456789abcdef")),
            "31" + Hex("staff/li-si") + "0000" + Hex("0123456789abcdef") + "0000");
  EXPECT_EQ(Hex(keys::TokenKey("platforms/xizang", "2026-1")),
            "32" + Hex("platforms/xizang") + "0000" + Hex("2026-1") + "0000");
  EXPECT_EQ(Hex(keys::Revocation(std::string(64, 'a'))), "33" + Hex(std::string(64, 'a')) + "0000");
}

TEST(KeysTest, OfTheAuditRecordAreTheseBytesForEver) {
  EXPECT_EQ(Hex(keys::Audit({.time_us = 1'769'000'000'000'000, .unique = 0x0123456789abcdef})),
            "40000648e5689b9000"
            "0123456789abcdef");
}

TEST(KeysTest, ALongNameIsItsBeginningAndItsDigestForEver) {
  const std::string key = keys::LookupName(std::string(192, 'n'), "54-0001");
  EXPECT_EQ(Hex(key), "13" + Hex(std::string(160, 'n')) +
                          "5727d8dbbbe0647d47dc7d93e33e1ed0d166b87349c64323bbd811daf3916cac" +
                          "0000" + Hex("54-0001") + "0000");
}

TEST(KeysTest, EveryTextFitsAndNoTwoMeet) {
  std::set<std::string> keys;
  for (const size_t size : {0u, 191u, 192u, 193u, 1024u}) {
    for (const char byte : {'\0', 'n'}) {
      const std::string key =
          keys::LookupName(std::string(size, byte), "54-" + std::string(20, 'Z'));
      EXPECT_LE(key.size(), limits::kMaxKeyBytes);
      keys.insert(key);
    }
  }
  // All but the two empty ones differ.
  EXPECT_EQ(keys.size(), 9u);
}

TEST(KeysTest, AreReadBack) {
  EXPECT_EQ(*keys::ParseMarker(keys::Marker("0123456789abcdef")), "0123456789abcdef");
  EXPECT_EQ(*keys::ParseAgency(keys::Agency(kYuxu)), kYuxu);
  const auto subordinate = keys::ParseSubordinate(keys::Subordinate("54-0424", kYuxu));
  ASSERT_TRUE(subordinate.ok());
  EXPECT_EQ(subordinate->superior_id, "54-0424");
  EXPECT_EQ(subordinate->agency_id, kYuxu);
  const auto code = keys::ParseLookupCode(keys::LookupCode("540424204", kYuxu));
  ASSERT_TRUE(code.ok());
  EXPECT_EQ(code->stored_text, "540424204");
  EXPECT_EQ(code->agency_id, kYuxu);
  const auto name = keys::ParseLookupName(keys::LookupName(std::string(1000, 'n'), kYuxu));
  ASSERT_TRUE(name.ok());
  EXPECT_EQ(name->agency_id, kYuxu);
  for (const v1::Scope scope : {v1::OWN, v1::AGGREGATE}) {
    const ReportId report{kYuxu, 2021, scope};
    EXPECT_EQ(*keys::ParseReport(keys::Report(report)), report);
    const RevisionId revision{report, 1000};
    EXPECT_EQ(*keys::ParseRevision(keys::Revision(revision)), revision);
    EXPECT_EQ(*keys::ParsePayload(keys::Payload(revision)), revision);
    const auto act = keys::ParseAct(keys::Act(revision, 7));
    ASSERT_TRUE(act.ok());
    EXPECT_EQ(act->revision, revision);
    EXPECT_EQ(act->number, 7u);
  }
}

TEST(KeysTest, AnAuditKeyIsReadBackAndSortsByTime) {
  const auto key = keys::ParseAudit(keys::Audit({.time_us = 7, .unique = 0xffffffffffffffff}));
  ASSERT_TRUE(key.ok());
  EXPECT_EQ(key->time_us, 7);
  EXPECT_EQ(key->unique, 0xffffffffffffffff);
  EXPECT_LT(keys::Audit({255, 9}), keys::Audit({256, 1}));
}

TEST(KeysTest, ARosterIsByYearThenAgency) {
  const auto entry = keys::ParseRosterEntry(keys::RosterEntry(2025, kYuxu));
  ASSERT_TRUE(entry.ok());
  EXPECT_EQ(entry->year, 2025);
  EXPECT_EQ(entry->agency_id, kYuxu);
  EXPECT_FALSE(keys::ParseRosterEntry(keys::Roster(2025)).ok());
  EXPECT_TRUE(Holds(keys::RosterEntriesOf(2025), keys::RosterEntry(2025, kYuxu)));
  EXPECT_FALSE(Holds(keys::RosterEntriesOf(2025), keys::RosterEntry(2026, kYuxu)));
  EXPECT_TRUE(Holds(keys::AllSeasons(), keys::Season(2025)));
  EXPECT_FALSE(Holds(keys::AllSeasons(), keys::Roster(2025)));
  EXPECT_TRUE(Holds(keys::ExtensionsOf(kYuxu), keys::Extension(kYuxu, "0f")));
  EXPECT_FALSE(Holds(keys::ExtensionsOf("54-042420"), keys::Extension(kYuxu, "0f")));
  EXPECT_TRUE(Holds(keys::AllExtensions(), keys::Extension(kYuxu, "0f")));
}

TEST(KeysTest, AKeyOfAnotherTableIsNotRead) {
  EXPECT_EQ(keys::ParsePayload(keys::Revision(Revision2())).status().code(),
            absl::StatusCode::kDataLoss);
  EXPECT_FALSE(keys::ParseReport(keys::Agency(kYuxu)).ok());
  EXPECT_FALSE(keys::ParseLookupName(keys::LookupCode("a", kYuxu)).ok());
}

TEST(KeysTest, ABadScopeOrNumberIsNotRead) {
  std::string report = keys::Report(Own2020());
  report.back() = '\x03';
  EXPECT_FALSE(keys::ParseReport(report).ok());
  std::string revision = keys::Revision(Revision2());
  revision[revision.size() - 4] = '\xff';
  EXPECT_FALSE(keys::ParseRevision(revision).ok());
}

TEST(KeysTest, RangesHoldTheirOwnAndNoOther) {
  EXPECT_TRUE(Holds(keys::AllAgencies(), keys::Agency(kYuxu)));
  EXPECT_FALSE(Holds(keys::AllAgencies(), keys::Subordinate(kYuxu, kYuxu)));
  EXPECT_TRUE(Holds(keys::AllMarkers(), keys::Marker(std::string(16, '\xff'))));
  EXPECT_FALSE(Holds(keys::AllMarkers(), keys::Agency("")));
  EXPECT_TRUE(Holds(keys::SubordinatesOf("54-0424"), keys::Subordinate("54-0424", kYuxu)));
  // An id that begins with another id is another id.
  EXPECT_FALSE(Holds(keys::SubordinatesOf("54-0424"), keys::Subordinate("54-04242", kYuxu)));
  EXPECT_TRUE(Holds(keys::AgenciesWithCode("5404"), keys::LookupCode("5404", kYuxu)));
  EXPECT_FALSE(Holds(keys::AgenciesWithCode("5404"), keys::LookupCode("540424", kYuxu)));
  EXPECT_TRUE(Holds(keys::AgenciesNamed("玉许乡"), keys::LookupName("玉许乡", kYuxu)));
  EXPECT_FALSE(Holds(keys::AgenciesNamed("玉许乡"), keys::LookupName("玉许乡政府", kYuxu)));
  const std::string long_name(500, 'n');
  EXPECT_TRUE(Holds(keys::AgenciesNamed(long_name), keys::LookupName(long_name, kYuxu)));
  EXPECT_FALSE(Holds(keys::AgenciesNamed(long_name), keys::LookupName(long_name + "n", kYuxu)));
  EXPECT_TRUE(Holds(keys::AllReports(), keys::Report(Own2020())));
  EXPECT_FALSE(Holds(keys::AllReports(), keys::Revision(Revision2())));
  EXPECT_TRUE(Holds(keys::ReportsOf(kYuxu), keys::Report(Own2020())));
  EXPECT_FALSE(Holds(keys::ReportsOf("54-042420"), keys::Report(Own2020())));
  EXPECT_TRUE(Holds(keys::RevisionsOf(Own2020()), keys::Revision(Revision2())));
  EXPECT_FALSE(Holds(keys::RevisionsOf({kYuxu, 2020, v1::AGGREGATE}), keys::Revision(Revision2())));
  EXPECT_TRUE(Holds(keys::ActsOf(Revision2()), keys::Act(Revision2(), 0xffffffff)));
  EXPECT_FALSE(Holds(keys::ActsOf(Revision2()), keys::Act({Own2020(), 3}, 0)));
  EXPECT_TRUE(Holds(keys::MandatesOf(kYuxu), keys::Mandate(kYuxu, "f")));
  EXPECT_FALSE(Holds(keys::MandatesOf("54-042420"), keys::Mandate(kYuxu, "f")));
  EXPECT_TRUE(Holds(keys::AllMandates(), keys::Mandate(kYuxu, "f")));
  EXPECT_FALSE(Holds(keys::AllMandates(), keys::RoleGrant("staff/a", "f")));
  EXPECT_TRUE(Holds(keys::AllRoleGrants(), keys::RoleGrant("staff/a", "f")));
  EXPECT_FALSE(Holds(keys::AllRoleGrants(), keys::TokenKey("platforms/a", "f")));
  EXPECT_TRUE(Holds(keys::AllTokenKeys(), keys::TokenKey("platforms/a", "f")));
  EXPECT_FALSE(Holds(keys::AllTokenKeys(), keys::Revocation("f")));
  EXPECT_TRUE(Holds(keys::AllRevocations(), keys::Revocation("f")));
  EXPECT_FALSE(Holds(keys::AllRevocations(), keys::Audit({0, 0})));
  EXPECT_TRUE(Holds(keys::AuditBetween(5, 9), keys::Audit({5, 0})));
  EXPECT_TRUE(Holds(keys::AuditBetween(5, 9), keys::Audit({8, 0xffffffffffffffff})));
  EXPECT_FALSE(Holds(keys::AuditBetween(5, 9), keys::Audit({9, 0})));
  EXPECT_TRUE(Holds(keys::ActsOfReport(Own2020()), keys::Act({Own2020(), 1000}, 9)));
  EXPECT_FALSE(Holds(keys::ActsOfReport({kYuxu, 2021, v1::OWN}), keys::Act(Revision2(), 1)));
}

TEST(KeysTest, TheReportsOfAnAgencySortByYearThenScope) {
  const std::vector<ReportId> order = {{kYuxu, 2019, v1::AGGREGATE},
                                       {kYuxu, 2020, v1::OWN},
                                       {kYuxu, 2020, v1::AGGREGATE},
                                       {kYuxu, 2021, v1::OWN}};
  for (size_t i = 1; i < order.size(); ++i) {
    EXPECT_LT(keys::Report(order[i - 1]), keys::Report(order[i]));
    EXPECT_LT(keys::Payload({order[i - 1], 1000}), keys::Payload({order[i], 1}));
  }
}

}  // namespace
}  // namespace ogi
