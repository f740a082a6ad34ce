// For tests of seasons: a city, a county below it, the township below that, and all calls.
#ifndef OGI_SERVICES_SEASON_TESTING_SEASON_FIXTURE_H_
#define OGI_SERVICES_SEASON_TESTING_SEASON_FIXTURE_H_

#include <string>

#include "domain/season/season.h"
#include "services/season/exemptions.h"
#include "services/season/extensions.h"
#include "services/season/freeze_roster.h"
#include "services/season/roster.h"
#include "services/season/season_book.h"
#include "services/season/seasons.h"
#include "services/testing/service_fixture.h"

namespace ogi {

class SeasonFixture : public ServiceTest {
 protected:
  static constexpr char kCity[] = "agencies/54-0400000";
  static constexpr char kCounty[] = "agencies/54-0424000";

  SeasonFixture() {
    environment_.seasons = &seasons_;
    PutAgency(kCity);
    PutAgency(kCounty, kCity);
    PutAgency(kTownship, kCounty);
  }

  static google::type::Date Date(const std::string& text) {
    CivilDay day;
    EXPECT_TRUE(absl::ParseCivilTime(text, &day)) << text;
    return ToDate(day);
  }

  std::string NextId() { return absl::StrCat("season-", ++ids_); }

  // A clean report of 2023 that was not filed before, on 1 February 2024 in China.
  absl::StatusOr<v1::Revision> SubmitNew() {
    const std::string id = NextId();
    return Submit(Filing(ReportSaying(id), id));
  }

  // A clean report of 2023 with so many licences in table two.
  static v1::AnnualReport ReportWith(const std::string& agency, int licences,
                                     v1::Scope scope = v1::OWN) {
    v1::AnnualReport report = CleanReport(v1::EDITION_2021);
    report.set_agency(agency);
    report.set_scope(scope);
    SetCell(report, CellNumber("table_two", "licence", "decisions"), licences);
    return report;
  }
  // Answers the revision's name.
  std::string File(const v1::AnnualReport& report) {
    const auto filed = Submit(Filing(report, NextId()));
    EXPECT_TRUE(filed.ok()) << filed.status();
    return filed.ok() ? filed->name() : "";
  }

  // Of 2023, for townships.
  static v1::Season NewSeason(const std::string& opening, const std::string& due) {
    v1::Season season;
    season.set_name("seasons/2023");
    v1::LevelDates& dates = *season.add_levels();
    dates.set_level(v1::Agency::TOWNSHIP);
    *dates.mutable_opening_date() = Date(opening);
    *dates.mutable_due_date() = Date(due);
    return season;
  }

  absl::StatusOr<v1::Season> Set(const v1::Season& season, const std::string& id = "") {
    v1::SetSeasonRequest request;
    *request.mutable_season() = season;
    request.set_request_id(id.empty() ? NextId() : id);
    return Run<v1::Season>([&] { return SetSeason(environment_, Context(), request); });
  }
  void SetDates(const std::string& opening, const std::string& due) {
    const auto set = Set(NewSeason(opening, due));
    ASSERT_TRUE(set.ok()) << set.status();
  }
  absl::StatusOr<v1::Season> GetSeason2023() {
    v1::GetSeasonRequest request;
    request.set_name("seasons/2023");
    return GetSeason(environment_, Context(), request);
  }

  v1::GrantExtensionRequest GrantRequest(const std::string& agency, const std::string& due,
                                         bool subtree) {
    v1::GrantExtensionRequest request;
    v1::Extension& extension = *request.mutable_extension();
    extension.set_agency(agency);
    extension.set_subtree(subtree);
    extension.set_year(2023);
    *extension.mutable_due_date() = Date(due);
    extension.set_reason("地震");
    extension.set_document_number("波政办函〔2024〕3号");
    request.set_request_id(NextId());
    return request;
  }
  absl::StatusOr<v1::Extension> GrantAs(const v1::GrantExtensionRequest& request) {
    return Run<v1::Extension>([&] { return GrantExtension(environment_, Context(), request); });
  }
  absl::StatusOr<v1::Extension> Grant(const std::string& agency, const std::string& due,
                                      bool subtree = false) {
    return GrantAs(GrantRequest(agency, due, subtree));
  }
  absl::StatusOr<v1::Extension> Withdraw(const std::string& name) {
    v1::WithdrawExtensionRequest request;
    request.set_name(name);
    request.set_request_id(NextId());
    request.set_reason("因为");
    return Run<v1::Extension>([&] { return WithdrawExtension(environment_, Context(), request); });
  }
  v1::ListExtensionsResponse Extensions(const std::string& agency) {
    v1::ListExtensionsRequest request;
    request.set_parent(agency);
    const auto response = ListExtensions(environment_, Context(), request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? *response : v1::ListExtensionsResponse();
  }

  // One call.
  absl::StatusOr<v1::Roster> FreezeStep(const std::string& id = "") {
    v1::FreezeRosterRequest request;
    request.set_name("seasons/2023");
    request.set_request_id(id.empty() ? NextId() : id);
    return Run<v1::Roster>([&] { return FreezeRoster(environment_, Context(), request); });
  }
  // To the end.
  v1::Roster Freeze() {
    while (true) {
      const auto roster = FreezeStep();
      EXPECT_TRUE(roster.ok()) << roster.status();
      if (!roster.ok() || roster->state() == v1::Roster::FROZEN) return *roster;
    }
  }
  absl::StatusOr<v1::RosterEntry> Entry(const std::string& agency) {
    v1::GetRosterEntryRequest request;
    request.set_name(absl::StrCat(agency, "/rosterEntries/2023"));
    return GetRosterEntry(environment_, Context(), request);
  }
  absl::StatusOr<v1::RosterEntry> Add(const std::string& agency, const std::string& reason) {
    v1::AddRosterEntryRequest request;
    request.set_name(absl::StrCat(agency, "/rosterEntries/2023"));
    request.set_reason(reason);
    request.set_request_id(NextId());
    return Run<v1::RosterEntry>([&] { return AddRosterEntry(environment_, Context(), request); });
  }
  absl::StatusOr<v1::RosterEntry> Exempt(const std::string& agency, v1::Exemption::Ground ground,
                                         const std::string& id = "") {
    v1::ExemptAgencyRequest request;
    request.set_name(absl::StrCat(agency, "/rosterEntries/2023"));
    request.set_ground(ground);
    request.set_reason("因为");
    request.set_request_id(id.empty() ? NextId() : id);
    return Run<v1::RosterEntry>([&] { return ExemptAgency(environment_, Context(), request); });
  }
  absl::StatusOr<v1::RosterEntry> End(const std::string& agency) {
    v1::EndExemptionRequest request;
    request.set_name(absl::StrCat(agency, "/rosterEntries/2023"));
    request.set_reason("仍在履职");
    request.set_request_id(NextId());
    return Run<v1::RosterEntry>([&] { return EndExemption(environment_, Context(), request); });
  }

  SeasonBook seasons_;
  int ids_ = 0;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SEASON_TESTING_SEASON_FIXTURE_H_
