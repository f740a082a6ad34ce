// Seasons through a real server: what opens, what is late, who is excused, and who may do that.
#include <signal.h>

#include <algorithm>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "common/errors.h"
#include "domain/calendar/china_time.h"
#include "ogi/v1/audit_service.pb.h"
#include "ogi/v1/registry_service.pb.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "ogi/v1/season_service.pb.h"
#include "tests/e2e/permission_samples.h"
#include "tests/e2e/secured_server.h"

namespace ogi {
namespace {

using testing::HasSubstr;

constexpr int kYear = 2023;
constexpr char kSeason[] = "seasons/2023";

CivilDay Today() { return ChinaDay(absl::Now()); }

class Season : public testing::Test {
 protected:
  explicit Season(const std::vector<std::string>& flags = {}) : server_(flags) {}

  // Of the season's year, with other content every time.
  Answer Submit(const As& as = {"township"}) {
    const std::string id = server_.NextId();
    return server_.Call(as, "SubmissionService/SubmitReport", Filing(ReportOf(kYear, id), id));
  }
  v1::Timeliness Read(const As& as = {"township"}) {
    v1::GetReportRequest request;
    request.set_name(absl::StrCat(kTownship, "/reports/", kYear));
    const Answer answer = server_.Call(as, "RetrievalService/GetReport", request);
    EXPECT_TRUE(answer.status.ok()) << answer.status;
    return answer.Get<v1::Revision>().timeliness();
  }

  // For townships and counties.
  Answer Set(CivilDay opening, CivilDay due, const As& as = {"operator"}) {
    v1::SetSeasonRequest request;
    request.mutable_season()->set_name(kSeason);
    for (const auto level : {v1::Agency::TOWNSHIP, v1::Agency::COUNTY}) {
      v1::LevelDates& dates = *request.mutable_season()->add_levels();
      dates.set_level(level);
      *dates.mutable_opening_date() = ToDate(opening);
      *dates.mutable_due_date() = ToDate(due);
    }
    request.set_request_id(server_.NextId());
    return server_.Call(as, "SeasonService/SetSeason", request);
  }

  Answer Freeze(const As& as = {"operator"}) {
    v1::FreezeRosterRequest request;
    request.set_name(kSeason);
    request.set_request_id(server_.NextId());
    return server_.Call(as, "SeasonService/FreezeRoster", request);
  }
  void FreezeAll() {
    while (true) {
      const Answer answer = Freeze();
      ASSERT_TRUE(answer.status.ok()) << answer.status;
      if (answer.Get<v1::Roster>().state() == v1::Roster::FROZEN) return;
    }
  }

  static std::string EntryName(const std::string& agency) {
    return absl::StrCat(agency, "/rosterEntries/", kYear);
  }
  Answer Entry(const std::string& agency, const As& as = {"operator"}) {
    v1::GetRosterEntryRequest request;
    request.set_name(EntryName(agency));
    return server_.Call(as, "SeasonService/GetRosterEntry", request);
  }
  // ExemptAgency, EndExemption, AddRosterEntry.
  template <typename Request>
  Answer Change(const As& as, const std::string& method, const std::string& agency) {
    Request request;
    request.set_name(EntryName(agency));
    request.set_reason("并入其他机关");
    request.set_request_id(server_.NextId());
    if constexpr (requires { request.set_ground(v1::Exemption::MERGED); }) {
      request.set_ground(v1::Exemption::MERGED);
    }
    return server_.Call(as, absl::StrCat("SeasonService/", method), request);
  }
  Answer Exempt(const As& as, const std::string& agency = kTownship) {
    return Change<v1::ExemptAgencyRequest>(as, "ExemptAgency", agency);
  }

