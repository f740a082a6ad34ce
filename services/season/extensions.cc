#include "services/season/extensions.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/season/season.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/access/record_change.h"
#include "services/handler/agency_tree.h"
#include "services/handler/request_checks.h"
#include "services/season/season_book.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::ExtensionRecord;

Step<v1::Extension> Present(const Environment& environment, v1::Extension extension) {
  // It may have been committed by a change whose outcome nobody heard of.
  if (environment.seasons != nullptr) environment.seasons->Put(extension);
  return Step<v1::Extension>::Answer(std::move(extension));
}

Step<v1::Extension> Change(const Environment& environment, const RequestContext& context,
                           const RecordChange& change, const std::string& key, Version version,
                           v1::Extension extension) {
  ExtensionRecord record;
  *record.mutable_extension() = extension;
  Step<v1::Extension> step;
  step.proposal = ProposalOf(context, change, {{key, record.SerializeAsString(), version}});
  step.answer = [book = environment.seasons, extension = std::move(extension)](const Stamp&) {
    if (book != nullptr) book->Put(extension);
    return extension;
  };
  return step;
}

}  // namespace

absl::StatusOr<Step<v1::Extension>> GrantExtension(const Environment& environment,
                                                   const RequestContext& context,
                                                   const v1::GrantExtensionRequest& request) {
  v1::Extension extension = request.extension();
  extension.clear_name();
  extension.clear_life();
  FieldViolations violations;
  CheckExtension(extension, &violations);
  CheckRequestId(request.request_id(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  const std::string agency_id = *ParseAgencyName(extension.agency());
  OGI_ASSIGN_OR_RETURN(RecordChange change,
                       BeginChange(environment, context, agency_id, request.request_id(),
                                   absl::StrCat("extend\n", extension.SerializeAsString())));
  const std::string key = keys::Extension(agency_id, IdOf(change));
  if (change.repeated) {
    OGI_ASSIGN_OR_RETURN(auto made, ReadAccessRecord<ExtensionRecord>(environment, key));
    if (!made.has_value()) return errors::RecordDamaged("an extension is missing");
    return Present(environment, std::move(*made->message.mutable_extension()));
  }
  OGI_ASSIGN_OR_RETURN(std::optional<Item> agency,
                       environment.store->Get(PartitionOf(agency_id), keys::Agency(agency_id)));
  if (!agency.has_value()) return errors::AgencyNotFound(extension.agency());
  extension.set_name(absl::StrCat(extension.agency(), "/extensions/", IdOf(change)));
  SetCreated(context, *extension.mutable_life());
  return Change(environment, context, change, key, kAbsent, std::move(extension));
}

absl::StatusOr<Step<v1::Extension>> WithdrawExtension(const Environment& environment,
                                                      const RequestContext& context,
                                                      const v1::WithdrawExtensionRequest& request) {
  FieldViolations violations;
  const std::optional<ExtensionId> id = ParseExtensionName(request.name());
  if (!id.has_value()) {
    violations.Add("name", "应为延期的名称，如 agencies/54-0424204/extensions/0123456789abcdef。",
                   "must be like agencies/54-0424204/extensions/0123456789abcdef.");
  }
  CheckRequestId(request.request_id(), &violations);
  CheckReason(request.reason(), /*required=*/true, &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(
      RecordChange change,
      BeginChange(environment, context, id->agency_id, request.request_id(),
                  absl::StrCat("withdraw\n", request.name(), "\n", request.reason())));
  const std::string key = keys::Extension(id->agency_id, id->id);
  OGI_ASSIGN_OR_RETURN(auto stored, ReadAccessRecord<ExtensionRecord>(environment, key));
  if (!stored.has_value()) return errors::AccessRecordNotFound(request.name());
  v1::Extension& extension = *stored->message.mutable_extension();
  if (extension.life().has_withdraw_time()) return Present(environment, std::move(extension));
  SetWithdrawn(context, request.reason(), *extension.mutable_life());
  return Change(environment, context, change, key, stored->version, std::move(extension));
}

absl::StatusOr<v1::ListExtensionsResponse> ListExtensions(
    const Environment& environment, const RequestContext& context,
    const v1::ListExtensionsRequest& request) {
  FieldViolations violations;
  const std::optional<std::string> agency_id =
      CheckAgencyName("parent", request.parent(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(std::vector<std::string> agencies,
                       Superiors(*environment.store, *agency_id, ChinaDay(context.receive_time)));
  agencies.insert(agencies.begin(), *agency_id);
  v1::ListExtensionsResponse response;
  for (const std::string& each_id : agencies) {
    OGI_RETURN_IF_ERROR(ForEachAccessRecord<ExtensionRecord>(
        *environment.store, keys::ExtensionsOf(each_id), [&](const ExtensionRecord& record) {
          const v1::Extension& extension = record.extension();
          if (request.year() != 0 && extension.year() != request.year()) return;
          if (each_id == *agency_id || extension.subtree()) {
            *response.add_extensions() = extension;
          }
        }));
  }
  std::stable_sort(
      response.mutable_extensions()->begin(), response.mutable_extensions()->end(),
      [](const v1::Extension& a, const v1::Extension& b) { return a.year() < b.year(); });
  return response;
}

}  // namespace ogi
