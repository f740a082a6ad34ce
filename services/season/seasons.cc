#include "services/season/seasons.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/season/season.h"
#include "google/protobuf/util/message_differencer.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/access/record_change.h"
#include "services/handler/request_checks.h"
#include "services/season/roster.h"
#include "services/season/season_book.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using google::protobuf::util::MessageDifferencer;
using storage::v1::SeasonRecord;

// Adds what is output-only.
void Complete(int year, Version version, v1::Season& season) {
  season.set_etag(EtagOf(version));
  for (v1::LevelDates& dates : *season.mutable_levels()) {
    *dates.mutable_legal_due_date() = ToDate(LegalDueDay(dates.level(), v1::OWN, year));
    *dates.mutable_aggregate_legal_due_date() =
        ToDate(LegalDueDay(dates.level(), v1::AGGREGATE, year));
  }
}

// As the caller may see it.
absl::StatusOr<v1::Season> SeasonResource(const Environment& environment, bool sees_all,
                                          Record<SeasonRecord> record) {
  v1::Season season = std::move(*record.message.mutable_season());
  const int year = ParseSeasonName(season.name()).value_or(0);
  Complete(year, record.version, season);
  if (!sees_all) {
    season.clear_life();
    season.clear_past();
    season.clear_etag();
    return season;
  }
  OGI_ASSIGN_OR_RETURN(auto roster, ReadRoster(environment, year));
  if (roster.has_value()) *season.mutable_roster() = std::move(*roster->message.mutable_roster());
  return season;
}

absl::StatusOr<int> CheckName(absl::string_view name) {
  FieldViolations violations;
  const std::optional<int> year = CheckSeasonName("name", name, &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  return *year;
}

// The dates alone, by level.
v1::Season DatesAlone(const v1::Season& given) {
  v1::Season season;
  season.set_name(given.name());
  *season.mutable_levels() = given.levels();
  for (v1::LevelDates& dates : *season.mutable_levels()) {
    dates.clear_legal_due_date();
    dates.clear_aggregate_legal_due_date();
  }
  std::sort(season.mutable_levels()->begin(), season.mutable_levels()->end(),
            [](const v1::LevelDates& a, const v1::LevelDates& b) { return a.level() < b.level(); });
  return season;
}

}  // namespace

absl::StatusOr<v1::Season> GetSeason(const Environment& environment, const RequestContext& context,
                                     const v1::GetSeasonRequest& request) {
  OGI_ASSIGN_OR_RETURN(const int year, CheckName(request.name()));
  OGI_ASSIGN_OR_RETURN(const bool sees_all, SeesAll(context, ""));
  OGI_ASSIGN_OR_RETURN(auto record,
                       ReadAccessRecord<SeasonRecord>(environment, keys::Season(year)));
  if (!record.has_value()) return errors::AccessRecordNotFound(request.name());
  return SeasonResource(environment, sees_all, *std::move(record));
}

absl::StatusOr<v1::ListSeasonsResponse> ListSeasons(const Environment& environment,
                                                    const RequestContext& context,
                                                    const v1::ListSeasonsRequest&) {
  OGI_ASSIGN_OR_RETURN(const bool sees_all, SeesAll(context, ""));
  v1::ListSeasonsResponse response;
  Range range = keys::AllSeasons();
  while (true) {
    OGI_ASSIGN_OR_RETURN(Page page, environment.store->Scan(kAccessPartition, range, {}));
    for (const Item& item : page.items) {
      OGI_ASSIGN_OR_RETURN(auto record, ParseRecord<SeasonRecord>(item));
      // A listing has no room for the past of all years.
      record->message.mutable_season()->clear_past();
      OGI_ASSIGN_OR_RETURN(*response.add_seasons(),
                           SeasonResource(environment, sees_all, *std::move(record)));
    }
    if (page.next.empty()) return response;
    range.begin = std::move(page.next);
  }
}

absl::StatusOr<Step<v1::Season>> SetSeason(const Environment& environment,
                                           const RequestContext& context,
                                           const v1::SetSeasonRequest& request) {
  FieldViolations violations;
  CheckSeason(request.season(), &violations);
  CheckRequestId(request.request_id(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  v1::Season season = DatesAlone(request.season());
  const int year = *ParseSeasonName(season.name());

  OGI_ASSIGN_OR_RETURN(RecordChange change,
                       BeginChange(environment, context, season.name(), request.request_id(),
                                   season.SerializeAsString()));
  const std::string key = keys::Season(year);
  OGI_ASSIGN_OR_RETURN(auto stored, ReadAccessRecord<SeasonRecord>(environment, key));
  const Version version = stored.has_value() ? stored->version : kAbsent;
  const std::string& etag = request.season().etag();
  if (!change.repeated && !etag.empty() && etag != EtagOf(version)) {
    return errors::EtagMismatch(season.name(), EtagOf(version));
  }
  const auto answer_present = [&]() -> absl::StatusOr<Step<v1::Season>> {
    // It may have been committed by a change whose outcome nobody heard of.
    if (environment.seasons != nullptr) environment.seasons->Put(stored->message.season());
    OGI_ASSIGN_OR_RETURN(v1::Season present,
                         SeasonResource(environment, /*sees_all=*/true, *std::move(stored)));
    return Step<v1::Season>::Answer(std::move(present));
  };
  if (change.repeated) {
    if (!stored.has_value()) return errors::RecordDamaged("a season is missing");
    return answer_present();
  }
  if (stored.has_value()) {
    if (MessageDifferencer::Equals(DatesAlone(stored->message.season()), season)) {
      return answer_present();
    }
    v1::Season& before = *stored->message.mutable_season();
    *season.mutable_past() = std::move(*before.mutable_past());
    v1::PastDates& past = *season.add_past();
    *past.mutable_levels() = std::move(*before.mutable_levels());
    *past.mutable_life() = std::move(*before.mutable_life());
    SetWithdrawn(context, "", *past.mutable_life());
  }
  SetCreated(context, *season.mutable_life());
  if (season.ByteSizeLong() > limits::kMaxSeasonRecordBytes) {
    return errors::TooLarge("season", season.ByteSizeLong(), limits::kMaxSeasonRecordBytes);
  }
  SeasonRecord record;
  *record.mutable_season() = season;
  v1::Season answer = season;
  Complete(year, VersionOf(change.token), answer);
  OGI_ASSIGN_OR_RETURN(auto roster, ReadRoster(environment, year));
  if (roster.has_value()) *answer.mutable_roster() = roster->message.roster();

  Step<v1::Season> step;
  step.proposal = ProposalOf(context, change, {{key, record.SerializeAsString(), version}});
  step.answer = [book = environment.seasons, season = std::move(season),
                 answer = std::move(answer)](const Stamp&) {
    if (book != nullptr) book->Put(season);
    return answer;
  };
  return step;
}

}  // namespace ogi
