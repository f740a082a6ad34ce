#include "services/server/gate.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/big_endian.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "common/utf8.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/resource_name.h"
#include "services/handler/log_entry.h"
#include "services/server/resources.h"

namespace ogi {
namespace {

// A resource's name is the caller's text: what is longer than any name would fill the record.
constexpr size_t kMaxRecordedName = 200;

Tier TierOf(const Caller& caller) {
  if (!caller.principal.has_value()) return Tier::kAnonymous;
  switch (caller.principal->kind) {
    case Principal::Kind::kAgency:
      return Tier::kOrgan;
    case Principal::Kind::kPlatform:
      return Tier::kPlatform;
    case Principal::Kind::kStaff:
      return Tier::kStaff;
    case Principal::Kind::kGateway:
      break;
  }
  return Tier::kAnonymous;
}

// Of what is written: each key and value with its length before it, 8 bytes, big-endian.
std::string DigestOf(absl::Span<const Write> writes) {
  std::string all;
  const auto append = [&all](absl::string_view bytes) {
    AppendBigEndian(bytes.size(), sizeof(uint64_t), all);
    all.append(bytes.data(), bytes.size());
  };
  for (const Write& write : writes) {
    append(write.key);
    append(write.value.value_or(""));
  }
  return Sha256(all);
}

// Whose quota it is.
std::string PayerOf(const Caller& caller) {
  return caller.principal.has_value() ? caller.principal->name : PeerKey(caller.peer);
}

}  // namespace

void TellQuota(const QuotaState& quota, grpc::CallbackServerContext* transport) {
  if (quota.limit == 0) return;
  transport->AddTrailingMetadata("ogi-quota-limit", absl::StrCat(quota.limit));
  transport->AddTrailingMetadata("ogi-quota-remaining", absl::StrCat(quota.remaining));
  transport->AddTrailingMetadata("ogi-quota-reset-ms",
                                 absl::StrCat(absl::ToInt64Milliseconds(quota.reset)));
}

absl::Status Gate::Identify(const grpc::ServerContextBase& transport, const PermissionRow* row,
                            size_t bytes, RequestContext* context, Passage* passage) const {
  if (row == nullptr) return errors::NotPermitted();
  passage->row = row;
  passage->caller.peer = transport.peer();
  context->actor = ProvenActor(passage->caller);
  if (parts_.authenticator == nullptr) return absl::OkStatus();
  absl::StatusOr<Caller> caller = parts_.authenticator->Identify(transport, context->receive_time);
  if (!caller.ok()) {
    passage->caller.fingerprint = Authenticator::FingerprintOf(transport);
    // Who proves nothing pays as anyone at his address: a flood of bad tokens is a flood.
    if (parts_.quotas != nullptr) {
      OGI_RETURN_IF_ERROR(parts_.quotas->Admit(PeerKey(transport.peer()), Tier::kAnonymous, bytes,
                                               context->receive_time, &passage->quota));
    }
    return caller.status();
  }
  passage->caller = *std::move(caller);
  context->actor = ProvenActor(passage->caller);
  if (parts_.quotas == nullptr) return absl::OkStatus();
  return parts_.quotas->Admit(PayerOf(passage->caller), TierOf(passage->caller), bytes,
                              context->receive_time, &passage->quota, row->changes);
}

Gate::OpenedStream::~OpenedStream() {
  if (gate_->parts_.quotas != nullptr) gate_->parts_.quotas->CloseStream(who_, tier_);
}

QuotaState Gate::OpenedStream::Left(absl::Time now) const {
  if (gate_->parts_.quotas == nullptr) return {};
  return gate_->parts_.quotas->Left(who_, tier_, now);
}

absl::StatusOr<std::unique_ptr<Gate::OpenedStream>> Gate::OpenStream(const RequestContext& context,
                                                                     const Passage& passage) const {
  std::string who = PayerOf(passage.caller);
  const Tier tier = TierOf(passage.caller);
  if (parts_.quotas != nullptr) {
    OGI_RETURN_IF_ERROR(parts_.quotas->OpenStream(who, tier, context.receive_time));
  }
  return std::make_unique<OpenedStream>(this, std::move(who), tier);
}

absl::Status Gate::Permit(std::string resource, std::string request_id, RequestContext* context,
                          Passage* passage) const {
  passage->resource = std::move(resource);
  passage->request_id = std::move(request_id);
  if (parts_.authenticator == nullptr) {
    context->sees_all = [](absl::string_view) { return true; };
    return absl::OkStatus();
  }
  // Only now, so that a claim that is refused is on record with what it was about.
  OGI_ASSIGN_OR_RETURN(passage->acting,
                       parts_.authorizer->Act(passage->caller, ChinaDay(context->receive_time)));
  context->actor = passage->acting.actor;
  const absl::string_view agency_id = AgencyIdOf(passage->resource);
  passage->guards.clear();
  OGI_ASSIGN_OR_RETURN(
      const Permission permission,
      parts_.authorizer->Permit(*passage->row, passage->acting, agency_id, &passage->guards));
  if (permission == Permission::kDenied) return errors::NotPermitted();
  if (passage->acting.for_owner && !agency_id.empty() && permission == Permission::kAllowed) {
    context->actor.set_agency(AgencyName(agency_id));
  }
  // What nobody sees without a right to it is confidential as a whole.
  *passage->saw_all = passage->row->anyone == Permission::kDenied;
  context->sees_all = [authorizer = parts_.authorizer, row = passage->row, acting = passage->acting,
                       saw_all = passage->saw_all, known = std::string(agency_id),
                       permission](absl::string_view asked) -> absl::StatusOr<bool> {
    Permission of_asked = permission;
    if (asked.empty()) {
      // All organs' at once: nobody's own.
      of_asked = PermissionOf(*row, acting.role, Relation::kStranger);
    } else if (asked != known) {
      OGI_ASSIGN_OR_RETURN(of_asked, authorizer->Permit(*row, acting, asked, nullptr));
    }
    const bool all = of_asked == Permission::kAllowed;
    *saw_all |= all;
    return all;
  };
  return absl::OkStatus();
}

storage::v1::AuditEntry Gate::EntryOf(const Passage& passage, const RequestContext& context,
                                      const absl::Status& outcome) const {
  storage::v1::AuditEntry entry;
  *entry.mutable_actor() = context.actor;
  if (passage.row != nullptr) entry.set_method(std::string(passage.row->method));
  entry.set_resource(std::string(CutUtf8(passage.resource, kMaxRecordedName)));
  entry.set_code(static_cast<int>(outcome.code()));
  if (!outcome.ok()) entry.set_reason(v1::ErrorReason_Name(errors::ReasonOf(outcome)));
  entry.set_request_id(std::string(CutUtf8(passage.request_id, kMaxRecordedName)));
  entry.set_certificate_fingerprint(passage.caller.fingerprint);
  entry.set_count(1);
  return entry;
}

void Gate::RecordIn(const Passage& passage, const RequestContext& context,
                    storage::v1::LoggedAct act, absl::string_view reason,
                    Proposal* proposal) const {
  Commit& commit = proposal->commit;
  if (act.kind() == storage::v1::LoggedAct::KIND_UNSPECIFIED) {
    act.set_kind(storage::v1::LoggedAct::ADMINISTERED);
    act.set_method(std::string(passage.row->method));
    act.set_resource(std::string(CutUtf8(passage.resource, kMaxRecordedName)));
    act.set_content_digest(DigestOf(commit.writes));
  }
  proposal->log = LogEntryOf(std::move(act), context.actor, reason, *parts_.random);
  commit.writes.push_back(
      AuditWrite(context.receive_time, commit.token, EntryOf(passage, context, absl::OkStatus())));
  for (const AuthorityGuard& each : passage.guards) {
    if (each.partition == proposal->partition) commit.guards.push_back(each.guard);
  }
}

absl::Status Gate::Record(const Passage& passage, const RequestContext& context,
                          const absl::Status& outcome) const {
  if (parts_.audit_log == nullptr) return absl::OkStatus();
  const bool denied = absl::IsPermissionDenied(outcome) || absl::IsUnauthenticated(outcome);
  const bool failed_change = passage.row != nullptr && passage.row->changes && !outcome.ok();
  const bool confidential =
      passage.row != nullptr && passage.row->confidential && outcome.ok() && *passage.saw_all;
  if (!denied && !failed_change && !confidential) return absl::OkStatus();
  const absl::Status recorded =
      parts_.audit_log->Add(context.receive_time, EntryOf(passage, context, outcome));
  // What was refused stays refused; what would be shown without a record is not shown.
  return outcome.ok() ? recorded : absl::OkStatus();
}

}  // namespace ogi