  Answer Extend(const As& as, const std::string& agency, CivilDay due, bool subtree = false) {
    v1::GrantExtensionRequest request;
    v1::Extension& extension = *request.mutable_extension();
    extension.set_agency(agency);
    extension.set_subtree(subtree);
    extension.set_year(kYear);
    *extension.mutable_due_date() = ToDate(due);
    extension.set_reason("地震");
    extension.set_document_number("波政办函〔2024〕3号");
    request.set_request_id(server_.NextId());
    return server_.Call(as, "SeasonService/GrantExtension", request);
  }
  Answer Withdraw(const As& as, const std::string& name) {
    v1::WithdrawExtensionRequest request;
    request.set_name(name);
    request.set_reason("误登");
    request.set_request_id(server_.NextId());
    return server_.Call(as, "SeasonService/WithdrawExtension", request);
  }

  static void ExpectDenied(const Answer& answer) {
    EXPECT_EQ(answer.wire, WireOf(errors::NotPermitted())) << answer.status;
  }

  SecuredServer server_;
};

// With a filing that is late. The day in China may change while it is made.
class LateSeason : public Season {
 protected:
  LateSeason() {
    EXPECT_TRUE(Set(CivilDay(kYear + 1, 1, 1), CivilDay(kYear + 1, 1, 20)).status.ok());
    before_ = Today();
    const Answer filed = Submit();
    EXPECT_TRUE(filed.status.ok()) << filed.status;
    after_ = Today();
    filed_ = filed.Get<v1::Revision>();
  }
  void ExpectLateSince(int days_late, CivilDay due) const {
    EXPECT_GE(days_late, before_ - due);
    EXPECT_LE(days_late, after_ - due);
  }

