#include "services/handler/report_counts.h"

#include <utility>

#include "storage/keys/keys.h"

namespace ogi {
namespace {

// More states than there will ever be.
constexpr uint32_t kStates = 32;

}  // namespace

uint32_t ReportCountNumber(v1::Scope scope, v1::State state) {
  return static_cast<uint32_t>(scope) * kStates + static_cast<uint32_t>(state);
}

std::vector<Addition> CountChange(const ReportId& id, const storage::v1::ReportRecord& before,
                                  const storage::v1::ReportRecord& after) {
  const v1::State reached = after.revisions().rbegin()->state();
  Addition addition{keys::ReportCounts(id.year), {{ReportCountNumber(id.scope, reached), 1}}};
  if (!before.revisions().empty()) {
    const v1::State left = before.revisions().rbegin()->state();
    if (left == reached) return {};
    addition.counts[ReportCountNumber(id.scope, left)] = -1;
  }
  return {std::move(addition)};
}

}  // namespace ogi
