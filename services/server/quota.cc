#include "services/server/quota.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cmath>

#include "absl/hash/hash.h"
#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "common/errors.h"

namespace ogi {
namespace {

// How long a stream that is refused should wait: nobody knows when another ends.
constexpr absl::Duration kStreamRetry = absl::Seconds(5);

absl::Duration FillTime(double missing, double rate) {
  if (missing <= 0) return absl::ZeroDuration();
  // A bucket that takes longer than a year does not fill.
  const double micros = std::ceil(missing / rate * 1e6);
  return micros < 3e13 ? absl::Microseconds(static_cast<int64_t>(micros))
                       : absl::InfiniteDuration();
}

constexpr double kSecondsOfDay = 86'400;

// What a call takes.
struct Demand {
  double bytes = 0;
  bool change = false;
};

template <typename Use>
void Fill(Use& use, const TierQuota& quota, absl::Time now) {
  if (now <= use.filled) return;
  const double seconds = absl::ToDoubleSeconds(now - use.filled);
  use.requests = std::min(quota.request_burst, use.requests + quota.requests * seconds);
  use.bytes = std::min(quota.byte_burst, use.bytes + quota.bytes * seconds);
  use.changes = std::max(0.0, use.changes - quota.changes / kSecondsOfDay * seconds);
  use.filled = now;
}

// Nothing is lost to rounding: a caller who waited as long as he was told is let in.
constexpr double kEpsilon = 1e-6;

struct Wait {
  absl::string_view what;
  absl::Duration time;
};

// How long until the use allows the call; zero for now.
template <typename Use>
Wait WaitFor(const Use& use, const TierQuota& quota, const Demand& demand) {
  const double bytes = std::min(demand.bytes, quota.byte_burst);
  const double changes = demand.change ? use.changes + 1 - kEpsilon - quota.changes : 0;
  const Wait waits[] = {{"requests", FillTime(1 - kEpsilon - use.requests, quota.requests)},
                        {"bytes", FillTime(bytes - kEpsilon - use.bytes, quota.bytes)},
                        {"changes", FillTime(changes, quota.changes / kSecondsOfDay)}};
  return *std::max_element(std::begin(waits), std::end(waits),
                           [](const Wait& a, const Wait& b) { return a.time < b.time; });
}

template <typename Use>
void Take(Use& use, const TierQuota& quota, const Demand& demand) {
  use.requests = std::max(0.0, use.requests - 1);
  use.bytes = std::max(0.0, use.bytes - std::min(demand.bytes, quota.byte_burst));
  if (demand.change) use.changes += 1;
}

template <typename Use>
QuotaState StateOf(const Use& use, const TierQuota& quota) {
  return {.limit = static_cast<int64_t>(quota.request_burst),
          .remaining = static_cast<int64_t>(std::floor(use.requests + kEpsilon)),
          .reset = FillTime(quota.request_burst - kEpsilon - use.requests, quota.requests)};
}

absl::Duration FullAfter(const TierQuota& quota) {
  return std::max(FillTime(quota.request_burst, quota.requests),
                  FillTime(quota.byte_burst, quota.bytes));
}

absl::Duration FullAfter(const QuotaOptions& options) {
  absl::Duration longest;
  for (const TierQuota& quota : options.tiers) longest = std::max(longest, FullAfter(quota));
  return longest;
}

}  // namespace

std::string PeerKey(absl::string_view peer) {
  if (absl::ConsumePrefix(&peer, "ipv4:")) {
    return std::string(peer.substr(0, peer.find(':')));
  }
  if (!absl::ConsumePrefix(&peer, "ipv6:")) return std::string(peer);
  // gRPC writes brackets, escaped in some versions, and a zone for local addresses.
  if (!absl::ConsumePrefix(&peer, "[")) absl::ConsumePrefix(&peer, "%5B");
  std::string address(peer.substr(0, std::min(peer.find(']'), peer.find('%'))));
  in6_addr bits;
  if (inet_pton(AF_INET6, address.c_str(), &bits) != 1) return address;
  // An IPv4 address on a socket for both.
  if (IN6_IS_ADDR_V4MAPPED(&bits)) {
    return absl::StrFormat("%d.%d.%d.%d", bits.s6_addr[12], bits.s6_addr[13], bits.s6_addr[14],
                           bits.s6_addr[15]);
  }
  std::string key;
  for (size_t i = 0; i < 8; i += 2) {
    absl::StrAppendFormat(&key, "%x:", bits.s6_addr[i] << 8 | bits.s6_addr[i + 1]);
  }
  return key + ":/64";
}

Quotas::Quotas(const QuotaOptions& options)
    : options_(options),
      max_callers_of_shard_(std::max<size_t>(1, options.max_callers / kShards)),
      full_after_(FullAfter(options)),
      anonymous_{options.all_anonymous.request_burst, options.all_anonymous.byte_burst, 0, 0,
                 absl::InfinitePast()} {}

absl::Status Quotas::Admit(absl::string_view who, Tier tier, size_t bytes, absl::Time now,
                           QuotaState* state, bool change) {
  const TierQuota& quota = QuotaOf(tier);
  const Demand wanted = {static_cast<double>(bytes), change};
  Shard& shard = ShardOf(who);
  absl::MutexLock lock(&shard.mutex);
  Use& use = UseOf(shard, who, quota, now);
  Wait wait = WaitFor(use, quota, wanted);
  if (wait.time == absl::ZeroDuration() && tier == Tier::kAnonymous) {
    absl::MutexLock anonymous_lock(&anonymous_mutex_);
    Fill(anonymous_, options_.all_anonymous, now);
    wait = WaitFor(anonymous_, options_.all_anonymous, wanted);
    if (wait.time == absl::ZeroDuration()) Take(anonymous_, options_.all_anonymous, wanted);
  }
  if (wait.time == absl::ZeroDuration()) Take(use, quota, wanted);
  if (state != nullptr) *state = StateOf(use, quota);
  if (wait.time == absl::ZeroDuration()) return absl::OkStatus();
  return errors::QuotaExceeded(wait.what, wait.time);
}

QuotaState Quotas::Left(absl::string_view who, Tier tier, absl::Time now) {
  const TierQuota& quota = QuotaOf(tier);
  Shard& shard = ShardOf(who);
  absl::MutexLock lock(&shard.mutex);
  return StateOf(UseOf(shard, who, quota, now), quota);
}

absl::Status Quotas::OpenStream(absl::string_view who, Tier tier, absl::Time now) {
  const TierQuota& quota = QuotaOf(tier);
  Shard& shard = ShardOf(who);
  absl::MutexLock lock(&shard.mutex);
  Use& use = UseOf(shard, who, quota, now);
  if (use.streams >= quota.streams) return errors::QuotaExceeded("streams", kStreamRetry);
  if (tier == Tier::kAnonymous) {
    absl::MutexLock anonymous_lock(&anonymous_mutex_);
    if (anonymous_.streams >= options_.all_anonymous.streams) {
      return errors::QuotaExceeded("streams", kStreamRetry);
    }
    ++anonymous_.streams;
  }
  ++use.streams;
  return absl::OkStatus();
}

void Quotas::CloseStream(absl::string_view who, Tier tier) {
  Shard& shard = ShardOf(who);
  absl::MutexLock lock(&shard.mutex);
  const auto found = shard.uses.find(who);
  if (found == shard.uses.end() || found->second.streams == 0) return;
  --found->second.streams;
  if (tier != Tier::kAnonymous) return;
  absl::MutexLock anonymous_lock(&anonymous_mutex_);
  --anonymous_.streams;
}

size_t Quotas::Callers() const {
  size_t callers = 0;
  for (const Shard& shard : shards_) {
    absl::MutexLock lock(&shard.mutex);
    callers += shard.uses.size();
  }
  return callers;
}

Quotas::Shard& Quotas::ShardOf(absl::string_view key) {
  // The map uses the low bits.
  return shards_[(absl::Hash<absl::string_view>()(key) >> 32) % kShards];
}

Quotas::Use& Quotas::UseOf(Shard& shard, absl::string_view key, const TierQuota& quota,
                           absl::Time now) {
  const auto found = shard.uses.find(key);
  if (found != shard.uses.end()) {
    Fill(found->second, quota, now);
    return found->second;
  }
  MakeRoom(shard, now);
  return shard.uses.emplace(std::string(key), Use{quota.request_burst, quota.byte_burst, 0, 0, now})
      .first->second;
}

void Quotas::MakeRoom(Shard& shard, absl::Time now) {
  if (now - shard.swept >= full_after_) {
    shard.swept = now;
    absl::erase_if(shard.uses, [this, now](const auto& each) {
      const absl::Duration idle = now - each.second.filled;
      return each.second.streams == 0 && idle >= full_after_ &&
             (each.second.changes == 0 || idle >= absl::Seconds(kSecondsOfDay));
    });
  }
  if (shard.uses.size() < max_callers_of_shard_) return;
  auto idlest = shard.uses.end();
  for (auto each = shard.uses.begin(); each != shard.uses.end(); ++each) {
    if (each->second.streams > 0) continue;
    if (idlest == shard.uses.end() || each->second.filled < idlest->second.filled) idlest = each;
  }
  if (idlest != shard.uses.end()) shard.uses.erase(idlest);
}

}  // namespace ogi
