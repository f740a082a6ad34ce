#include "services/access/mandates.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/principal.h"
#include "domain/codes/resource_name.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/access/record_change.h"
#include "services/handler/request_checks.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::MandateRecord;

constexpr absl::string_view kMandates = "/mandates/";

struct MandateId {
  std::string agency_id;
  std::string id;
};

std::optional<MandateId> ParseMandateName(absl::string_view name) {
  const size_t at = name.find(kMandates);
  if (at == absl::string_view::npos) return std::nullopt;
  std::optional<std::string> agency_id = ParseAgencyName(name.substr(0, at));
  const absl::string_view id = name.substr(at + kMandates.size());
  if (!agency_id.has_value() || !IsPrincipalId(id)) return std::nullopt;
  return MandateId{*std::move(agency_id), std::string(id)};
}

void CheckDays(const v1::Mandate& mandate, CivilDay today, FieldViolations* violations) {
  const std::optional<CivilDay> from = ParseDate(mandate.from());
  const std::optional<CivilDay> to = ParseDate(mandate.to());
  if (!from.has_value()) {
    violations->Add("mandate.from", "请填写授权的第一天。", "is required: the first day.");
  }
  if (!to.has_value()) {
    violations->Add("mandate.to", "请填写授权的最后一天。", "is required: the last day.");
  }
  if (!from.has_value() || !to.has_value()) return;
  if (*to < *from || *to < today) {
    violations->Add("mandate.to", "最后一天不能早于第一天，也不能早于今天，请更正。",
                    "must not be before the first day, nor before today.");
  } else if (*to > CivilDay(from->year() + limits::kMaxMandateYears, from->month(), from->day())) {
    violations->Add(
        "mandate.to",
        absl::StrCat("授权最长 ", limits::kMaxMandateYears, " 年，请缩短，到期再授权。"),
        absl::StrCat("must be at most ", limits::kMaxMandateYears, " years after the first day."));
  }
}

void CheckParties(const v1::Mandate& mandate, FieldViolations* violations) {
  const std::optional<Principal> principal = ParsePrincipal(mandate.delegate());
  switch (mandate.kind()) {
    case v1::Mandate::PLATFORM:
      if (!principal.has_value() || principal->kind != Principal::Kind::kPlatform) {
        violations->Add("mandate.delegate", "应为平台，如 platforms/xizang，请更正。",
                        "must be a platform, e.g. platforms/xizang.");
      }
      if (!mandate.represented().empty()) {
        violations->Add("mandate.represented", "授权平台时不填写被代理人，请去掉。",
                        "does not go with a mandate to a platform.");
      }
      return;
    case v1::Mandate::DELEGATION:
    case v1::Mandate::LEAVE:
      if (!ParsePersonName(mandate.delegate()).has_value() ||
          mandate.delegate() == mandate.represented()) {
        violations->Add("mandate.delegate",
                        "应为另一个人，如 platforms/xizang/people/li-si，请更正。",
                        "must be another person, e.g. platforms/xizang/people/li-si.");
      }
      if (!ParsePersonName(mandate.represented()).has_value()) {
        violations->Add("mandate.represented",
                        "应为被代理人，如 platforms/xizang/people/zhang-san，请填写。",
                        "must be a person, e.g. platforms/xizang/people/zhang-san.");
      }
      if (mandate.subtree()) {
        violations->Add("mandate.subtree", "个人之间的授权只限一个机关，请去掉。",
                        "is for mandates to platforms only.");
      }
      return;
    default:
      violations->Add("mandate.kind", "请选择授权的种类：PLATFORM、DELEGATION 或 LEAVE。",
                      "must be PLATFORM, DELEGATION or LEAVE.");
  }
}

bool IsBetweenPersons(const v1::Mandate& mandate) {
  return mandate.kind() == v1::Mandate::DELEGATION || mandate.kind() == v1::Mandate::LEAVE;
}

// A person on leave withdraws that leave and no other mandate.
bool MayWithdraw(const Environment& environment, const RequestContext& context,
                 const v1::Mandate& mandate) {
  const std::string& person = context.actor.person();
  if (person.empty() || environment.access == nullptr ||
      !environment.access->IsOnLeave(person, ChinaDay(context.receive_time))) {
    return true;
  }
  return mandate.kind() == v1::Mandate::LEAVE && mandate.represented() == person;
}

}  // namespace

