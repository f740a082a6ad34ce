// Fair use: how much each caller may ask for, so that one does not take the server from the others.
//
// Token buckets for requests, for bytes and for the changes of a day, and a count of open streams,
// per caller; the callers without a certificate share one more of each. Kept in memory: a restart
// gives everybody a full one. Knows nothing of gRPC.
#ifndef OGI_SERVICES_SERVER_QUOTA_H_
#define OGI_SERVICES_SERVER_QUOTA_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/limits.h"

namespace ogi {

enum class Tier { kPlatform, kOrgan, kStaff, kAnonymous };
inline constexpr size_t kTiers = 4;

struct TierQuota {
  // Per second, and at once after a pause.
  double requests = 0;
  double request_burst = 0;
  double bytes = 0;
  double byte_burst = 0;
  int streams = 0;
  // In a day: each leaves a marker on the disk, for ever.
  double changes = 0;
};

struct QuotaOptions {
  // By Tier.
  std::array<TierQuota, kTiers> tiers = {{
      {limits::kPlatformRequests, limits::kPlatformRequestBurst, limits::kPlatformBytes,
       limits::kPlatformByteBurst, limits::kPlatformStreams, limits::kPlatformChanges},
      {limits::kOrganRequests, limits::kOrganRequestBurst, limits::kOrganBytes,
       limits::kOrganByteBurst, limits::kOrganStreams, limits::kOrganChanges},
      {limits::kStaffRequests, limits::kStaffRequestBurst, limits::kStaffBytes,
       limits::kStaffByteBurst, limits::kStaffStreams, limits::kStaffChanges},
      {limits::kAnonymousRequests, limits::kAnonymousRequestBurst, limits::kAnonymousBytes,
       limits::kAnonymousByteBurst, limits::kAnonymousStreams, limits::kAnonymousChanges},
  }};
  // All callers of tier kAnonymous together.
  TierQuota all_anonymous = {limits::kAllAnonymousRequests, limits::kAllAnonymousRequestBurst,
                             limits::kAllAnonymousBytes,    limits::kAllAnonymousByteBurst,
                             limits::kAllAnonymousStreams,  limits::kAllAnonymousChanges};
  // Of the callers that come together by chance (one shard), then, the idlest is forgotten.
  size_t max_callers = limits::kMaxQuotaCallers;
};

// For the trailers `ogi-quota-limit`, `ogi-quota-remaining` and `ogi-quota-reset-ms`. Of requests.
struct QuotaState {
  // The burst.
  int64_t limit = 0;
  // What could be asked for now.
  int64_t remaining = 0;
  // Until all of it could be again.
  absl::Duration reset;
};

// Under what name a caller without a certificate is counted, from the transport's name for the
// peer: the address without its port; of IPv6 the first 64 bits, for whoever has one address has
// all of those. `ipv4:10.0.0.7:40312` gives `10.0.0.7`, `ipv6:[2001:db8::1]:40312` gives
// `2001:db8:0:0::/64`. What is neither is taken as it stands.
std::string PeerKey(absl::string_view peer);

// Threads: any, at once. Time is the caller's and may stand still; where it goes back, no bucket
// fills until it has caught up.
class Quotas {
 public:
  explicit Quotas(const QuotaOptions& options = {});

  // Before a call's work. `who` is the caller's resource name, or for tier kAnonymous its PeerKey.
  // Where it is refused, nothing is taken. `state`, which may be null, is set in either case.
  // More bytes than the burst are taken as the burst: one large message always gets through.
  // `change`: the call may change something.
  // Errors: RESOURCE_EXHAUSTED (QuotaExceeded) with the time until enough is there.
  absl::Status Admit(absl::string_view who, Tier tier, size_t bytes, absl::Time now,
                     QuotaState* state, bool change = false);

  // What is left to a caller, who takes nothing by it.
  QuotaState Left(absl::string_view who, Tier tier, absl::Time now);

  // Beside Admit, for a call that is a stream; each one admitted is closed once. Until then its
  // caller is not forgotten.
  // Errors: RESOURCE_EXHAUSTED (QuotaExceeded).
  absl::Status OpenStream(absl::string_view who, Tier tier, absl::Time now);
  void CloseStream(absl::string_view who, Tier tier);

  // Of which something is known; for tests and gauges.
  size_t Callers() const;

 private:
  static constexpr size_t kShards = 64;

  struct Use {
    double requests = 0;
    double bytes = 0;
    // Taken and not come back yet.
    double changes = 0;
    int streams = 0;
    // When the buckets were filled last.
    absl::Time filled;
  };
  // On a cache line of its own.
  struct alignas(64) Shard {
    mutable absl::Mutex mutex;
    absl::flat_hash_map<std::string, Use> uses ABSL_GUARDED_BY(mutex);
    // When the idle ones were dropped last.
    absl::Time swept ABSL_GUARDED_BY(mutex) = absl::InfinitePast();
  };

  const TierQuota& QuotaOf(Tier tier) const { return options_.tiers[static_cast<size_t>(tier)]; }
  Shard& ShardOf(absl::string_view key);
  // The caller's use, filled up to `now`; makes room for it where it is new.
  Use& UseOf(Shard& shard, absl::string_view key, const TierQuota& quota, absl::Time now)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);
  void MakeRoom(Shard& shard, absl::Time now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);

  const QuotaOptions options_;
  const size_t max_callers_of_shard_;
  // After so long requests and bytes are full again: who was idle, and changed nothing today, may
  // be forgotten.
  const absl::Duration full_after_;
  std::array<Shard, kShards> shards_;
  mutable absl::Mutex anonymous_mutex_;
  Use anonymous_ ABSL_GUARDED_BY(anonymous_mutex_);
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_QUOTA_H_
