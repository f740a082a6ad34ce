#include "tests/e2e/permission_cells.h"

#include <google/protobuf/descriptor.h>

#include <iterator>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ogi/v1/access_service.pb.h"
#include "ogi/v1/audit_service.pb.h"
#include "ogi/v1/registry_service.pb.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "ogi/v1/rule_service.pb.h"
#include "ogi/v1/season_service.pb.h"
#include "ogi/v1/submission_service.pb.h"
#include "ogi/v1/validation_service.pb.h"

namespace ogi {
namespace {

constexpr const char* kWays[] = {"Anyone",
                                 "PlatformWithoutMandate",
                                 "PlatformClaimingAnOrgan",
                                 "Operator",
                                 "SecurityOfficer",
                                 "Auditor",
                                 "Organ",
                                 "CentralOffice",
                                 "Platform",
                                 "PlatformWithPerson",
                                 "PlatformWithPersonOfAnotherOrgan",
                                 "PlatformNamingNone"};

constexpr const char* kStandings[] = {"Own", "Superior", "Subordinate", "Stranger",
                                      "FormerSuperior"};
const std::map<std::string, Duty>& Duties() {
  static const auto* const kDuties = new std::map<std::string, Duty>{
      {"SubmissionService/SubmitReport", Duty::kFiling},
      {"SubmissionService/SubmitReports", Duty::kFiling},
      {"SubmissionService/WithdrawReport", Duty::kFiling},
      {"SubmissionService/ReturnReport", Duty::kDeciding},
      {"SubmissionService/AcceptReport", Duty::kDeciding},
      {"SubmissionService/PublishReport", Duty::kDeciding},
      {"SubmissionService/RetractReport", Duty::kDeciding},
      {"SubmissionService/ExplainFinding", Duty::kFiling},
      {"SubmissionService/RequestWaiver", Duty::kDeciding},
      {"SubmissionService/ApproveWaiver", Duty::kDeciding},
      {"SubmissionService/RevokeWaiver", Duty::kDeciding},
      {"SubmissionService/RecordHistoricalReport", Duty::kDeciding},
      {"ValidationService/ValidateReport", Duty::kReference},
      {"ValidationService/RevalidateReport", Duty::kRevalidating},
      {"ValidationService/SweepRegion", Duty::kSweeping},
      {"RetrievalService/ListNotices", Duty::kSweeping},
      {"ValidationService/GetSupervisionSheet", Duty::kSweeping},
      {"ValidationService/ListRules", Duty::kReference},
      {"RuleService/PutRuleSet", Duty::kPuttingRules},
      {"RuleService/ListRuleSets", Duty::kReference},
      {"RuleService/ActivateRuleSet", Duty::kRuling},
      {"RuleService/CompareRuleSets", Duty::kSweeping},
      {"RuleService/CreateRuleOverlay", Duty::kRuling},
      {"RuleService/WithdrawRuleOverlay", Duty::kRuling},
      {"RuleService/ListRuleOverlays", Duty::kReference},
      {"RetrievalService/GetReport", Duty::kReadingReports},
      {"RetrievalService/ListReports", Duty::kReadingReports},
      {"RetrievalService/BatchGetReports", Duty::kReadingReports},
      {"RegistryService/CreateAgency", Duty::kRegistering},
      {"RegistryService/GetAgency", Duty::kReference},
      {"RegistryService/ListAgencies", Duty::kReference},
      {"RegistryService/UpdateAgency", Duty::kRegistering},
      {"RegistryService/ImportAgencies", Duty::kRegistering},
      {"RegistryService/LookupAgency", Duty::kReference},
      {"AccessService/CreateMandate", Duty::kEntitling},
      {"AccessService/WithdrawMandate", Duty::kEntitling},
      {"AccessService/ListMandates", Duty::kReadingMandates},
      {"AccessService/GrantRole", Duty::kSecuring},
      {"AccessService/WithdrawRole", Duty::kSecuring},
      {"AccessService/ListRoleGrants", Duty::kReadingAccess},
      {"AccessService/AddTokenKey", Duty::kSecuring},
      {"AccessService/WithdrawTokenKey", Duty::kSecuring},
      {"AccessService/ListTokenKeys", Duty::kReadingAccess},
      {"AccessService/RevokeCertificate", Duty::kSecuring},
      {"AccessService/ListRevocations", Duty::kReadingAccess},
      {"SeasonService/GetSeason", Duty::kReadingSeasons},
      {"SeasonService/ListSeasons", Duty::kReadingSeasons},
      {"SeasonService/SetSeason", Duty::kRegistering},
      {"SeasonService/FreezeRoster", Duty::kRegistering},
      {"SeasonService/GetRosterEntry", Duty::kReadingDuties},
      {"SeasonService/ListRosterEntries", Duty::kReadingDuties},
      {"SeasonService/AddRosterEntry", Duty::kRegistering},
      {"SeasonService/ExemptAgency", Duty::kExcusing},
      {"SeasonService/EndExemption", Duty::kExcusing},
      {"SeasonService/GrantExtension", Duty::kExcusing},
      {"SeasonService/WithdrawExtension", Duty::kExcusing},
      {"SeasonService/ListExtensions", Duty::kReadingDuties},
      {"AuditService/ListAuditRecords", Duty::kReadingAudit},
  };
  return *kDuties;
}

CallerRole RoleOf(Way way) {
  switch (way) {
    case Way::kAnyone:
    case Way::kPlatformWithoutMandate:
    case Way::kPlatformClaimingAnOrgan:
      return CallerRole::kAnyone;
    case Way::kOperator:
      return CallerRole::kOperator;
    case Way::kSecurityOfficer:
      return CallerRole::kSecurityOfficer;
    case Way::kAuditor:
      return CallerRole::kAuditor;
    case Way::kCentralOffice:
      return CallerRole::kCentralOffice;
    default:
      return CallerRole::kOrgan;
  }
}

}  // namespace

std::optional<Duty> DutyOf(const std::string& method) {
  const auto found = Duties().find(method);
  if (found == Duties().end()) return std::nullopt;
  return found->second;
}

void PrintTo(const Cell& cell, std::ostream* out) {
  *out << cell.method << " by " << kWays[static_cast<int>(cell.way)] << ", "
       << kStandings[static_cast<int>(cell.standing)];
}

std::string NameOf(const Cell& cell) {
  std::string name = absl::StrCat(absl::StrReplaceAll(cell.method, {{"/", "_"}}), "_",
                                  kWays[static_cast<int>(cell.way)]);
  if (ActsAsOrgan(cell.way)) {
    absl::StrAppend(&name, "_", kStandings[static_cast<int>(cell.standing)]);
  }
  return name;
}

bool ActsAsOrgan(Way way) { return way >= Way::kOrgan; }

Permission Expected(const Cell& cell) {
  const Way way = cell.way;
  // What is claimed without a right to it spoils the whole call.
  if (way == Way::kPlatformClaimingAnOrgan || way == Way::kPlatformWithPersonOfAnotherOrgan) {
    return Permission::kDenied;
  }
  const bool organ = ActsAsOrgan(way);
  const bool own = organ && cell.standing == Standing::kOwn;
  // Who names no organ acts for the owner or for nobody.
  const bool superior =
      organ && cell.standing == Standing::kSuperior && way != Way::kPlatformNamingNone;
  const bool staff = way == Way::kOperator || way == Way::kSecurityOfficer || way == Way::kAuditor;
  const auto if_allowed = [](bool allowed) {
    return allowed ? Permission::kAllowed : Permission::kDenied;
  };
  switch (*DutyOf(cell.method)) {
    case Duty::kFiling:
      return if_allowed(own);
    case Duty::kDeciding:
      return if_allowed(superior && way != Way::kPlatform);
    case Duty::kReadingReports:
      return own || superior || way == Way::kCentralOffice || way == Way::kAuditor
                 ? Permission::kAllowed
                 : Permission::kPublished;
    case Duty::kReference:
      return if_allowed(organ || staff);
    case Duty::kRegistering:
      return if_allowed(way == Way::kOperator);
    case Duty::kEntitling:
      return if_allowed(own || superior || way == Way::kSecurityOfficer);
    case Duty::kReadingMandates:
      return if_allowed(own || superior || way == Way::kSecurityOfficer || way == Way::kAuditor);
    case Duty::kSecuring:
      return if_allowed(way == Way::kSecurityOfficer);
    case Duty::kReadingAccess:
      return if_allowed(way == Way::kSecurityOfficer || way == Way::kAuditor);
    case Duty::kReadingAudit:
      return if_allowed(way == Way::kAuditor);
    case Duty::kReadingSeasons:
      return organ || staff ? Permission::kAllowed : Permission::kPublished;
    case Duty::kReadingDuties:
      return if_allowed(own || superior || way == Way::kCentralOffice || way == Way::kOperator ||
                        way == Way::kAuditor);
    case Duty::kRevalidating:
      return if_allowed(own || superior || way == Way::kCentralOffice || way == Way::kOperator);
    case Duty::kSweeping:
      return if_allowed(own || superior || way == Way::kCentralOffice || way == Way::kAuditor);
    case Duty::kPuttingRules:
      return if_allowed(way == Way::kCentralOffice || way == Way::kOperator);
    case Duty::kRuling:
      return if_allowed(way == Way::kCentralOffice);
    case Duty::kExcusing:
      return if_allowed((superior && way != Way::kPlatform) || way == Way::kCentralOffice ||
                        way == Way::kOperator);
  }
  return Permission::kDenied;
}

Permission InTable(const PermissionRow& row, const Cell& cell) {
  if (cell.way == Way::kPlatformClaimingAnOrgan ||
      cell.way == Way::kPlatformWithPersonOfAnotherOrgan) {
    return Permission::kDenied;
  }
  const bool names_no_person = cell.way == Way::kPlatform || cell.way == Way::kPlatformNamingNone;
  if (row.needs_person && names_no_person) return Permission::kDenied;
  constexpr Relation kRelationOf[] = {Relation::kOwn, Relation::kSuperior, Relation::kSubordinate,
                                      Relation::kStranger, Relation::kStranger};
  Relation relation = kRelationOf[static_cast<int>(cell.standing)];
  if (cell.way == Way::kPlatformNamingNone && relation != Relation::kOwn) {
    relation = Relation::kStranger;
  }
  return PermissionOf(row, RoleOf(cell.way), relation);
}

std::vector<std::string> AllMethods() {
  // Names a message of each file, so that all are linked.
  const google::protobuf::FileDescriptor* const files[] = {
      v1::SubmitReportRequest::descriptor()->file(),
      v1::ValidateReportRequest::descriptor()->file(),
      v1::PutRuleSetRequest::descriptor()->file(),
      v1::GetReportRequest::descriptor()->file(),
      v1::CreateAgencyRequest::descriptor()->file(),
      v1::CreateMandateRequest::descriptor()->file(),
      v1::GetSeasonRequest::descriptor()->file(),
      v1::ListAuditRecordsRequest::descriptor()->file()};
  std::vector<std::string> methods;
  for (const google::protobuf::FileDescriptor* file : files) {
    for (int i = 0; i < file->service_count(); ++i) {
      for (int j = 0; j < file->service(i)->method_count(); ++j) {
        methods.push_back(
            absl::StrCat(file->service(i)->name(), "/", file->service(i)->method(j)->name()));
      }
    }
  }
  return methods;
}

std::vector<Cell> AllCells() {
  std::vector<Cell> cells;
  for (int way = 0; way < static_cast<int>(std::size(kWays)); ++way) {
    for (const std::string& method : AllMethods()) {
      for (int standing = 0; standing < static_cast<int>(std::size(kStandings)); ++standing) {
        const Cell cell{method, static_cast<Way>(way), static_cast<Standing>(standing)};
        cells.push_back(cell);
        if (!ActsAsOrgan(cell.way)) break;
      }
    }
  }
  return cells;
}

}  // namespace ogi