absl::StatusOr<Step<v1::Mandate>> CreateMandate(const Environment& environment,
                                                const RequestContext& context,
                                                const v1::CreateMandateRequest& request) {
  v1::Mandate mandate = request.mandate();
  mandate.clear_name();
  mandate.clear_life();
  FieldViolations violations;
  const std::optional<std::string> agency_id =
      CheckAgencyName("mandate.agency", mandate.agency(), &violations);
  CheckRequestId(request.request_id(), &violations);
  CheckDays(mandate, ChinaDay(context.receive_time), &violations);
  CheckParties(mandate, &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  // Nobody hands on another's authority: neither his superior nor who stands in for him.
  if (IsBetweenPersons(mandate) &&
      (mandate.represented() != context.actor.person() ||
       mandate.agency() != context.actor.agency() || !context.actor.person_represented().empty())) {
    return errors::NotPermitted();
  }

  OGI_ASSIGN_OR_RETURN(RecordChange change,
                       BeginChange(environment, context, *agency_id, request.request_id(),
                                   mandate.SerializeAsString()));
  const std::string key = keys::Mandate(*agency_id, IdOf(change));
  if (change.repeated) {
    OGI_ASSIGN_OR_RETURN(auto made, ReadAccessRecord<MandateRecord>(environment, key));
    if (!made.has_value()) return errors::RecordDamaged("a mandate is missing");
    return AnswerPresent(environment, std::move(*made->message.mutable_mandate()));
  }
  OGI_ASSIGN_OR_RETURN(std::optional<Item> agency,
                       environment.store->Get(PartitionOf(*agency_id), keys::Agency(*agency_id)));
  if (!agency.has_value()) return errors::AgencyNotFound(mandate.agency());
  mandate.set_name(absl::StrCat(mandate.agency(), kMandates, IdOf(change)));
  SetCreated(context, *mandate.mutable_life());
  MandateRecord record;
  *record.mutable_mandate() = mandate;
  return ChangeStep(environment, context, change, {{key, record.SerializeAsString(), kAbsent}},
                    std::move(mandate));
}

absl::StatusOr<Step<v1::Mandate>> WithdrawMandate(const Environment& environment,
                                                  const RequestContext& context,
                                                  const v1::WithdrawMandateRequest& request) {
  FieldViolations violations;
  const std::optional<MandateId> id = ParseMandateName(request.name());
  if (!id.has_value()) {
    violations.Add("name", "应为授权的名称，如 agencies/54-0424204/mandates/0123456789abcdef。",
                   "must be like agencies/54-0424204/mandates/0123456789abcdef.");
  }
  CheckRequestId(request.request_id(), &violations);
  CheckReason(request.reason(), /*required=*/false, &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(
      RecordChange change,
      BeginChange(environment, context, id->agency_id, request.request_id(),
                  absl::StrCat("withdraw\n", request.name(), "\n", request.reason())));
  const std::string key = keys::Mandate(id->agency_id, id->id);
  OGI_ASSIGN_OR_RETURN(auto stored, ReadAccessRecord<MandateRecord>(environment, key));
  const bool found = stored.has_value();
  // Who may not is not told what exists either.
  if (!MayWithdraw(environment, context, found ? stored->message.mandate() : v1::Mandate())) {
    return errors::NotPermitted();
  }
  if (!found) return errors::AccessRecordNotFound(request.name());
  v1::Mandate& mandate = *stored->message.mutable_mandate();
  if (mandate.life().has_withdraw_time()) return AnswerPresent(environment, std::move(mandate));
  SetWithdrawn(context, request.reason(), *mandate.mutable_life());
  return ChangeStep(environment, context, change,
                    {{key, stored->message.SerializeAsString(), stored->version}}, mandate);
}

absl::StatusOr<v1::ListMandatesResponse> ListMandates(const Environment& environment,
                                                      const RequestContext&,
                                                      const v1::ListMandatesRequest& request) {
  FieldViolations violations;
  const std::optional<std::string> agency_id =
      CheckAgencyName("parent", request.parent(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  v1::ListMandatesResponse response;
  OGI_RETURN_IF_ERROR(ForEachAccessRecord<MandateRecord>(
      *environment.store, keys::MandatesOf(*agency_id),
      [&](const MandateRecord& each) { *response.add_mandates() = each.mandate(); }));
  std::sort(response.mutable_mandates()->begin(), response.mutable_mandates()->end(),
            [](const v1::Mandate& a, const v1::Mandate& b) {
              const auto& x = a.life().create_time();
              const auto& y = b.life().create_time();
              return std::make_pair(x.seconds(), x.nanos()) <
                     std::make_pair(y.seconds(), y.nanos());
            });
  return response;
}

}  // namespace ogi
