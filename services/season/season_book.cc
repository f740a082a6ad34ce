#include "services/season/season_book.h"

#include <utility>

#include "absl/strings/strip.h"
#include "common/status_macros.h"
#include "domain/season/season.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/access/each_record.h"
#include "storage/commit/committer.h"
#include "storage/keys/keys.h"

namespace ogi {

absl::Status SeasonBook::Refresh(const Reader& store) {
  OGI_ASSIGN_OR_RETURN(const Stamp latest, LatestStamp(store, kAccessPartition));
  int64_t puts = 0;
  {
    absl::ReaderMutexLock lock(&mutex_);
    if (latest.place.sequence == sequence_) return absl::OkStatus();
    puts = puts_;
  }
  Years years;
  OGI_RETURN_IF_ERROR(ForEachAccessRecord<storage::v1::SeasonRecord>(
      store, keys::AllSeasons(), [&](const auto& each) { PutInto(years, each.season()); }));
  OGI_RETURN_IF_ERROR(ForEachAccessRecord<storage::v1::ExtensionRecord>(
      store, keys::AllExtensions(), [&](const auto& each) { PutInto(years, each.extension()); }));
  absl::MutexLock lock(&mutex_);
  // What was put meanwhile may be newer than what was read: the next time finds both.
  if (puts_ != puts) return absl::OkStatus();
  years_ = std::move(years);
  sequence_ = latest.place.sequence;
  return absl::OkStatus();
}

void SeasonBook::Put(const v1::Season& season) {
  absl::MutexLock lock(&mutex_);
  ++puts_;
  PutInto(years_, season);
}

void SeasonBook::Put(const v1::Extension& extension) {
  absl::MutexLock lock(&mutex_);
  ++puts_;
  PutInto(years_, extension);
}

void SeasonBook::PutInto(Years& years, const v1::Season& season) {
  const std::optional<int> year = ParseSeasonName(season.name());
  if (!year.has_value()) return;
  years[*year].levels.assign(season.levels().begin(), season.levels().end());
}

void SeasonBook::PutInto(Years& years, const v1::Extension& extension) {
  Year& year = years[extension.year()];
  const absl::string_view agency_id = absl::StripPrefix(extension.agency(), "agencies/");
  std::vector<v1::Extension>& all = year.extensions[agency_id];
  std::erase_if(all, [&](const v1::Extension& each) { return each.name() == extension.name(); });
  year.subtree_extensions.erase(extension.name());
  if (extension.life().has_withdraw_time()) return;
  all.push_back(extension);
  if (extension.subtree()) year.subtree_extensions.insert(extension.name());
}

std::optional<v1::LevelDates> SeasonBook::DatesOf(int year, v1::Agency::Level level) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto found = years_.find(year);
  if (found == years_.end()) return std::nullopt;
  for (const v1::LevelDates& each : found->second.levels) {
    if (each.level() == level) return each;
  }
  return std::nullopt;
}

std::vector<v1::Extension> SeasonBook::ExtensionsOf(int year, absl::string_view agency_id) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto found = years_.find(year);
  if (found == years_.end()) return {};
  const auto extensions = found->second.extensions.find(agency_id);
  if (extensions == found->second.extensions.end()) return {};
  return extensions->second;
}

bool SeasonBook::HasSubtreeExtensions(int year) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto found = years_.find(year);
  return found != years_.end() && !found->second.subtree_extensions.empty();
}

}  // namespace ogi
