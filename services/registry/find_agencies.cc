#include "services/registry/find_agencies.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "services/handler/agency_tree.h"
#include "services/handler/page_token.h"
#include "services/handler/request_checks.h"
#include "services/registry/agency_change.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::AgencyRecord;

// Whether the agency has, had, or is going to have a text among `texts`.
bool Has(const google::protobuf::RepeatedPtrField<v1::DatedText>& texts, absl::string_view text) {
  return std::any_of(texts.begin(), texts.end(),
                     [text](const v1::DatedText& each) { return each.text() == text; });
}

bool HasCode(const v1::Agency& agency, absl::string_view code) {
  return Has(agency.credit_codes(), code) || Has(agency.region_codes(), code) ||
         Has(agency.local_numbers(), code);
}

bool HasName(const v1::Agency& agency, absl::string_view name) {
  return Has(agency.names(), name) ||
         std::any_of(agency.localised_names().begin(), agency.localised_names().end(),
                     [name](const v1::LocalisedText& each) { return each.text().text() == name; });
}

// The agencies of a whole partition, up to `count`. Answers the id where the next page begins, or
// "".
absl::StatusOr<std::string> AddPartition(const Reader& store, absl::string_view partition,
                                         absl::string_view first_id, CivilDay day, int count,
                                         v1::ListAgenciesResponse& response) {
  Range range = keys::AllAgencies();
  if (!first_id.empty()) range.begin = keys::Agency(first_id);
  OGI_ASSIGN_OR_RETURN(Page page,
                       store.Scan(partition, range, {.items = static_cast<size_t>(count)}));
  for (const Item& item : page.items) {
    OGI_ASSIGN_OR_RETURN(StoredAgency record, ParseRecord<AgencyRecord>(item));
    *response.add_agencies() = AgencyResource(*record, day);
  }
  if (page.next.empty()) return std::string();
  return keys::ParseAgency(page.next);
}

// The direct subordinates of an agency, likewise.
absl::StatusOr<std::string> AddSubordinates(const Reader& store, absl::string_view superior_id,
                                            absl::string_view first_id, CivilDay day, int count,
                                            v1::ListAgenciesResponse& response) {
  OGI_ASSIGN_OR_RETURN(SubordinatesPage page,
                       Subordinates(store, superior_id, day, first_id, count));
  size_t bytes = 0;
  for (const AgencyAt& agency : page.agencies) {
    if (bytes > limits::kMaxPageBytes) return agency.id;
    *response.add_agencies() = AgencyResource(agency.record, day);
    bytes += response.agencies().rbegin()->ByteSizeLong();
  }
  return page.next_id;
}

