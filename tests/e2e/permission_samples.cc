#include "tests/e2e/permission_samples.h"

#include <functional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "domain/calendar/china_time.h"
#include "ogi/v1/audit_service.pb.h"
#include "ogi/v1/registry_service.pb.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "ogi/v1/rule_service.pb.h"
#include "ogi/v1/season_service.pb.h"
#include "ogi/v1/submission_service.pb.h"
#include "ogi/v1/validation_service.pb.h"
#include "tests/e2e/secured_server.h"

namespace ogi {
namespace {

using google::protobuf::Message;

constexpr char kOneRule[] = R"(version: "试用"
rules {
  id: "E900"
  severity: INFO
  category: ARITHMETIC
  title: "许可不少于零"
  title_en: "Licences are zero or more"
  legal_basis: "国办公开办函〔2021〕30号"
  message: "{left} 少于 {right}。"
  message_en: "{left} is less than {right}."
  expected: "不少于零"
  expected_en: "Zero or more"
  mend: "核对"
  mend_en: "Check"
  sums { left: "table_two.licence.decisions" relation: AT_LEAST right: "0" }
}
)";

template <typename Request>
std::unique_ptr<Message> Make(const std::function<void(Request&)>& fill) {
  auto request = std::make_unique<Request>();
  fill(*request);
  return request;
}

// The acts on a revision.
template <typename Request>
std::unique_ptr<Message> MakeAct(const std::string& request_id) {
  return Make<Request>([&](Request& request) {
    request.set_name(absl::StrCat(kChanged, "/revisions/1"));
    request.set_request_id(request_id);
    request.set_reason("表二合计有误");
  });
}

template <typename Request>
std::unique_ptr<Message> MakeNamed(const std::string& name, const std::string& request_id) {
  return Make<Request>([&](Request& request) {
    request.set_name(name);
    request.set_request_id(request_id);
  });
}

// Of a year that no other sample is of.
constexpr char kSeason[] = "seasons/2024";

google::type::Date DayIn2025(int month, int day) {
  google::type::Date date;
  date.set_year(2025);
  date.set_month(month);
  date.set_day(day);
  return date;
}

// The acts on an entry of a roster.
template <typename Request>
std::unique_ptr<Message> MakeEntryAct(const std::string& request_id) {
  return Make<Request>([&](Request& request) {
    request.set_name(absl::StrCat(kTownship, "/rosterEntries/2024"));
    request.set_request_id(request_id);
    request.set_reason("并入其他机关");
    if constexpr (requires { request.set_ground(v1::Exemption::MERGED); }) {
      request.set_ground(v1::Exemption::MERGED);
    }
  });
}

}  // namespace

v1::AnnualReport ReportOf(int year, const std::string& text) {
  v1::AnnualReport report = ReportSaying(text);
  report.set_year(year);
  return report;
}

