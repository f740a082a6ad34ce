#include "services/access/access_book.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/status_macros.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/access/each_record.h"
#include "storage/commit/committer.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

std::string KeyOf(absl::string_view issuer, absl::string_view key_id) {
  return absl::StrCat(issuer, " ", key_id);
}

// Keeps one version of each record, and none that was withdrawn.
template <typename Resource>
void Replace(std::vector<Resource>& all, const Resource& resource) {
  std::erase_if(all, [&](const Resource& each) { return each.name() == resource.name(); });
  if (!resource.life().has_withdraw_time()) all.push_back(resource);
}

bool InForce(const v1::Mandate& mandate, CivilDay day) {
  return CivilDay(mandate.from().year(), mandate.from().month(), mandate.from().day()) <= day &&
         day <= CivilDay(mandate.to().year(), mandate.to().month(), mandate.to().day());
}

template <typename Map>
const typename Map::mapped_type* Find(const Map& map, absl::string_view key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

absl::Status AccessBook::Refresh(const Reader& store) {
  OGI_ASSIGN_OR_RETURN(const Stamp latest, LatestStamp(store, kAccessPartition));
  int64_t puts = 0;
  {
    absl::ReaderMutexLock lock(&mutex_);
    if (latest.place.sequence == sequence_) return absl::OkStatus();
    puts = puts_;
  }
  Records records;
  OGI_RETURN_IF_ERROR(ForEachAccessRecord<storage::v1::MandateRecord>(
      store, keys::AllMandates(), [&](const auto& each) { PutInto(records, each.mandate()); }));
  OGI_RETURN_IF_ERROR(ForEachAccessRecord<storage::v1::RoleGrantRecord>(
      store, keys::AllRoleGrants(),
      [&](const auto& each) { PutInto(records, each.role_grant()); }));
  OGI_RETURN_IF_ERROR(ForEachAccessRecord<storage::v1::TokenKeyRecord>(
      store, keys::AllTokenKeys(), [&](const auto& each) { PutInto(records, each.token_key()); }));
  OGI_RETURN_IF_ERROR(ForEachAccessRecord<storage::v1::RevocationRecord>(
      store, keys::AllRevocations(),
      [&](const auto& each) { PutInto(records, each.revocation()); }));
  absl::MutexLock lock(&mutex_);
  // What was put meanwhile may be newer than what was read: the next time finds both.
  if (puts_ != puts) return absl::OkStatus();
  records_ = std::move(records);
  sequence_ = latest.place.sequence;
  return absl::OkStatus();
}

void AccessBook::Put(const v1::Mandate& mandate) {
  absl::MutexLock lock(&mutex_);
  ++puts_;
  PutInto(records_, mandate);
}

void AccessBook::Put(const v1::RoleGrant& grant) {
  absl::MutexLock lock(&mutex_);
  ++puts_;
  PutInto(records_, grant);
}

void AccessBook::Put(const v1::TokenKey& key) {
  absl::MutexLock lock(&mutex_);
  ++puts_;
  PutInto(records_, key);
}

void AccessBook::Put(const v1::Revocation& revocation) {
  absl::MutexLock lock(&mutex_);
  ++puts_;
  PutInto(records_, revocation);
}

void AccessBook::PutInto(Records& records, const v1::Mandate& mandate) {
  Replace(records.mandates_by_delegate[mandate.delegate()], mandate);
  if (mandate.kind() == v1::Mandate::LEAVE) {
    Replace(records.leaves_by_person[mandate.represented()], mandate);
  }
}

void AccessBook::PutInto(Records& records, const v1::RoleGrant& grant) {
  Replace(records.grants[grant.holder()], grant);
}

void AccessBook::PutInto(Records& records, const v1::TokenKey& key) {
  records.token_keys[KeyOf(key.issuer(), key.key_id())] = key;
}

void AccessBook::PutInto(Records& records, const v1::Revocation& revocation) {
  records.revocations.emplace(absl::HexStringToBytes(revocation.fingerprint()), revocation);
}

bool AccessBook::IsRevoked(absl::string_view fingerprint) const {
  absl::ReaderMutexLock lock(&mutex_);
  return records_.revocations.contains(fingerprint);
}

std::optional<std::string> AccessBook::TokenKey(absl::string_view issuer,
                                                absl::string_view key_id) const {
  const std::string key = KeyOf(issuer, key_id);
  absl::ReaderMutexLock lock(&mutex_);
  const v1::TokenKey* found = Find(records_.token_keys, key);
  if (found == nullptr || found->life().has_withdraw_time()) return std::nullopt;
  return found->public_key();
}

v1::Role AccessBook::RoleOf(absl::string_view holder) const {
  absl::ReaderMutexLock lock(&mutex_);
  const std::vector<v1::RoleGrant>* grants = Find(records_.grants, holder);
  return grants == nullptr || grants->empty() ? v1::ROLE_UNSPECIFIED : grants->front().role();
}

int AccessBook::HoldersOf(v1::Role role) const {
  absl::ReaderMutexLock lock(&mutex_);
  int holders = 0;
  for (const auto& [holder, grants] : records_.grants) {
    holders += std::any_of(grants.begin(), grants.end(),
                           [role](const v1::RoleGrant& grant) { return grant.role() == role; });
  }
  return holders;
}

std::vector<AccessBook::Entitlement> AccessBook::EntitlementsOf(absl::string_view platform,
                                                                CivilDay day) const {
  std::vector<Entitlement> entitlements;
  absl::ReaderMutexLock lock(&mutex_);
  const std::vector<v1::Mandate>* mandates = Find(records_.mandates_by_delegate, platform);
  if (mandates == nullptr) return entitlements;
  for (const v1::Mandate& mandate : *mandates) {
    if (mandate.kind() == v1::Mandate::PLATFORM && InForce(mandate, day)) {
      entitlements.push_back({mandate.agency(), mandate.subtree()});
    }
  }
  return entitlements;
}

std::optional<std::string> AccessBook::RepresentedAgency(absl::string_view person,
                                                         absl::string_view represented,
                                                         CivilDay day) const {
  absl::ReaderMutexLock lock(&mutex_);
  const std::vector<v1::Mandate>* mandates = Find(records_.mandates_by_delegate, person);
  if (mandates == nullptr) return std::nullopt;
  for (const v1::Mandate& mandate : *mandates) {
    if (mandate.represented() == represented && InForce(mandate, day)) return mandate.agency();
  }
  return std::nullopt;
}

bool AccessBook::IsOnLeave(absl::string_view person, CivilDay day) const {
  absl::ReaderMutexLock lock(&mutex_);
  const std::vector<v1::Mandate>* leaves = Find(records_.leaves_by_person, person);
  return leaves != nullptr && std::any_of(leaves->begin(), leaves->end(),
                                          [day](const v1::Mandate& m) { return InForce(m, day); });
}

}  // namespace ogi
