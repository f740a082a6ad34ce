#include "domain/permission/permission.h"

#include <algorithm>

namespace ogi {
namespace {

constexpr Permission kDenied = Permission::kDenied;
constexpr Permission kPublished = Permission::kPublished;
constexpr Permission kAllowed = Permission::kAllowed;

// By own, superior, subordinate, stranger.
using Relations = std::array<Permission, kRelations>;
constexpr Relations kNobody = {};
constexpr Relations kOwnOnly = {kAllowed, kDenied, kDenied, kDenied};
constexpr Relations kSuperiorOnly = {kDenied, kAllowed, kDenied, kDenied};
constexpr Relations kOwnAndSuperior = {kAllowed, kAllowed, kDenied, kDenied};
constexpr Relations kEveryOrgan = {kAllowed, kAllowed, kAllowed, kAllowed};
constexpr Relations kOrganReads = {kAllowed, kAllowed, kPublished, kPublished};

// An organ's filing: the organ alone, whatever else it is.
constexpr PermissionRow Filing(absl::string_view method, absl::string_view chinese,
                               absl::string_view english) {
  return {
      .method = method, .chinese = chinese, .english = english, .changes = true, .organ = kOwnOnly};
}

constexpr PermissionRow Decision(absl::string_view method, absl::string_view chinese,
                                 absl::string_view english) {
  return {.method = method,
          .chinese = chinese,
          .english = english,
          .changes = true,
          .needs_person = true,
          .organ = kSuperiorOnly};
}

constexpr PermissionRow ReadingReports(absl::string_view method, absl::string_view chinese,
                                       absl::string_view english) {
  return {.method = method,
          .chinese = chinese,
          .english = english,
          .confidential = true,
          .anyone = kPublished,
          .organ = kOrganReads,
          .central_office = kAllowed,
          .operator_ = kPublished,
          .security_officer = kPublished,
          .auditor = kAllowed};
}

// The registry and the rules: no secret among organs, and nothing for the street.
constexpr PermissionRow Reference(absl::string_view method, absl::string_view chinese,
                                  absl::string_view english) {
  return {.method = method,
          .chinese = chinese,
          .english = english,
          .organ = kEveryOrgan,
          .central_office = kAllowed,
          .operator_ = kAllowed,
          .security_officer = kAllowed,
          .auditor = kAllowed};
}

constexpr PermissionRow Registering(absl::string_view method, absl::string_view chinese,
                                    absl::string_view english) {
  return {.method = method,
          .chinese = chinese,
          .english = english,
          .changes = true,
          .organ = kNobody,
          .operator_ = kAllowed};
}

constexpr PermissionRow Securing(absl::string_view method, absl::string_view chinese,
                                 absl::string_view english, Relations organ = kNobody) {
  return {.method = method,
          .chinese = chinese,
          .english = english,
          .changes = true,
          .organ = organ,
          .security_officer = kAllowed};
}

constexpr PermissionRow ReadingAccess(absl::string_view method, absl::string_view chinese,
                                      absl::string_view english, Relations organ = kNobody) {
  return {.method = method,
          .chinese = chinese,
          .english = english,
          .confidential = true,
          .organ = organ,
          .security_officer = kAllowed,
          .auditor = kAllowed};
}

// The dates are for everybody; who set them, and how far the roster is, is not for the street.
constexpr PermissionRow ReadingSeasons(absl::string_view method, absl::string_view chinese,
                                       absl::string_view english) {
  return {.method = method,
          .chinese = chinese,
          .english = english,
          .anyone = kPublished,
          .organ = kEveryOrgan,
          .central_office = kAllowed,
          .operator_ = kAllowed,
          .security_officer = kAllowed,
          .auditor = kAllowed};
}

// Whether an organ must file, and until when.
constexpr PermissionRow ReadingDuties(absl::string_view method, absl::string_view chinese,
                                      absl::string_view english) {
  return {.method = method,
          .chinese = chinese,
          .english = english,
          .organ = kOwnAndSuperior,
          .central_office = kAllowed,
          .operator_ = kAllowed,
          .auditor = kAllowed};
}

// From a duty, or from a date: that is for those above.
constexpr PermissionRow Excusing(absl::string_view method, absl::string_view chinese,
                                 absl::string_view english) {
  return {.method = method,
          .chinese = chinese,
          .english = english,
          .changes = true,
          .needs_person = true,
          .organ = kSuperiorOnly,
          .central_office = kAllowed,
          .operator_ = kAllowed};
}

// Which rules judge, for everybody.
constexpr PermissionRow Ruling(absl::string_view method, absl::string_view chinese,
                               absl::string_view english) {
  return {.method = method,
          .chinese = chinese,
          .english = english,
          .changes = true,
          .needs_person = true,
          .central_office = kAllowed};
}

constexpr PermissionRow kRows[] = {
    Filing("SubmissionService/SubmitReport", "报送年报", "file a report"),
    Filing("SubmissionService/SubmitReports", "批量报送年报", "file many reports"),
    Filing("SubmissionService/WithdrawReport", "撤回年报", "withdraw a filing"),
    Decision("SubmissionService/ReturnReport", "退回年报", "return a filing"),
    Decision("SubmissionService/AcceptReport", "接受年报", "accept a filing"),
    Decision("SubmissionService/PublishReport", "公布年报", "publish a report"),
    Decision("SubmissionService/RetractReport", "撤销公布", "retract a publication"),
    Filing("SubmissionService/ExplainFinding", "说明警告", "explain a warning"),
    Decision("SubmissionService/RequestWaiver", "申请豁免错误", "request a waiver of an error"),
    Decision("SubmissionService/ApproveWaiver", "批准豁免（非申请人）",
             "approve a waiver that another requested"),
    Decision("SubmissionService/RevokeWaiver", "撤销豁免", "refuse a waiver or take it back"),
    Decision("SubmissionService/RecordHistoricalReport", "补录已公布的历史年报",
             "record a report of the past, published already"),

    Reference("ValidationService/ValidateReport", "核验年报（不报送）",
              "check a report, file nothing"),
    {.method = "ValidationService/RevalidateReport",
     .chinese = "重新校验在册年报",
     .english = "judge a filing anew",
     .changes = true,
     .organ = kOwnAndSuperior,
     .central_office = kAllowed,
     .operator_ = kAllowed},
    {.method = "ValidationService/SweepRegion",
     .chinese = "清查辖区年报",
     .english = "sweep a region's reports",
     .confidential = true,
     .organ = kOwnAndSuperior,
     .central_office = kAllowed,
     .auditor = kAllowed},
    {.method = "ValidationService/GetSupervisionSheet",
     .chinese = "监督考核表",
     .english = "read how an organ has done, year by year",
     .confidential = true,
     .organ = kOwnAndSuperior,
     .central_office = kAllowed,
     .auditor = kAllowed},
    Reference("ValidationService/ListRules", "查看核验规则", "read the rules"),

    {.method = "RuleService/PutRuleSet",
     .chinese = "登记规则集（不启用）",
     .english = "put a set of rules on record",
     .changes = true,
     .central_office = kAllowed,
     .operator_ = kAllowed},
    Reference("RuleService/ListRuleSets", "查看规则集", "list the sets of rules"),
    Ruling("RuleService/ActivateRuleSet", "启用规则集", "have a set of rules judge"),
    {.method = "RuleService/CompareRuleSets",
     .chinese = "比较规则集",
     .english = "compare sets of rules on a region's reports",
     .confidential = true,
     .organ = kOwnAndSuperior,
     .central_office = kAllowed,
     .auditor = kAllowed},
    Ruling("RuleService/CreateRuleOverlay", "调整规则", "switch a rule off or change its weight"),
    Ruling("RuleService/WithdrawRuleOverlay", "取消规则调整", "end an overlay of rules"),
    Reference("RuleService/ListRuleOverlays", "查看规则调整", "list the overlays of rules"),

    ReadingReports("RetrievalService/GetReport", "查阅年报", "read a report"),
    ReadingReports("RetrievalService/ListReports", "年报目录", "list reports"),
    ReadingReports("RetrievalService/BatchGetReports", "批量查阅年报", "read many reports"),

    {.method = "RetrievalService/ListNotices",
     .chinese = "查阅通知",
     .english = "read notices of an organ's reports",
     .confidential = true,
     .organ = kOwnAndSuperior,
     .central_office = kAllowed,
     .auditor = kAllowed},

    Registering("RegistryService/CreateAgency", "登记机关", "put an organ on record"),
    Reference("RegistryService/GetAgency", "查阅机关", "read an organ's record"),
    Reference("RegistryService/ListAgencies", "机关名录", "list organs"),
    Registering("RegistryService/UpdateAgency", "变更机关登记", "change an organ's record"),
    Registering("RegistryService/ImportAgencies", "批量登记机关", "put many organs on record"),
    Reference("RegistryService/LookupAgency", "按名称或代码查找机关",
              "find organs by name or code"),

    Securing("AccessService/CreateMandate", "授权平台或个人", "entitle a platform or a person",
             kOwnAndSuperior),
    {.method = "AccessService/WithdrawMandate",
     .chinese = "撤销授权",
     .english = "withdraw a mandate",
     .changes = true,
     .ends_leave = true,
     .organ = kOwnAndSuperior,
     .security_officer = kAllowed},
    ReadingAccess("AccessService/ListMandates", "查阅授权", "read mandates", kOwnAndSuperior),
    Securing("AccessService/GrantRole", "授予角色", "grant a role"),
    Securing("AccessService/WithdrawRole", "收回角色", "withdraw a role"),
    ReadingAccess("AccessService/ListRoleGrants", "查阅角色", "read the roles granted"),
    Securing("AccessService/AddTokenKey", "登记令牌公钥", "add a token key"),
    Securing("AccessService/WithdrawTokenKey", "停用令牌公钥", "withdraw a token key"),
    ReadingAccess("AccessService/ListTokenKeys", "查阅令牌公钥", "read the token keys"),
    Securing("AccessService/RevokeCertificate", "吊销证书", "revoke a certificate"),
    ReadingAccess("AccessService/ListRevocations", "查阅吊销名单", "read the revocations"),

    ReadingSeasons("SeasonService/GetSeason", "查阅报送安排", "read a season"),
    ReadingSeasons("SeasonService/ListSeasons", "列出报送安排", "list the seasons"),
    Registering("SeasonService/SetSeason", "设定报送安排", "set a season's dates"),
    Registering("SeasonService/FreezeRoster", "固定应报单位名录", "freeze who must file"),
    ReadingDuties("SeasonService/GetRosterEntry", "查阅应报单位", "read an entry of a roster"),
    ReadingDuties("SeasonService/ListRosterEntries", "应报单位名录", "list who must file"),
    Registering("SeasonService/AddRosterEntry", "补录应报单位",
                "add a forgotten organ to a roster"),
    Excusing("SeasonService/ExemptAgency", "免除报送", "exempt an organ from filing"),
    Excusing("SeasonService/EndExemption", "取消免除报送", "end an exemption"),
    Excusing("SeasonService/GrantExtension", "准予延期报送", "grant an extension"),
    Excusing("SeasonService/WithdrawExtension", "撤销延期", "withdraw an extension"),
    ReadingDuties("SeasonService/ListExtensions", "查阅延期", "read extensions"),

    {.method = "AuditService/ListAuditRecords",
     .chinese = "查阅审计记录",
     .english = "read the audit record",
     .confidential = true,
     .auditor = kAllowed},
};

}  // namespace

absl::Span<const PermissionRow> PermissionTable() { return kRows; }

const PermissionRow* FindPermissionRow(absl::string_view method) {
  const auto* const found =
      std::find_if(std::begin(kRows), std::end(kRows),
                   [method](const PermissionRow& row) { return row.method == method; });
  return found == std::end(kRows) ? nullptr : found;
}

Permission PermissionOf(const PermissionRow& row, CallerRole role, Relation relation) {
  const Permission organ = row.organ[static_cast<size_t>(relation)];
  switch (role) {
    case CallerRole::kAnyone:
      return row.anyone;
    case CallerRole::kOrgan:
      return organ;
    case CallerRole::kCentralOffice:
      return std::max(organ, row.central_office);
    case CallerRole::kOperator:
      return row.operator_;
    case CallerRole::kSecurityOfficer:
      return row.security_officer;
    case CallerRole::kAuditor:
      return row.auditor;
  }
  return Permission::kDenied;
}

absl::string_view RoleLabel(CallerRole role) {
  constexpr absl::string_view kLabels[kCallerRoles] = {"任何人",     "机关",       "主管部门",
                                                       "系统管理员", "安全管理员", "安全审计员"};
  return kLabels[static_cast<size_t>(role)];
}

absl::string_view RelationLabel(Relation relation) {
  constexpr absl::string_view kLabels[kRelations] = {"本机关", "上级", "下级", "其他机关"};
  return kLabels[static_cast<size_t>(relation)];
}

}  // namespace ogi