// Adds the agencies that entries of the index lead to and that have `text`: the others are stale.
absl::Status AddOwners(const Reader& store, const std::vector<Item>& entries, bool by_code,
                       absl::string_view text, CivilDay day, v1::LookupAgencyResponse& response) {
  for (const Item& entry : entries) {
    if (response.agencies_size() >= limits::kMaxBatchGet) break;
    OGI_ASSIGN_OR_RETURN(keys::LookupKey key, by_code ? keys::ParseLookupCode(entry.key)
                                                      : keys::ParseLookupName(entry.key));
    OGI_ASSIGN_OR_RETURN(std::optional<Item> found,
                         store.Get(PartitionOf(key.agency_id), keys::Agency(key.agency_id)));
    OGI_ASSIGN_OR_RETURN(StoredAgency record, ParseRecord<AgencyRecord>(found));
    if (!record.has_value()) continue;
    const v1::Agency& agency = record->message.agency();
    if (by_code ? HasCode(agency, text) : HasName(agency, text)) {
      *response.add_agencies() = AgencyResource(*record, day);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Agency> GetAgency(const Environment& environment, const RequestContext& context,
                                     const v1::GetAgencyRequest& request) {
  FieldViolations violations;
  const std::optional<std::string> id = CheckAgencyName("name", request.name(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_RETURN_IF_ERROR(CheckCaughtUp(*environment.store, request.min_sequence()));
  OGI_ASSIGN_OR_RETURN(std::optional<Item> item,
                       environment.store->Get(PartitionOf(*id), keys::Agency(*id)));
  OGI_ASSIGN_OR_RETURN(StoredAgency record, ParseRecord<AgencyRecord>(item));
  if (!record.has_value()) return errors::AgencyNotFound(request.name());
  return AgencyResource(*record, ChinaDay(context.receive_time));
}

absl::StatusOr<v1::ListAgenciesResponse> ListAgencies(const Environment& environment,
                                                      const RequestContext& context,
                                                      const v1::ListAgenciesRequest& request) {
  FieldViolations violations;
  const int page_size = CheckPageSize(request.page_size(), &violations);
  std::optional<std::string> superior_id;
  if (request.superior().empty() == request.partition().empty()) {
    violations.Add("superior", "请填写 superior 或 partition 其中一项。",
                   "give exactly one of superior and partition.");
  } else if (!request.superior().empty()) {
    superior_id = CheckAgencyName("superior", request.superior(), &violations);
  } else {
    CheckPartition("partition", request.partition(), &violations);
  }
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_RETURN_IF_ERROR(CheckCaughtUp(*environment.store, request.min_sequence()));
  const std::string bound =
      absl::StrCat("agencies\n", request.superior(), "\n", request.partition());
  OGI_ASSIGN_OR_RETURN(std::string first_id,
                       ReadPageToken(environment.secret, bound, request.page_token()));

  const CivilDay day = ChinaDay(context.receive_time);
  const std::unique_ptr<Reader> snapshot = environment.store->Snapshot();
  v1::ListAgenciesResponse response;
  std::string next;
  if (superior_id.has_value()) {
    OGI_ASSIGN_OR_RETURN(
        next, AddSubordinates(*snapshot, *superior_id, first_id, day, page_size, response));
  } else {
    OGI_ASSIGN_OR_RETURN(
        next, AddPartition(*snapshot, request.partition(), first_id, day, page_size, response));
  }
  if (!next.empty()) {
    response.set_next_page_token(MakePageToken(environment.secret, bound, next));
  }
  return response;
}

absl::StatusOr<std::vector<std::string>> OthersOfThisName(const Reader& store,
                                                          const v1::Agency& agency, CivilDay day) {
  // Of the commonest names of townships there are hundreds: a row of an import looks at a few.
  constexpr size_t kLookedAt = 20;
  constexpr size_t kShown = 10;
  const absl::string_view name = NameOn(agency, day);
  OGI_ASSIGN_OR_RETURN(const Page page, store.Scan(kLookupPartition, keys::AgenciesNamed(name),
                                                   {.items = kLookedAt}));
  v1::LookupAgencyResponse found;
  OGI_RETURN_IF_ERROR(AddOwners(store, page.items, /*by_code=*/false, name, day, found));
  std::vector<std::string> others;
  for (const v1::Agency& other : found.agencies()) {
    const bool is_other = other.name() != agency.name() && other.display_name() == name;
    if (is_other && others.size() < kShown) others.push_back(other.name());
  }
  return others;
}

absl::StatusOr<v1::LookupAgencyResponse> LookupAgency(const Environment& environment,
                                                      const RequestContext& context,
                                                      const v1::LookupAgencyRequest& request) {
  FieldViolations violations;
  const bool by_code = !request.code().empty();
  if (by_code == !request.display_name().empty()) {
    violations.Add("code", "请填写 code 或 display_name 其中一项。",
                   "give exactly one of code and display_name.");
  }
  const std::string& text = by_code ? request.code() : request.display_name();
  if (text.size() > limits::kMaxLineBytes) {
    violations.Add(by_code ? "code" : "display_name",
                   absl::StrCat("过长，上限为 ", limits::kMaxLineBytes, " 字节。"),
                   absl::StrCat("is too long; at most ", limits::kMaxLineBytes, " bytes."));
  }
  OGI_RETURN_IF_ERROR(violations.ToStatus());

  Range range = by_code ? keys::AgenciesWithCode(text) : keys::AgenciesNamed(text);
  v1::LookupAgencyResponse response;
  size_t looked_at = 0;
  do {
    OGI_ASSIGN_OR_RETURN(Page page, environment.store->Scan(kLookupPartition, range,
                                                            {.items = limits::kMaxBatchGet}));
    OGI_RETURN_IF_ERROR(AddOwners(*environment.store, page.items, by_code, text,
                                  ChinaDay(context.receive_time), response));
    looked_at += page.items.size();
    range.begin = std::move(page.next);
    // What is left out must not pass for what is not there.
    if (!range.begin.empty() && looked_at >= limits::kMaxScannedRecords) {
      return errors::TooLarge("lookup", looked_at, limits::kMaxScannedRecords);
    }
  } while (!range.begin.empty() && response.agencies_size() < limits::kMaxBatchGet);
  return response;
}

}  // namespace ogi
