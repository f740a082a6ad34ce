#include "services/registry/put_agency.h"

#include <google/protobuf/util/field_mask_util.h>
#include <google/protobuf/util/message_differencer.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/agency/merge.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/log/record_text.h"
#include "services/handler/answer_note.h"
#include "services/handler/request_checks.h"
#include "services/registry/agency_change.h"
#include "services/registry/find_agencies.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using google::protobuf::util::FieldMaskUtil;
using google::protobuf::util::MessageDifferencer;
using storage::v1::AgencyRecord;
using storage::v1::AnswerNote;

// What the store says before anything is changed.
struct Before {
  StoredAgency agency;
  std::optional<Record<AnswerNote>> note;
};

absl::StatusOr<Before> Read(const Store& store, const std::string& agency_id, const Token& token) {
  const std::vector<std::string> keys = {keys::Agency(agency_id), keys::Marker(token)};
  OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> items,
                       store.MultiGet(PartitionOf(agency_id), keys));
  Before before;
  OGI_ASSIGN_OR_RETURN(before.agency, ParseRecord<AgencyRecord>(items[0]));
  OGI_ASSIGN_OR_RETURN(before.note, ParseRecord<AnswerNote>(items[1]));
  return before;
}

// The answer to a request id that has been used: what its commit made, whatever changed since, with
// the name and the superior of the day of the commit.
absl::StatusOr<Step<v1::Agency>> FirstAnswer(const Record<AnswerNote>& note, const Token& token,
                                             absl::string_view request_digest,
                                             absl::string_view request_id) {
  OGI_RETURN_IF_ERROR(CheckSameRequest(note.message, request_digest, request_id));
  Record<AgencyRecord> record;
  *record.message.mutable_agency() = note.message.agency();
  record.stamp = note.stamp;
  record.version = VersionOf(token);
  return Step<v1::Agency>::Answer(AgencyResource(record, ChinaDay(note.stamp.commit_time)));
}

absl::Status CheckSize(const v1::Agency& agency) {
  if (agency.ByteSizeLong() <= limits::kMaxAgencyBytes) return absl::OkStatus();
  return errors::TooLarge("agency", agency.ByteSizeLong(), limits::kMaxAgencyBytes);
}

absl::StatusOr<Step<v1::Agency>> Change(const Environment& environment,
                                        const RequestContext& context, const std::string& agency_id,
                                        const StoredAgency& before, const v1::Agency& after,
                                        Token token, const AnswerNote& note) {
  OGI_ASSIGN_OR_RETURN(Commit commit, ChangeCommit(*environment.store, agency_id, before, after));
  commit.token = std::move(token);
  commit.note = note.SerializeAsString();

  Step<v1::Agency> step;
  step.act.set_kind(before.has_value() ? storage::v1::LoggedAct::AGENCY_CHANGED
                                       : storage::v1::LoggedAct::AGENCY_CREATED);
  step.act.set_resource(AgencyName(agency_id));
  step.act.set_content_digest(RecordDigest(after));
  step.beforehand = LookupProposals(environment.random, agency_id, after, context.deadline);
  Record<AgencyRecord> record;
  *record.message.mutable_agency() = after;
  record.version = VersionOf(commit.token);
  step.proposal.partition = Partition(PartitionOf(agency_id));
  step.proposal.deadline = context.deadline;
  step.proposal.commit = std::move(commit);
  step.answer = [record = std::move(record)](const Stamp& stamp) mutable {
    record.stamp = stamp;
    return AgencyResource(record, ChinaDay(stamp.commit_time));
  };
  return step;
}

AnswerNote NoteOf(absl::string_view request_digest, const v1::Agency& after) {
  AnswerNote note;
  note.set_request_digest(std::string(request_digest));
  *note.mutable_agency() = after;
  return note;
}

// The agency as the mask changes it.
absl::StatusOr<v1::Agency> Merge(const v1::Agency& before, const v1::UpdateAgencyRequest& request) {
  v1::Agency after = before;
  if (request.update_mask().paths_size() == 1 && request.update_mask().paths(0) == "*") {
    after = request.agency();
  } else {
    FieldMaskUtil::MergeOptions options;
    options.set_replace_repeated_fields(true);
    options.set_replace_message_fields(true);
    FieldMaskUtil::MergeMessageTo(request.agency(), request.update_mask(), options, &after);
  }
  after.set_name(request.agency().name());
  ClearOutputOnly(after);
  OGI_RETURN_IF_ERROR(CheckSize(after));
  FieldViolations violations;
  CheckAgency(after, "agency", &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  return after;
}

absl::StatusOr<std::string> Check(const v1::UpdateAgencyRequest& request) {
  OGI_RETURN_IF_ERROR(CheckSize(request.agency()));
  FieldViolations violations;
  std::optional<std::string> id =
      CheckAgencyName("agency.name", request.agency().name(), &violations);
  CheckRequestId(request.request_id(), &violations);
  const bool all = request.update_mask().paths_size() == 1 && request.update_mask().paths(0) == "*";
  if (request.update_mask().paths().empty() ||
      (!all && !FieldMaskUtil::IsValidFieldMask<v1::Agency>(request.update_mask()))) {
    violations.Add("update_mask", "请列出要修改的字段名，或用 * 表示全部。",
                   "must name the fields of Agency to replace, or be *.");
  }
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  return *std::move(id);
}

}  // namespace