  CivilDay before_;
  CivilDay after_;
  v1::Revision filed_;
};

TEST_F(Season, WhatIsNotOpenIsRefusedUntilItOpens) {
  EXPECT_TRUE(Submit().status.ok()) << "a year without a season is open";
  v1::SetSeasonRequest request;
  const int year = static_cast<int>(Today().year()) - 1;
  request.mutable_season()->set_name(absl::StrCat("seasons/", year));
  v1::LevelDates& dates = *request.mutable_season()->add_levels();
  dates.set_level(v1::Agency::TOWNSHIP);
  const CivilDay opening = Today() + 2;
  *dates.mutable_opening_date() = ToDate(opening);
  *dates.mutable_due_date() = ToDate(opening + 10);
  request.set_request_id(server_.NextId());
  ASSERT_TRUE(server_.Call({"operator"}, "SeasonService/SetSeason", request).status.ok());

  const auto submit = [&] {
    const std::string id = server_.NextId();
    return server_.Call({"township"}, "SubmissionService/SubmitReport",
                        Filing(ReportOf(year, id), id));
  };
  const Answer refused = submit();
  ExpectHelps(refused.status, absl::StatusCode::kFailedPrecondition, v1::SEASON_NOT_OPEN);
  EXPECT_THAT(refused.status.message(), HasSubstr(absl::FormatCivilTime(opening)));
  EXPECT_THAT(refused.status.message(), HasSubstr("系统管理员"));
  EXPECT_TRUE(Submit().status.ok()) << "another year is not touched";
  // So is an item of a stream.
  v1::SubmitReportsRequest item;
  *item.mutable_request() = Filing(ReportOf(year, "item"), "item");
  EXPECT_EQ(
      errors::ReasonOf(server_.Call({"township"}, "SubmissionService/SubmitReports", item).status),
      v1::SEASON_NOT_OPEN);

  *dates.mutable_opening_date() = ToDate(Today() - 1);
  request.set_request_id(server_.NextId());
  ASSERT_TRUE(server_.Call({"operator"}, "SeasonService/SetSeason", request).status.ok());
  EXPECT_TRUE(submit().status.ok());
}

TEST_F(LateSeason, LatenessIsAFactAndRefusesNothing) {
  const v1::Timeliness& timeliness = filed_.timeliness();
  ExpectLateSince(timeliness.days_late(), CivilDay(kYear + 1, 1, 20));
  ExpectLateSince(timeliness.legal_days_late(), CivilDay(kYear + 1, 1, 31));
  EXPECT_EQ(Read().SerializeAsString(), timeliness.SerializeAsString());
  EXPECT_EQ(Read({"county"}).SerializeAsString(), timeliness.SerializeAsString());
  EXPECT_TRUE(Submit().status.ok());
}

TEST_F(LateSeason, AnExtensionTakesTheLatenessAwayAndItsWithdrawalBringsItBack) {
  const CivilDay until(kYear + 2, 12, 31);
  const Answer granted = Extend({"county"}, kTownship, until);
  ASSERT_TRUE(granted.status.ok()) << granted.status;
  const std::string name = granted.Get<v1::Extension>().name();
  const v1::Timeliness extended = Read();
  EXPECT_EQ(extended.due().extension(), name);
  const int64_t still_late = std::max<int64_t>(0, before_ - until);
  EXPECT_GE(extended.days_late(), still_late);
  EXPECT_LT(extended.days_late(), filed_.timeliness().days_late());
  EXPECT_EQ(extended.legal_days_late(), filed_.timeliness().legal_days_late());

  // A restart reads it back.
  server_.Stop(SIGKILL);
  server_.Start();
  EXPECT_EQ(Read().SerializeAsString(), extended.SerializeAsString());

  ASSERT_TRUE(Withdraw({"county"}, name).status.ok());
  EXPECT_EQ(Read().SerializeAsString(), filed_.timeliness().SerializeAsString());
  v1::ListExtensionsRequest list;
  list.set_parent(kTownship);
  const auto kept = server_.Call({"township"}, "SeasonService/ListExtensions", list)
                        .Get<v1::ListExtensionsResponse>();
  ASSERT_EQ(kept.extensions_size(), 1);
  EXPECT_TRUE(kept.extensions(0).life().has_withdraw_time());
}

// The township stood below its former county then.
TEST_F(LateSeason, AnExtensionForASubtreeReachesWhoStoodBelowOnTheDueDate) {
  const CivilDay until(kYear + 2, 12, 31);
  ASSERT_TRUE(Extend({"operator"}, kCounty, until, /*subtree=*/true).status.ok());
  EXPECT_EQ(Read().due().extension(), "");
  ASSERT_TRUE(Extend({"operator"}, kFormerCounty, until, /*subtree=*/false).status.ok());
  EXPECT_EQ(Read().due().extension(), "");
  const Answer granted = Extend({"operator"}, kFormerCounty, until, /*subtree=*/true);
  ASSERT_TRUE(granted.status.ok()) << granted.status;
  EXPECT_EQ(Read().due().extension(), granted.Get<v1::Extension>().name());
}

TEST_F(Season, ARosterIsFrozenAndARegistryEditDoesNotReachIt) {
  ASSERT_EQ(errors::ReasonOf(Freeze().status), v1::ACCESS_RECORD_NOT_FOUND);
  ASSERT_TRUE(Set(CivilDay(kYear + 1, 1, 1), CivilDay(kYear + 1, 1, 20)).status.ok());
  EXPECT_EQ(errors::ReasonOf(Entry(kTownship).status), v1::ROSTER_NOT_FROZEN);
  FreezeAll();
  const Answer before = Entry(kTownship);
  ASSERT_TRUE(before.status.ok()) << before.status;
  EXPECT_EQ(before.Get<v1::RosterEntry>().superior(), kCounty);

  v1::ImportAgenciesRequest edit;
  *edit.mutable_agency() = NewAgency(kTownship, kFormerCounty);
  edit.mutable_agency()->mutable_names(0)->set_text("改名后的乡");
  ASSERT_TRUE(server_.Call({"operator"}, "RegistryService/ImportAgencies", edit).status.ok());
  constexpr char kForgotten[] = "agencies/54-0424299";
  *edit.mutable_agency() = NewAgency(kForgotten, kCounty);
  ASSERT_TRUE(server_.Call({"operator"}, "RegistryService/ImportAgencies", edit).status.ok());
  EXPECT_EQ(Entry(kTownship).messages, before.messages);
  EXPECT_EQ(errors::ReasonOf(Entry(kForgotten).status), v1::ACCESS_RECORD_NOT_FOUND);
  // Nor does another freeze.
  FreezeAll();
  EXPECT_EQ(errors::ReasonOf(Entry(kForgotten).status), v1::ACCESS_RECORD_NOT_FOUND);

  const Answer added =
      Change<v1::AddRosterEntryRequest>({"operator"}, "AddRosterEntry", kForgotten);
  ASSERT_TRUE(added.status.ok()) << added.status;
  EXPECT_EQ(added.Get<v1::RosterEntry>().addition().life().creator().person(), "staff/operator");

  v1::ListRosterEntriesRequest list;
  list.set_parent(kSeason);
  list.set_superior(kCounty);
  const auto listed = server_.Call({"county"}, "SeasonService/ListRosterEntries", list)
                          .Get<v1::ListRosterEntriesResponse>();
  std::set<std::string> names;
  for (const v1::RosterEntry& each : listed.roster_entries()) names.insert(each.name());
  EXPECT_EQ(names, (std::set<std::string>{EntryName(kTownship), EntryName(kNeighbour),
                                          EntryName(kForgotten)}));
}

// Thousands of organs are put on record at once.
class LargeSeason : public Season {
 protected:
  LargeSeason() : Season({"--no-quotas"}) {}
};

// A freeze takes several calls, and the server is killed between them and in the middle of one.
TEST_F(LargeSeason, AFreezeThatWasCutOffIsTakenUpAgain) {
  ASSERT_TRUE(Set(CivilDay(kYear + 1, 1, 1), CivilDay(kYear + 1, 1, 20)).status.ok());
  constexpr int kOrgans = 1500;
  const auto client = server_.Client({"operator"});
  int next = 0;
  ASSERT_TRUE(client
                  ->ImportAgencies(
                      {},
                      [&]() -> std::optional<v1::Agency> {
                        if (next == kOrgans) return std::nullopt;
                        return NewAgency(absl::StrCat("agencies/65-", 1'000'000 + next++));
                      },
                      [](const v1::Agency&, const v1::ImportAgenciesResponse& response) {
                        EXPECT_TRUE(response.has_change()) << response.ShortDebugString();
                      })
                  .ok());
  const Answer first = Freeze();
  ASSERT_TRUE(first.status.ok()) << first.status;
  EXPECT_EQ(first.Get<v1::Roster>().state(), v1::Roster::FREEZING);
  server_.Stop(SIGKILL);
  server_.Start();
  // It is not answered before it is killed, or it is: either way the next call goes on.
  std::thread cut([this] { Freeze(); });
  server_.process().Stop(SIGKILL);
  cut.join();
  server_.Start();
  FreezeAll();

  v1::GetSeasonRequest get;
  get.set_name(kSeason);
  const auto season = server_.Call({"operator"}, "SeasonService/GetSeason", get).Get<v1::Season>();
  EXPECT_EQ(season.roster().entries(), kOrgans + 6);
  std::set<std::string> names;
  v1::ListRosterEntriesRequest list;
  list.set_parent(kSeason);
  list.set_partition("65");
  list.set_page_size(1000);
  do {
    const Answer answer = server_.Call({"auditor"}, "SeasonService/ListRosterEntries", list);
    ASSERT_TRUE(answer.status.ok()) << answer.status;
    const auto page = answer.Get<v1::ListRosterEntriesResponse>();
    for (const v1::RosterEntry& each : page.roster_entries()) {
      EXPECT_TRUE(names.insert(each.name()).second);
    }
    list.set_page_token(page.next_page_token());
  } while (!list.page_token().empty());
  EXPECT_EQ(names.size(), static_cast<size_t>(kOrgans));
}

TEST_F(Season, AnExemptOrganIsOnRecordWithWhoAndWhy) {
  ASSERT_TRUE(Set(CivilDay(kYear + 1, 1, 1), CivilDay(kYear + 1, 1, 20)).status.ok());
  FreezeAll();
  const Answer exempted = Exempt({"county"});
  ASSERT_TRUE(exempted.status.ok()) << exempted.status;
  const auto entry = Entry(kTownship, {"township"}).Get<v1::RosterEntry>();
  EXPECT_TRUE(entry.exempt());
  ASSERT_EQ(entry.exemptions_size(), 1);
  EXPECT_EQ(entry.exemptions(0).ground(), v1::Exemption::MERGED);
  EXPECT_EQ(entry.exemptions(0).life().creator().agency(), kCounty);
  EXPECT_TRUE(Submit().status.ok()) << "it may file all the same";
  ASSERT_TRUE(Change<v1::EndExemptionRequest>({"county"}, "EndExemption", kTownship).status.ok());
  EXPECT_FALSE(Entry(kTownship).Get<v1::RosterEntry>().exempt());

  v1::ListAuditRecordsRequest audit;
  audit.mutable_start_time()->set_seconds(absl::ToUnixSeconds(absl::Now()) - 600);
  audit.mutable_end_time()->set_seconds(absl::ToUnixSeconds(absl::Now()) + 600);
  audit.set_agency(kTownship);
  std::multiset<std::string> methods;
  for (const std::string& bytes :
       server_.Call({"auditor"}, "AuditService/ListAuditRecords", audit).messages) {
    v1::AuditRecord record;
    ASSERT_TRUE(record.ParseFromString(bytes));
    if (record.actor().agency() == kCounty) methods.insert(record.method());
  }
  EXPECT_EQ(methods.count("SeasonService/ExemptAgency"), 1u);
  EXPECT_EQ(methods.count("SeasonService/EndExemption"), 1u);
}

TEST_F(Season, NobodyExcusesHimselfOrHisEqualAndOnlyTheOperatorSetsDates) {
  const CivilDay opening(kYear + 1, 1, 1);
  const CivilDay due(kYear + 1, 1, 20);
  ASSERT_TRUE(Set(opening, due).status.ok());
  FreezeAll();
  for (const char* who : {"county", "township", "security", "auditor", ""}) {
    ExpectDenied(Set(opening, due, {who}));
    ExpectDenied(Freeze({who}));
  }
  for (const char* who : {"township", "stranger", "security", "auditor", ""}) {
    ExpectDenied(Exempt({who}));
    ExpectDenied(Extend({who}, kTownship, due + 30));
    ExpectDenied(Withdraw({who}, absl::StrCat(kTownship, "/extensions/0f")));
  }
  ExpectDenied(Entry(kTownship, {"stranger"}));
  ExpectDenied(Entry(kTownship, {""}));
  // All of a partition is not an organ's to read.
  v1::ListRosterEntriesRequest list;
  list.set_parent(kSeason);
  list.set_partition("54");
  ExpectDenied(server_.Call({"county"}, "SeasonService/ListRosterEntries", list));
  EXPECT_TRUE(server_.Call({"operator"}, "SeasonService/ListRosterEntries", list).status.ok());
}

TEST_F(Season, AnyoneReadsTheDatesAndNothingElse) {
  ASSERT_TRUE(Set(CivilDay(kYear + 1, 1, 1), CivilDay(kYear + 1, 1, 20)).status.ok());
  FreezeAll();
  v1::GetSeasonRequest get;
  get.set_name(kSeason);
  const auto seen = server_.Call({""}, "SeasonService/GetSeason", get).Get<v1::Season>();
  EXPECT_EQ(seen.levels_size(), 2);
  EXPECT_FALSE(seen.has_life());
  EXPECT_FALSE(seen.has_roster());
  EXPECT_EQ(seen.etag(), "");
  const auto all = server_.Call({""}, "SeasonService/ListSeasons", v1::ListSeasonsRequest())
                       .Get<v1::ListSeasonsResponse>();
  ASSERT_EQ(all.seasons_size(), 1);
  EXPECT_EQ(all.seasons(0).SerializeAsString(), seen.SerializeAsString());
  EXPECT_TRUE(
      server_.Call({"township"}, "SeasonService/GetSeason", get).Get<v1::Season>().has_roster());
}

}  // namespace
}  // namespace ogi
