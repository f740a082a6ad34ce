#include "services/server/descriptors.h"

#include <sys/resource.h>

#include <algorithm>

#include "common/limits.h"

namespace ogi {
namespace {

// A connection from every organ of a province.
constexpr rlim_t kMost = 65'536;

}  // namespace

void ReserveDescriptors() {
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t reserve = std::min<rlim_t>(limits::kReservedDescriptors, limit.rlim_max / 4);
  limit.rlim_cur = std::min(limit.rlim_max - reserve, kMost);
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace ogi
