#include "services/rules/rule_overlays.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/rules/overlays.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/access/record_change.h"
#include "services/handler/request_checks.h"
#include "services/rules/rule_library.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::RuleOverlayRecord;

constexpr absl::string_view kRuleOverlays = "ruleOverlays/";

// The id behind `ruleOverlays/`.
std::optional<std::string> CheckOverlayName(absl::string_view name, FieldViolations* violations) {
  absl::string_view id = name;
  if (absl::ConsumePrefix(&id, kRuleOverlays) && id.size() == 16 &&
      std::all_of(id.begin(), id.end(),
                  [](char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); })) {
    return std::string(id);
  }
  violations->Add("name", "应为调整的名称，如 ruleOverlays/0123456789abcdef，请更正。",
                  "must be like ruleOverlays/0123456789abcdef.");
  return std::nullopt;
}

Step<v1::RuleOverlay> Present(const Environment& environment, v1::RuleOverlay overlay) {
  // It may have been committed by a change whose outcome nobody heard of.
  if (environment.rules != nullptr) environment.rules->Put(overlay);
  return Step<v1::RuleOverlay>::Answer(std::move(overlay));
}

Step<v1::RuleOverlay> Change(const Environment& environment, const RequestContext& context,
                             const RecordChange& change, const std::string& key, Version version,
                             v1::RuleOverlay overlay) {
  RuleOverlayRecord record;
  *record.mutable_overlay() = overlay;
  Step<v1::RuleOverlay> step;
  step.proposal = ProposalOf(context, change, {{key, record.SerializeAsString(), version}});
  step.answer = [library = environment.rules, overlay = std::move(overlay)](const Stamp&) {
    if (library != nullptr) library->Put(overlay);
    return overlay;
  };
  return step;
}

}  // namespace

absl::StatusOr<Step<v1::RuleOverlay>> CreateRuleOverlay(
    const Environment& environment, const RequestContext& context,
    const v1::CreateRuleOverlayRequest& request) {
  const std::shared_ptr<const RulesInForce> rules = RulesInForceOf(environment);
  v1::RuleOverlay overlay = request.overlay();
  overlay.clear_name();
  overlay.clear_life();
  FieldViolations violations;
  CheckRuleOverlay(overlay, *rules->book, &violations);
  CheckRequestId(request.request_id(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(const RecordChange change,
                       BeginChange(environment, context, kRuleOverlays, request.request_id(),
                                   absl::StrCat("create\n", overlay.SerializeAsString())));
  const std::string key = keys::RuleOverlay(IdOf(change));
  if (change.repeated) {
    OGI_ASSIGN_OR_RETURN(auto made, ReadAccessRecord<RuleOverlayRecord>(environment, key));
    if (!made.has_value()) return errors::RecordDamaged("an overlay is missing");
    return Present(environment, std::move(*made->message.mutable_overlay()));
  }
  if (rules->overlays.size() >= limits::kMaxRuleOverlays) {
    return errors::TooManyRecords("规则调整", "overlays", limits::kMaxRuleOverlays);
  }
  if (!overlay.agency().empty()) {
    const std::string id = *ParseAgencyName(overlay.agency());
    OGI_ASSIGN_OR_RETURN(const std::optional<Item> agency,
                         environment.store->Get(PartitionOf(id), keys::Agency(id)));
    if (!agency.has_value()) return errors::AgencyNotFound(overlay.agency());
  }
  overlay.set_name(absl::StrCat(kRuleOverlays, IdOf(change)));
  SetCreated(context, *overlay.mutable_life());
  return Change(environment, context, change, key, kAbsent, std::move(overlay));
}

absl::StatusOr<Step<v1::RuleOverlay>> WithdrawRuleOverlay(
    const Environment& environment, const RequestContext& context,
    const v1::WithdrawRuleOverlayRequest& request) {
  FieldViolations violations;
  const std::optional<std::string> id = CheckOverlayName(request.name(), &violations);
  CheckRequestId(request.request_id(), &violations);
  CheckReason(request.reason(), /*required=*/true, &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(
      const RecordChange change,
      BeginChange(environment, context, kRuleOverlays, request.request_id(),
                  absl::StrCat("withdraw\n", request.name(), "\n", request.reason())));
  const std::string key = keys::RuleOverlay(*id);
  OGI_ASSIGN_OR_RETURN(auto stored, ReadAccessRecord<RuleOverlayRecord>(environment, key));
  if (!stored.has_value()) return errors::AccessRecordNotFound(request.name());
  v1::RuleOverlay& overlay = *stored->message.mutable_overlay();
  if (overlay.life().has_withdraw_time()) return Present(environment, std::move(overlay));
  SetWithdrawn(context, request.reason(), *overlay.mutable_life());
  return Change(environment, context, change, key, stored->version, std::move(overlay));
}

absl::StatusOr<v1::ListRuleOverlaysResponse> ListRuleOverlays(
    const Environment& environment, const RequestContext&,
    const v1::ListRuleOverlaysRequest& request) {
  v1::ListRuleOverlaysResponse response;
  if (!request.show_withdrawn()) {
    for (const v1::RuleOverlay& overlay : RulesInForceOf(environment)->overlays) {
      *response.add_overlays() = overlay;
    }
    return response;
  }
  OGI_RETURN_IF_ERROR(ForEachAccessRecord<RuleOverlayRecord>(
      *environment.store, keys::AllRuleOverlays(),
      [&response](const RuleOverlayRecord& each) { *response.add_overlays() = each.overlay(); }));
  std::sort(response.mutable_overlays()->begin(), response.mutable_overlays()->end(),
            [](const v1::RuleOverlay& a, const v1::RuleOverlay& b) {
              return a.life().create_time().seconds() < b.life().create_time().seconds();
            });
  return response;
}

}  // namespace ogi