std::unique_ptr<Message> SampleOf(const std::string& method, const std::string& id,
                                  const std::string& public_key) {
  const auto is = [&method](absl::string_view suffix) { return absl::EndsWith(method, suffix); };
  if (is("/SubmitReport")) {
    return std::make_unique<v1::SubmitReportRequest>(Filing(ReportOf(2021, id), id));
  }
  if (is("/SubmitReports")) {
    return Make<v1::SubmitReportsRequest>(
        [&](auto& request) { *request.mutable_request() = Filing(ReportOf(2021, id), id); });
  }
  if (is("/WithdrawReport")) return MakeAct<v1::WithdrawReportRequest>(id);
  if (is("/ReturnReport")) return MakeAct<v1::ReturnReportRequest>(id);
  if (is("/AcceptReport")) return MakeAct<v1::AcceptReportRequest>(id);
  if (is("/PublishReport")) return MakeAct<v1::PublishReportRequest>(id);
  if (is("/RetractReport")) return MakeAct<v1::RetractReportRequest>(id);
  if (is("/RevalidateReport")) {
    return MakeNamed<v1::RevalidateReportRequest>(absl::StrCat(kChanged, "/revisions/1"), id);
  }
  if (is("/ExplainFinding")) {
    return Make<v1::ExplainFindingRequest>([&](auto& request) {
      request.set_parent(kChanged);
      request.set_rule("W13.licence");
      request.set_finding_key(std::string(16, 'k'));
      request.set_text("新设许可事项，数量属实。");
      request.set_request_id(id);
    });
  }
  if (is("/RequestWaiver")) {
    return Make<v1::RequestWaiverRequest>([&](auto& request) {
      request.set_parent(kChanged);
      request.set_rule("E1");
      request.set_finding_key(std::string(16, 'k'));
      request.set_reason("机关已撤销，无人可以更正。");
      *request.mutable_last_day() = ToDate(ChinaDay(absl::Now()) + 7);
      request.set_request_id(id);
    });
  }
  if (is("/ApproveWaiver")) {
    return MakeNamed<v1::ApproveWaiverRequest>(absl::StrCat(kChanged, "/waivers/1"), id);
  }
  if (is("/RevokeWaiver")) {
    return Make<v1::RevokeWaiverRequest>([&](auto& request) {
      request.set_name(absl::StrCat(kChanged, "/waivers/1"));
      request.set_reason("情况有变。");
      request.set_request_id(id);
    });
  }
  if (is("/RecordHistoricalReport")) {
    return Make<v1::RecordHistoricalReportRequest>([&](auto& request) {
      request.set_parent(kTownship);
      *request.mutable_report() = ReportOf(2021, id);
      auto& date = *request.mutable_report()->mutable_publication()->mutable_date();
      date.set_year(2022);
      date.set_month(1);
      date.set_day(31);
      request.set_request_id(id);
    });
  }
  if (is("/ValidateReport")) {
    return Make<v1::ValidateReportRequest>(
        [&](auto& request) { *request.mutable_report() = ReportOf(2021, id); });
  }
  if (is("/PutRuleSet")) {
    return Make<v1::PutRuleSetRequest>([&](auto& request) {
      v1::RuleSetFile& file = *request.add_files();
      file.set_name("rules.textproto");
      file.set_text(kOneRule);
      request.set_request_id(id);
    });
  }
  if (is("/ListRuleSets")) return std::make_unique<v1::ListRuleSetsRequest>();
  if (is("/ActivateRuleSet")) {
    return Make<v1::ActivateRuleSetRequest>([&](auto& request) {
      request.set_name("ruleSets/built-in");
      request.set_reason("复原");
      request.set_request_id(id);
    });
  }
  if (is("/CompareRuleSets")) {
    return Make<v1::CompareRuleSetsRequest>([](auto& request) {
      request.set_name("ruleSets/built-in");
      request.set_superior(kTownship);
      request.set_year(2023);
    });
  }
  if (is("/CreateRuleOverlay")) {
    return Make<v1::CreateRuleOverlayRequest>([&](auto& request) {
      request.mutable_overlay()->set_rule("W19.words");
      request.mutable_overlay()->set_effect(v1::RuleOverlay::AS_INFO);
      request.mutable_overlay()->set_reason("试行");
      request.set_request_id(id);
    });
  }
  if (is("/WithdrawRuleOverlay")) {
    return Make<v1::WithdrawRuleOverlayRequest>([&](auto& request) {
      request.set_name("ruleOverlays/0123456789abcdef");
      request.set_reason("误登");
      request.set_request_id(id);
    });
  }
  if (is("/ListRuleOverlays")) return std::make_unique<v1::ListRuleOverlaysRequest>();
  if (is("/ListNotices")) {
    return Make<v1::ListNoticesRequest>([](auto& request) { request.set_parent(kTownship); });
  }
  if (is("/SweepRegion")) {
    return Make<v1::SweepRegionRequest>([](auto& request) {
      request.set_superior(kTownship);
      request.set_year(2023);
    });
  }
  if (is("/GetSupervisionSheet")) {
    return Make<v1::GetSupervisionSheetRequest>(
        [](auto& request) { request.set_agency(kTownship); });
  }
  if (is("/ListRules")) return std::make_unique<v1::ListRulesRequest>();
  if (is("/GetReport")) {
    return Make<v1::GetReportRequest>([](auto& request) { request.set_name(kPublished); });
  }
  if (is("/ListReports")) {
    return Make<v1::ListReportsRequest>([](auto& request) { request.set_parent(kTownship); });
  }
  if (is("/BatchGetReports")) {
    return Make<v1::BatchGetReportsRequest>([](auto& request) { request.add_names(kPublished); });
  }
  if (is("/CreateAgency")) {
    return Make<v1::CreateAgencyRequest>([&](auto& request) {
      request.set_agency_id(
          absl::StrCat("54-NEW", absl::StrReplaceAll(id, {{"id-", ""}, {"-", ""}})));
      *request.mutable_agency() = NewAgency("agencies/" + request.agency_id(), kTownship);
      request.set_request_id(id);
    });
  }
  if (is("/UpdateAgency")) {
    return Make<v1::UpdateAgencyRequest>([&](auto& request) {
      request.mutable_agency()->set_name(kTownship);
      request.mutable_agency()->add_local_numbers()->set_text(id);
      request.mutable_update_mask()->add_paths("local_numbers");
      request.set_request_id(id);
    });
  }
  if (is("/ImportAgencies")) {
    return Make<v1::ImportAgenciesRequest>(
        [](auto& request) { *request.mutable_agency() = NewAgency(kVillage, kTownship); });
  }
  if (is("/GetAgency")) {
    return Make<v1::GetAgencyRequest>([](auto& request) { request.set_name(kTownship); });
  }
  if (is("/ListAgencies")) {
    return Make<v1::ListAgenciesRequest>([](auto& request) { request.set_superior(kTownship); });
  }
  if (is("/LookupAgency")) {
    return Make<v1::LookupAgencyRequest>([](auto& request) { request.set_display_name("机关"); });
  }
  if (is("/CreateMandate")) {
    return Make<v1::CreateMandateRequest>([&](auto& request) {
      request.mutable_mandate()->set_kind(v1::Mandate::PLATFORM);
      request.mutable_mandate()->set_agency(kTownship);
      request.mutable_mandate()->set_delegate("platforms/other");
      SetDays(*request.mutable_mandate());
      request.set_request_id(id);
    });
  }
  if (is("/WithdrawMandate")) {
    return MakeNamed<v1::WithdrawMandateRequest>(
        absl::StrCat(kTownship, "/mandates/0123456789abcdef"), id);
  }
  if (is("/ListMandates")) {
    return Make<v1::ListMandatesRequest>([](auto& request) { request.set_parent(kTownship); });
  }
  if (is("/GrantRole")) {
    return Make<v1::GrantRoleRequest>([&](auto& request) {
      request.mutable_role_grant()->set_holder("staff/" + id);
      request.mutable_role_grant()->set_role(v1::OPERATOR);
      request.set_request_id(id);
    });
  }
  if (is("/WithdrawRole")) {
    return MakeNamed<v1::WithdrawRoleRequest>(
        absl::StrCat(kTownship, "/roleGrants/0123456789abcdef"), id);
  }
  if (is("/ListRoleGrants")) return std::make_unique<v1::ListRoleGrantsRequest>();
  if (is("/AddTokenKey")) {
    return Make<v1::AddTokenKeyRequest>([&](auto& request) {
      request.mutable_token_key()->set_issuer(kTownship);
      request.mutable_token_key()->set_key_id(id);
      request.mutable_token_key()->set_public_key(public_key);
      request.set_request_id(id);
    });
  }
  if (is("/WithdrawTokenKey")) {
    return MakeNamed<v1::WithdrawTokenKeyRequest>(absl::StrCat(kTownship, "/tokenKeys/missing"),
                                                  id);
  }
  if (is("/ListTokenKeys")) return std::make_unique<v1::ListTokenKeysRequest>();
  if (is("/RevokeCertificate")) {
    return Make<v1::RevokeCertificateRequest>([&](auto& request) {
      request.mutable_revocation()->set_fingerprint(std::string(64, 'a'));
      request.mutable_revocation()->set_reason("测试");
      request.set_request_id(id);
    });
  }
  if (is("/ListRevocations")) return std::make_unique<v1::ListRevocationsRequest>();
  if (is("/GetSeason")) {
    return Make<v1::GetSeasonRequest>([](auto& request) { request.set_name(kSeason); });
  }
  if (is("/ListSeasons")) return std::make_unique<v1::ListSeasonsRequest>();
  if (is("/SetSeason")) {
    return Make<v1::SetSeasonRequest>([&](auto& request) {
      request.mutable_season()->set_name(kSeason);
      v1::LevelDates& dates = *request.mutable_season()->add_levels();
      dates.set_level(v1::Agency::TOWNSHIP);
      *dates.mutable_opening_date() = DayIn2025(1, 1);
      *dates.mutable_due_date() = DayIn2025(1, 20);
      request.set_request_id(id);
    });
  }
  if (is("/FreezeRoster")) {
    return Make<v1::FreezeRosterRequest>([&](auto& request) {
      request.set_name(kSeason);
      request.set_request_id(id);
    });
  }
  if (is("/GetRosterEntry")) {
    return Make<v1::GetRosterEntryRequest>(
        [](auto& request) { request.set_name(absl::StrCat(kTownship, "/rosterEntries/2024")); });
  }
  if (is("/ListRosterEntries")) {
    return Make<v1::ListRosterEntriesRequest>([](auto& request) {
      request.set_parent(kSeason);
      request.set_superior(kTownship);
    });
  }
  if (is("/AddRosterEntry")) return MakeEntryAct<v1::AddRosterEntryRequest>(id);
  if (is("/ExemptAgency")) return MakeEntryAct<v1::ExemptAgencyRequest>(id);
  if (is("/EndExemption")) return MakeEntryAct<v1::EndExemptionRequest>(id);
  if (is("/GrantExtension")) {
    return Make<v1::GrantExtensionRequest>([&](auto& request) {
      v1::Extension& extension = *request.mutable_extension();
      extension.set_agency(kTownship);
      extension.set_year(2024);
      *extension.mutable_due_date() = DayIn2025(3, 15);
      extension.set_reason("地震");
      extension.set_document_number("波政办函〔2025〕3号");
      request.set_request_id(id);
    });
  }
  if (is("/WithdrawExtension")) {
    return Make<v1::WithdrawExtensionRequest>([&](auto& request) {
      request.set_name(absl::StrCat(kTownship, "/extensions/0123456789abcdef"));
      request.set_request_id(id);
      request.set_reason("误登");
    });
  }
  if (is("/ListExtensions")) {
    return Make<v1::ListExtensionsRequest>([](auto& request) { request.set_parent(kTownship); });
  }
  if (is("/ListAuditRecords")) {
    return Make<v1::ListAuditRecordsRequest>([](auto& request) {
      const int64_t now = absl::ToUnixSeconds(absl::Now());
      request.mutable_start_time()->set_seconds(now - 3600);
      request.mutable_end_time()->set_seconds(now + 3600);
      request.set_agency(kTownship);
      request.set_limit(5);
    });
  }
  return nullptr;
}

}  // namespace ogi