absl::StatusOr<Step<v1::Agency>> CreateAgency(const Environment& environment,
                                              const RequestContext& context,
                                              const v1::CreateAgencyRequest& request) {
  OGI_RETURN_IF_ERROR(CheckSize(request.agency()));
  v1::Agency agency = request.agency();
  ClearOutputOnly(agency);
  FieldViolations violations;
  CheckRequestId(request.request_id(), &violations);
  if (!IsAgencyId(request.agency_id())) {
    violations.Add("agency_id", "机关编号应为两位数字、“-”和 4 至 20 个数字或大写字母，请更正。",
                   "must match [0-9]{2}-[0-9A-Z]{4,20}.");
    return violations.ToStatus();
  }
  agency.set_name(AgencyName(request.agency_id()));
  CheckAgency(agency, "agency", &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());

  const Token token =
      TokenOf(environment, context.actor, request.agency_id(), request.request_id());
  const std::string digest = Sha256(absl::StrCat("create agency\n", agency.SerializeAsString()));
  OGI_ASSIGN_OR_RETURN(Before before, Read(*environment.store, request.agency_id(), token));
  if (before.note.has_value()) {
    return FirstAnswer(*before.note, token, digest, request.request_id());
  }
  if (before.agency.has_value()) return errors::AgencyAlreadyExists(agency.name());
  return Change(environment, context, request.agency_id(), before.agency, agency, token,
                NoteOf(digest, agency));
}

absl::StatusOr<Step<v1::Agency>> UpdateAgency(const Environment& environment,
                                              const RequestContext& context,
                                              const v1::UpdateAgencyRequest& request) {
  OGI_ASSIGN_OR_RETURN(const std::string agency_id, Check(request));
  const Token token = TokenOf(environment, context.actor, agency_id, request.request_id());
  const std::string digest = Sha256(absl::StrCat("update agency\n", request.SerializeAsString()));
  OGI_ASSIGN_OR_RETURN(Before before, Read(*environment.store, agency_id, token));
  if (!before.agency.has_value()) return errors::AgencyNotFound(request.agency().name());
  if (before.note.has_value()) {
    return FirstAnswer(*before.note, token, digest, request.request_id());
  }
  const std::string etag = EtagOf(before.agency->version);
  if (!request.agency().etag().empty() && request.agency().etag() != etag) {
    return errors::EtagMismatch(request.agency().name(), etag);
  }
  OGI_ASSIGN_OR_RETURN(v1::Agency after, Merge(before.agency->message.agency(), request));
  return Change(environment, context, agency_id, before.agency, after, token,
                NoteOf(digest, after));
}

absl::StatusOr<Step<v1::ImportAgenciesResponse>> ImportAgency(
    const Environment& environment, const RequestContext& context,
    const v1::ImportAgenciesRequest& request) {
  OGI_RETURN_IF_ERROR(CheckSize(request.agency()));
  v1::Agency agency = request.agency();
  ClearOutputOnly(agency);
  FieldViolations violations;
  CheckAgency(agency, "agency", &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  const std::string agency_id = *ParseAgencyName(agency.name());

  Token token = environment.random->Bytes(kTokenBytes);
  OGI_ASSIGN_OR_RETURN(Before before, Read(*environment.store, agency_id, token));
  const CivilDay today = ChinaDay(context.receive_time);
  v1::ImportAgenciesResponse response;
  response.set_index(request.index());
  response.set_change(v1::ImportAgenciesResponse::CREATED);
  if (before.agency.has_value()) {
    const v1::Agency& on_record = before.agency->message.agency();
    agency = MergeRow(on_record, agency, today);
    if (MessageDifferencer::Equals(on_record, agency)) {
      response.set_change(v1::ImportAgenciesResponse::UNCHANGED);
      return Step<v1::ImportAgenciesResponse>::Answer(std::move(response));
    }
    CheckAgency(agency, "agency", &violations);
    OGI_RETURN_IF_ERROR(violations.ToStatus());
    response.set_change(v1::ImportAgenciesResponse::UPDATED);
  }
  OGI_ASSIGN_OR_RETURN(const std::vector<std::string> others,
                       OthersOfThisName(*environment.store, agency, today));
  for (const std::string& other : others) response.add_same_name(other);
  OGI_ASSIGN_OR_RETURN(
      Step<v1::Agency> change,
      Change(environment, context, agency_id, before.agency, agency, std::move(token), {}));
  Step<v1::ImportAgenciesResponse> step;
  step.act = std::move(change.act);
  step.beforehand = std::move(change.beforehand);
  step.proposal = std::move(change.proposal);
  step.answer = [response](const Stamp&) { return response; };
  return step;
}

}  // namespace ogi
